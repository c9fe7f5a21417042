# SPDX-License-Identifier: Apache-2.0
# cmake -DCONTRACT=in.pdf -DLETTER=in.xml -DOUTPUT=out.cpp -P embed_samples.cmake: writes cli/demo_samples.h's source.
function(bytes_of file result)
  file(READ "${file}" digits HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" digits "${digits}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," digits "${digits}")
  set(${result} "${digits}" PARENT_SCOPE)
endfunction()

bytes_of("${CONTRACT}" contract)
bytes_of("${LETTER}" letter)
file(WRITE "${OUTPUT}" "// Made by cmake/embed_samples.cmake from samples/; not to be edited.
#include \"cli/demo_samples.h\"

namespace sceau {
namespace {

constexpr std::uint8_t contract[] = {
${contract}
};

constexpr std::uint8_t letter[] = {
${letter}
};

}  // namespace

ByteView sample_contract() { return contract; }
ByteView sample_hr_letter() { return letter; }

}  // namespace sceau
")
