// SPDX-License-Identifier: Apache-2.0
#include "network/proxy_rules.h"

#include <Poco/Exception.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/URI.h>
#include <strings.h>

#include <charconv>

namespace sceau {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equals(std::string_view one, std::string_view other) {
  return one.size() == other.size() && strncasecmp(one.data(), other.data(), one.size()) == 0;
}

std::optional<std::uint16_t> number_of(std::string_view digits) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string_view without_brackets(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
  return host;
}

std::optional<Poco::Net::IPAddress> address_of(std::string_view text) {
  Poco::Net::IPAddress address;
  if (!Poco::Net::IPAddress::tryParse(std::string(without_brackets(text)), address)) return std::nullopt;
  return address;
}

// One part of the list: a pattern for hosts and, behind a colon, a port.
struct Part {
  std::string_view pattern;
  std::optional<std::uint16_t> port;
};

// "host:443", "[::1]:443"; the colons of a bare IPv6 address are no port.
Part part_of(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {text, std::nullopt};
  const bool is_bare_ipv6 = text.find(':') != colon && !text.substr(0, colon).ends_with(']');
  const auto port = number_of(text.substr(colon + 1));
  if (is_bare_ipv6 || !port) return {text, std::nullopt};
  return {text.substr(0, colon), port};
}

bool is_in_network(const Poco::Net::IPAddress& host, std::string_view pattern) {
  const auto slash = pattern.find('/');
  const auto network = address_of(pattern.substr(0, slash));
  if (!network || network->family() != host.family()) return false;
  if (slash == std::string_view::npos) return host == *network;
  const auto bits = number_of(pattern.substr(slash + 1));
  if (!bits || *bits > host.length() * 8U) return false;
  const Poco::Net::IPAddress mask(*bits, host.family());
  return (host & mask) == (*network & mask);
}

// "example.org" and ".example.org" both take in every host below; only the first takes in the host itself.
bool is_below(std::string_view host, std::string_view domain) {
  if (!domain.starts_with('.') && equals(host, domain)) return true;
  if (domain.starts_with('.')) domain.remove_prefix(1);
  if (domain.empty() || host.size() <= domain.size()) return false;
  const auto tail = host.substr(host.size() - domain.size());
  return equals(tail, domain) && host[host.size() - domain.size() - 1] == '.';
}

bool fits(const Part& part, std::string_view host, std::uint16_t port) {
  if (part.port && *part.port != port) return false;
  if (part.pattern == "*") return true;
  if (const auto address = address_of(host)) return is_in_network(*address, part.pattern);
  return is_below(host, part.pattern);
}

}  // namespace

std::optional<HttpProxy> proxy_from(std::string_view text) {
  try {
    const auto whole = trimmed(text);
    const Poco::URI uri(whole.find("://") == std::string_view::npos ? "http://" + std::string(whole)
                                                                    : std::string(whole));
    if (uri.getScheme() != "http" || uri.getHost().empty()) return std::nullopt;
    std::string credentials;
    Poco::URI::decode(uri.getUserInfo(), credentials);
    return HttpProxy{uri.getHost(), uri.getPort(), std::move(credentials)};
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
}

bool bypasses_proxy(std::string_view none_for, std::string_view host, std::uint16_t port) {
  while (!none_for.empty()) {
    const auto comma = none_for.find(',');
    const auto text = trimmed(none_for.substr(0, comma));
    if (!text.empty() && fits(part_of(text), host, port)) return true;
    none_for.remove_prefix(comma == std::string_view::npos ? none_for.size() : comma + 1);
  }
  return false;
}

}  // namespace sceau
