// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>

#include "formats/pdf/pages/page_layout.h"
#include "signer/sign_pdf.h"
#include "tests/formats/pdf/outside_tools.h"
#include "tests/formats/pdf/pages/printed_pages.h"
#include "tests/pki/test_pki.h"
#include "tests/vote/printed_case.h"
#include "verifier/verify_document.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::Not;

Bytes pages_of(const PageDocument& document) {
  static const auto layout = PageLayout::load(SCEAU_PAGE_MODULE);
  auto pdf = layout->lay_out(document);
  EXPECT_TRUE(pdf) << pdf.error().detail;
  return pdf ? *pdf : Bytes();
}

// Without the marks of line breaks: what was wrapped reads as one line.
std::string words_of(ByteView pdf) {
  auto text = text_of_pages(pdf);
  std::ranges::replace(text, '\n', ' ');
  std::string words;
  for (const char c : text) {
    if (c != ' ' || (!words.empty() && words.back() != ' ')) words += c;
  }
  return words;
}

// All texts of the document's blocks, as they will be printed.
std::string texts_of(const PageDocument& document) {
  std::string all;
  for (const auto& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) all += heading->text + "\n";
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) all += paragraph->text + "\n";
    const auto* table = std::get_if<Table>(&block);
    if (!table) continue;
    for (const auto& row : table->rows) {
      for (const auto& cell : row.cells) all += cell + " | ";
      all += "\n";
    }
  }
  return all;
}

TEST(PrintedWords, NumbersAndShares) {
  EXPECT_EQ(in_groups(0), "0");
  EXPECT_EQ(in_groups(999), "999");
  EXPECT_EQ(in_groups(1000), "1\u202F000");
  EXPECT_EQ(in_groups(-1234567), "-1\u202F234\u202F567");
  EXPECT_EQ(in_groups(-999), "-999");
  EXPECT_EQ(percentage(1, 3), "33,33\u00A0%");
  EXPECT_EQ(percentage(49'999'999, 100'000'000), "49,99\u00A0%");
  EXPECT_EQ(percentage(most_shares, most_shares), "100,00\u00A0%");
  EXPECT_EQ(percentage(0, 0), "sans objet");
  EXPECT_EQ(counted_words(1, "action", "actions"), "1\u00A0action");
  EXPECT_EQ(counted_words(2, "action", "actions"), "2\u00A0actions");
}

TEST(PrintedWords, CitationsInFrench) {
  EXPECT_EQ(french_citation(LegalRule::L56), "art.\u00A0R.\u00A0225-106 C.\u00A0com.");
  EXPECT_THAT(french_citation(LegalRule::L45), HasSubstr("(à confirmer)"));
  for (const auto& row : all_legal_rules()) {
    const auto text = french_citation(row.rule);
    EXPECT_EQ(text.find("à confirmer") != std::string::npos, row.evidence == LegalEvidence::unconfirmed) << text;
    EXPECT_THAT(text, Not(HasSubstr(" and ")));
  }
}

TEST(SessionRecord, IsReadWithItsBureau) {
  const auto reading = read_session(as_bytes(printed_session_toml()));
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->findings.empty());
  EXPECT_EQ(reading->session.bureau.size(), 4U);
  EXPECT_EQ(reading->session.documents.size(), 4U);
  EXPECT_THAT(signature_fields(reading->session),
              testing::ElementsAre("president", "scrutateur-1", "scrutateur-2", "secretaire"));
}

TEST(SessionRecord, TheTemplateAsksForWhatNobodyCouldKnow) {
  const auto reading = read_session(as_bytes(session_template(sample_meeting())));
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->findings.size(), 5u);  // how it was convened, and four names
  auto filled = session_template(sample_meeting());
  for (auto at = filled.find("= \"\""); at != std::string::npos; at = filled.find("= \"\"")) {
    filled.replace(at, 4, "= \"x\"");
  }
  const auto again = read_session(as_bytes(filled));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->findings.empty());
  EXPECT_EQ(again->session.opened, sample_meeting().starts);
}

struct SessionDefect {
  const char *from, *to;
  Reason reason;
};
class SessionDefects : public testing::TestWithParam<SessionDefect> {};

TEST_P(SessionDefects, IsFound) {
  const auto& defect = GetParam();
  const auto reading = read_session(as_bytes(changed(printed_session_toml(), defect.from, defect.to)));
  ASSERT_TRUE(reading);
  EXPECT_TRUE(contains(reading->findings, defect.reason));
}

INSTANTIATE_TEST_SUITE_P(SessionRecord, SessionDefects,
                         testing::Values(SessionDefect{"sceau.session/1", "sceau.session/2", Reason::value_wrong},
                                         SessionDefect{"role = \"chair\"", "role = \"boss\"", Reason::value_wrong},
                                         SessionDefect{"role = \"chair\"", "role = \"secretary\"", Reason::value_wrong},
                                         SessionDefect{"T11:37:00", "T09:00:00", Reason::value_wrong},
                                         SessionDefect{"Mme Hélène Vasseur", "", Reason::value_wrong},
                                         SessionDefect{"debates =", "debat =", Reason::value_missing},
                                         SessionDefect{"debates =", "debat =", Reason::value_unknown_key}));

TEST(Minutes, L56_the_minutes_say_what_the_law_asks) {
  const PrintedCase meeting;
  const auto text = words_of(pages_of(meeting.minutes_document()));
  EXPECT_EQ(first_out_of_order(text, {"Exemple SA",
                                      "Procès-verbal",
                                      "assemblée générale mixte du 12 mai 2027",
                                      "Date et heure",
                                      "12 mai 2027 à 10 h 00",
                                      "Lieu",
                                      "Hôtel des Arts et Métiers, Paris",
                                      "ouverte à 10 h 04",
                                      "première convocation",
                                      "bulletin des annonces légales",
                                      "Bureau",
                                      "Mme Hélène Vasseur",
                                      "Secrétaire de séance",
                                      "Ordre du jour",
                                      "Comptes",
                                      "Dividende",
                                      "Participation",
                                      "Total",
                                      "Quorum",
                                      "atteint",
                                      "Documents déposés",
                                      "les statuts de la société",
                                      "Résumé des débats",
                                      "dividende proposé",
                                      "Résolutions et résultats",
                                      "approuve ces comptes",
                                      "ADOPTÉE",
                                      "Le dividende est doublé.",
                                      "REJETÉE",
                                      "Formulaires et pouvoirs non pris en compte",
                                      "Preuve",
                                      "il a été dressé le présent procès-verbal",
                                      "Président de séance",
                                      "Mme Hélène Vasseur"}),
            "")
      << text;
}

TEST(Minutes, L56_signed_in_a_field_for_each_member_of_the_bureau) {
  const PrintedCase meeting;
  const auto pdf = pages_of(meeting.minutes_document());
  const auto signer = test::issue({.common_name = "Hélène Vasseur"});
  auto identity = signer.identity();
  const auto algorithm = *default_algorithm(identity.key->public_key());
  const SigningOptions options = {std::move(identity), algorithm, *from_rfc3339("2027-05-12T10:00:00Z"), std::nullopt};
  Bytes signed_pdf = pdf;
  for (const auto* field : {"president", "secretaire"}) {
    const auto before = signed_pdf;
    auto once = sign_pdf(before, options, {.field = field});
    ASSERT_TRUE(once) << once.error().detail;
    signed_pdf.clear();
    for (const auto piece : once->pieces()) append(signed_pdf, piece);
  }
  EXPECT_EQ(qpdf_check(signed_pdf), 0);
  const auto said = printed_by("pdfsig -nocert % || true", signed_pdf);
  EXPECT_THAT(said, HasSubstr("Signature #2"));
  EXPECT_THAT(said, HasSubstr("Signature is Valid"));
  EXPECT_THAT(said, Not(HasSubstr("Signature is Invalid")));
  ValidationContext context;
  context.time = *from_rfc3339("2027-05-13T10:00:00Z");
  const Secret no_password;
  const auto report = verify_document({.path = "pv.pdf", .bytes = signed_pdf, .password = no_password}, context);
  EXPECT_FALSE(report.error);
  ASSERT_EQ(report.signatures.size(), 2U);
  for (const auto& signature : report.signatures) EXPECT_TRUE(signature.intact);
  const auto none_left = sign_pdf(signed_pdf, options, {.field = "president"});
  EXPECT_FALSE(none_left);
}

TEST(Minutes, L57_results_by_resolution_and_by_way) {
  const PrintedCase meeting;
  const auto report = meeting.report();
  const auto text = texts_of(meeting.minutes_document());
  for (const auto& resolution : report.tally.resolutions) {
    if (resolution.status != ResolutionStatus::voted) continue;
    for (const auto& [word, way] : cast_by_words) {
      const auto& figures = resolution.ways[static_cast<std::size_t>(way)];
      EXPECT_THAT(text, HasSubstr(std::string(name_of(way)) + " | " + in_groups(figures.in_favour) + " | " +
                                  in_groups(figures.against) + " | " + in_groups(figures.abstain)));
    }
    EXPECT_THAT(text, HasSubstr("Total | " + in_groups(resolution.total.in_favour) + " | " +
                                in_groups(resolution.total.against)));
  }
}

TEST(Minutes, LostByOneVoteSaysSo) {
  const PrintedCase meeting;
  const auto counted_report = meeting.report();
  const auto& second = resolution(counted_report, "2");
  ASSERT_FALSE(second.majority.is_adopted);
  EXPECT_EQ(second.majority.required - second.majority.obtained, 1);
  const auto text = texts_of(meeting.minutes_document());
  EXPECT_THAT(text, HasSubstr("La résolution est REJETÉE : il a manqué 1\u00A0voix favorable."));
  EXPECT_THAT(text, HasSubstr("| − 1 | "));
  EXPECT_THAT(text, HasSubstr("n'est pas démontré qu'elles n'auraient pas pu être autres : n° 2."));
}

TEST(Minutes, L58_forms_not_taken_into_account_with_their_number_and_why) {
  const PrintedCase meeting;
  const auto text = texts_of(meeting.minutes_document());
  EXPECT_THAT(text, HasSubstr("non pris en compte : 4, sur "));
  EXPECT_THAT(text, HasSubstr("reçu après l'expiration du délai | reçu après l'expiration du délai | 1 | 1 | 0 | 2"));
  EXPECT_THAT(text, HasSubstr("refusé | signature non valable | 1 | 0 | 0 | 1"));
  EXPECT_THAT(text, HasSubstr("refusé | mention obligatoire manquante | 0 | 1 | 0 | 1"));
}

TEST(Minutes, AnActSaysWhatItDidAndWhoOrderedItAndWhy) {
  PrintedCase meeting;
  const auto at = meeting.acts.front().at;
  const auto line = [&] { return texts_of(meeting.minutes_document()); };
  EXPECT_THAT(line(), HasSubstr("(2027-05-06T09:00:00Z), ordonné par le conseil d'administration : retrait de la "
                                "résolution n° 4. Motif : devenue sans objet\n"));
  meeting.acts = {{at, "le président", "erreur de saisie", RegisterCorrection{Bytes(32, 0xA5)}},
                  {at, "le conseil", "salle indisponible", Postponement{"ag2027b"}}};
  EXPECT_THAT(line(), HasSubstr("ordonné par le président : rectification du registre des actionnaires (SHA-256 du "
                                "registre rectifié : a5a5"));
  EXPECT_THAT(line(), HasSubstr("). Motif : erreur de saisie\n"));
  EXPECT_THAT(line(), HasSubstr("report de l'assemblée (assemblée qui la remplace : réf. ag2027b). Motif : salle "
                                "indisponible\n"));
  meeting.acts = {{at, "le conseil", "incendie", Cancellation{}}};
  EXPECT_THAT(line(), HasSubstr("ordonné par le conseil : annulation de l'assemblée. Motif : incendie\n"));
}

// Two forms came in doubt; the bureau took one of them.
void rule_on_two(PrintedCase& meeting) {
  for (const auto* who : {"p54", "p55"}) {
    auto& logged = meeting.votes().log(meeting.votes().votes(who, "+++"));
    logged.facts.clock.is_litigious = true;
    const bool is_first = meeting.votes().rulings.empty();
    meeting.votes().rulings.push_back({logged.index, is_first, is_first ? "les horloges concordent" : "reçu après"});
  }
}

TEST(Minutes, D9_the_bureau_says_why_it_admitted_a_litigious_form_or_did_not) {
  PrintedCase meeting;
  EXPECT_THAT(texts_of(meeting.minutes_document()), Not(HasSubstr("Décisions du bureau")));
  rule_on_two(meeting);
  const auto text = texts_of(meeting.minutes_document());
  const auto number = [&](std::size_t i) { return std::to_string(meeting.votes().rulings[i].index); };
  EXPECT_THAT(text, HasSubstr("Décisions du bureau sur les formulaires litigieux"));
  EXPECT_THAT(text, HasSubstr("inscription n° " + number(0) + " : admise. Motif : les horloges concordent\n"));
  EXPECT_THAT(text, HasSubstr("inscription n° " + number(1) + " : écartée. Motif : reçu après\n"));
}

TEST(InfluencePaper, D9_a_litigious_form_stands_there_with_the_reason_of_the_bureau) {
  PrintedCase meeting;
  EXPECT_THAT(texts_of(meeting.influence_document()), Not(HasSubstr("décision du bureau")));
  rule_on_two(meeting);
  const auto text = texts_of(meeting.influence_document());
  EXPECT_THAT(text, HasSubstr(" ; décision du bureau : les horloges concordent | "));
  EXPECT_THAT(text, HasSubstr(" ; décision du bureau : reçu après | "));
}

TEST(Minutes, CarryTheTallyUnchanged) {
  const PrintedCase meeting;
  const auto pdf = pages_of(meeting.minutes_document());
  EXPECT_EQ(printed_by("qpdf --show-attachment=tally.json %", pdf), write_tally(meeting.report().tally));
  EXPECT_EQ(pdf, pages_of(meeting.minutes_document()));
}

TEST(Minutes, WithoutQuorumNothingIsDecided) {
  PrintedCase meeting;
  auto& votes = meeting.votes();
  votes.electronic.clear();
  votes.paper.clear();
  votes.attendance.clear();
  votes.room.clear();
  const auto text = texts_of(meeting.minutes_document());
  EXPECT_THAT(text, HasSubstr("l'assemblée n'a pu délibérer"));
  EXPECT_THAT(text, Not(HasSubstr("ADOPTÉE")));
}

TEST(AttendanceSheet, L54_lists_everybody_by_way_with_shares_and_votes) {
  const PrintedCase meeting;
  const auto text = words_of(pages_of(meeting.attendance_document()));
  EXPECT_EQ(first_out_of_order(text, {"Feuille de présence",
                                      "Actionnaires présents",
                                      "Nom ou dénomination",
                                      "Prénom usuel",
                                      "Domicile",
                                      "Émargement",
                                      "représentés par un mandataire",
                                      "Petit",
                                      "Luc",
                                      "Lille",
                                      "Mandataires",
                                      "Noël",
                                      "Pouvoirs donnés au président",
                                      "par voie électronique",
                                      "Durand",
                                      "Paul",
                                      "Nantes",
                                      "sur papier",
                                      "Récapitulation",
                                      "certifiée exacte par les membres du bureau"}),
            "")
      << text;
}

TEST(AttendanceSheet, L54_its_sums_are_those_of_the_tally) {
  const PrintedCase meeting;
  const auto report = meeting.report();
  const auto text = texts_of(meeting.attendance_document());
  for (const auto& [word, way] : cast_by_words) {
    const auto& present = report.tally.present[static_cast<std::size_t>(way)];
    EXPECT_THAT(text, HasSubstr(std::string(name_of(way)) + " | " + in_groups(present.participations) + " | " +
                                in_groups(present.shares) + " | " + in_groups(present.votes)));
  }
  EXPECT_THAT(text, HasSubstr("Total | " + in_groups(report.tally.all_present.participations) + " | " +
                              in_groups(report.tally.all_present.shares)));
}

TEST(InfluencePaper, L47_says_for_each_resolution_whether_it_could_have_changed) {
  const PrintedCase meeting;
  const auto text = words_of(pages_of(meeting.influence_document()));
  EXPECT_EQ(
      first_out_of_order(text, {"Rapport d'incidence", "art. 1844-10", "reçu après l'expiration du délai", "refusé",
                                "n° 1", "non", "n° 2", "OUI", "Une résolution adoptée ne pouvait changer que si",
                                "autres : n° 2.", "Président de séance", "« sceau verify »"}),
      "")
      << text;
}

TEST(InfluencePaper, L58_names_each_form_when_it_came_in_and_why_it_was_not_counted) {
  const PrintedCase meeting;
  const auto text = texts_of(meeting.influence_document());
  EXPECT_THAT(text, HasSubstr("papier P-12 | 10 mai 2027 à 10\u00A0h\u00A000, heure de Paris (2027-05-10T08:00:00Z) | "
                              "reçu après l'expiration du délai | 2 | 2 | \n"));
  EXPECT_THAT(text, HasSubstr("refusé : signature non valable"));
}

TEST(PrintedWords, InstantsAndReferences) {
  EXPECT_EQ(instant_in_words(*from_rfc3339("2027-05-11T13:00:03.25Z")),
            "11 mai 2027 à 15\u00A0h\u00A000\u00A0min\u00A003\u00A0s, heure de Paris (2027-05-11T13:00:03.250000Z)");
  EXPECT_EQ(reference_in_words("log/12"), "inscription n° 12");
  EXPECT_EQ(reference_in_words("carried-paper/P-7"), "première convocation, papier P-7");
  EXPECT_EQ(reference_in_words("moon/1"), "moon/1");
}

TEST(PrintedPapers, OfADemonstrationSayDemoOnEveryPage) {
  PrintedCase meeting;
  for (const bool is_demo : {false, true}) {
    meeting.is_demo = is_demo;
    for (const auto& document :
         {meeting.minutes_document(), meeting.attendance_document(), meeting.influence_document()}) {
      const auto pdf = pages_of(document);
      for (int page = 1; page <= count_pages(pdf); ++page) {
        const auto number = std::to_string(page);
        const auto text = printed_by("pdftotext -f " + number + " -l " + number + " % -", pdf);
        EXPECT_EQ(text.find("DEMO") != std::string::npos, is_demo);
      }
    }
  }
}

}  // namespace
}  // namespace sceau
