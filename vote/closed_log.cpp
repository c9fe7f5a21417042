// SPDX-License-Identifier: Apache-2.0
#include "vote/closed_log.h"

#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"
#include "vote/entry_at_rest.h"
#include "vote/log_walk.h"

namespace sceau {
namespace {

// Each node once, and all of them together have written all entries.
void read_nodes(const Value& value, ValueFields& fields, ClosedLog& closed) {
  const auto* nodes = member(value, "nodes");
  const auto* object = nodes ? std::get_if<ValueObject>(&nodes->content) : nullptr;
  fields.object("nodes");
  if (!object) return;
  std::int64_t sum = 0;
  for (const auto& [node, entries] : *object) {
    const auto* number = std::get_if<std::int64_t>(&entries.content);
    if (!number || *number < 1) return fields.refuse("nodes", "holds something that is no number of entries");
    closed.nodes[node] = *number;
    sum += *number;
  }
  if (sum != closed.entries) fields.refuse("nodes", "does not add up to the entries");
}

}  // namespace

Result<ClosedLog> read_close(const LogEntry& entry) {
  const auto value = read_json(entry.payload);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  ClosedLog closed{.closed_at = entry.at};
  const auto clock = fields.text("clock");
  if (clock && *clock != "good" && *clock != "degraded") fields.refuse("clock", "is neither good nor degraded");
  closed.clock_was_degraded = clock == "degraded";
  closed.entries = fields.integer("entries", {}).value_or(0);
  read_nodes(*value, fields, closed);
  const auto root = from_base64(fields.text("root").value_or(""));
  if (!root || root->size() != 32) fields.refuse("root", "is no hash");
  if (root) closed.root = *root;
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return closed;
}

Result<ClosedLog> closed_log(BallotStore& store, const SymmetricKey& at_rest) {
  const auto close = newest_of(store, EntryType::close);
  if (!close) return close.error();
  if (!*close) return Error{Reason::vote_not_closed, "the log has no close entry"};
  const auto entry = stored_entry((*close)->entry, at_rest);
  return entry ? read_close(*entry) : entry.error();
}

}  // namespace sceau
