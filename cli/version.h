// SPDX-License-Identifier: Apache-2.0
// The version of the program, from the one place that states it: project() in CMakeLists.txt.
#pragma once

#include <string_view>

namespace sceau {

constexpr std::string_view program_version = SCEAU_VERSION;

}  // namespace sceau
