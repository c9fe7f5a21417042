// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/tampered_vote.h"

namespace sceau {
namespace {

using test::change;
using test::ChangedVote;
using test::replace_all;
using test::SampleEntry;
using test::SampleVote;

class TamperedLog : public testing::TestWithParam<ChangedVote> {};

TEST_P(TamperedLog, IsFoundOut) { look_at(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Meeting, TamperedLog,
    testing::Values(
        ChangedVote{"another_place", [](auto& vote) { change(vote.toml, "place = \"Lyon\"", "place = \"Paris\""); },
                    Reason::audit_frozen_mismatch, "/place: 'Lyon', but must be 'Paris'"},
        ChangedVote{"another_title", [](auto& vote) { change(vote.toml, "\"Un\"", "\"Une\""); },
                    Reason::audit_frozen_mismatch, "/agenda"},
        ChangedVote{"other_settings", [](auto& vote) { change(vote.frozen, "{SETTINGS}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "/settings_sha256"},
        ChangedVote{"a_comment_is_frozen_with_the_rest", [](auto& vote) { vote.toml += "# more\n"; }, std::nullopt},
        ChangedVote{"what_was_frozen_afterwards",
                    [](auto& vote) { change(vote.entries[0].payload, "{FROZEN}", "{ZEROS}"); },
                    Reason::audit_frozen_mismatch, "entry 0: /frozen_sha256"},
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
    test::name_of_case);

void swap_entries(SampleVote& vote, std::size_t one, std::size_t other) {
  std::swap(vote.entries[one], vote.entries[other]);
}

INSTANTIATE_TEST_SUITE_P(
    Log, TamperedLog,
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
                    "'open' is entry 7, behind the submission 0"},
        ChangedVote{"a_step_of_the_clock_behind_the_close", [](auto& vote) { swap_entries(vote, 8, 14); },
                    Reason::audit_log_order, "entry 14: 'clock' stands behind the close"},
        ChangedVote{"an_opening_before_the_close", [](auto& vote) { swap_entries(vote, 8, 15); },
                    Reason::audit_log_order, "entry 8: 'opening' stands before the close"},
        ChangedVote{"a_count_before_the_opening", [](auto& vote) { swap_entries(vote, 15, 16); },
                    Reason::audit_log_order, "entry 15: 'tally' stands before 'opening'"},
        ChangedVote{"a_publication_before_the_count",
                    [](auto& vote) {
                      vote.entries.insert(vote.entries.begin() + 15, {"publish", vote.entries[15].at, "{}"});
                    },
                    Reason::audit_log_order, "entry 15: 'publish' stands before 'tally'"},
        ChangedVote{"an_urn_opened_before_the_deadline",
                    [](auto& vote) { vote.entries[15].at = "2027-05-11T12:59:59.999999Z"; }, Reason::audit_log_order,
                    "entry 15: 'opening' was written at 2027-05-11T12:59:59.999999Z, before 2027-05-11T13:00:00Z"},
        ChangedVote{"counted_before_the_deadline", [](auto& vote) { vote.entries[16].at = "2027-05-11T12:00:00Z"; },
                    Reason::audit_log_order, "entry 16: 'tally' was written at"},
        ChangedVote{"published_before_the_deadline", [](auto& vote) { vote.entries[17].at = "2027-05-11T12:00:00Z"; },
                    Reason::audit_log_order, "entry 17: 'publish' was written at"},
        ChangedVote{"opened_at_the_deadline", [](auto& vote) { vote.entries[15].at = "2027-05-11T13:00:00Z"; },
                    std::nullopt},
        ChangedVote{"counted_and_published_again",
                    [](auto& vote) {
                      for (const int at : {15, 16, 17})
                        vote.entries.push_back(SampleEntry(vote.entries[std::size_t(at)]));
                    },
                    std::nullopt},
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
    test::name_of_case);

void cancel(SampleVote& vote, std::ptrdiff_t index) {
  vote.entries.insert(
      vote.entries.begin() + index,
      {"admin", "2027-05-12T12:00:00Z",
       R"({"act":"cancellation","at":"2027-05-12T12:00:00Z","by":"Chair","why":"The hall burnt down"})"});
}

INSTANTIATE_TEST_SUITE_P(
    Entries, TamperedLog,
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
        ChangedVote{"a_count_of_a_cancelled_meeting", [](auto& vote) { cancel(vote, 14); }, Reason::audit_act,
                    "entry 17: a count behind entry 14, which ended the meeting"},
        ChangedVote{"cancelled_behind_its_count", [](auto& vote) { cancel(vote, 17); }, std::nullopt},
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
    test::name_of_case);

}  // namespace
}  // namespace sceau
