// SPDX-License-Identifier: Apache-2.0
#include "cli/timestamp_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "certs/authority/demo_authority.h"
#include "cli/environment.h"
#include "cli/secret_source.h"
#include "cli/system_clock.h"
#include "crypto/object_name.h"
#include "crypto/timestamp_client.h"
#include "network/http_client.h"

namespace sceau {
namespace {

Result<HttpHeaders> further_headers(const TimestampArguments& arguments) {
  HttpHeaders headers;
  for (const auto& word : arguments.headers) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0) return Error{Reason::usage_wrong, "--tsa-header: NAME=SOURCE"};
    const auto name = word.substr(0, equals);
    auto value = read_secret(word.substr(equals + 1), "Value of the header " + name);
    if (!value) return value.error();
    headers.emplace_back(name, value->reveal());
  }
  return headers;
}

Result<std::optional<BasicCredentials>> credentials(const TimestampArguments& arguments) {
  if (arguments.user.empty()) return std::optional<BasicCredentials>();
  auto password = read_secret(arguments.password, "Password of " + arguments.user);
  if (!password) return password.error();
  return std::optional(BasicCredentials{arguments.user, std::make_shared<const Secret>(std::move(*password))});
}

Result<std::vector<TimestampServer>> named_servers(const TimestampArguments& arguments) {
  if (!arguments.policy.empty() && !object_named(arguments.policy)) {
    return Error{Reason::usage_wrong, "--tsa-policy: " + arguments.policy + " is no OID"};
  }
  const auto headers = further_headers(arguments);
  if (!headers) return headers.error();
  const auto basic = credentials(arguments);
  if (!basic) return basic.error();
  std::vector<TimestampServer> servers;
  for (const auto& url : arguments.servers) {
    if (!url.starts_with("http://") && !url.starts_with("https://")) {
      return Error{Reason::usage_wrong, fmt::format("--tsa {}: a URL begins with http:// or https://", url)};
    }
    servers.push_back({.url = url, .headers = *headers, .basic = *basic, .policy = arguments.policy});
  }
  return servers;
}

// The lower-case name is the older custom and wins, as it does in curl.
std::string proxy_variable(const char* lower, const char* upper) {
  const auto value = variable(lower);
  return value.empty() ? variable(upper) : value;
}

HttpExchange exchange_over_network(const TimestampArguments& arguments) {
  ClientOptions options;
  options.timeout = std::chrono::seconds(arguments.timeout_seconds);
  options.private_authorities.assign(arguments.authorities.begin(), arguments.authorities.end());
  options.proxies = {.for_http = variable("http_proxy"),  // never HTTP_PROXY: a CGI server fills it from a header
                     .for_https = proxy_variable("https_proxy", "HTTPS_PROXY"),
                     .none_for = proxy_variable("no_proxy", "NO_PROXY")};
  return http_client(std::move(options));
}

Timestamper timestamper(std::vector<TimestampServer> servers, HttpExchange exchange) {
  return [servers = std::move(servers), exchange = std::move(exchange)](DigestAlgorithm algorithm, ByteView imprint) {
    return request_timestamp(ImprintToStamp{algorithm, Bytes(imprint.begin(), imprint.end())}, servers, exchange,
                             system_random());
  };
}

Result<Timestamper> demo_timestamper() {
  const auto folder = demo_folder();
  if (!folder) return folder.error();
  auto authority = open_or_make_demo_authority(*folder, now(), system_random());
  if (!authority) return authority.error();
  return timestamps_of(authority->timestamp_authority, now);
}

}  // namespace

Timestamper timestamps_of(TimestampAuthority authority, Clock clock) {
  return timestamper({{.url = "http://demo.invalid/"}},
                     timestamp_exchange(std::move(authority), std::move(clock), system_random()));
}

Result<Timestamper> timestamp_source(const TimestampArguments& arguments, bool demo_key) {
  if (arguments.servers.empty() && !demo_key) return Error{Reason::tsa_needed, ""};
  const bool demo = arguments.servers.empty() || arguments.servers == std::vector<std::string>{"demo"};
  if (demo) return demo_timestamper();
  if (std::ranges::find(arguments.servers, "demo") != arguments.servers.end()) {
    return Error{Reason::usage_wrong, "--tsa demo stands alone"};
  }
  auto servers = named_servers(arguments);
  if (!servers) return servers.error();
  return timestamper(std::move(*servers), exchange_over_network(arguments));
}

Result<SigningOptions> options_for(SigningIdentity identity, const TimestampArguments& timestamp, Instant now) {
  auto options = default_options(std::move(identity), std::chrono::floor<std::chrono::seconds>(now));
  if (!options || timestamp.servers.empty()) return options;
  auto stamper = timestamp_source(timestamp, false);
  if (!stamper) return stamper.error();
  options->timestamper = std::move(*stamper);
  return options;
}

}  // namespace sceau
