// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sceau {

// Text that a table, an XML attribute and a JSON string carry alike: valid UTF-8 of at most 2000 bytes on one line,
// without control characters, without spaces at its ends, without the two code points that XML 1.0 leaves out.
bool is_plain_line(std::string_view text);

}  // namespace sceau
