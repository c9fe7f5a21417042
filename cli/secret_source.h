// SPDX-License-Identifier: Apache-2.0
// A secret is never an argument: it comes from a SOURCE, written file:PATH, env:NAME, fd:N or tty.
#pragma once

#include <string>
#include <string_view>

#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

// Reads the secret: one line, its line end dropped. A file must be readable by its owner alone (mode 0600 or less);
// a variable is removed from this process's environment after reading; tty asks `prompt` with echo off. Errors:
// secret_source_malformed, secret_not_readable, secret_file_too_open.
Result<Secret> read_secret(std::string_view source, const std::string& prompt);

}  // namespace sceau
