// SPDX-License-Identifier: Apache-2.0
#include "vote/mentions.h"

#include <fmt/format.h>

#include <array>

namespace sceau {
namespace {

constexpr std::array<std::string_view, 12> french_months = {"janvier",   "février", "mars",     "avril",
                                                            "mai",       "juin",    "juillet",  "août",
                                                            "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<std::string_view, 12> english_months = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};

struct Sentence {
  LegalRule rule;
  std::string_view french, english;
  const std::string_view& in(Language language) const { return language == Language::french ? french : english; }
};

// The sentences that are the same for every meeting.
constexpr Sentence abstention = {
    LegalRule::L8,
    "L'abstention, exprimée dans le formulaire ou résultant de l'absence d'indication de vote, n'est pas considérée "
    "comme un vote exprimé.",
    "An abstention, whether expressed in the form or resulting from the absence of any indication, is not a vote "
    "cast."};
constexpr Sentence contents = {
    LegalRule::L10,
    "Pour être pris en compte, le formulaire comporte : les nom, prénom usuel et domicile de l'actionnaire ; la forme, "
    "nominative ou au porteur, sous laquelle sont détenus les titres et leur nombre, avec la constatation de leur "
    "inscription en compte, l'attestation de participation étant annexée pour les titres au porteur ; la signature, le "
    "cas échéant électronique, de l'actionnaire ou de son représentant légal ou judiciaire.",
    "To be taken into account the form contains: the surname, usual first name and domicile of the shareholder; "
    "whether "
    "the shares are held registered or bearer, their number and the statement of their registration in an account, the "
    "certificate of participation being annexed for bearer shares; the signature, electronic where applicable, of the "
    "shareholder or of his or her legal or judicial representative."};
constexpr Sentence successive = {
    LegalRule::L12,
    "Le formulaire adressé pour une assemblée vaut pour les assemblées successives convoquées avec le même ordre du "
    "jour.",
    "A form sent for one meeting is valid for successive meetings convened with the same agenda."};
constexpr Sentence blank_proxy = {
    LegalRule::L21,
    "Pour toute procuration sans indication de mandataire, le président de l'assemblée émet un vote favorable à "
    "l'adoption des projets de résolution présentés ou agréés par le conseil d'administration ou le directoire, et un "
    "vote défavorable à l'adoption de tous les autres projets de résolution.",
    "For a proxy that names no holder the chair of the meeting votes for the draft resolutions presented or approved "
    "by "
    "the board, and against all other drafts."};
constexpr Sentence both_forms = {
    LegalRule::L23,
    "L'actionnaire ne peut retourner à la fois la formule de procuration et le formulaire de vote ; en cas de retour "
    "des "
    "deux, la procuration est prise en considération, sous réserve des votes exprimés dans le formulaire de vote.",
    "The shareholder may not return both the proxy and the voting form; where both are returned, the proxy is taken "
    "into "
    "account subject to the votes expressed in the voting form."};
constexpr Sentence new_resolutions = {
    LegalRule::L24,
    "Si des résolutions nouvelles sont présentées à l'assemblée, l'actionnaire peut s'abstenir, voter contre, donner "
    "mandat au président de l'assemblée ou à un mandataire désigné. À défaut d'indication, il s'abstient.",
    "If new resolutions are raised in the meeting, the shareholder may abstain, vote against, or give a mandate to the "
    "chair or to a named proxy. Without any indication the shareholder abstains."};
constexpr Sentence irrevocable = {
    LegalRule::L34,
    "L'actionnaire qui a voté à distance, envoyé un pouvoir ou demandé une carte d'admission ne peut plus choisir un "
    "autre mode de participation à l'assemblée.",
    "A shareholder who has voted remotely, sent a proxy or asked for an admission card can no longer choose another "
    "mode "
    "of participation in the meeting."};

Mention fixed(const Sentence& sentence, Language language) {
  return {sentence.rule, std::string(sentence.in(language))};
}

// L9: the dates by which forms must be received.
Mention dates(const Meeting& meeting, LocalTime closes, Language language) {
  const auto day = std::chrono::floor<std::chrono::days>(closes);
  const std::chrono::hh_mm_ss time(closes - day);
  const auto electronic = date_in_words(CalendarDay(day), language);
  const auto paper = date_in_words(*meeting.cutoffs.paper, language);
  const auto hour = time.hours().count(), minute = time.minutes().count();
  std::string text;
  if (language == Language::french) {
    text = fmt::format(
        "Le formulaire électronique doit être reçu au plus tard le {} à {} heures {:02}, heure de Paris ; "
        "le formulaire papier, au plus tard le {} à l'adresse suivante : {}.",
        electronic, hour, minute, paper, meeting.issuer.seat);
  } else {
    text = fmt::format(
        "The electronic form must be received by {} at {}:{:02}, Paris time; the paper form by {} at this "
        "address: {}.",
        electronic, hour, minute, paper, meeting.issuer.seat);
  }
  if (const auto last = meeting.cutoffs.intermediaries) {
    text += fmt::format(fmt::runtime(language == Language::french
                                         ? " Les intermédiaires habilités cessent de recevoir les instructions le {}."
                                         : " Intermediaries stop taking instructions on {}."),
                        date_in_words(*last, language));
  }
  return {LegalRule::L9, text};
}

}  // namespace

std::string date_in_words(CalendarDay day, Language language) {
  const auto& months = language == Language::french ? french_months : english_months;
  const auto number = static_cast<unsigned>(day.day());
  const auto first = language == Language::french && number == 1 ? "1er" : std::to_string(number);
  return fmt::format("{} {} {}", first, months[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()));
}

std::vector<Mention> mandatory_mentions(const Meeting& meeting, LocalTime closes, Language language) {
  std::vector<Mention> mentions = {fixed(abstention, language),  dates(meeting, closes, language),
                                   fixed(contents, language),    fixed(new_resolutions, language),
                                   fixed(blank_proxy, language), fixed(both_forms, language),
                                   fixed(successive, language)};
  if (!meeting.articles.allow_mode_change) mentions.push_back(fixed(irrevocable, language));
  return mentions;
}

}  // namespace sceau
