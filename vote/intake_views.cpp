// SPDX-License-Identifier: Apache-2.0
#include "vote/intake_views.h"

#include "formats/json/strict_json.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Value text(std::string_view words) { return {std::string(words)}; }
Value number(LogIndex value) { return {static_cast<std::int64_t>(value)}; }

std::string_view status_of(const Intake& intake) {
  if (!takes_ballots(intake.state())) return "cancelled";
  const auto admission = decide({.received_at = intake.now()}, intake.meeting().ballots(), intake.clock_state());
  switch (admission.timeliness) {
    case Timeliness::too_early: return "not-open";
    case Timeliness::in_time:
    case Timeliness::litigious: return "open";
    case Timeliness::late: return "closed";
  }
  return "closed";
}

Value withdrawn_value(const MeetingState& state) {
  ValueArray labels;
  for (const auto& label : state.withdrawn) labels.push_back({label});
  return {std::move(labels)};
}

Value proof_value(const std::vector<TreeHash>& proof) {
  ValueArray items;
  for (const auto& hash : proof) items.push_back({base64(hash)});
  return {std::move(items)};
}

}  // namespace

Value time_view(const Intake& intake) {
  const auto now = intake.now();
  const auto clock = intake.clock_state();
  const auto shown = displayed_time(now, paris);
  return {ValueObject{{"utc", {to_rfc3339(now)}},
                      {"paris", shown ? Value{*shown} : Value{}},
                      {"uncertainty_us", {std::int64_t{uncertainty(clock).count()}}},
                      {"is_degraded", {is_degraded(clock)}}}};
}

Value meeting_view(const Intake& intake) {
  const auto& frozen = intake.meeting();
  const auto& meeting = frozen.meeting();
  const auto state = intake.state();
  auto definition = read_json(as_bytes(frozen_json(frozen)));
  return {ValueObject{{"meeting", {meeting.id}},
                      {"issuer", {meeting.issuer.name}},
                      {"origin", {meeting.origin}},
                      {"status", text(status_of(intake))},
                      {"successor", state.successor ? Value{*state.successor} : Value{}},
                      {"withdrawn", withdrawn_value(state)},
                      {"register_sha256", {hex_lower(state.register_hash)}},
                      {"frozen", definition ? std::move(*definition) : Value{}},
                      {"agenda", agenda_value(meeting.agenda)},
                      {"time", time_view(intake)}}};
}

Value inclusion_view(LogIndex index, LogIndex size, const InclusionAnswer& answer) {
  return {ValueObject{{"index", number(index)},
                      {"size", number(size)},
                      {"leaf_hash", {base64(answer.leaf)}},
                      {"inclusion_proof", proof_value(answer.proof)}}};
}

Value consistency_view(LogIndex from, LogIndex to, const std::vector<TreeHash>& proof) {
  return {ValueObject{{"from", number(from)}, {"to", number(to)}, {"consistency_proof", proof_value(proof)}}};
}

}  // namespace sceau
