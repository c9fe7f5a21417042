// SPDX-License-Identifier: Apache-2.0
// vote/pages/style.css, carried inside the program.
#pragma once

#include <string_view>

namespace sceau {

std::string_view style_sheet_text();
std::string_view style_sheet_version();  // changes whenever the text does

}  // namespace sceau
