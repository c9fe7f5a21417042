// SPDX-License-Identifier: Apache-2.0
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/tally.h"

namespace sceau {
namespace {

constexpr std::string_view format = "sceau.tally/1";
constexpr std::array majority_words = {Word<Majority>{"simple", Majority::simple},
                                       Word<Majority>{"two-thirds", Majority::two_thirds}};

Value text(std::string_view words) { return {std::string(words)}; }

Value figures_value(const Figures& figures) {
  return {ValueObject{{"for", {figures.in_favour}},
                      {"against", {figures.against}},
                      {"abstain", {figures.abstain}},
                      {"unusable", {figures.unusable}},
                      {"votes_cast", {figures.votes_cast()}},
                      {"shares_present", {figures.shares_present}},
                      {"excluded", {figures.excluded}}}};
}

Value present_value(const Present& present) {
  return {ValueObject{
      {"participations", {present.participations}}, {"shares", {present.shares}}, {"votes", {present.votes}}}};
}

template <typename T>
Value ways_value(const ByWay<T>& ways, Value (*value_of)(const T&)) {
  ValueObject object;
  for (const auto& [word, by] : cast_by_words) {
    object.push_back({std::string(word), value_of(ways[static_cast<std::size_t>(by)])});
  }
  return {std::move(object)};
}

Value quorum_value(const QuorumTally& quorum) {
  ValueObject object = {{"base", {quorum.base}},
                        {"present", {quorum.present}},
                        {"required", {quorum.required}},
                        {"reached", {quorum.is_reached}}};
  if (quorum.fraction) {
    object.push_back({"fraction", {ValueArray{{quorum.fraction->numerator}, {quorum.fraction->denominator}}}});
  }
  return {std::move(object)};
}

Value majority_value(const MajorityTally& majority) {
  return {ValueObject{{"rule", text(word_of(majority_words, majority.rule))},
                      {"cast", {majority.cast}},
                      {"required", {majority.required}},
                      {"obtained", {majority.obtained}},
                      {"adopted", {majority.is_adopted}}}};
}

Value resolution_value(const ResolutionTally& resolution) {
  ValueObject object = {{"label", {resolution.label}},
                        {"kind", text(word_of(resolution_kind_words, resolution.kind))},
                        {"status", text(word_of(resolution_status_words, resolution.status))},
                        {"raised_in_meeting", {resolution.is_new}}};
  if (resolution.status == ResolutionStatus::voted) {
    object.push_back({"ways", ways_value(resolution.ways, figures_value)});
    object.push_back({"total", figures_value(resolution.total)});
    object.push_back({"quorum", quorum_value(resolution.quorum)});
    object.push_back({"majority", majority_value(resolution.majority)});
  }
  return {std::move(object)};
}

Value input_value(const InputDisposition& input) {
  const auto& outcome = input.outcome;
  ValueObject object = {{"reference", {input.reference}},
                        {"source", text(word_of(source_words, input.source))},
                        {"disposition", text(word_of(disposition_words, outcome.disposition))}};
  if (!input.leaf.empty()) object.push_back({"leaf", {hex_lower(input.leaf)}});
  if (outcome.reason) object.push_back({"reason", text(stable_name(*outcome.reason))});
  if (outcome.rule) object.push_back({"rule", text(row_of(*outcome.rule).name)});
  if (outcome.rule) object.push_back({"article", {citation(*outcome.rule)}});
  if (!outcome.other.empty()) object.push_back({"other", {outcome.other}});
  return {std::move(object)};
}

Value register_value(const Tally& tally) {
  const auto& totals = tally.totals;
  return {ValueObject{{"sha256", {hex_lower(tally.shares)}},
                      {"shareholders", {totals.shareholders}},
                      {"holdings", {totals.holdings}},
                      {"shares", {totals.shares}},
                      {"treasury", {totals.treasury}},
                      {"shares_with_vote", {totals.shares_with_vote}},
                      {"votes", {totals.votes}}}};
}

}  // namespace

std::string write_tally(const Tally& tally) {
  ValueArray resolutions, inputs;
  for (const auto& resolution : tally.resolutions) resolutions.push_back(resolution_value(resolution));
  for (const auto& input : tally.inputs) inputs.push_back(input_value(input));
  auto present = ways_value(tally.present, present_value);
  std::get<ValueObject>(present.content).push_back({"total", present_value(tally.all_present)});
  return canonical_json({ValueObject{{"format", text(format)},
                                     {"meeting", {tally.meeting}},
                                     {"program", {tally.program}},
                                     {"agenda_sha256", {hex_lower(tally.agenda)}},
                                     {"call", {tally.call}},
                                     {"register", register_value(tally)},
                                     {"present", std::move(present)},
                                     {"resolutions", {std::move(resolutions)}},
                                     {"inputs", {std::move(inputs)}}}});
}

}  // namespace sceau
