// SPDX-License-Identifier: Apache-2.0
#include "vote/printed_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "vote/mentions.h"

namespace sceau {
namespace {

constexpr std::string_view narrow_space = "\u202F";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

// Of a form that did not take effect.
constexpr std::array reasons = {
    std::pair(Reason::vote_deadline_passed, "reçu après l'expiration du délai"),
    std::pair(Reason::vote_not_open, "reçu avant l'ouverture du vote"),
    std::pair(Reason::vote_meeting_cancelled, "assemblée annulée ou reportée"),
    std::pair(Reason::vote_already_voted, "vote déjà exprimé, qui ne peut être modifié"),
    std::pair(Reason::vote_mode_already_chosen, "autre mode de participation déjà choisi"),
    std::pair(Reason::vote_malformed, "formulaire illisible"),
    std::pair(Reason::vote_form_irregular, "mention obligatoire manquante"),
    std::pair(Reason::vote_resolution_invalid, "résolution manquante, inconnue ou dans un autre ordre"),
    std::pair(Reason::vote_agenda_changed, "formulaire établi sur un autre ordre du jour"),
    std::pair(Reason::vote_signature_invalid, "signature non valable"),
    std::pair(Reason::vote_certificate_not_acceptable, "certificat du signataire expiré, révoqué ou non reconnu"),
    std::pair(Reason::vote_signer_not_entitled, "signataire non habilité"),
    std::pair(Reason::vote_signature_level_not_permitted, "niveau de signature non admis par les statuts"),
    std::pair(Reason::vote_not_entitled, "signataire ou titres non inscrits en compte"),
    std::pair(Reason::vote_right_suspended, "droit de vote suspendu"),
    std::pair(Reason::vote_overspent_votes, "nombre de voix supérieur au nombre détenu"),
    std::pair(Reason::vote_split_not_allowed, "fractionnement des voix non permis"),
    std::pair(Reason::vote_entitlement_proof_missing, "attestation de participation manquante"),
    std::pair(Reason::vote_proxy_invalid, "pouvoir donné à un mandataire non admis"),
    std::pair(Reason::vote_proxy_absent, "mandataire désigné absent à l'assemblée"),
    std::pair(Reason::vote_ballot_unopened, "bulletin resté sans contenu lisible"),
    std::pair(Reason::vote_digest_mismatch, "contenu altéré pendant la transmission")};

// The first part of a reference: vote/disposition.h.
constexpr std::array ways = {std::pair(std::string_view("log"), "inscription n°"),
                             std::pair(std::string_view("paper"), "papier"),
                             std::pair(std::string_view("attendance"), "présence, ligne"),
                             std::pair(std::string_view("room"), "vote en séance, ligne"),
                             std::pair(std::string_view("carried"), "première convocation, inscription n°"),
                             std::pair(std::string_view("carried-paper"), "première convocation, papier")};

}  // namespace

std::string in_groups(std::int64_t number) {
  auto digits = std::to_string(number);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, narrow_space);
  }
  return digits;
}

std::string percentage(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "sans objet";
  // Digit by digit, as on paper: a product of all at once would not fit into 64 bits.
  const auto rest = part % whole * 100;
  const auto percent = part / whole * 100 + rest / whole;
  const auto hundredths = rest % whole * 100 / whole;
  return fmt::format("{},{:02}\u00A0%", percent, hundredths);
}

std::string counted_words(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{}\u00A0{}", in_groups(number), number < 2 ? one : many);
}

std::string hour_of(LocalTime time) {
  const std::chrono::hh_mm_ss clock(time - std::chrono::floor<std::chrono::days>(time));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(clock.seconds()).count();
  auto text = fmt::format("{}\u00A0h\u00A0{:02}", clock.hours().count(), clock.minutes().count());
  return seconds == 0 ? text : text + fmt::format("\u00A0min\u00A0{:02}\u00A0s", seconds);
}

std::string date_and_hour(LocalTime time) {
  const CalendarDay day(std::chrono::floor<std::chrono::days>(time));
  return date_in_words(day, Language::french) + " à " + hour_of(time);
}

std::string instant_in_words(Instant instant) {
  const auto there = wall_time(instant, paris);
  const auto utc = to_rfc3339(instant);
  if (!there) return utc;
  return fmt::format("{}, heure de Paris ({})", date_and_hour(there->wall), utc);
}

std::string reference_in_words(std::string_view reference) {
  const auto slash = reference.find('/');
  const auto way = reference.substr(0, slash);
  const auto found = std::ranges::find(ways, way, [](const auto& row) { return row.first; });
  if (slash == reference.npos || found == ways.end()) return std::string(reference);
  return fmt::format("{} {}", found->second, reference.substr(slash + 1));
}

std::string_view name_of(MeetingKind kind) {
  switch (kind) {
    case MeetingKind::ordinary: return "ordinaire";
    case MeetingKind::extraordinary: return "extraordinaire";
    case MeetingKind::mixed: return "mixte";
    case MeetingKind::special: return "spéciale";
  }
  return "";
}

std::string_view name_of(CastBy way) {
  switch (way) {
    case CastBy::electronic: return "Vote électronique à distance";
    case CastBy::paper: return "Vote par correspondance, sur papier";
    case CastBy::chair: return "Pouvoirs au président de séance";
    case CastBy::proxy: return "Représentés par un mandataire désigné";
    case CastBy::present: return "Présents à l'assemblée";
  }
  return "";
}

std::string_view name_of(Majority majority) {
  switch (majority) {
    case Majority::simple: return "majorité des voix exprimées";
    case Majority::two_thirds: return "majorité des deux tiers des voix exprimées";
  }
  return "";
}

std::string_view name_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::counted: return "compté";
    case Disposition::counted_litigious: return "compté, contesté quant à l'heure de réception";
    case Disposition::excluded_litigious: return "écarté par le bureau, contesté quant à l'heure de réception";
    case Disposition::superseded: return "remplacé par un envoi ultérieur du même actionnaire";
    case Disposition::revoked: return "pouvoir révoqué";
    case Disposition::invalidated: return "admis, puis privé d'effet";
    case Disposition::late: return "reçu après l'expiration du délai";
    case Disposition::rejected: return "refusé";
    case Disposition::applied: return "révocation enregistrée";
  }
  return "";
}

std::string_view name_of(ResolutionKind kind) {
  switch (kind) {
    case ResolutionKind::ordinary: return "ordinaire";
    case ResolutionKind::extraordinary: return "extraordinaire";
    case ResolutionKind::reserves_increase: return "incorporation de réserves";
    case ResolutionKind::special: return "spéciale";
  }
  return "";
}

std::string name_of(const Person& person) {
  if (!person.company.empty()) return person.company;
  return person.first_name.empty() ? person.surname : person.surname + " " + person.first_name;
}

std::string call_in_words(std::int64_t call) {
  if (call <= 1) return "première convocation";
  return call == 2 ? "deuxième convocation" : fmt::format("{}e convocation", call);
}

std::string name_of_meeting(const Meeting& meeting) {
  const auto* noun = meeting.kind == MeetingKind::special ? "assemblée spéciale" : "assemblée générale";
  const auto kind = meeting.kind == MeetingKind::special ? "" : " " + std::string(name_of(meeting.kind));
  return fmt::format("{}{} du {}", noun, kind, date_in_words(meeting.date(), Language::french));
}

std::string in_french(Reason reason) {
  const auto found = std::ranges::find(reasons, reason, [](const auto& row) { return row.first; });
  return found == reasons.end() ? std::string(stable_name(reason)) : std::string(found->second);
}

std::string french_citation(LegalRule rule) {
  const auto& row = row_of(rule);
  std::string text(row.source);
  replace_all(text, " and ", " et ");
  replace_all(text, "last al.", "dernier al.");
  replace_all(text, "Regulation (EU)", "règlement (UE)");
  replace_all(text, "opinion of ANSA on", "avis de l'ANSA sur");
  replace_all(text, "recommendation of the AMF on voting in general meetings",
              "recommandation de l'AMF sur le vote en assemblée générale");
  replace_all(text, ". ", ".\u00A0");
  return row.evidence == LegalEvidence::verified ? text : text + " (à confirmer)";
}

std::string french_citations(std::initializer_list<LegalRule> rules) {
  std::string text;
  for (const auto rule : rules) text += (text.empty() ? "" : " ; ") + french_citation(rule);
  return text;
}

}  // namespace sceau
