// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/printed_case.h"

#include <gtest/gtest.h>

#include <array>

namespace sceau {
namespace {

constexpr std::array surnames = {"Abélard", "Bérénice", "Cœur",    "Dʼornano", "Étienne", "Fabre",
                                 "Guérin",  "Huard",    "Îlot",    "Joly",     "Klein",   "Lefèvre-Müller",
                                 "Moreau",  "Noël",     "Olivier", "Petitjean"};
constexpr std::array first_names = {"Agnès", "Benoît", "Chloé", "Denis", "Élodie", "François", "Geneviève", "Hugo"};
constexpr std::array towns = {"12, rue des Lilas, 44000 Nantes", "3 bis, place du Marché, 69001 Lyon",
                              "Le Moulin de la Forêt, lieu-dit La Croix, 35380 Plélan-le-Grand",
                              "118, boulevard de la Libération, 13004 Marseille"};

// Sixty shareholders of one to three shares beside those of the sample.
std::string register_csv() {
  auto csv = changed(sample_register_csv(), "1000,1000", "124,124");
  for (std::size_t i = 0; i < 60; ++i) {
    const auto number = std::to_string(i);
    const auto shares = std::to_string(1 + i % 3);
    csv += "p" + number + "," + surnames[i % surnames.size()] + "," + first_names[i / 8 % first_names.size()] + ",,\"" +
           towns[i % towns.size()] + "\",no,K-" + number + ",registered," + shares + "," + shares + ",,\r\n";
  }
  return csv;
}

constexpr std::string_view long_text =
    "L'assemblée générale, après avoir pris connaissance du rapport de gestion du conseil d'administration et du "
    "rapport des commissaires aux comptes sur les comptes de l'exercice clos le 31 décembre 2026, approuve ces comptes "
    "tels "
    "qu'ils ont été présentés, ainsi que les opérations traduites dans ces comptes ou résumées dans ces rapports, et "
    "donne quitus aux administrateurs de l'exécution de leur mandat pour cet exercice.";

std::string toml() {
  return changed(sample_toml(), "L'assemblée approuve les comptes.", long_text) +
         "[[resolution]]\nlabel = \"4\"\nkind = \"ordinary\"\nauthor = \"board\"\nrecommendation = \"for\"\n"
         "title = { fr = \"Ratification du transfert du siège social\", en = \"Seat\" }\n"
         "text = { fr = \"Le transfert du siège social est ratifié.\", en = \"The seat is moved.\" }\n";
}

}  // namespace

std::string printed_session_toml() {
  return R"(format = "sceau.session/1"
opened = 2027-05-12T10:04:00
ended = 2027-05-12T11:37:00
convening = "avis inséré au bulletin des annonces légales obligatoires et lettre adressée à chaque actionnaire nominatif"
documents = [
  "les statuts de la société",
  "la feuille de présence, certifiée exacte par les membres du bureau",
  "le rapport de gestion du conseil d'administration et les rapports du commissaire aux comptes",
  "le registre des actionnaires à la date d'inscription en compte",
]
debates = [
  "Le président présente l'activité de l'exercice écoulé, puis le commissaire aux comptes résume ses rapports.",
  "Un actionnaire demande pourquoi le dividende proposé n'est pas plus élevé. Le président rappelle les investissements engagés.",
]
[[bureau]]
role = "chair"
name = "Mme Hélène Vasseur"
quality = "présidente du conseil d'administration"
[[bureau]]
role = "scrutineer"
name = "Banque Dépositaire, représentée par M. Luc Aubry"
[[bureau]]
role = "scrutineer"
name = "M. Paul Durand"
[[bureau]]
role = "secretary"
name = "Me Claire Fontaine"
quality = "notaire"
)";
}

PrintedCase::PrintedCase() : votes_(toml(), register_csv()) {
  auto reading = read_session(as_bytes(printed_session_toml()));
  EXPECT_TRUE(reading && reading->findings.empty());
  if (reading) session = reading->session;
  log = {.closed_at = *from_rfc3339("2027-05-11T13:00:03.250000Z"), .entries = 131, .root = Bytes(32, 0xA5)};
  fill();
}

// Resolution 2 is lost by one vote: see the test.
void PrintedCase::fill() {
  votes_.log(votes_.votes("s1", "+++"));
  votes_.log(votes_.votes("s2", "+-+"));
  votes_.send(votes_.votes("s3", "+-+"));
  for (int i = 0; i < 20; ++i) votes_.log(votes_.votes("p" + std::to_string(i), i % 2 == 0 ? "++-" : "+-+"));
  for (int i = 20; i < 30; ++i) votes_.send(votes_.votes("p" + std::to_string(i), i % 3 == 0 ? "-+0" : "+-+"));
  for (int i = 30; i < 36; ++i) {
    votes_.log(votes_.mandate("p" + std::to_string(i), Proxy{.kind = ProxyKind::blank, .relation = {}, .holder = {}}));
  }
  for (int i = 36; i < 46; ++i) votes_.attend("B-" + std::to_string(i), "p" + std::to_string(i));
  for (int i = 36; i < 46; ++i) votes_.vote("B-" + std::to_string(i), i % 2 == 0 ? "+++" : "+-0");
  votes_.attend("B-90", "s4", named_proxy());
  votes_.vote("B-90", "+++");
  votes_.refuse(votes_.votes("p50", "+++"), Reason::vote_deadline_passed);
  votes_.refuse(votes_.votes("p51", "-+-"), Reason::vote_signature_invalid);
  votes_.send(votes_.votes("p52", "-+-"), "2027-05-10T08:00:00Z");
  votes_.send(votes_.votes("p53", "-+-")).irregular = "signature absente";
  votes_.state.withdrawn = {"4"};
  acts.push_back(
      {*from_rfc3339("2027-05-06T09:00:00Z"), "le conseil d'administration", "devenue sans objet", Withdrawal{"4"}});
}

PrintedMeeting PrintedCase::printed() const {
  return {.meeting = votes_.meeting(),
          .session = session,
          .created = *from_rfc3339("2027-05-12T10:00:00Z"),
          .is_demo = is_demo};
}

PageDocument PrintedCase::minutes_document() const {
  const auto input = votes_.input();
  const auto counted_votes = report();
  const auto influence = influence_report(counted_votes, input);
  return minutes({.printed = printed(),
                  .tally = counted_votes.tally,
                  .influence = influence,
                  .log = log,
                  .raised = votes_.new_resolutions,
                  .acts = acts,
                  .rulings = votes_.rulings});
}

PageDocument PrintedCase::attendance_document() const {
  const auto input = votes_.input();
  const auto counted_votes = report();
  return attendance_sheet(printed(), attendance_lines(counted_votes, input));
}

PageDocument PrintedCase::influence_document() const {
  const auto input = votes_.input();
  const auto counted_votes = report();
  return printed_influence(printed(), influence_report(counted_votes, input), contested_forms(counted_votes, input));
}

}  // namespace sceau
