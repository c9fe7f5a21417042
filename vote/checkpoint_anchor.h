// SPDX-License-Identifier: Apache-2.0
// The newest checkpoint once more, in a file outside the store: whoever puts back an older store is found out by it.
// Keep it on another disk than the store where there is one, and copy it away from the machine.
#pragma once

#include <optional>
#include <string>

#include "foundation/file_bytes.h"

namespace sceau {

// Nothing where there is no such file. Errors: those of read_file.
Result<std::optional<std::string>> read_anchor(const Path& file);

// Replaced atomically and durably. Errors: those of write_atomically.
Status write_anchor(const Path& file, std::string_view checkpoint, const Disk& disk);

}  // namespace sceau
