// SPDX-License-Identifier: Apache-2.0
#include "vote/closed_log.h"

#include <algorithm>

#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"
#include "vote/ballot_store.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

constexpr LogIndex entries_at_once = 1024;

// Nothing where there is no close entry among them.
const EntryRecord* close_among(const std::vector<EntryRecord>& records) {
  const auto found = std::ranges::find(records, EntryType::close, [](const auto& record) { return record.entry.type; });
  return found == records.end() ? nullptr : &*found;
}

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
  const auto counts = store.counts();
  if (!counts) return counts.error();
  for (LogIndex end = counts->logged; end > 0;) {
    const LogIndex begin = end > entries_at_once ? end - entries_at_once : 0;
    const auto records = store.entries(begin, end - begin);
    if (!records) return records.error();
    if (const auto* found = close_among(*records)) {
      const auto entry = stored_entry(found->entry, at_rest);
      return entry ? read_close(*entry) : entry.error();
    }
    end = begin;
  }
  return Error{Reason::vote_not_closed, "the log has no close entry"};
}

}  // namespace sceau
