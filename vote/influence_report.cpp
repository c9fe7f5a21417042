// SPDX-License-Identifier: Apache-2.0
#include "vote/influence_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "vote/minutes.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

Table classes_table(const InfluenceReport& influence) {
  Table table{.columns = {{"Formulaires", Alignment::left, 9},
                          {"Nombre", Alignment::right, 3},
                          {"Actions", Alignment::right, 4},
                          {"Voix", Alignment::right, 4},
                          {"De poids inconnu", Alignment::right, 4}},
              .is_dense = true};
  for (const auto& row : influence.classes) {
    table.rows.push_back({{std::string(name_of(row.disposition)), in_groups(row.inputs), in_groups(row.shares),
                           in_groups(row.votes), in_groups(row.unknown)}});
  }
  return table;
}

std::string why_in_words(const Outcome& outcome) {
  const auto what = std::string(name_of(outcome.disposition));
  if (!outcome.reason) return what;
  const auto why = in_french(*outcome.reason);
  return why == what ? what : what + " : " + why;
}

// A judge asks which forms, when they came in, and for how much.
Table forms_table(const std::vector<ContestedForm>& contested) {
  Table table{.columns = {{"Formulaire", Alignment::left, 5},
                          {"Reçu le", Alignment::left, 11},
                          {"Suite donnée et motif", Alignment::left, 9},
                          {"Actions", Alignment::right, 3},
                          {"Voix", Alignment::right, 3}},
              .is_dense = true};
  for (const auto& form : contested) {
    table.rows.push_back({{reference_in_words(form.reference), instant_in_words(form.received_at),
                           why_in_words(form.outcome), form.weight ? in_groups(form.weight->shares) : "inconnu",
                           form.weight ? in_groups(form.weight->votes) : "inconnu"}});
  }
  return table;
}

std::string margin_in_words(std::int64_t margin, std::string_view unit) {
  return fmt::format("{}{} {}", margin > 0 ? "+" : "", in_groups(margin), unit);
}

Table verdicts_table(const InfluenceReport& influence) {
  Table table{.columns = {{"Résolution", Alignment::left, 4},
                          {"Marge de quorum", Alignment::right, 5},
                          {"Marge de majorité", Alignment::right, 5},
                          {"Voix non comptées", Alignment::right, 5},
                          {"Le résultat pouvait-il changer ?", Alignment::left, 6}},
              .is_dense = true};
  for (const auto& row : influence.resolutions) {
    table.rows.push_back(
        {{"n° " + row.label, margin_in_words(row.margin_shares, "actions"), margin_in_words(row.margin_votes, "voix"),
          in_groups(row.uncounted.votes), row.could_change ? "OUI" : "non"}});
  }
  return table;
}

}  // namespace

std::vector<PageBlock> influence_blocks(const InfluenceReport& influence) {
  std::vector<PageBlock> blocks;
  if (influence.classes.empty()) {
    blocks.push_back(Paragraph{"Aucun formulaire n'a été reçu hors délai, refusé, privé d'effet ou contesté."});
  } else {
    blocks.push_back(classes_table(influence));
  }
  blocks.push_back(verdicts_table(influence));
  for (const auto& row : influence.resolutions) {
    blocks.push_back(Paragraph{in_words(row, Language::french)});
  }
  return blocks;
}

std::vector<ContestedForm> contested_forms(const CountReport& counted, const CountInput& input) {
  std::vector<ContestedForm> contested;
  for (const auto& submission : counted.settlement.submissions) {
    if (!is_contested(submission.outcome->disposition)) continue;
    contested.push_back(
        {submission.reference, submission.at, *submission.outcome, contested_weight(submission, input)});
  }
  std::ranges::stable_sort(contested, {}, &ContestedForm::received_at);
  return contested;
}

PageDocument printed_influence(const PrintedMeeting& printed, const InfluenceReport& influence,
                               const std::vector<ContestedForm>& contested) {
  auto document = printed_frame(printed, "Rapport d'incidence");
  auto& blocks = document.blocks;
  blocks.push_back(Heading{1, printed.meeting.meeting().issuer.name});
  blocks.push_back(Heading{1, "Rapport d'incidence\n" + name_of_meeting(printed.meeting.meeting())});
  blocks.push_back(Paragraph{fmt::format(
      "Une décision n'est annulée que si l'irrégularité a pu en changer le sens ({}). Le présent rapport compare donc, "
      "pour chaque résolution, la marge obtenue avec tous les votes qui ont été écartés ou contestés, supposés "
      "exprimés de la façon la plus défavorable au résultat proclamé. « non » vaut démonstration arithmétique ; « OUI "
      "» "
      "signifie seulement que cette démonstration n'est pas possible.",
      french_citation(LegalRule::L47))});
  blocks.push_back(Heading{2, "Votes écartés ou contestés, et leur incidence"});
  for (auto& block : influence_blocks(influence)) blocks.push_back(std::move(block));
  if (!contested.empty()) {
    blocks.push_back(Heading{2, "Ces formulaires, un à un"});
    blocks.push_back(forms_table(contested));
  }
  blocks.push_back(Paragraph{"Établi pour être annexé au procès-verbal et signé par les membres du bureau."});
  blocks.push_back(signature_boxes(printed.session));
  document.attachments = {{"influence.json", "application/json", "Incidence, forme canonique (RFC 8785)",
                           to_bytes(write_influence(influence))}};
  return document;
}

}  // namespace sceau
