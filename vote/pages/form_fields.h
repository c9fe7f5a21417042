// SPDX-License-Identifier: Apache-2.0
// The fields of a page as the browser sends them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

using FormFields = std::vector<std::pair<std::string, std::string>>;  // in the order of the page; no name twice

// application/x-www-form-urlencoded. Refused: a name twice, a wrong escape, text that is not UTF-8, control characters
// other than white space, more than 2000 fields. Error: vote.malformed.
Result<FormFields> read_form_fields(ByteView body);

// The value without white space around it; empty where there is no such field.
std::string_view field(const FormFields& fields, std::string_view name);

// Overwrites what was read: codes and choices do not stay in memory.
void wipe(FormFields& fields);

}  // namespace sceau
