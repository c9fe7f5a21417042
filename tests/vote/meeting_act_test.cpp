// SPDX-License-Identifier: Apache-2.0
#include "vote/meeting_act.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

using testing::ElementsAre;

const Instant noon = *from_rfc3339("2027-05-01T12:00:00Z");

MeetingAct act_of(decltype(MeetingAct::what) what, Instant at = noon) {
  return {.at = at, .by = "the chair", .why = "a storm", .what = std::move(what)};
}

Result<MeetingState> after(const std::vector<MeetingAct>& acts) {
  const auto meeting = sample_meeting();
  MeetingState state;
  for (const auto& act : acts) {
    auto next = apply(act, std::move(state), meeting);
    if (!next) return next.error();
    state = std::move(*next);
  }
  return state;
}

TEST(MeetingAct, ACancelledOrPostponedMeetingTakesNothingMore) {
  EXPECT_TRUE(takes_ballots(*after({})));
  EXPECT_EQ(takes_ballots(*after({act_of(Cancellation{})})).error().reason, Reason::vote_meeting_cancelled);
  const auto postponed = after({act_of(Postponement{"ag2027b"})});
  EXPECT_EQ(takes_ballots(*postponed).error().reason, Reason::vote_meeting_cancelled);
  EXPECT_EQ(postponed->successor, "ag2027b");
  EXPECT_EQ(after({act_of(Cancellation{}), act_of(Withdrawal{"1"})}).error().reason, Reason::vote_meeting_cancelled);
}

TEST(MeetingAct, AResolutionIsWithdrawnOnce) {
  EXPECT_THAT(after({act_of(Withdrawal{"2"}), act_of(Withdrawal{"3"})})->withdrawn, ElementsAre("2", "3"));
  EXPECT_EQ(after({act_of(Withdrawal{"2"}), act_of(Withdrawal{"2"})}).error().reason, Reason::vote_agenda_irregular);
  EXPECT_EQ(after({act_of(Withdrawal{"4"})}).error().reason, Reason::vote_agenda_irregular);
  EXPECT_TRUE(takes_ballots(*after({act_of(Withdrawal{"2"})})));
}

TEST(MeetingAct, TheLastCorrectedRegisterHolds) {
  const Bytes one(32, 1), two(32, 2);
  EXPECT_EQ(after({act_of(RegisterCorrection{one}), act_of(RegisterCorrection{two})})->register_hash, two);
  EXPECT_EQ(after({act_of(RegisterCorrection{Bytes(31, 1)})}).error().reason, Reason::vote_meeting_incomplete);
}

TEST(MeetingAct, SaysWhoAndWhyAndKeepsItsOrder) {
  auto nobody = act_of(Cancellation{});
  nobody.by.clear();
  EXPECT_EQ(after({nobody}).error().reason, Reason::vote_meeting_incomplete);
  auto no_reason = act_of(Cancellation{});
  no_reason.why.clear();
  EXPECT_EQ(after({no_reason}).error().reason, Reason::vote_meeting_incomplete);
  EXPECT_EQ(after({act_of(Postponement{"../x"})}).error().reason, Reason::vote_meeting_incomplete);
  EXPECT_EQ(after({act_of(Postponement{"ag2027"})}).error().reason, Reason::vote_meeting_incomplete);  // itself
  EXPECT_EQ(after({act_of(Withdrawal{"1"}), act_of(Withdrawal{"2"}, noon - std::chrono::seconds(1))}).error().reason,
            Reason::time_malformed);
}

TEST(MeetingAct, IsReadBackAsItWasWritten) {
  for (const auto& act : {act_of(Cancellation{}), act_of(Postponement{"ag2027b"}), act_of(Withdrawal{"2"}),
                          act_of(RegisterCorrection{Bytes(32, 7)}, noon + std::chrono::microseconds(1))}) {
    const auto again = read_act(as_bytes(write_act(act)));
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(*again, act);
  }
}

struct Misread {
  std::string name, json;
  Reason reason;
};
void PrintTo(const Misread& row, std::ostream* out) { *out << row.name; }
class MeetingActRefusedTest : public testing::TestWithParam<Misread> {};
TEST_P(MeetingActRefusedTest, SaysWhy) {
  const auto act = read_act(as_bytes(GetParam().json));
  ASSERT_FALSE(act);
  EXPECT_EQ(act.error().reason, GetParam().reason);
}
INSTANTIATE_TEST_SUITE_P(
    Json, MeetingActRefusedTest,
    testing::Values(
        Misread{"unknown act", R"({"act":"repeal","at":"2027-05-01T12:00:00Z","by":"a","why":"b"})",
                Reason::value_wrong},
        Misread{"no time", R"({"act":"cancellation","at":"noon","by":"a","why":"b"})", Reason::value_wrong},
        Misread{"no name", R"({"act":"cancellation","at":"2027-05-01T12:00:00Z","why":"b"})", Reason::value_missing},
        Misread{"more", R"({"act":"cancellation","at":"2027-05-01T12:00:00Z","by":"a","why":"b","resolution":"1"})",
                Reason::value_unknown_key},
        Misread{
            "short hash",
            R"({"act":"register-correction","at":"2027-05-01T12:00:00Z","by":"a","why":"b","register_sha256":"00"})",
            Reason::value_wrong},
        Misread{"no JSON", "act", Reason::json_malformed}));

}  // namespace
}  // namespace sceau
