// SPDX-License-Identifier: Apache-2.0
// Which requests go through a proxy, and which past it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sceau {

struct HttpProxy {
  std::string host;
  std::uint16_t port = 80;
  std::string credentials;  // "user:password", percent-decoded; empty where there are none
};

// "http://[user:password@]host[:port][/]" or "host[:port]"; nothing where it is neither. Other schemes are not spoken.
std::optional<HttpProxy> proxy_from(std::string_view text);

// See ProxySettings::none_for.
bool bypasses_proxy(std::string_view none_for, std::string_view host, std::uint16_t port);

}  // namespace sceau
