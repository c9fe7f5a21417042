// SPDX-License-Identifier: Apache-2.0
#include "foundation/http_message.h"

#include <strings.h>

#include "foundation/secret.h"

namespace sceau {

std::string_view header(const HttpHeaders& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && strncasecmp(key.data(), name.data(), name.size()) == 0) return value;
  }
  return {};
}

void wipe(HttpRequest& request) {
  wipe(request.target);
  for (auto& [name, value] : request.headers) wipe(value);
  request.headers.clear();
  wipe(request.body);
}

}  // namespace sceau
