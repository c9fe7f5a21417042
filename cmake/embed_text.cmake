# SPDX-License-Identifier: Apache-2.0
# cmake -DTEXT=in -DFUNCTION=name -DHEADER=path -DOUTPUT=out.cpp -P embed_text.cmake: a function that returns the text.
file(READ "${TEXT}" digits HEX)
string(REGEX REPLACE "(................................)" "\\1\n" digits "${digits}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," digits "${digits}")
file(WRITE "${OUTPUT}" "// Made by cmake/embed_text.cmake; not to be edited.
#include \"${HEADER}\"

namespace sceau {
namespace {

constexpr char text[] = {
${digits}
};

}  // namespace

std::string_view ${FUNCTION}() { return {text, sizeof text}; }

}  // namespace sceau
")
