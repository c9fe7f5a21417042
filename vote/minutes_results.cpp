// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "vote/minutes.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

std::string votes_in_words(std::int64_t number) { return counted_words(number, "voix", "voix"); }

TableRow figures_row(std::string_view name, const Figures& figures, bool is_strong) {
  return {{std::string(name), in_groups(figures.in_favour), in_groups(figures.against), in_groups(figures.abstain),
           in_groups(figures.unusable), in_groups(figures.votes_cast()), in_groups(figures.shares_present)},
          is_strong};
}

Table figures_table(const ResolutionTally& tally) {
  Table table{.columns = {{"Voie", Alignment::left, 10},
                          {"Pour", Alignment::right, 5},
                          {"Contre", Alignment::right, 5},
                          {"Abstention", Alignment::right, 5},
                          {"Nuls", Alignment::right, 4},
                          {"Voix exprimées", Alignment::right, 5},
                          {"Actions participantes", Alignment::right, 6}},
              .is_dense = true,
              .stays_whole = true};
  for (const auto& [word, way] : cast_by_words) {
    table.rows.push_back(figures_row(name_of(way), tally.ways[static_cast<std::size_t>(way)], false));
  }
  table.rows.push_back(figures_row("Total", tally.total, true));
  return table;
}

std::string quorum_in_words(const QuorumTally& quorum) {
  if (!quorum.fraction) {
    return fmt::format("Quorum : aucun n'est requis ({} participantes sur {}).",
                       counted_words(quorum.present, "action", "actions"), in_groups(quorum.base));
  }
  return fmt::format("Quorum : {}/{} des {} ayant le droit de vote, soit {} ; {} participantes ({}). Quorum {}.",
                     quorum.fraction->numerator, quorum.fraction->denominator,
                     counted_words(quorum.base, "action", "actions"), in_groups(quorum.required),
                     in_groups(quorum.present), percentage(quorum.present, quorum.base),
                     quorum.is_reached ? "atteint" : "non atteint");
}

std::string majority_in_words(const MajorityTally& majority) {
  if (majority.cast == 0) return "Majorité : aucune voix n'a été exprimée.";
  return fmt::format("Majorité : {}, soit {} au moins sur {} exprimées ; obtenu : {} ({}).", name_of(majority.rule),
                     votes_in_words(majority.required), in_groups(majority.cast), votes_in_words(majority.obtained),
                     percentage(majority.obtained, majority.cast));
}

std::string decision_in_words(const ResolutionTally& tally) {
  if (!tally.quorum.is_reached) {
    return "Le quorum n'étant pas atteint, l'assemblée n'a pu délibérer sur cette résolution.";
  }
  const auto margin = tally.majority.obtained - tally.majority.required;
  if (tally.majority.is_adopted) {
    return margin == 0 ? "La résolution est ADOPTÉE, à la voix près."
                       : fmt::format("La résolution est ADOPTÉE, avec {} de plus que la majorité requise.",
                                     votes_in_words(margin));
  }
  if (tally.majority.cast == 0) return "La résolution est REJETÉE, faute de voix exprimées.";
  return fmt::format("La résolution est REJETÉE : il a manqué {} favorable{}.", votes_in_words(-margin),
                     margin == -1 ? "" : "s");
}

std::string author_in_words(Author author) {
  switch (author) {
    case Author::board: return "Projet présenté ou agréé par le conseil d'administration ou le directoire.";
    case Author::shareholder: return "Projet présenté par un ou plusieurs actionnaires.";
    case Author::other: return "Projet présenté par un tiers habilité.";
  }
  return "";
}

std::string heading_of(const Resolution& resolution, const ResolutionTally& tally) {
  auto text = fmt::format("Résolution n° {}", resolution.label);
  if (!resolution.title.french.empty()) text += " – " + resolution.title.french;
  return tally.is_new ? text + " (présentée en séance)" : text;
}

void append_result(std::vector<PageBlock>& blocks, const ResolutionTally& tally) {
  blocks.push_back(figures_table(tally));
  blocks.push_back(Paragraph{quorum_in_words(tally.quorum)});
  blocks.push_back(Paragraph{majority_in_words(tally.majority)});
  if (tally.total.excluded != 0) {
    blocks.push_back(Paragraph{fmt::format(
        "{} de participants, privées du droit de vote sur cette résolution, n'ont été comptées ni pour le quorum ni "
        "pour la majorité ({}).",
        votes_in_words(tally.total.excluded), french_citation(LegalRule::L44))});
  }
  blocks.push_back(Paragraph{decision_in_words(tally), ParagraphStyle::strong});
}

using RefusalKey = std::pair<Disposition, std::optional<Reason>>;
struct RefusalCount {
  std::int64_t electronic = 0, paper = 0, room = 0;
  std::int64_t all() const { return electronic + paper + room; }
};

void include(RefusalCount& count, Source source) {
  switch (source) {
    case Source::electronic: ++count.electronic; return;
    case Source::paper: ++count.paper; return;
    case Source::attendance:
    case Source::room: ++count.room; return;
  }
}

TableRow refusal_row(std::string_view what, std::string why, const RefusalCount& count, bool is_strong) {
  return {{std::string(what), std::move(why), in_groups(count.electronic), in_groups(count.paper),
           in_groups(count.room), in_groups(count.all())},
          is_strong};
}

bool has_taken_effect(Disposition disposition) {
  return is_counted(disposition) || disposition == Disposition::applied;
}

}  // namespace

std::vector<PageBlock> resolution_blocks(const Resolution& resolution, const ResolutionTally& tally) {
  const auto& text = resolution.text.french.empty() ? resolution.text.english : resolution.text.french;
  std::vector<PageBlock> blocks = {Heading{3, heading_of(resolution, tally)},
                                   Paragraph{text, ParagraphStyle::body, true}};
  switch (tally.status) {
    case ResolutionStatus::voted:
      blocks.push_back(Paragraph{author_in_words(resolution.author), ParagraphStyle::small, true});
      append_result(blocks, tally);
      break;
    case ResolutionStatus::withdrawn:
      blocks.push_back(
          Paragraph{"Ce projet a été retiré de l'ordre du jour avant le vote ; les voix exprimées à son "
                    "sujet n'ont pas été comptées.",
                    ParagraphStyle::strong});
      break;
    case ResolutionStatus::information_only:
      blocks.push_back(Paragraph{"Point présenté pour information, sans vote.", ParagraphStyle::strong});
      break;
  }
  return blocks;
}

std::vector<PageBlock> refused_forms_blocks(const Tally& tally) {
  std::map<RefusalKey, RefusalCount> counts;
  RefusalCount all;
  for (const auto& input : tally.inputs) {
    if (has_taken_effect(input.outcome.disposition)) continue;
    include(counts[{input.outcome.disposition, input.outcome.reason}], input.source);
    include(all, input.source);
  }
  if (counts.empty()) return {Paragraph{"Tous les formulaires et pouvoirs reçus ont été pris en compte."}};
  Table table{.columns = {{"Suite donnée", Alignment::left, 8},
                          {"Motif", Alignment::left, 9},
                          {"Électronique", Alignment::right, 4},
                          {"Papier", Alignment::right, 3},
                          {"Séance", Alignment::right, 3},
                          {"Total", Alignment::right, 3}},
              .is_dense = true,
              .stays_whole = true};
  for (const auto& [key, count] : counts) {
    table.rows.push_back(refusal_row(name_of(key.first), key.second ? in_french(*key.second) : "–", count, false));
  }
  table.rows.push_back(refusal_row("Total", "", all, true));
  return {Paragraph{fmt::format("Nombre de formulaires, pouvoirs et votes non pris en compte : {}, sur {} reçus.",
                                in_groups(all.all()), in_groups(static_cast<std::int64_t>(tally.inputs.size())))},
          table};
}

std::vector<PageBlock> ruling_blocks(std::span<const Ruling> rulings) {
  if (rulings.empty()) return {};
  std::vector<PageBlock> blocks = {Heading{3, "Décisions du bureau sur les formulaires litigieux"}};
  for (const auto& ruling : rulings) {
    blocks.push_back(
        Paragraph{fmt::format("{} : {}. Motif : {}", reference_in_words(fmt::format("log/{}", ruling.index)),
                              ruling.is_admitted ? "admise" : "écartée", ruling.why)});
  }
  return blocks;
}

}  // namespace sceau
