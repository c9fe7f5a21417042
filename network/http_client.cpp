// SPDX-License-Identifier: Apache-2.0
#include "network/http_client.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "network/client_connection.h"
#include "network/http_head.h"

namespace sceau {
namespace {

using Deadline = DeadlineWatch::Clock::time_point;

constexpr std::size_t head_limit_bytes = 64 * 1024;
constexpr std::size_t line_limit_bytes = 1024;
constexpr int most_redirects = 3;
constexpr int most_interim_answers = 5;

// A URL taken apart.
struct Target {
  Endpoint endpoint;
  std::string path;  // with the query
};

Error unreachable(std::string_view why) { return {Reason::network_unreachable, std::string(why)}; }
Error answer_wrong(std::string_view why) { return {Reason::network_answer_wrong, std::string(why)}; }

std::optional<Target> target_of(const Poco::URI& uri) {
  if (uri.getScheme() != "http" && uri.getScheme() != "https") return std::nullopt;
  if (uri.getHost().empty() || !uri.getUserInfo().empty()) return std::nullopt;
  const auto path = uri.getPathAndQuery();
  // Poco leaves a query as it stands; a space or a line end in it would change the request line.
  if (!std::ranges::all_of(path, [](char c) { return c > 0x20 && c < 0x7f; })) return std::nullopt;
  return Target{{uri.getScheme(), uri.getHost(), uri.getPort()}, path.starts_with('/') ? path : "/" + path};
}

bool has_body(const HttpRequest& request) {
  return !request.body.empty() || request.method == "POST" || request.method == "PUT";
}

// Nothing where a field would break out of the head.
std::optional<std::string> request_head(const HttpRequest& request, const Target& target,
                                        const std::optional<HttpProxy>& proxy) {
  const bool asks_proxy = proxy && target.endpoint.scheme == "http";
  HttpHeaders headers{{"Host", authority_text(target.endpoint)}, {"Connection", "close"}, {"User-Agent", "sceau"}};
  if (has_body(request)) headers.emplace_back("Content-Length", std::to_string(request.body.size()));
  if (asks_proxy && !proxy->credentials.empty()) {
    headers.emplace_back("Proxy-Authorization", basic_authorization(proxy->credentials));
  }
  headers.insert(headers.end(), request.headers.begin(), request.headers.end());
  for (const auto& [name, value] : headers) {
    if (!is_field(name, value)) return std::nullopt;
  }
  const auto prefix = asks_proxy ? "http://" + authority_text(target.endpoint) : std::string();
  return head_text(fmt::format("{} {}{} HTTP/1.1", request.method, prefix, target.path), headers);
}

std::optional<std::size_t> chunk_size(std::string_view line) {
  const auto digits = line.substr(0, line.find(';'));
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return size;
}

// RFC 9112, 7.1; trailer fields are read over.
Status read_chunks(BufferedSocket& stream, Bytes& body, std::size_t limit) {
  while (true) {
    std::string line;
    if (stream.read_line(line, line_limit_bytes) != Reading::done) return answer_wrong("a chunk is incomplete");
    const auto size = chunk_size(line);
    if (!size) return answer_wrong("a chunk has no size");
    if (*size > limit - body.size()) return answer_wrong("the answer is larger than the limit");
    if (*size == 0) break;
    line.clear();
    if (stream.read_exactly(body, *size) != Reading::done ||
        stream.read_line(line, line_limit_bytes) != Reading::done || !line.empty()) {
      return answer_wrong("a chunk is incomplete");
    }
  }
  for (std::size_t trailer = 0; trailer < head_limit_bytes;) {
    std::string line;
    if (stream.read_line(line, line_limit_bytes) != Reading::done) return answer_wrong("the trailer is incomplete");
    if (line.empty()) return Done{};
    trailer += line.size();
  }
  return answer_wrong("the trailer is too large");
}

Status read_body(BufferedSocket& stream, const ResponseHead& head, Bytes& body, std::size_t limit) {
  switch (head.framing) {
    case BodyFraming::none: return Done{};
    case BodyFraming::chunked: return read_chunks(stream, body, limit);
    case BodyFraming::until_close:
      if (stream.read_to_end(body, limit) == Reading::too_large) break;
      return Done{};
    case BodyFraming::length:
      if (head.content_length > limit) break;
      if (stream.read_exactly(body, head.content_length) == Reading::done) return Done{};
      return answer_wrong("the answer is incomplete");
  }
  return answer_wrong("the answer is larger than the limit");
}

Result<ResponseHead> read_head(BufferedSocket& stream, const std::string& method) {
  for (int i = 0; i < most_interim_answers; ++i) {
    std::string text;
    const auto reading = stream.read_head(text, head_limit_bytes);
    if (reading == Reading::closed && text.empty()) return unreachable("the server closed the connection");
    if (reading != Reading::done) return answer_wrong("the head of the answer is incomplete or too large");
    auto head = parse_response_head(text, method);
    if (!head) return answer_wrong("the answer is not HTTP");
    if (head->status >= 200) return std::move(*head);
  }
  return answer_wrong("too many interim answers");
}

Result<HttpResponse> converse(BufferedSocket& stream, const HttpRequest& request, const std::string& head,
                              const ClientOptions& options) {
  // A server may answer before it has read everything: a failed write is not yet the end.
  const bool sent = stream.write(as_bytes(head)) && stream.write(request.body);
  auto answer = read_head(stream, request.method);
  if (!answer) return sent ? answer.error() : unreachable("the connection broke while sending");
  HttpResponse response{answer->status, answer->headers, {}};
  const auto read = read_body(stream, *answer, response.body, options.response_limit_bytes);
  if (!read) return read.error();
  return response;
}

Result<HttpResponse> exchange_once(const HttpRequest& request, const Target& target, const ClientOptions& options,
                                   Deadline deadline) {
  const auto proxy = proxy_for(target.endpoint, options.proxies);
  if (!proxy) return proxy.error();
  const auto head = request_head(request, target, *proxy);
  if (!head) return unreachable("a field of the request cannot be sent");
  DeadlineWatch watch;
  auto connection = connect_to(target.endpoint, *proxy, options, watch, deadline);
  if (!connection) return connection.error();
  auto response = converse(connection->stream, request, *head, options);
  // Also where the server ends a body by closing: what the deadline cut off is not a whole answer.
  if (watch.has_expired(connection->ticket)) return unreachable("no answer in time");
  if (!response) return Error{response.error().reason, target.endpoint.host + ": " + response.error().detail};
  return response;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Where to go next; an error where the server sends us elsewhere, or would have a request changed.
Result<Target> follow(const HttpResponse& response, const HttpRequest& request, const Target& from) {
  const bool is_repeatable = response.status >= 307 || request.method == "GET" || request.method == "HEAD";
  const auto location = header(response.headers, "Location");
  if (!is_repeatable || location.empty()) return answer_wrong("a redirect that cannot be followed");
  Poco::URI uri(from.endpoint.scheme + "://" + authority_text(from.endpoint) + from.path);
  uri.resolve(std::string(location));
  auto target = target_of(uri);
  if (!target || target->endpoint != from.endpoint) return answer_wrong("a redirect to another server");
  return std::move(*target);
}

Result<HttpResponse> exchange(const HttpRequest& request, const ClientOptions& options) {
  const auto deadline = DeadlineWatch::Clock::now() + options.timeout;
  auto target = target_of(Poco::URI(request.target));
  if (!target) return unreachable("not an http or https URL: " + request.target);
  for (int i = 0; i <= most_redirects; ++i) {
    auto response = exchange_once(request, *target, options, deadline);
    if (!response || !is_redirect(response->status)) return response;
    auto next = follow(*response, request, *target);
    if (!next) return Error{next.error().reason, target->endpoint.host + ": " + next.error().detail};
    target = std::move(*next);
  }
  return answer_wrong(target->endpoint.host + ": too many redirects");
}

}  // namespace

HttpExchange http_client(ClientOptions options) {
  return [options = std::move(options)](const HttpRequest& request) -> Result<HttpResponse> {
    try {
      return exchange(request, options);
    } catch (const Poco::Exception& failed) {
      return unreachable(failed.displayText());
    } catch (const std::exception& failed) {
      return unreachable(failed.what());
    }
  };
}

}  // namespace sceau
