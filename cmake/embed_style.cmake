# SPDX-License-Identifier: Apache-2.0
# cmake -DSTYLE=in.css -DOUTPUT=out.cpp -P embed_style.cmake: writes vote/pages/style_sheet.h's source.
file(READ "${STYLE}" text)
file(SHA256 "${STYLE}" version)
string(SUBSTRING "${version}" 0 16 version)
file(WRITE "${OUTPUT}" "// Made by cmake/embed_style.cmake from vote/pages/style.css; not to be edited.
#include \"vote/pages/style_sheet.h\"

namespace sceau {

std::string_view style_sheet_text() {
  return R\"style(${text})style\";
}

std::string_view style_sheet_version() { return \"${version}\"; }

}  // namespace sceau
")
