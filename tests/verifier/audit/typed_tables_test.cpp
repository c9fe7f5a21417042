// SPDX-License-Identifier: Apache-2.0
// The tables of typed/: what docs/counting.md, 1, keeps from being counted, each with a twin that is counted.
#include "verifier/audit/typed_tables.h"

#include <gtest/gtest.h>

#include "tests/verifier/audit/small_count.h"

namespace sceau::audit {
namespace {

class TypedTable : public testing::Test {
 protected:
  test::SmallCount count;
  const AuditedMeeting& meeting = count.counted.meeting;
  const Register& shares = count.counted.registers.last;

  bool is_sound_paper(const std::string& csv) const {
    Findings findings;
    return read_paper_table(as_bytes(csv), meeting, shares, findings) && findings.empty();
  }
};

TEST_F(TypedTable, OfPaperHasALineForEachHolding) {
  Findings findings;
  const auto papers = read_paper_table(as_bytes("number,arrived,shareholder,account,shares,vote:1,vote:2\n"
                                                "P,2027-05-09T16:05,a,A,10,10/20/5,null\n"
                                                "P,2027-05-09T16:05,a,A2,20,10/20/5,null\n"
                                                "Q,2027-01-09T16:05,b,B,1,,chair\n"),
                                       meeting, shares, findings);
  ASSERT_TRUE(papers);
  EXPECT_TRUE(findings.empty()) << findings.front().detail;
  ASSERT_EQ(papers->size(), 2u);
  EXPECT_EQ(to_rfc3339(papers->front().arrived), "2027-05-09T14:05:00Z");
  EXPECT_EQ(to_rfc3339(papers->back().arrived), "2027-01-09T15:05:00Z");
  EXPECT_EQ(papers->front().form.holdings.size(), 2u);
  EXPECT_EQ(papers->front().form.choices.on(0).split, (Split{10, 20, 5}));
  EXPECT_EQ(papers->front().form.choices.on(1).vote, Vote::null);
  EXPECT_EQ(papers->back().form.choices.on(0).vote, Vote::none);
  EXPECT_EQ(papers->back().form.choices.on(1).vote, Vote::chair);
}

TEST_F(TypedTable, OfPaperIsReadStrictly) {
  const std::string columns = "number,arrived,shareholder,account,shares,vote:1,vote:2,proxy,proxy_surname\n";
  EXPECT_TRUE(is_sound_paper(columns + "P,2027-05-09T16:05,a,A,10,for,,named,Roux\n"));
  for (const auto& row :
       {"P,9 May 2027,a,A,10,for,,,", "P,2027-05-09 16:05,a,A,10,for,,,", ",2027-05-09T16:05,a,A,10,for,,,",
        "P,2027-05-09T16:05,,A,10,for,,,", "P,2027-05-09T16:05,a,,10,for,,,", "P,2027-05-09T16:05,a,A,0,for,,,",
        "P,2027-05-09T16:05,a,A,10,yes,,,", "P,2027-05-09T16:05,a,A,10,1/2,,,", "P,2027-05-09T16:05,a,A,10,1/2/-3,,,",
        "P,2027-05-09T16:05,a,A,10,for,,other,", "P,2027-05-09T16:05,a,A,10,for,,,Roux"}) {
    EXPECT_FALSE(is_sound_paper(columns + row + "\n")) << row;
  }
  EXPECT_FALSE(is_sound_paper(columns + "P,2027-05-09T16:05,a,A,10,for,,,\nP,2027-05-09T16:05,a,A2,10,against,,,\n"));
  EXPECT_FALSE(is_sound_paper("number,arrived,shareholder,account,shares,vote:1\nP,2027-05-09T16:05,a,A,10,for\n"));
}

TEST_F(TypedTable, OfTheRoomAndOfRulings) {
  Findings findings;
  EXPECT_TRUE(read_room_table(as_bytes("badge,vote:2\n7,for\n7,1/2/3\n"), meeting.settings.agenda, findings));
  EXPECT_TRUE(read_rulings_table(as_bytes("entry,admitted,why\n7,yes,because\n8,no,because\n"), findings));
  EXPECT_TRUE(read_raised_table(as_bytes("label,kind,author,approved,text\nA,ordinary,board,yes,x\n"), meeting.settings,
                                findings));
  EXPECT_TRUE(read_attendance_table(as_bytes("badge,capacity,shareholder,account,shares\n7,present,a,A,10\n"), meeting,
                                    shares, findings));
  EXPECT_TRUE(findings.empty());
  const auto is_found = [](auto reading, Findings& found) { return !reading || !std::exchange(found, {}).empty(); };
  const auto& agenda = meeting.settings.agenda;
  EXPECT_TRUE(is_found(read_room_table(as_bytes("badge,vote:2\n7,chair\n"), agenda, findings), findings));
  EXPECT_TRUE(is_found(read_room_table(as_bytes("badge,vote:9\n7,for\n"), agenda, findings), findings));
  EXPECT_TRUE(is_found(read_rulings_table(as_bytes("entry,admitted,why\n7,yes,a\n7,no,b\n"), findings), findings));
  EXPECT_TRUE(is_found(read_rulings_table(as_bytes("entry,admitted,why\n7,perhaps,a\n"), findings), findings));
  EXPECT_TRUE(is_found(read_rulings_table(as_bytes("entry,admitted,why\n7,yes,\n"), findings), findings));
  for (const auto& row :
       {"1,ordinary,board,yes,x", "A,other,board,yes,x", "A,ordinary,nobody,yes,x", "A,ordinary,board,,x"}) {
    const auto csv = "label,kind,author,approved,text\n" + std::string(row) + "\n";
    EXPECT_TRUE(is_found(read_raised_table(as_bytes(csv), meeting.settings, findings), findings)) << row;
  }
  for (const auto& row :
       {"7,absent,a,A,10,,", ",present,a,A,10,,", "7,present,a,A,10,Roux,", "7,present,a,A,10,,perhaps"}) {
    const auto csv = "badge,capacity,shareholder,account,shares,proxy_surname,conflict\n" + std::string(row) + "\n";
    EXPECT_TRUE(is_found(read_attendance_table(as_bytes(csv), meeting, shares, findings), findings)) << row;
  }
}

TEST_F(TypedTable, OfPaperHasTheHourToTheMinute) {
  const std::string columns = "number,arrived,shareholder,account,shares,vote:1,vote:2\n";
  for (const auto* hour : {"2027-05-09T16:05", "2027-03-28T01:59", "2027-03-28T03:00", "2027-10-31T03:00"}) {
    EXPECT_TRUE(is_sound_paper(columns + "P," + hour + ",a,A,10,for,\n")) << hour;
  }
  for (const auto* hour : {"2027-05-09T16:05:30", "2027-05-09T16:05:30.5", "2027-05-09T16:05Z", "2027-05-09",
                           "2027-03-28T02:00", "2027-03-28T02:59", "2027-10-31T02:00", "2027-10-31T02:59"}) {
    EXPECT_FALSE(is_sound_paper(columns + "P," + hour + ",a,A,10,for,\n")) << hour;
  }
}

TEST_F(TypedTable, OfPaperHasSplitsOfPlainNumbers) {
  const std::string columns = "number,arrived,shareholder,account,shares,vote:1,vote:2\nP,2027-05-09T16:05,a,A,10,for,";
  for (const auto* split : {"0/0/10", "10/20/5", "9007199254740991/0/0"}) {
    EXPECT_TRUE(is_sound_paper(columns + split + "\n")) << split;
  }
  for (const auto* split : {"00/0/10", "010/20/5", "10/20/05", "9007199254740992/0/0", "1/2", "1/2/", "1/2/3/4", "/1/2",
                            "+1/2/3", "1/ 2/3"}) {
    EXPECT_FALSE(is_sound_paper(columns + split + "\n")) << split;
  }
}

TEST_F(TypedTable, OfPaperJoinsTheLinesOfANumber) {
  const std::string columns =
      "number,arrived,shareholder,account,isin,shares,attestation,vote:1,vote:2,irregular\n"
      "P,2027-05-09T16:05,a,A,,10,,for,,\n";
  EXPECT_TRUE(is_sound_paper(columns + "P,2027-05-09T16:05,a,A,FR1,10,yes,for,,\n"));
  for (const auto* line : {"P,2027-05-09T16:05,a,A,,10,,for,,", "P,2027-05-09T16:06,a,A2,,10,,for,,",
                           "P,2027-05-09T16:05,b,A2,,10,,for,,", "P,2027-05-09T16:05,a,A2,,10,,against,,",
                           "P,2027-05-09T16:05,a,A2,,10,,for,abstain,", "P,2027-05-09T16:05,a,A2,,10,,for,,unsigned"}) {
    EXPECT_FALSE(is_sound_paper(columns + line + "\n")) << line;
  }
}

TEST_F(TypedTable, OfPaperGivesVotesToProxiesThatAreNamed) {
  const std::string columns =
      "number,arrived,shareholder,account,shares,vote:1,vote:2,new_resolutions,proxy,proxy_surname,proxy_domicile,"
      "proxy_relation,meeting\nP,2027-05-09T16:05,a,A,10,";
  for (const auto* cells : {"named,,named,named,Roux,Lyon,spouse,", "for,,chair,,,,,ag", "for,,,,,,,"}) {
    EXPECT_TRUE(is_sound_paper(columns + cells + "\n")) << cells;
  }
  for (const auto* cells : {"named,,,,,,,", "for,,named,,,,,", "named,,,chair,,,,", "for,,for,,,,,", "for,,null,,,,,",
                            "for,,1/2/3,,,,,", "for,,,,,Lyon,,", "for,,,,,,spouse,", "for,,,,,,,ag1999"}) {
    EXPECT_FALSE(is_sound_paper(columns + cells + "\n")) << cells;
  }
}

TEST_F(TypedTable, IsOfPlainLines) {
  const std::string columns = "number,arrived,shareholder,account,shares,vote:1,vote:2,irregular\n";
  const std::string line = "P,2027-05-09T16:05,a,A,10,for,,";
  EXPECT_TRUE(is_sound_paper(columns + line + "non signé\n"));
  EXPECT_TRUE(is_sound_paper(columns + line + std::string(2000, 'x') + "\n"));
  for (const auto& text : {std::string(2001, 'x'), std::string(" x"), std::string("x "), std::string("\"x\ny\""),
                           std::string("x\ty"), std::string("x\x7F"), std::string("x\xEF\xBF\xBE")}) {
    EXPECT_FALSE(is_sound_paper(columns + line + text + "\n")) << text;
  }
}

TEST_F(TypedTable, OfAttendanceKnowsWhoseBadgesAre) {
  const std::string columns =
      "badge,capacity,shareholder,account,shares,proxy_surname,proxy_first_name,proxy_company,proxy_domicile\n"
      "1,present,a,A,10,,,,\n2,represented,b,B,10,Roux,Eva,,Lyon\n";
  const auto is_sound = [&](const std::string& line) {
    Findings findings;
    return read_attendance_table(as_bytes(columns + line + "\n"), meeting, shares, findings) && findings.empty();
  };
  for (const auto* line : {"1,present,a,A2,10,,,,", "2,represented,c,C,10,Roux,Eva,,Lyon",
                           "3,represented,c,C,10,,,Conseil SA,", "1,represented,c,C,10,Noir,Luc,,Lyon"}) {
    EXPECT_TRUE(is_sound(line)) << line;
  }
  for (const auto* line :
       {"3,present,a,A,10,,,,", "1,present,c,C,10,,,,", "2,represented,c,C,10,Roux,Max,,Lyon",
        "3,represented,c,C,10,Roux,,,Lyon", "3,represented,c,C,10,,,,Lyon", "3,present,c,C,10,,,,Lyon"}) {
    EXPECT_FALSE(is_sound(line)) << line;
  }
}

}  // namespace
}  // namespace sceau::audit
