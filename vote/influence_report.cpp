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
              .is_dense = true,
              .stays_whole = true};
  for (const auto& row : influence.classes) {
    table.rows.push_back({{std::string(name_of(row.disposition)), in_groups(row.inputs), in_groups(row.shares),
                           in_groups(row.votes), in_groups(row.unknown)}});
  }
  return table;
}

std::string why_in_words(const ContestedForm& form) {
  auto words = std::string(name_of(form.outcome.disposition));
  const auto why = form.outcome.reason ? in_french(*form.outcome.reason) : words;
  if (why != words) words += " : " + why;
  return form.ruled.empty() ? words : words + " ; décision du bureau : " + form.ruled;
}

std::string ruled_on(const Submission& submission, const CountInput& input) {
  const auto* logged = submission.is_carried ? nullptr : submission.logged();
  if (!logged) return "";
  const auto ruling = std::ranges::find(input.rulings, logged->index, &Ruling::index);
  return ruling == input.rulings.end() ? "" : ruling->why;
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
    table.rows.push_back({{reference_in_words(form.reference), instant_in_words(form.received_at), why_in_words(form),
                           form.weight ? in_groups(form.weight->shares) : "inconnu",
                           form.weight ? in_groups(form.weight->votes) : "inconnu"}});
  }
  return table;
}

std::string margin_in_words(std::int64_t margin) {
  if (margin < 0) return "− " + in_groups(-margin);
  return margin == 0 ? "0" : "+ " + in_groups(margin);
}

Table verdicts_table(const InfluenceReport& influence) {
  Table table{.columns = {{"Résolution", Alignment::left, 4},
                          {"Marge de quorum (actions)", Alignment::right, 5},
                          {"Marge de majorité (voix)", Alignment::right, 5},
                          {"Voix non comptées", Alignment::right, 4},
                          {"Contestées pour", Alignment::right, 4},
                          {"Contestées contre", Alignment::right, 4},
                          {"Le résultat pouvait-il changer ?", Alignment::left, 5}},
              .is_dense = true,
              .stays_whole = true};
  for (const auto& row : influence.resolutions) {
    table.rows.push_back({{"n° " + row.label, margin_in_words(row.margin_shares), margin_in_words(row.margin_votes),
                           in_groups(row.uncounted.votes), in_groups(row.uncounted.in_favour),
                           in_groups(row.uncounted.against), row.could_change ? "OUI" : "non"}});
  }
  return table;
}

// What a judge would ask: which votes are meant, and how the answer was found.
constexpr const char* how_to_read =
    "Marge : ce qui a été obtenu moins ce qui était requis. Voix non comptées : celles des formulaires ci-dessus, et "
    "des bulletins nuls. Contestées : voix comptées d'un formulaire litigieux, ou d'un actionnaire dont un autre "
    "formulaire pour les mêmes actions figure ci-dessus. Une résolution adoptée ne pouvait changer que si elle ne "
    "l'était plus en retirant de ses voix « pour » les contestées et en ajoutant aux voix « contre » toutes celles qui "
    "n'ont pas été comptées ; une résolution rejetée, que si elle devenait adoptée dans l'hypothèse inverse. Le quorum "
    "est éprouvé de même, avec les actions.";

std::string conclusion(const InfluenceReport& influence) {
  std::string could_change;
  for (const auto& row : influence.resolutions) {
    if (row.could_change) could_change += (could_change.empty() ? "n° " : ", n° ") + row.label;
  }
  if (could_change.empty()) return "Aucune décision n'aurait pu être autre.";
  return fmt::format(
      "Décisions dont il n'est pas démontré qu'elles n'auraient pas pu être autres : {}. Toutes les autres n'auraient "
      "pas pu l'être.",
      could_change);
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
  blocks.push_back(Paragraph{how_to_read, ParagraphStyle::small});
  blocks.push_back(Paragraph{conclusion(influence), ParagraphStyle::strong});
  return blocks;
}

std::vector<ContestedForm> contested_forms(const CountReport& counted, const CountInput& input) {
  std::vector<ContestedForm> contested;
  for (const auto& submission : counted.settlement.submissions) {
    if (!is_contested(submission.outcome->disposition)) continue;
    contested.push_back({submission.reference, submission.at, *submission.outcome, contested_weight(submission, input),
                         ruled_on(submission, input)});
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
  blocks.push_back(where_signatures_are());
  document.attachments = {{"influence.json", "application/json", "Incidence, forme canonique (RFC 8785)",
                           to_bytes(write_influence(influence))}};
  return document;
}

}  // namespace sceau
