// SPDX-License-Identifier: Apache-2.0
// The sample vote with one thing wrong, for which its maker signs: every digest and the manifest are made anew.
#include <gmock/gmock.h>

#include "formats/json/canonical_json.h"
#include "tests/verifier/audit/sample_people.h"
#include "tests/verifier/audit/sample_vote.h"

namespace sceau {
namespace {

using test::change;
using test::Files;
using test::replace_all;
using test::SampleVote;

std::string told(const AuditReport& report) {
  std::string text;
  for (const auto& finding : report.findings) {
    text += std::string(stable_name(finding.reason)) + ": " + finding.detail + "\n";
  }
  return text;
}

// What of the vote is another one, before everything is made from it.
struct ChangedVote {
  std::string name;
  std::function<void(SampleVote&)> change;
  std::optional<Reason> reason;  // nothing: that is sound, too
  std::string detail = "";       // of one finding
};

class TamperedVote : public testing::TestWithParam<ChangedVote> {};

void expect_reason(const AuditReport& report, const std::optional<Reason>& reason, const std::string& detail) {
  if (!reason) {
    EXPECT_EQ(told(report), "");
    return;
  }
  EXPECT_TRUE(contains(report.findings, *reason)) << told(report);
  EXPECT_THAT(told(report), testing::HasSubstr(detail));
}

TEST_P(TamperedVote, IsFoundOut) {
  auto vote = test::sample_vote();
  GetParam().change(vote);
  expect_reason(test::audited(vote), GetParam().reason, GetParam().detail);
}

std::string name_of_case(const auto& shown) { return shown.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Meeting, TamperedVote,
    testing::Values(
        ChangedVote{"another_place", [](auto& vote) { change(vote.toml, "place = \"Lyon\"", "place = \"Paris\""); },
                    Reason::audit_frozen_mismatch, "/place: 'Lyon', but must be 'Paris'"},
        ChangedVote{"another_title", [](auto& vote) { change(vote.toml, "\"Un\"", "\"Une\""); },
                    Reason::audit_frozen_mismatch, "/agenda"},
        ChangedVote{"other_settings", [](auto& vote) { change(vote.frozen, "{SETTINGS}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "/settings_sha256"},
        ChangedVote{"a_comment_is_frozen_with_the_rest", [](auto& vote) { vote.toml += "# more\n"; }, std::nullopt},
        ChangedVote{"another_urn", [](auto& vote) { change(vote.frozen, "{URN}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "meeting/urn.crt.pem"},
        ChangedVote{"another_rehearsal", [](auto& vote) { change(vote.frozen, "{REHEARSAL:2}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "meeting/rehearsal/2.opened"},
        ChangedVote{"another_scrutineer", [](auto& vote) { change(vote.frozen, "{SCRUTINEER}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "meeting/scrutineers/1.crt.pem"},
        ChangedVote{"a_start_with_another_urn",
                    [](auto& vote) { change(vote.entries[10].payload, "{URN}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "entry 10: /urn_sha256"},
        ChangedVote{"tags_that_were_not_fixed",
                    [](auto& vote) { change(vote.entries[0].payload, "{TAGS}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "entry 0: /voter_tags_sha256"},
        ChangedVote{"half_an_hour_longer",
                    [](auto& vote) {
                      change(vote.frozen, "13:00:00Z\",\"wall\":\"2027-05-11T15:00",
                             "13:30:00Z\",\"wall\":\"2027-05-11T15:30");
                    },
                    Reason::audit_deadline, "/times/closes: 2027-05-11T15:30:00, but must be 2027-05-11T15:00:00"},
        ChangedVote{"another_hour_in_utc",
                    [](auto& vote) { change(vote.frozen, "2027-05-11T13:00:00Z", "2027-05-11T14:00:00Z"); },
                    Reason::audit_deadline, "/times/closes: 2027-05-11T14:00:00Z, but must be 2027-05-11T13:00:00Z"},
        ChangedVote{"another_last_day_for_paper",
                    [](auto& vote) { change(vote.toml, "paper = 2027-05-09", "paper = 2027-05-10"); },
                    Reason::audit_deadline, "/times/paper"},
        ChangedVote{
            "proxies_may_close_earlier",
            [](auto& vote) {
              change(vote.toml, "paper =", "proxies = 2027-05-11T14:00:00\npaper =");
              change(vote.frozen,
                     "\"proxies\":{\"tzdb\":\"2025b\",\"utc\":\"2027-05-11T13:00:00Z\",\"wall\":\"2027-05-11T15",
                     "\"proxies\":{\"tzdb\":\"2025b\",\"utc\":\"2027-05-11T12:00:00Z\",\"wall\":\"2027-05-11T14");
              for (const int mandate : {4, 5}) {
                change(vote.entries[std::size_t(mandate)].payload, "2027-05-11T13:00:00Z", "2027-05-11T12:00:00Z");
              }
            },
            std::nullopt},
        ChangedVote{"ballots_may_close_earlier_only_by_the_articles",
                    [](auto& vote) { change(vote.toml, "paper =", "closes = 2027-05-11T14:00:00\npaper ="); },
                    Reason::audit_deadline, "/times/closes: 2027-05-11T15:00:00, but must be 2027-05-11T14:00:00"}),
    [](const auto& shown) { return name_of_case(shown); });

void swap_entries(SampleVote& vote, std::size_t one, std::size_t other) {
  std::swap(vote.entries[one], vote.entries[other]);
}

INSTANTIATE_TEST_SUITE_P(
    Log, TamperedVote,
    testing::Values(
        ChangedVote{"two_opens",
                    [](auto& vote) {
                      vote.entries[10].type = "open";
                      change(vote.entries[10].payload, "start", "open");
                    },
                    Reason::audit_log_order, "2 entries 'open'"},
        ChangedVote{"no_open",
                    [](auto& vote) {
                      vote.entries[0].type = "admin";
                      change(vote.entries[0].payload, "open", "start");
                    },
                    Reason::audit_log_order, "0 entries 'open'"},
        ChangedVote{"a_vote_before_the_opening", [](auto& vote) { swap_entries(vote, 0, 7); }, Reason::audit_log_order,
                    "'open' is entry 7, behind the first submission, 0"},
        ChangedVote{"a_step_of_the_clock_behind_the_close", [](auto& vote) { swap_entries(vote, 8, 14); },
                    Reason::audit_log_order, "entry 14: 'clock' stands behind the close"},
        ChangedVote{"an_opening_before_the_close", [](auto& vote) { swap_entries(vote, 8, 15); },
                    Reason::audit_log_order, "entry 8: 'opening' stands before the close"},
        ChangedVote{"a_close_that_forgets_an_entry",
                    [](auto& vote) { change(vote.entries[13].payload, "\"entries\":13", "\"entries\":12"); },
                    Reason::audit_close, "entry 13: /entries says 12, but 13 are before it"},
        ChangedVote{"a_close_that_forgets_a_node", [](auto& vote) { vote.entries[3].node = "n2"; }, Reason::audit_close,
                    "/nodes/n2 says 0, but it wrote 1"},
        ChangedVote{"two_nodes",
                    [](auto& vote) {
                      vote.entries[3].node = "n2";
                      change(vote.entries[13].payload, "{\"n1\":13}", "{\"n1\":12,\"n2\":1}");
                    },
                    std::nullopt},
        ChangedVote{"a_node_that_wrote_nothing",
                    [](auto& vote) { change(vote.entries[13].payload, "{\"n1\":13}", "{\"n1\":13,\"n2\":0}"); },
                    Reason::audit_close, "/nodes/n2 says 0, but it wrote nothing"},
        ChangedVote{"a_close_over_another_log",
                    [](auto& vote) { change(vote.entries[13].payload, "{ROOT}", std::string(43, 'A') + "="); },
                    Reason::audit_close, "entry 13: /root"},
        ChangedVote{"a_close_before_its_time", [](auto& vote) { vote.entries[13].at = "2027-05-11T12:59:59.999999Z"; },
                    Reason::audit_close, "was written at 2027-05-11T12:59:59.999999Z, before 2027-05-11T13:00:00Z"},
        ChangedVote{"a_close_just_in_time", [](auto& vote) { vote.entries[13].at = "2027-05-11T13:00:00Z"; },
                    std::nullopt},
        ChangedVote{"a_token_older_than_its_entries", [](auto& vote) { vote.stamped[12] = "2027-05-08T09:59:58Z"; },
                    Reason::audit_time,
                    "log/stamped/12.tsr: is of 2027-05-08T09:59:58Z, but an entry that it covers says "
                    "2027-05-08T10:00:00Z"},
        ChangedVote{"a_token_of_the_same_second", [](auto& vote) { vote.stamped[12] = "2027-05-08T09:59:59Z"; },
                    std::nullopt},
        ChangedVote{"a_checkpoint_without_its_token", [](auto& vote) { vote.stamped[5] = ""; }, Reason::audit_time,
                    "log/stamped/5.checkpoint: has no token"},
        ChangedVote{"a_token_from_the_time_after_the_bundle",
                    [](auto& vote) { vote.stamped[12] = "2027-05-14T00:00:00Z"; }, Reason::audit_time,
                    "log/stamped/12.tsr"}),
    [](const auto& shown) { return name_of_case(shown); });

void sign_again(SampleVote& vote, std::uint64_t index, const test::Issued& signer, const std::string& from,
                const std::string& to) {
  auto& document = vote.documents[index];
  const auto begin = document.find("<ds:Signature"), end = document.rfind("</ds:Signature>");
  ASSERT_NE(begin, std::string::npos) << document;
  document.erase(begin, end + std::string("</ds:Signature>").size() - begin);
  if (!from.empty()) change(document, from, to);
  document = test::xml_signed_by(signer, document);
}

void unsign(std::string& document) {
  const auto begin = document.find("<ds:Signature"), end = document.rfind("</ds:Signature>");
  document.erase(begin, end + std::string("</ds:Signature>").size() - begin);
}

INSTANTIATE_TEST_SUITE_P(
    Entries, TamperedVote,
    testing::Values(
        ChangedVote{"another_kind", [](auto& vote) { change(vote.entries[6].payload, "\"ballot\",", "\"mandate\","); },
                    Reason::audit_entry, "entry 6"},
        ChangedVote{"another_meeting", [](auto& vote) { change(vote.entries[6].payload, "ag2027", "ag2026"); },
                    Reason::audit_entry, "entry 6"},
        ChangedVote{"another_time", [](auto& vote) { vote.entries[6].at = "2027-05-05T09:00:01Z"; },
                    Reason::audit_entry, "entry 6"},
        ChangedVote{"another_deadline",
                    [](auto& vote) { change(vote.entries[6].payload, "2027-05-11T13:00:00Z", "2027-05-11T14:00:00Z"); },
                    Reason::audit_entry,
                    "entry 6: /deadline is 2027-05-11T14:00:00Z, but must be 2027-05-11T13:00:00Z"},
        ChangedVote{"an_id_twice", [](auto& vote) { change(vote.entries[6].payload, "00000006\"", "00000002\""); },
                    Reason::audit_entry, "entry 6: /ballot is that of an earlier entry"},
        ChangedVote{"it_replaces_somebody_elses",
                    [](auto& vote) { change(vote.entries[7].payload, "00000004\"", "00000002\""); },
                    Reason::audit_entry, "entry 7: /supersedes names the ballot of somebody else"},
        ChangedVote{"it_replaces_nothing",
                    [](auto& vote) { change(vote.entries[7].payload, "00000004\"", "00000009\""); },
                    Reason::audit_entry, "entry 7: /supersedes names nothing that came before"},
        ChangedVote{"a_withdrawal_of_nothing", [](auto& vote) { change(vote.entries[9].payload, "\"4\"", "\"9\""); },
                    Reason::audit_act, "entry 9: withdraws '9', which is no resolution of the agenda"},
        ChangedVote{"an_act_of_nobody", [](auto& vote) { change(vote.entries[9].payload, "\"Chair\"", "\"\""); },
                    Reason::audit_file_malformed, "entry 9"},
        ChangedVote{"a_register_that_nobody_named",
                    [](auto& vote) { change(vote.entries[6].payload, "{REGISTER:0}", "{ZEROS}"); },
                    Reason::audit_register, "entry 6: /register_sha256"},
        ChangedVote{"a_register_of_the_future",
                    [](auto& vote) { change(vote.entries[6].payload, "{REGISTER:0}", "{REGISTER:1}"); },
                    Reason::audit_register, "entry 6: /register_sha256"},
        ChangedVote{"an_earlier_register_for_a_moment",
                    [](auto& vote) { change(vote.entries[12].payload, "{REGISTER:1}", "{REGISTER:0}"); }, std::nullopt},
        ChangedVote{"a_count_by_an_earlier_register",
                    [](auto& vote) { change(vote.entries[16].payload, "{REGISTER:1}", "{REGISTER:0}"); },
                    Reason::audit_register, "entry 16: /register_sha256"},
        ChangedVote{"a_correction_of_nothing",
                    [](auto& vote) {
                      vote.entries[1].payload = vote.entries[11].payload;
                      replace_all(vote.entries[1].payload, "{REGISTER:1}", "{REGISTER:0}");
                    },
                    Reason::audit_register, "entry 1: corrects a register before there was one"},
        ChangedVote{"opened_by_one", [](auto& vote) { change(vote.entries[15].payload, "[1,2]", "[1,1]"); },
                    Reason::audit_opening, "/scrutineers names 1, but it takes 2 to open the urn"},
        ChangedVote{"opened_by_a_stranger", [](auto& vote) { change(vote.entries[15].payload, "[1,2]", "[1,2,3]"); },
                    Reason::audit_opening, "/scrutineers names somebody who is none"},
        ChangedVote{"another_number_of_forms", [](auto& vote) { change(vote.entries[15].payload, ":6", ":7"); },
                    Reason::audit_opening, "/forms says 7, but the packs hold 6"}),
    [](const auto& shown) { return name_of_case(shown); });

INSTANTIATE_TEST_SUITE_P(
    Forms, TamperedVote,
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
    [](const auto& shown) { return name_of_case(shown); });

// The last ballot, at the close itself.
void receive_at(SampleVote& vote, const std::string& at, int uncertainty_us) {
  sign_again(vote, 12, test::sample_seal(), "receivedAt=\"2027-05-11T13:00:00Z\"", "receivedAt=\"" + at + "\"");
  vote.entries[12].at = at;
  change(vote.entries[12].payload, "\"received_at\":\"2027-05-11T13:00:00Z\"", "\"received_at\":\"" + at + "\"");
  change(vote.entries[12].payload, "\"uncertainty_us\":2000", "\"uncertainty_us\":" + std::to_string(uncertainty_us));
}

INSTANTIATE_TEST_SUITE_P(
    Times, TamperedVote,
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
    [](const auto& shown) { return name_of_case(shown); });

INSTANTIATE_TEST_SUITE_P(
    Results, TamperedVote,
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
    [](const auto& shown) { return name_of_case(shown); });

// What of the finished files is another one; the manifest says so.
struct ChangedFiles {
  std::string name;
  std::function<void(Files&)> change;
  std::optional<Reason> reason;
  std::string detail = "";
};

class TamperedFiles : public testing::TestWithParam<ChangedFiles> {};

const Files& sample_files() {
  static const auto files = test::files_of(test::sample_vote());
  return files;
}

TEST_P(TamperedFiles, AreFoundOut) {
  auto files = sample_files();
  GetParam().change(files);
  expect_reason(test::audited(files), GetParam().reason, GetParam().detail);
}

void replace_paper(Files& files, const std::string& name, const std::string& paper) {
  // The log would have to say so, too; so this shows beside what else is wrong.
  files["papers/" + name] = paper;
}

INSTANTIATE_TEST_SUITE_P(
    Files, TamperedFiles,
    testing::Values(
        ChangedFiles{"another_salt", [](auto& files) { change(files["log/entries.tsv"], "\tn1\t", "\tn2\t"); },
                     Reason::audit_log_altered, "log/checkpoint: the root of 18 entries is"},
        ChangedFiles{"an_old_checkpoint", [](auto& files) { files["log/checkpoint"] = test::checkpoint_of(files, 17); },
                     Reason::audit_log_altered, "log/checkpoint: is of 17 entries, log/entries.tsv has 18"},
        ChangedFiles{"a_checkpoint_of_nobody", [](auto& files) { change(files["log/checkpoint"], "\n18\n", "\n17\n"); },
                     Reason::audit_log_altered, "log/checkpoint"},
        ChangedFiles{"a_stamped_checkpoint_of_another_size",
                     [](auto& files) { files["log/stamped/12.checkpoint"] = test::checkpoint_of(files, 11); },
                     Reason::audit_log_altered, "log/stamped/12.checkpoint: is of 11 entries"},
        ChangedFiles{"a_token_of_a_stranger",
                     [](auto& files) {
                       files["log/stamped/12.tsr"] =
                           test::stamped_by_a_stranger("2027-05-11T12:59:00Z", files["log/stamped/12.checkpoint"]);
                     },
                     Reason::audit_time, "log/stamped/12.tsr: the time-stamp authority is not trusted"},
        ChangedFiles{
            "a_token_over_something_else",
            [](auto& files) { files["log/stamped/12.tsr"] = test::stamped_at("2027-05-11T12:59:00Z", "other"); },
            Reason::audit_time, "log/stamped/12.tsr: the time-stamp is for other data"},
        ChangedFiles{"the_same_token_again",
                     [](auto& files) {
                       files["log/stamped/12.tsr"] =
                           test::stamped_at("2027-05-11T12:59:00Z", files["log/stamped/12.checkpoint"]);
                     },
                     std::nullopt},
        ChangedFiles{"a_token_without_its_checkpoint",
                     [](auto& files) { files["log/stamped/9.tsr"] = files["log/stamped/12.tsr"]; }, Reason::audit_time,
                     "log/stamped/9.tsr: there is no checkpoint of that size"},
        ChangedFiles{"a_register_more", [](auto& files) { files["register/" + std::string(64, '0') + ".csv"] = "x"; },
                     Reason::audit_register, "is named by no entry of the log"},
        ChangedFiles{"no_issuer", [](auto& files) { files.erase("issuers/qualified/issuer.pem"); },
                     Reason::audit_ballot_signature, "entry 2"},
        ChangedFiles{"a_table_changed_after_signing",
                     [](auto& files) { change(files["typed/room.csv"], "99,", "12,"); }, Reason::audit_statement,
                     "typed/room.xml: is about a table with the SHA-256"},
        ChangedFiles{"a_statement_about_another_table",
                     [](auto& files) { files["typed/room.xml"] = files["typed/paper.xml"]; }, Reason::audit_statement,
                     "typed/room.xml: is about the table 'paper'"},
        ChangedFiles{"a_statement_changed_after_signing",
                     [](auto& files) { change(files["typed/room.xml"], "operator=\"Op\"", "operator=\"Me\""); },
                     Reason::audit_statement, "typed/room.xml"},
        ChangedFiles{"a_statement_of_a_stranger",
                     [](auto& files) {
                       auto& xml = files["typed/room.xml"];
                       unsign(xml);
                       xml = test::xml_signed_by(test::jeanne_martin(), xml);
                     },
                     Reason::audit_statement, "typed/room.xml"},
        ChangedFiles{"a_table_without_a_statement", [](auto& files) { files.erase("typed/room.xml"); },
                     Reason::audit_file_missing, "typed/room.xml"},
        ChangedFiles{"a_table_of_no_kind", [](auto& files) { files["typed/other.csv"] = "a\r\n"; },
                     Reason::audit_statement, "typed/other.csv: is no table of the bureau"},
        ChangedFiles{"a_result_that_the_log_does_not_know",
                     [](auto& files) { change(files["results/tally.json"], "sceau 0.1", "sceau 0.2"); },
                     Reason::audit_tally, "results/tally.json: its SHA-256 is"},
        ChangedFiles{"a_result_with_spaces", [](auto& files) { change(files["results/tally.json"], ",", ", "); },
                     Reason::audit_file_malformed, "results/tally.json: the JSON is not in its canonical form"},
        ChangedFiles{"a_paper_that_the_log_does_not_know",
                     [](auto& files) { replace_paper(files, "minutes.pdf", files["papers/minutes.pdf"] + "\n"); },
                     Reason::audit_paper, "papers/minutes.pdf: its SHA-256 is"},
        ChangedFiles{"a_paper_with_other_results",
                     [](auto& files) { replace_paper(files, "minutes.pdf", files["papers/influence.pdf"]); },
                     Reason::audit_paper, "papers/minutes.pdf: tally.json is not attached"},
        ChangedFiles{"a_paper_missing", [](auto& files) { files.erase("papers/minutes.pdf"); },
                     Reason::audit_file_missing, "papers/minutes.pdf"},
        ChangedFiles{"a_paper_more", [](auto& files) { files["papers/other.pdf"] = "%PDF-1.7"; }, Reason::audit_paper,
                     "papers/other.pdf: is no paper of a meeting"},
        ChangedFiles{"a_paper_changed_after_signing",
                     [](auto& files) { change(files["papers/minutes.pdf"], "Pay 100 EUR", "Pay 900 EUR"); },
                     Reason::audit_paper, "papers/minutes.pdf: the document changed after it was signed"}),
    [](const auto& shown) { return name_of_case(shown); });

// Whatever file is cut short, emptied, exchanged for something else or gone: it is told, and nothing breaks.
TEST(DamagedFiles, AreToldOneByOne) {
  for (const auto& [name, content] : sample_files()) {
    if (name == "meeting/session.toml") continue;  // no part of the count
    std::vector<std::string> damages = {content.substr(0, content.size() / 2), "", "\xff\xfe garbage", "{}"};
    if (!name.ends_with(".pem")) damages.push_back(content + "x");  // what stands behind a PEM block is nothing
    for (const auto& damaged : damages) {
      auto files = sample_files();
      files[name] = damaged;
      EXPECT_NE(told(test::audited(files)), "") << name;
    }
    auto files = sample_files();
    files.erase(name);
    EXPECT_NE(told(test::audited(files)), "") << name << " is gone";
  }
}

}  // namespace
}  // namespace sceau
