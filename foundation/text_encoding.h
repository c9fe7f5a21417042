// SPDX-License-Identifier: Apache-2.0
// Text encodings of bytes: hex, base64, UTF-8. Decoders are strict: what parses writes back to the same text
// (white space in base64 apart, where a format allows it).
#pragma once

#include <string>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

std::string hex_lower(ByteView bytes);
std::string hex_upper(ByteView bytes);
// An even number of hex digits of either case, nothing else. Error: text.malformed.
Result<Bytes> from_hex(std::string_view text);

std::string base64(ByteView bytes);  // RFC 4648 section 4, with padding, no line breaks
// XML Schema base64Binary: white space anywhere is ignored; wrong length, alphabet, padding or non-zero spare bits are
// text.malformed.
Result<Bytes> from_base64(std::string_view text);

bool is_utf8(std::string_view text);  // RFC 3629: no overlong forms, no surrogates
// UTF-16, big endian, without byte-order mark -> UTF-8; unpaired surrogates become U+FFFD.
std::string utf8_from_utf16be(ByteView bytes);
// For terminals, logs and paper: control characters, characters that reorder text, code points that are no characters
// and invalid UTF-8 become \xNN, so that a file name or subject cannot move the cursor or forge a line.
std::string printable(std::string_view text);

}  // namespace sceau
