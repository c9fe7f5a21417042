// SPDX-License-Identifier: Apache-2.0
// An HttpExchange over sockets, http and https, with limits. Never throws.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "foundation/file_bytes.h"
#include "foundation/http_message.h"

namespace sceau {

// The values of the usual environment variables, read by cli/ and passed here. Proxies:
// "http://[user:password@]host:port" or "host:port". `none_for` is NO_PROXY: parts separated by commas; "*" is every
// host; "example.org" and ".example.org" are that host (the first alone) and all below it; "10.0.0.1", "[::1]" and
// "10.0.0.0/8" are addresses, compared with a host that is written as an address; ":port" behind a part limits it to
// that port.
struct ProxySettings {
  std::string for_http{};
  std::string for_https{};
  std::string none_for{};
};

struct ClientOptions {
  std::chrono::milliseconds timeout{15000};  // for the whole exchange: connection, TLS, redirects, last byte
  std::size_t response_limit_bytes = 1 << 20;
  // PEM files. If any, https servers are verified against these alone; else against the system's roots.
  std::vector<Path> private_authorities{};
  ProxySettings proxies{};
};

// Sends to request.target, an absolute http or https URL without user information. A redirect is followed (at most
// three times) only to the same scheme, host and port: 307 and 308 repeat the request, 301, 302 and 303 do so for GET
// and HEAD only; any other redirect is network.answer_wrong. Every status is a response, not an error. TLS 1.2 or
// newer; name and chain are verified. The look-up of a name is bounded by the system's resolver, not by `timeout`.
// Errors: network.unreachable (name, connection, TLS, time-out; a private authority or proxy that cannot be read),
// network.answer_wrong (not HTTP, incomplete, or larger than the limit).
HttpExchange http_client(ClientOptions options);

}  // namespace sceau
