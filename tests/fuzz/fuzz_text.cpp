// SPDX-License-Identifier: Apache-2.0
// Whatever the decoders of foundation/ accept must write back to what was read; printable() must be safe to print.
#include <cstdlib>

#include "foundation/instant.h"
#include "foundation/text_encoding.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void decode_hex(std::string_view text) {
  const auto bytes = sceau::from_hex(text);
  if (bytes) require(*sceau::from_hex(sceau::hex_lower(*bytes)) == *bytes && bytes->size() * 2 == text.size());
}

void decode_base64(std::string_view text) {
  const auto bytes = sceau::from_base64(text);
  if (!bytes) return;
  std::string without_space;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') without_space += c;
  }
  require(sceau::base64(*bytes) == without_space);
}

void decode_instants(std::string_view text) {
  if (const auto instant = sceau::from_rfc3339(text)) {
    const auto again = sceau::from_rfc3339(sceau::to_rfc3339(*instant));
    require(!again || *again == *instant);
  }
  (void)static_cast<bool>(sceau::from_pdf_date(text));
}

void print(std::string_view text) {
  const auto safe = sceau::printable(text);
  require(sceau::is_utf8(safe) && sceau::printable(safe) == safe);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  decode_hex(sceau::as_text(bytes));
  decode_base64(sceau::as_text(bytes));
  decode_instants(sceau::as_text(bytes));
  print(sceau::as_text(bytes));
  require(sceau::is_utf8(sceau::utf8_from_utf16be(bytes)));
  return 0;
}
