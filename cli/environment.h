// SPDX-License-Identifier: Apache-2.0
// What the program takes from its environment: variables and folders. Nothing below cli/ reads them.
#pragma once

#include <string>

#include "foundation/file_bytes.h"

namespace sceau {

// The variable's value; empty where it is unset.
std::string variable(const char* name);

// ${XDG_DATA_HOME:-$HOME/.local/share}/sceau/demo: where the demonstration authority lives. Error: authority_not_made
// where neither variable names an absolute folder.
Result<Path> demo_folder();

}  // namespace sceau
