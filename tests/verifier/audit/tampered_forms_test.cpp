// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/tampered_vote.h"

namespace sceau {
namespace {

using test::change;
using test::ChangedVote;
using test::replace_all;
using test::SampleVote;
using test::sign_again;
using test::unsign;

class TamperedForms : public testing::TestWithParam<ChangedVote> {};

TEST_P(TamperedForms, IsFoundOut) { look_at(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Forms, TamperedForms,
    testing::Values(
        ChangedVote{"missing",
                    [](auto& vote) {
                      vote.urn = vote.documents;
                      vote.urn->erase(6);
                    },
                    Reason::audit_ballot_missing, "entry 6: its form is in no pack"},
        ChangedVote{"the_last_one_missing",
                    [](auto& vote) {
                      vote.urn = vote.documents;
                      vote.urn->erase(12);
                    },
                    Reason::audit_ballot_missing, "entry 12: its form is in no pack"},
        ChangedVote{"extra",
                    [](auto& vote) {
                      vote.urn = vote.documents;
                      (*vote.urn)[8] = vote.documents.at(6);
                    },
                    Reason::audit_ballot_extra, "record 8: the log has no such form there"},
        ChangedVote{"exchanged",
                    [](auto& vote) {
                      vote.urn = vote.documents;
                      (*vote.urn)[6] = vote.documents.at(3);
                    },
                    Reason::audit_ballot_altered, "entry 6: the document has the SHA-256"},
        ChangedVote{"another_form_was_sent",
                    [](auto& vote) {
                      change(vote.entries[6].payload, test::sha256_of("sent at 2027-05-05T09:00:00Z"), "{ZEROS}");
                    },
                    Reason::audit_ballot_altered, "entry 6: the form that was sent has the SHA-256"},
        ChangedVote{"changed_after_signing",
                    [](auto& vote) { change(vote.documents[2], "choice=\"against\"", "choice=\"for\""); },
                    Reason::audit_ballot_signature, "entry 2"},
        ChangedVote{"changed_after_sealing",
                    [](auto& vote) { change(vote.documents[6], "choice=\"against\"", "choice=\"for\""); },
                    Reason::audit_ballot_signature, "entry 6"},
        ChangedVote{"signed_by_somebody_else", [](auto& vote) { sign_again(vote, 2, test::luc_petit(), "", ""); },
                    Reason::audit_ballot_signature, "entry 2"},
        ChangedVote{"signed_by_the_same_again", [](auto& vote) { sign_again(vote, 2, test::jeanne_martin(), "", ""); },
                    std::nullopt},
        ChangedVote{"signed_by_nobody", [](auto& vote) { unsign(vote.documents[2]); }, Reason::audit_ballot_signature,
                    "entry 2"},
        ChangedVote{
            "signed_twice",
            [](auto& vote) { vote.documents[2] = test::xml_signed_by(test::jeanne_martin(), vote.documents[2]); },
            Reason::audit_ballot_signature, "entry 2"},
        ChangedVote{"sealed_by_a_shareholder", [](auto& vote) { sign_again(vote, 6, test::jeanne_martin(), "", ""); },
                    Reason::audit_ballot_signature, "entry 6"},
        ChangedVote{"of_another_level", [](auto& vote) { change(vote.entries[2].payload, "qualified", "advanced"); },
                    Reason::audit_ballot_signature, "entry 2: the signature is qualified, the log says advanced"},
        ChangedVote{"other_evidence",
                    [](auto& vote) {
                      sign_again(vote, 6, test::sample_seal(), "receivedAt=\"2027-05-05T09",
                                 "receivedAt=\"2027-05-05T10");
                    },
                    Reason::audit_ballot_signature,
                    "entry 6: the evidence says 2027-05-05T10:00:00Z, the log 2027-05-05T09:00:00Z"},
        ChangedVote{"identified_afterwards",
                    [](auto& vote) {
                      sign_again(vote, 6, test::sample_seal(), "identifiedAt=\"2027-05-05T09",
                                 "identifiedAt=\"2027-05-05T10");
                    },
                    Reason::audit_ballot_signature, "entry 6: its voter identified after the form was received"},
        ChangedVote{"no_form_at_all", [](auto& vote) { vote.documents[6] = "<Form/>"; }, Reason::audit_ballot_signature,
                    "entry 6: the document holds no form"},
        ChangedVote{"not_even_xml", [](auto& vote) { vote.documents[6] = "garbage"; }, Reason::audit_ballot_signature,
                    "entry 6: the document cannot be read"},
        ChangedVote{
            "a_simple_signature_without_a_clause",
            [](auto& vote) { change(vote.toml, "allow_simple_signature = true", "allow_simple_signature = false"); },
            Reason::audit_admission, "entry 3: the articles admit qualified signatures alone"},
        ChangedVote{"for_another_meeting",
                    [](auto& vote) { sign_again(vote, 2, test::jeanne_martin(), "id=\"ag2027\"", "id=\"ag2026\""); },
                    Reason::audit_admission, "entry 2: the form is for 'ag2026'"},
        ChangedVote{"with_other_mentions",
                    [](auto& vote) { sign_again(vote, 2, test::jeanne_martin(), "est pas", "est"); },
                    Reason::audit_admission, "entry 2: the mentions of the form are not those of the template"},
        ChangedVote{"of_another_shareholder",
                    [](auto& vote) { sign_again(vote, 6, test::sample_seal(), "id=\"s2\"", "id=\"s4\""); },
                    Reason::audit_admission, "entry 6: the form is of another shareholder than the log says"},
        ChangedVote{"under_another_name",
                    [](auto& vote) {
                      sign_again(vote, 6, test::sample_seal(), "Durand</Surname><FirstName>Paul</FirstName><Domicile",
                                 "Durant</Surname><FirstName>Paul</FirstName><Domicile");
                    },
                    Reason::audit_admission, "entry 6: the register has another name for the shareholder"},
        ChangedVote{"with_another_domicile",
                    [](auto& vote) { sign_again(vote, 6, test::sample_seal(), ">Paris<", ">Rome<"); }, std::nullopt},
        ChangedVote{"by_another_hand",
                    [](auto& vote) {
                      sign_again(vote, 6, test::sample_seal(), "capacity=\"shareholder\"><Surname>Durand",
                                 "capacity=\"shareholder\"><Surname>Martin");
                    },
                    Reason::audit_admission, "entry 6: who signs as the shareholder has another name"}),
    test::name_of_case);

// The last ballot, at the close itself.
void receive_at(SampleVote& vote, const std::string& at, int uncertainty_us) {
  sign_again(vote, 12, test::sample_seal(), "receivedAt=\"2027-05-11T13:00:00Z\"", "receivedAt=\"" + at + "\"");
  vote.entries[12].at = at;
  change(vote.entries[12].payload, "\"received_at\":\"2027-05-11T13:00:00Z\"", "\"received_at\":\"" + at + "\"");
  change(vote.entries[12].payload, "\"uncertainty_us\":2000", "\"uncertainty_us\":" + std::to_string(uncertainty_us));
}

INSTANTIATE_TEST_SUITE_P(
    Times, TamperedForms,
    testing::Values(
        ChangedVote{"a_microsecond_late", [](auto& vote) { receive_at(vote, "2027-05-11T13:00:00.000001Z", 2000); },
                    Reason::audit_admission, "entry 12: was received at 2027-05-11T13:00:00.000001Z, after the close"},
        ChangedVote{"late_within_a_small_doubt",
                    [](auto& vote) { receive_at(vote, "2027-05-11T13:00:00.050000Z", 100'000); },
                    Reason::audit_admission, "entry 12"},
        ChangedVote{"late_within_a_great_doubt",
                    [](auto& vote) { receive_at(vote, "2027-05-11T13:00:00.100001Z", 100'001); }, std::nullopt},
        ChangedVote{"late_beyond_the_doubt",
                    [](auto& vote) { receive_at(vote, "2027-05-11T13:00:00.100002Z", 100'001); },
                    Reason::audit_admission, "entry 12"},
        ChangedVote{"within_the_grace",
                    [](auto& vote) {
                      change(vote.toml, "paper =", "grace_seconds = 5\ngrace_reference = \"article 24\"\npaper =");
                      receive_at(vote, "2027-05-11T13:00:05Z", 2000);
                    },
                    std::nullopt},
        ChangedVote{"after_the_grace",
                    [](auto& vote) {
                      change(vote.toml, "paper =", "grace_seconds = 5\ngrace_reference = \"article 24\"\npaper =");
                      receive_at(vote, "2027-05-11T13:00:05.000001Z", 2000);
                    },
                    Reason::audit_admission, "entry 12"},
        ChangedVote{"before_the_opening",
                    [](auto& vote) {
                      change(vote.toml, "opens = 2027-04-21T09:00:00", "opens = 2027-05-03T11:00:01");
                      change(vote.frozen, "2027-04-21T07:00:00Z\",\"wall\":\"2027-04-21T09:00:00",
                             "2027-05-03T09:00:01Z\",\"wall\":\"2027-05-03T11:00:01");
                    },
                    Reason::audit_admission, "entry 3: was received at 2027-05-03T09:00:00Z, before the vote opened"},
        ChangedVote{"refused_in_time",
                    [](auto& vote) {
                      replace_all(vote.entries[14].payload, "13:01:00Z", "13:00:00Z");
                      vote.entries[14].at = "2027-05-11T13:00:00Z";
                    },
                    Reason::audit_admission, "entry 14: refused as late, but received at 2027-05-11T13:00:00Z"},
        ChangedVote{"refused_just_after",
                    [](auto& vote) {
                      replace_all(vote.entries[14].payload, "13:01:00Z", "13:00:00.000001Z");
                      vote.entries[14].at = "2027-05-11T13:00:00.000001Z";
                    },
                    std::nullopt}),
    test::name_of_case);

void rule_on(SampleVote& vote, const std::string& entry) {
  vote.typed["rulings"] = "entry,admitted,why\r\n" + entry + ",yes,the clocks agree\r\n";
}

void leave_in_doubt(SampleVote& vote, std::size_t entry) {
  change(vote.entries[entry].payload, "\"is_litigious\":false", "\"is_litigious\":true");
}

INSTANTIATE_TEST_SUITE_P(
    Tables, TamperedForms,
    testing::Values(
        ChangedVote{"a_ruling_about_what_was_in_time", [](auto& vote) { rule_on(vote, "6"); }, Reason::audit_statement,
                    "typed/rulings.csv: entry 6 of the log is no litigious ballot or mandate"},
        ChangedVote{"a_ruling_about_nothing", [](auto& vote) { rule_on(vote, "21"); }, Reason::audit_statement,
                    "typed/rulings.csv: entry 21 of the log is no litigious ballot or mandate"},
        ChangedVote{"a_proxy_with_the_badge_of_somebody_present",
                    [](auto& vote) { change(vote.typed["attendance"], "Moreau,Denis", "Moreau,Luc"); },
                    Reason::audit_statement, "typed/attendance.csv: line 2: badge '12' is that of somebody else"}),
    test::name_of_case);

TEST(SoundTables, ARulingAboutWhatWasInDoubtIsNoFinding) {
  auto vote = test::sample_vote();
  leave_in_doubt(vote, 6);
  rule_on(vote, "6");
  EXPECT_FALSE(contains(audited(vote).findings, Reason::audit_statement));
}

INSTANTIATE_TEST_SUITE_P(
    Results, TamperedForms,
    testing::Values(
        ChangedVote{"a_vote_more", [](auto& vote) { change(vote.tally, "\"for\":790", "\"for\":791"); },
                    Reason::audit_tally, "results/tally.json: /resolutions/0/total/for: says 791, recounted 790"},
        ChangedVote{
            "another_decision",
            [](auto& vote) { change(vote.tally, "\"adopted\":false,\"cast\":870", "\"adopted\":true,\"cast\":870"); },
            Reason::audit_tally, "/resolutions/2/majority/adopted: says true, recounted false"},
        ChangedVote{"an_input_less",
                    [](auto& vote) {
                      change(vote.tally, R"(,{"disposition":"counted","reference":"paper/P-1","source":"paper"})", "");
                    },
                    Reason::audit_tally, "/inputs: has 15 items, recounted 16"},
        ChangedVote{
            "another_disposition",
            [](auto& vote) { change(vote.tally, "\"disposition\":\"revoked\"", "\"disposition\":\"counted\""); },
            Reason::audit_tally, "/inputs/5/disposition: says \"counted\", recounted \"revoked\""},
        ChangedVote{"another_leaf", [](auto& vote) { change(vote.tally, "{LEAF:2}", "{LEAF:3}"); }, Reason::audit_tally,
                    "/inputs/3/leaf"},
        ChangedVote{"a_rule_without_its_article",
                    [](auto& vote) {
                      change(vote.tally, "{\"article\":\"art. of the law\",\"disposition\":\"applied\"",
                             "{\"disposition\":\"applied\"");
                    },
                    Reason::audit_tally, "/inputs/8/article: is missing"},
        ChangedVote{"more_than_there_is", [](auto& vote) { change(vote.tally, "{\"agenda", "{\"a\":1,\"agenda"); },
                    Reason::audit_tally, "/a: says 1, but there is none"},
        ChangedVote{"another_program", [](auto& vote) { change(vote.tally, "sceau 0.1", "something else"); },
                    std::nullopt},
        ChangedVote{"another_class", [](auto& vote) { change(vote.influence, "\"inputs\":2", "\"inputs\":3"); },
                    Reason::audit_influence, "results/influence.json: /classes/1/inputs: says 3, recounted 2"},
        ChangedVote{"another_conclusion", [](auto& vote) { change(vote.influence, "could change", "cannot change"); },
                    Reason::audit_influence,
                    "/resolutions/1/result: says \"cannot change\", recounted \"could change\""},
        ChangedVote{"other_words", [](auto& vote) { replace_all(vote.influence, "Une phrase.", "Autre chose."); },
                    std::nullopt},
        ChangedVote{"no_words", [](auto& vote) { replace_all(vote.influence, "Une phrase.", ""); },
                    Reason::audit_influence, "/resolutions/0/fr: says \"\", but must be a text"},
        ChangedVote{"a_count_of_the_future",
                    [](auto& vote) { change(vote.entries[16].payload, "\"log_size\":15", "\"log_size\":17"); },
                    Reason::audit_tally, "entry 16: /log_size 17 is more than the log had"},
        ChangedVote{"a_table_that_was_not_counted",
                    [](auto& vote) { change(vote.entries[16].payload, "\"typed\":{TYPED}", "\"typed\":{}"); },
                    Reason::audit_statement, "entry 16: /typed does not name typed/attendance.csv"},
        ChangedVote{"a_table_that_is_not_there",
                    [](auto& vote) {
                      change(vote.entries[16].payload, "\"carried\":{CARRIED}", "\"carried\":{\"ag2026\":\"{ZEROS}\"}");
                    },
                    Reason::audit_carried, "entry 16: /carried/ag2026 is not in the bundle"},
        ChangedVote{"no_entry_of_the_count", [](auto& vote) { vote.entries[16].type = "erase"; }, Reason::audit_tally,
                    "the log has no entry of a count"}),
    test::name_of_case);

}  // namespace
}  // namespace sceau
