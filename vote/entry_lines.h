// SPDX-License-Identifier: Apache-2.0
// The log of a vote as a text: a header, then one line for each entry in its order, its fields with tabs between. What
// was encrypted at rest is in the clear here; docs/audit-bundle.md says the same.
#pragma once

#include <functional>
#include <string>

#include "vote/log_entry.h"

namespace sceau {

inline constexpr std::string_view entry_lines_header = "index\ttype\tat\tnode\tsalt\tpayload\n";

// Precondition: neither the node nor the payload has a tab or a line end (canonical JSON has none).
std::string entry_line(std::int64_t index, const LogEntry& entry);

// Header and lines again. The index of every entry is its place. Errors: bundle.malformed, and what `visit` returns.
Status read_entry_lines(std::string_view text, const std::function<Status(std::int64_t, LogEntry)>& visit);

}  // namespace sceau
