// SPDX-License-Identifier: Apache-2.0
// HTTP messages as values, and the exchange that turns one into the other. Only cli/ connects an exchange to a socket.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string target;  // client: an absolute http or https URL; server: path and query
  HttpHeaders headers;
  Bytes body;
  Instant received_at{};       // server: the instant of the last body byte, set once from the clock it was given
  std::string remote_address;  // server: the peer, without port
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers;
  Bytes body;
};

// The first header of that name, names compared without case; empty where absent.
std::string_view header(const HttpHeaders& headers, std::string_view name);

// Overwrites the target, the header fields and the body: what a voter sent does not stay in memory.
void wipe(HttpRequest& request);

// A request sent, its response received. Errors are of kind `unavailable`.
using HttpExchange = std::function<Result<HttpResponse>(const HttpRequest&)>;

}  // namespace sceau
