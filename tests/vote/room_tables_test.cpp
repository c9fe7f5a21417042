// SPDX-License-Identifier: Apache-2.0
#include "vote/room_tables.h"

#include <gmock/gmock.h>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view attendance_header =
    "badge,capacity,shareholder,account,shares,conflict,proxy_surname,proxy_first_name,proxy_company,proxy_domicile,"
    "proxy_relation\r\n";
constexpr std::string_view present_line = "1,present,s1,N-1,100,,,,,,\r\n";

TEST(RoomTables, L54_attendance_says_who_is_present_and_who_is_represented) {
  const auto table = std::string(attendance_header) + std::string(present_line) +
                     "2,represented,s2,P-2,50,confirmed,Noël,Zoé,,Lyon,spouse\r\n";
  const auto reading = read_attendance(as_bytes(table));
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  ASSERT_EQ(reading->lines.size(), 2u);
  EXPECT_EQ(reading->lines[0].badge, "1");
  EXPECT_EQ(reading->lines[0].line, 2);
  EXPECT_FALSE(reading->lines[0].form.proxy);
  EXPECT_EQ(reading->lines[1].form.proxy->holder.first_name, "Zoé");
  EXPECT_EQ(reading->lines[1].conflict, ConflictOfInterest::confirmed);
}

struct BadLine {
  std::string name, line, message;
};

class AttendanceLine : public testing::TestWithParam<BadLine> {};

TEST_P(AttendanceLine, IsAFindingThatNamesTheLine) {
  const auto table = std::string(attendance_header) + std::string(present_line) + GetParam().line + "\r\n";
  const auto reading = read_attendance(as_bytes(table));
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_EQ(reading->findings.size(), 1u);
  EXPECT_EQ(reading->findings[0].reason, Reason::vote_table_irregular);
  EXPECT_THAT(reading->findings[0].detail, HasSubstr("line 3: " + GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    RoomTables, AttendanceLine,
    testing::Values(BadLine{"shares_twice", "2,present,s1,N-1,50,,,,,,", "these shares are on another line"},
                    BadLine{"one_badge_for_two", "1,present,s2,P-2,50,,,,,,", "badge: is another shareholder's"},
                    BadLine{"no_badge", ",present,s2,P-2,50,,,,,,", "badge is empty"},
                    BadLine{"no_capacity", "2,,s2,P-2,50,,,,,,", "capacity is empty"},
                    BadLine{"absent", "2,absent,s2,P-2,50,,,,,,", "capacity: 'absent'"},
                    BadLine{"represented_by_nobody", "2,represented,s2,P-2,50,,,,,,spouse", "capacity: is represented"},
                    BadLine{"present_with_a_proxy", "2,present,s2,P-2,50,,Noël,Zoé,,Lyon,", "capacity: is present"},
                    BadLine{"relation", "2,represented,s2,P-2,50,,Noël,Zoé,,Lyon,cousin", "proxy_relation: 'cousin'"},
                    BadLine{"no_shares", "2,present,s2,P-2,-1,,,,,,", "shares: '-1'"}),
    [](const auto& test) { return test.param.name; });

TEST(RoomTables, OneBadgeIsOneProxys) {
  const auto table = std::string(attendance_header) + "1,represented,s1,N-1,100,,Noël,Zoé,,Lyon,spouse\r\n" +
                     "1,represented,s2,P-2,50,,Roy,Max,,Lyon,spouse\r\n";
  const auto reading = read_attendance(as_bytes(table));
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->findings.size(), 1u);
  EXPECT_THAT(reading->findings[0].detail, HasSubstr("line 3: badge: is another proxy's"));
}

TEST(RoomTables, L24_new_resolutions_come_with_kind_author_and_approval) {
  const auto table =
      "label,kind,author,approved,text\nA,ordinary,shareholder,yes,Le mandat de M. X est révoqué.\n"
      "B,extraordinary,board,no,Autre.\n";
  const auto reading = read_new_resolutions(as_bytes(table), sample_meeting());
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  EXPECT_EQ(reading->resolutions[0].recommendation, Recommendation::vote_for);
  EXPECT_EQ(reading->resolutions[1].kind, ResolutionKind::extraordinary);
}

TEST(RoomTables, L24_a_new_resolution_has_a_label_of_its_own) {
  for (const auto* line :
       {"1,ordinary,board,no,x", "A,,board,no,x", "A,ordinary,board,perhaps,x", "A,ordinary,board,no,"}) {
    const auto reading = read_new_resolutions(as_bytes("label,kind,author,approved,text\n" + std::string(line) + "\n"),
                                              sample_meeting());
    ASSERT_TRUE(reading);
    ASSERT_EQ(reading->findings.size(), 1u) << line;
    EXPECT_EQ(reading->findings[0].reason, Reason::vote_table_irregular);
  }
}

TEST(RoomTables, VotesInTheRoomAreThoseOfBadges) {
  const std::vector<Resolution> new_ones = {raised("A")};
  const auto reading = read_room_votes(as_bytes("badge,vote:1,vote:A\n1,for,against\n2,,null\n3,10/20/5,abstain\n"),
                                       sample_meeting(), new_ones);
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  ASSERT_EQ(reading->lines.size(), 3u);
  EXPECT_EQ(reading->lines[0].choices[1].vote, Vote::against);
  EXPECT_EQ(reading->lines[1].choices[0].vote, Vote::abstain);
  EXPECT_EQ(reading->lines[1].choices[1].vote, std::nullopt);
  EXPECT_EQ(reading->lines[2].choices[0].split, (Split{10, 20, 5}));
}

TEST(RoomTables, ABadgeVotesOnceAndForItself) {
  for (const auto* line : {"1,against", "2,chair", "2,named", ",for"}) {
    const auto reading =
        read_room_votes(as_bytes("badge,vote:1\n1,for\n" + std::string(line) + "\n"), sample_meeting(), {});
    ASSERT_TRUE(reading);
    ASSERT_EQ(reading->findings.size(), 1u) << line;
    EXPECT_THAT(reading->findings[0].detail, HasSubstr("line 3: "));
  }
  const auto unknown = read_room_votes(as_bytes("badge,vote:9\n"), sample_meeting(), {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().reason, Reason::vote_table_irregular);
}

TEST(RoomTables, D9_rulings_name_an_entry_and_say_why) {
  const auto reading =
      read_rulings(as_bytes("entry,admitted,why\n17,yes,the time-stamps agree\n18,no,it came after\n"));
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  ASSERT_EQ(reading->rulings.size(), 2u);
  EXPECT_EQ(reading->rulings[0].index, 17);
  EXPECT_TRUE(reading->rulings[0].is_admitted);
  EXPECT_FALSE(reading->rulings[1].is_admitted);
  for (const auto* line : {"17,no,again", "x,yes,so", "18,,so", "18,perhaps,so", "18,yes,"}) {
    const auto wrong = read_rulings(as_bytes("entry,admitted,why\n17,yes,so\n" + std::string(line) + "\n"));
    ASSERT_TRUE(wrong);
    ASSERT_EQ(wrong->findings.size(), 1u) << line;
    EXPECT_THAT(wrong->findings[0].detail, HasSubstr("line 3: "));
  }
}

}  // namespace
}  // namespace sceau
