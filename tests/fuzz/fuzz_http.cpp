// SPDX-License-Identifier: Apache-2.0
// A head that is accepted can be written again and reads the same; proxy rules and URLs take any text.
#include <cstdlib>

#include "network/http_head.h"
#include "network/proxy_rules.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void read_request(std::string_view text) {
  const auto [head, refused_with] = sceau::parse_request_head(text);
  if (refused_with != 0) return;
  require(head.target.find_first_of(" \r\n") == std::string::npos);
  const auto again = sceau::parse_request_head(
      sceau::head_text(head.method + " " + head.target + (head.keeps_alive ? " HTTP/1.1" : " HTTP/1.0"), head.headers));
  require(again.refused_with == 0 && again.head.headers == head.headers &&
          again.head.content_length == head.content_length);
}

void read_response(std::string_view text) {
  const auto head = sceau::parse_response_head(text, "POST");
  if (!head) return;
  for (const auto& [name, value] : head->headers) require(sceau::is_field(name, value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = sceau::as_text({data, size});
  read_request(text);
  read_response(text);
  static_cast<void>(sceau::proxy_from(text));
  static_cast<void>(sceau::bypasses_proxy(text, "tsa.example.org", 443));
  static_cast<void>(sceau::bypasses_proxy(text, "10.1.2.3", 443));
  return 0;
}
