// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "foundation/text_encoding.h"
#include "vote/minutes.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

std::string title_of(const Resolution& resolution) {
  auto text = resolution.title.french;
  if (resolution.is_information_only) text += " (pour information)";
  if (resolution.author == Author::shareholder) text += " (projet d'actionnaires)";
  return text;
}

struct ActInWords {
  std::string operator()(const Cancellation&) const { return "annulation de l'assemblée"; }
  std::string operator()(const Postponement& act) const {
    return fmt::format("report de l'assemblée (assemblée qui la remplace : réf. {})", act.successor);
  }
  std::string operator()(const Withdrawal& act) const {
    return fmt::format("retrait de la résolution n° {}", act.label);
  }
  std::string operator()(const RegisterCorrection& act) const {
    return fmt::format("rectification du registre des actionnaires (SHA-256 du registre rectifié : {})",
                       hex_lower(act.register_hash));
  }
};

}  // namespace

std::vector<PageBlock> agenda_blocks(const Meeting& meeting, std::span<const MeetingAct> acts) {
  std::vector<Fact> facts;
  for (const auto& resolution : meeting.agenda) facts.push_back({"N° " + resolution.label, title_of(resolution)});
  std::vector<PageBlock> blocks = {facts_table(facts)};
  for (const auto& act : acts) {
    blocks.push_back(Paragraph{fmt::format("Acte du {}, ordonné par {} : {}. Motif : {}", instant_in_words(act.at),
                                           act.by, std::visit(ActInWords{}, act.what), act.why)});
  }
  return blocks;
}

}  // namespace sceau
