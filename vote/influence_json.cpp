// SPDX-License-Identifier: Apache-2.0
// The influence report in words and as canonical JSON.
#include <fmt/format.h>

#include "formats/json/canonical_json.h"
#include "vote/influence.h"

namespace sceau {
namespace {

Value class_value(const ContestedClass& contested) {
  return {ValueObject{{"disposition", {std::string(word_of(disposition_words, contested.disposition))}},
                      {"inputs", {contested.inputs}},
                      {"shares", {contested.shares}},
                      {"votes", {contested.votes}},
                      {"of_unknown_weight", {contested.unknown}}}};
}

Value uncounted_value(const UncountedVotes& uncounted) {
  return {ValueObject{{"shares_not_counted", {uncounted.shares}},
                      {"votes_not_counted", {uncounted.votes}},
                      {"disputed_for", {uncounted.in_favour}},
                      {"disputed_against", {uncounted.against}},
                      {"disputed_shares", {uncounted.counted_shares}}}};
}

Value resolution_value(const ResolutionInfluence& influence) {
  return {ValueObject{{"label", {influence.label}},
                      {"uncounted", uncounted_value(influence.uncounted)},
                      {"margin_votes", {influence.margin_votes}},
                      {"margin_shares", {influence.margin_shares}},
                      {"quorum", {std::string(influence.could_change_quorum ? "could change" : "cannot change")}},
                      {"result", {std::string(influence.could_change ? "could change" : "cannot change")}},
                      {"fr", {in_words(influence, Language::french)}},
                      {"en", {in_words(influence, Language::english)}}}};
}

std::string french(const ResolutionInfluence& influence) {
  const auto& uncounted = influence.uncounted;
  const auto proof =
      influence.could_change ? "il n'est pas démontré que le sens de la décision" : "le sens de la décision";
  return fmt::format(
      "Résolution {} : {} n'aurait pas pu être autre. Écart à la majorité requise : {} voix ; écart au quorum requis : "
      "{} "
      "actions. Non comptées : {} voix ({} actions) ; comptées mais contestées : {} voix pour, {} voix contre.",
      influence.label, proof, influence.margin_votes, influence.margin_shares, uncounted.votes, uncounted.shares,
      uncounted.in_favour, uncounted.against);
}

std::string english(const ResolutionInfluence& influence) {
  const auto& uncounted = influence.uncounted;
  const auto proof = influence.could_change ? "it is not shown that the decision" : "the decision";
  return fmt::format(
      "Resolution {}: {} could not have been another. Distance from the majority required: {} votes; from the quorum "
      "required: {} "
      "shares. Not counted: {} votes ({} shares); counted though disputed: {} votes for, {} votes against.",
      influence.label, proof, influence.margin_votes, influence.margin_shares, uncounted.votes, uncounted.shares,
      uncounted.in_favour, uncounted.against);
}

}  // namespace

std::string in_words(const ResolutionInfluence& influence, Language language) {
  return language == Language::french ? french(influence) : english(influence);
}

std::string write_influence(const InfluenceReport& report) {
  ValueArray classes, resolutions;
  for (const auto& contested : report.classes) classes.push_back(class_value(contested));
  for (const auto& influence : report.resolutions) resolutions.push_back(resolution_value(influence));
  return canonical_json({ValueObject{{"format", {std::string("sceau.influence/1")}},
                                     {"meeting", {report.meeting}},
                                     {"classes", {std::move(classes)}},
                                     {"resolutions", {std::move(resolutions)}}}});
}

}  // namespace sceau
