// SPDX-License-Identifier: Apache-2.0
// A connection to a server: past or through a proxy, with or without TLS, within a deadline.
#pragma once

#include <cstdint>
#include <string>

#include "foundation/result.h"
#include "network/buffered_socket.h"
#include "network/deadline_watch.h"
#include "network/http_client.h"
#include "network/proxy_rules.h"

namespace sceau {

struct Endpoint {
  std::string scheme;  // "http" or "https"
  std::string host;    // without brackets
  std::uint16_t port;
  bool operator==(const Endpoint&) const = default;
};

// "host" or "[::1]", with the port where it is not the scheme's own.
std::string authority_text(const Endpoint& endpoint);

// The proxy to use, if any. Error: network.unreachable (it is no address of an http proxy).
Result<std::optional<HttpProxy>> proxy_for(const Endpoint& endpoint, const ProxySettings& settings);

std::string basic_authorization(const std::string& credentials);

// A socket that is shut down at the deadline.
struct ClientConnection {
  BufferedSocket stream;
  DeadlineWatch::Ticket ticket;
};

// Connected; for https also verified. Errors: network.unreachable.
Result<ClientConnection> connect_to(const Endpoint& endpoint, const std::optional<HttpProxy>& proxy,
                                    const ClientOptions& options, DeadlineWatch& watch,
                                    DeadlineWatch::Clock::time_point deadline);

}  // namespace sceau
