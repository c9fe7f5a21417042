// SPDX-License-Identifier: Apache-2.0
// Where a demonstration leaves its files.
#pragma once

#include <string>

#include "foundation/file_bytes.h"
#include "foundation/result.h"

namespace sceau {

// The folder `wanted`, or where it is empty one here of this moment's name behind the prefix. Made where it is not
// there; nothing is in it. Errors: file.not_writable, file.exists.
Result<Path> new_demo_folder(const std::string& wanted, const std::string& prefix);

}  // namespace sceau
