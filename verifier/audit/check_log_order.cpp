// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_log_order.h"

#include <fmt/format.h>

#include <tuple>

namespace sceau::audit {
namespace {

constexpr std::string_view entries_name = "log/entries.tsv";

void blame(std::string_view place, const std::string& what, FindingList& findings) {
  findings.add(Reason::audit_log_order, fmt::format("{}: {}", place, what));
}

bool may_follow_close(EntryType type) {
  return type == EntryType::refusal || type == EntryType::register_change || type == EntryType::admin ||
         is_of_the_count(type);
}

// What `open` fixes was fixed before anybody voted.
void vote_was_opened_first(const AuditedLog& log, FindingList& findings) {
  const auto& acts = log.acts;
  if (acts.opens.size() != 1) {
    return blame(entries_name, fmt::format("{} entries 'open', not one", acts.opens.size()), findings);
  }
  const auto& open = acts.starts[acts.opens.front()];
  if (log.decisions.empty() || open.index < log.decisions.front().index) return;
  blame(entries_name,
        fmt::format("'open' is entry {}, behind the submission {}", open.index, log.decisions.front().index), findings);
}

// The urn is opened, then counted, and what is published was counted before. Each may be done again.
void count_took_its_course(const AuditedLog& log, FindingList& findings) {
  const auto& [openings, tallies, publications] = std::tie(log.acts.openings, log.acts.tallies, log.acts.publications);
  const auto comes_first = [&](std::uint64_t first, std::string_view what, std::uint64_t then, std::string_view where) {
    if (first < then) return;
    blame(fmt::format("{}: entry {}", entries_name, then), fmt::format("'{}' stands before '{}'", where, what),
          findings);
  };
  if (!openings.empty() && !tallies.empty()) {
    comes_first(openings.front().index, "opening", tallies.front().index, "tally");
  }
  if (!tallies.empty() && !publications.empty()) {
    comes_first(tallies.front().index, "tally", publications.front().index, "publish");
  }
}

// The urn stays shut until the hour is over, and nothing is counted or published before it is opened.
template <typename Act>
void come_after_the_deadline(const std::vector<Act>& acts, std::string_view type, Instant deadline,
                             FindingList& findings) {
  for (const auto& act : acts) {
    if (act.at >= deadline) continue;
    blame(fmt::format("{}: entry {}", entries_name, act.index),
          fmt::format("'{}' was written at {}, before {}", type, to_rfc3339(act.at), to_rfc3339(deadline)), findings);
  }
}

}  // namespace

void check_order(const AuditedMeeting& meeting, const AuditedLog& log, FindingList& findings) {
  const auto& acts = log.acts;
  vote_was_opened_first(log, findings);
  if (acts.closes.size() > 1) {
    blame(entries_name, fmt::format("{} entries 'close'", acts.closes.size()), findings);
  }
  const auto close = acts.closes.empty() ? log.size() : acts.closes.front().index;
  for (std::uint64_t i = 0; i < log.size(); ++i) {
    const auto type = log.types[i];
    const bool is_in_place = i <= close ? !is_of_the_count(type) : may_follow_close(type);
    if (is_in_place || (i > close && type == EntryType::close)) continue;
    blame(fmt::format("{}: entry {}", entries_name, i),
          fmt::format("'{}' stands {} the close", name_of(type), i <= close ? "before" : "behind"), findings);
  }
  count_took_its_course(log, findings);
  const auto deadline = meeting.frozen.closes.utc;
  come_after_the_deadline(acts.openings, "opening", deadline, findings);
  come_after_the_deadline(acts.tallies, "tally", deadline, findings);
  come_after_the_deadline(acts.publications, "publish", deadline, findings);
}

}  // namespace sceau::audit
