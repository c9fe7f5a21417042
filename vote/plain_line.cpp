// SPDX-License-Identifier: Apache-2.0
#include "vote/plain_line.h"

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {

bool is_plain_line(std::string_view text) {
  if (text.size() > 2000 || !is_utf8(text) || text.starts_with(' ') || text.ends_with(' ')) return false;
  const bool has_control =
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return !has_control && text.find("\xEF\xBF\xBE") == text.npos && text.find("\xEF\xBF\xBF") == text.npos;
}

}  // namespace sceau
