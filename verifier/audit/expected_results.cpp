// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/expected_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "verifier/audit/compare_values.h"

namespace sceau::audit {
namespace {

Value text(std::string_view value) { return {std::string(value)}; }

Value register_value(const RegisterBook& book) {
  const auto totals = book.last.totals();
  return {ValueObject{{"sha256", text(hex(book.last_hash))},
                      {"shareholders", {totals.shareholders}},
                      {"holdings", {totals.holdings}},
                      {"shares", {totals.shares}},
                      {"treasury", {totals.treasury}},
                      {"shares_with_vote", {totals.shares_with_vote}},
                      {"votes", {totals.votes}}}};
}

Value attendance_row(const Attendance& row) {
  return {ValueObject{
      {"participations", {row.participations}}, {"shares", {row.weight.shares}}, {"votes", {row.weight.votes}}}};
}

Value present_value(const Recount& recount) {
  ValueObject present;
  Attendance total;
  for (std::size_t i = 0; i < way_names.size(); ++i) {
    const auto& row = recount.attendance()[i];
    present.push_back({std::string(way_names[i]), attendance_row(row)});
    total.participations += row.participations;
    total.weight += row.weight;
  }
  present.push_back({"total", attendance_row(total)});
  return {std::move(present)};
}

Value figures_value(const Figures& figures) {
  return {ValueObject{{"for", {figures.for_it}},
                      {"against", {figures.against}},
                      {"abstain", {figures.abstain}},
                      {"unusable", {figures.unusable}},
                      {"votes_cast", {figures.votes_cast()}},
                      {"shares_present", {figures.shares_present}},
                      {"excluded", {figures.excluded}}}};
}

Value quorum_value(const Quorum& quorum) {
  ValueObject value{{"base", {quorum.base}},
                    {"present", {quorum.present}},
                    {"required", {quorum.required}},
                    {"reached", {quorum.is_reached_with(quorum.present)}}};
  if (quorum.fraction) {
    value.push_back({"fraction", {ValueArray{{quorum.fraction->numerator}, {quorum.fraction->denominator}}}});
  }
  return {std::move(value)};
}

Value majority_value(const ResolutionResult& result) {
  const auto cast = result.total.votes_cast();
  return {ValueObject{{"rule", text(result.majority == Majority::simple ? "simple" : "two-thirds")},
                      {"cast", {cast}},
                      {"required", {votes_required(result.majority, cast)}},
                      {"obtained", {result.total.for_it}},
                      {"adopted", {result.is_adopted()}}}};
}

Value result_value(const ResolutionResult& result) {
  const auto& resolution = *result.counted.resolution;
  ValueObject value{{"label", text(resolution.label)},
                    {"kind", text(name_of(resolution.kind))},
                    {"status", text(name_of(result.counted.status))},
                    {"raised_in_meeting", {resolution.is_raised}}};
  if (result.is_voted()) {
    ValueObject ways;
    for (std::size_t i = 0; i < way_names.size(); ++i) {
      ways.push_back({std::string(way_names[i]), figures_value(result.ways[i])});
    }
    value.push_back({"ways", {std::move(ways)}});
    value.push_back({"total", figures_value(result.total)});
    value.push_back({"quorum", quorum_value(result.quorum)});
    value.push_back({"majority", majority_value(result)});
  }
  return {std::move(value)};
}

struct Input {
  std::string_view way;
  std::string reference;
  Value value;
};

std::string_view source_word(const Submission& submission) {
  if (submission.is_electronic()) return "electronic";
  return submission.is_paper() ? "paper" : "attendance";
}

Input input_of(const Submission& submission, const std::vector<Submission>& all) {
  const auto& outcome = submission.outcome;
  Input input{way_of(submission.source), submission.reference(), {}};
  ValueObject value{{"reference", text(input.reference)},
                    {"source", text(source_word(submission))},
                    {"disposition", text(name_of(outcome.disposition))}};
  if (submission.decision != nullptr) value.push_back({"leaf", text(hex(submission.decision->leaf))});
  if (!outcome.reason.empty()) value.push_back({"reason", text(outcome.reason)});
  if (!outcome.rule.empty()) {
    value.push_back({"rule", text(outcome.rule)});
    value.push_back({"article", any_text()});
  }
  if (outcome.other) value.push_back({"other", text(all[*outcome.other].reference())});
  input.value = {std::move(value)};
  return input;
}

Input input_of(const RoomOutcome& line) {
  Input input{"room", fmt::format("room/{}", line.line), {}};
  ValueObject value{{"reference", text(input.reference)},
                    {"source", text(input.way)},
                    {"disposition", text(line.is_counted ? "counted" : "rejected")}};
  if (!line.reason.empty()) value.push_back({"reason", text(line.reason)});
  input.value = {std::move(value)};
  return input;
}

Value inputs_value(const Settlement& settlement) {
  std::vector<Input> inputs;
  for (const auto& submission : settlement.submissions) inputs.push_back(input_of(submission, settlement.submissions));
  for (const auto& line : settlement.room) inputs.push_back(input_of(line));
  const auto key = [](const Input& input) {
    return std::tuple(input.way, input.reference.size(), std::string_view(input.reference));
  };
  std::ranges::sort(inputs, {}, key);
  ValueArray values;
  for (auto& input : inputs) values.push_back(std::move(input.value));
  return {std::move(values)};
}

std::string_view could_change(bool could) { return could ? "could change" : "cannot change"; }

Value class_value(const ContestedClass& found) {
  return {ValueObject{{"disposition", text(name_of(found.disposition))},
                      {"inputs", {found.inputs}},
                      {"shares", {found.weight.shares}},
                      {"votes", {found.weight.votes}},
                      {"of_unknown_weight", {found.of_unknown_weight}}}};
}

Value influence_on_value(const ResolutionInfluence& influence) {
  const Value uncounted{ValueObject{{"shares_not_counted", {influence.not_counted.shares}},
                                    {"votes_not_counted", {influence.not_counted.votes}},
                                    {"disputed_for", {influence.disputed_for}},
                                    {"disputed_against", {influence.disputed_against}},
                                    {"disputed_shares", {influence.disputed_shares}}}};
  return {ValueObject{{"label", text(influence.result->counted.resolution->label)},
                      {"uncounted", uncounted},
                      {"margin_votes", {influence.margin_votes}},
                      {"margin_shares", {influence.margin_shares}},
                      {"quorum", text(could_change(influence.could_quorum_change))},
                      {"result", text(could_change(influence.could_result_change))},
                      {"fr", any_text()},
                      {"en", any_text()}}};
}

}  // namespace

Value expected_tally(const Recount& recount) {
  const auto& counted = recount.inputs().counted;
  ValueArray resolutions;
  for (const auto& result : recount.results()) resolutions.push_back(result_value(result));
  return {ValueObject{{"format", text("sceau.tally/1")},
                      {"meeting", text(counted.meeting.settings.id)},
                      {"program", any_text()},
                      {"agenda_sha256", text(hex(counted.meeting.frozen.agenda))},
                      {"call", {counted.meeting.settings.call}},
                      {"register", register_value(counted.registers)},
                      {"present", present_value(recount)},
                      {"resolutions", {std::move(resolutions)}},
                      {"inputs", inputs_value(recount.settlement())}}};
}

Value expected_influence(const Recount& recount, const InfluenceRecount& influence) {
  ValueArray classes, resolutions;
  for (const auto& found : influence.classes) classes.push_back(class_value(found));
  for (const auto& each : influence.resolutions) resolutions.push_back(influence_on_value(each));
  return {ValueObject{{"format", text("sceau.influence/1")},
                      {"meeting", text(recount.inputs().counted.meeting.settings.id)},
                      {"classes", {std::move(classes)}},
                      {"resolutions", {std::move(resolutions)}}}};
}

}  // namespace sceau::audit
