// SPDX-License-Identifier: Apache-2.0
// What a verification is judged by, as the command line says it.
#pragma once

#include <string>
#include <vector>

#include "verifier/validation_context.h"

namespace sceau {

// `at` empty: now. Errors: time.malformed, certificate.*, file.*.
Result<ValidationContext> validation_context(const std::vector<std::string>& trust,
                                             const std::vector<std::string>& crls, const std::string& at);

}  // namespace sceau
