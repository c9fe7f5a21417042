// SPDX-License-Identifier: Apache-2.0
#include "cli/environment.h"

#include <cstdlib>

namespace sceau {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<Path> demo_folder() {
  const Path data = variable("XDG_DATA_HOME"), home = variable("HOME");
  if (data.is_absolute()) return data / "sceau" / "demo";
  if (home.is_absolute()) return home / ".local" / "share" / "sceau" / "demo";
  return Error{Reason::authority_not_made, "neither XDG_DATA_HOME nor HOME names a folder"};
}

}  // namespace sceau
