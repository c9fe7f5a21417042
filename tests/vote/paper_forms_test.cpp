// SPDX-License-Identifier: Apache-2.0
#include "vote/paper_forms.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"
#include "vote/proxy.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view header =
    "number,arrived,shareholder,account,shares,vote:1,vote:2,vote:3,new_resolutions,proxy,proxy_surname,"
    "proxy_first_name,proxy_domicile,proxy_relation,irregular,meeting\r\n";

Result<PaperReading> read(const std::string& lines) {
  return read_paper_forms(as_bytes(std::string(header) + lines), sample_frozen(), zone_database());
}

PaperForm one(const std::string& line) {
  const auto reading = read(line + "\r\n");
  EXPECT_TRUE(reading);
  if (!reading || reading->forms.size() != 1) return {};
  EXPECT_THAT(reading->findings, IsEmpty());
  return reading->forms[0];
}

TEST(PaperForms, D18_the_hour_of_the_physical_arrival_is_that_of_paris) {
  const auto paper = one("P-1,2027-05-09T16:05,s1,N-1,100,for,against,abstain,against,,,,,,,");
  EXPECT_EQ(paper.number, "P-1");
  EXPECT_EQ(to_rfc3339(paper.arrived_at), "2027-05-09T14:05:00Z");
  EXPECT_EQ(paper.form.shareholder, "s1");
  EXPECT_EQ(paper.form.agenda_hash, sample_form(sample_frozen()).agenda_hash);
  const std::vector<ResolutionChoice> choices = {{"1", Vote::in_favour}, {"2", Vote::against}, {"3", Vote::abstain}};
  EXPECT_EQ(paper.form.choices, choices);
  EXPECT_EQ(paper.form.new_resolutions, Vote::against);
}

TEST(PaperForms, L5_nothing_ticked_is_an_abstention_and_two_ticks_are_null) {
  const auto paper = one("P-1,2027-05-09T16:05,s1,N-1,100,,null,for,,,,,,,,");
  const std::vector<ResolutionChoice> choices = {{"2", std::nullopt}, {"3", Vote::in_favour}};
  EXPECT_EQ(paper.form.choices, choices);
  EXPECT_EQ(choice_on(paper.form, "1").vote, Vote::abstain);
  EXPECT_EQ(paper.form.new_resolutions, std::nullopt);
}

TEST(PaperForms, L23_with_a_proxy_what_is_not_ticked_is_the_proxys) {
  EXPECT_THAT(one("P-1,2027-05-09T16:05,s1,N-1,100,,,,,blank,,,,,,").form.choices, IsEmpty());
  EXPECT_EQ(one("P-1,2027-05-09T16:05,s1,N-1,100,,against,,,blank,,,,,,").form.choices.size(), 1u);
  const auto named = one("P-1,2027-05-09T16:05,s1,N-1,100,,,,,named,Noël,Zoé,Lyon,spouse,,");
  EXPECT_EQ(named.form.proxy->holder.surname, "Noël");
  EXPECT_EQ(named.form.proxy->relation, ProxyRelation::spouse);
}

TEST(PaperForms, SplitsAndIrregularities) {
  const auto paper = one("P-1,2027-05-09T16:05,s3,A-3,1000,600/300/100,for,for,,,,,,,not signed,ag2027");
  EXPECT_EQ(paper.form.choices[0].split, (Split{600, 300, 100}));
  EXPECT_EQ(paper.irregular, "not signed");
}

TEST(PaperForms, LinesOfOneNumberAreOneForm) {
  const auto reading = read(
      "P-1,2027-05-09T16:05,s1,N-1,100,for,10/20/5,,,,,,,,,\r\nP-2,2027-05-09T16:05,s2,P-2,50,for,for,for,,,,,,,,\r\n"
      "P-1,2027-05-09T16:05,s1,N-2,30,for,10/20/5,,,,,,,,,\r\n");
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  ASSERT_EQ(reading->forms.size(), 2u);
  const auto& holdings = reading->forms[0].form.holdings;
  ASSERT_EQ(holdings.size(), 2u);
  EXPECT_EQ(holdings[1].account, "N-2");
  EXPECT_EQ(holdings[1].shares, 30);
  EXPECT_EQ(reading->forms[0].form.choices.size(), 2u);
  EXPECT_EQ(reading->forms[1].form.holdings.size(), 1u);
}

struct BadLine {
  std::string name, line, message;
};

class PaperLine : public testing::TestWithParam<BadLine> {};

TEST_P(PaperLine, IsAFindingThatNamesTheLine) {
  const auto reading = read("P-0,2027-05-09T16:05,s2,P-2,50,for,for,for,,,,,,,,\r\n" + GetParam().line + "\r\n");
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_EQ(reading->findings.size(), 1u);
  EXPECT_EQ(reading->findings[0].reason, Reason::vote_table_irregular);
  EXPECT_THAT(reading->findings[0].detail, HasSubstr("line 3: " + GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    PaperForms, PaperLine,
    testing::Values(
        BadLine{"number_of_somebody_else", "P-0,2027-05-09T16:05,s1,N-1,100,for,for,for,,,,,,,,",
                "number: another line of this form says something else"},
        BadLine{"number_with_another_vote", "P-0,2027-05-09T16:05,s2,P-3,50,for,against,for,,,,,,,,",
                "number: another line of this form says something else"},
        BadLine{"number_with_another_hour", "P-0,2027-05-09T16:06,s2,P-3,50,for,for,for,,,,,,,,",
                "number: another line of this form says something else"},
        BadLine{"holding_twice", "P-0,2027-05-09T16:05,s2,P-2,20,for,for,for,,,,,,,,",
                "number: this holding of the form is on another line"},
        BadLine{"no_number", ",2027-05-09T16:05,s1,N-1,100,for,for,for,,,,,,,,", "number is empty"},
        BadLine{"no_hour", "P-1,2027-05-09,s1,N-1,100,for,for,for,,,,,,,,", "arrived: must be"},
        BadLine{"an_hour_behind_a_space", "P-1,2027-05-09 16:05,s1,N-1,100,for,for,for,,,,,,,,", "arrived: must be"},
        BadLine{"an_hour_with_zone", "P-1,2027-05-09T16:05Z,s1,N-1,100,for,for,for,,,,,,,,", "arrived: must be"},
        BadLine{"an_hour_that_does_not_exist", "P-1,2027-03-28T02:30,s1,N-1,100,for,for,for,,,,,,,,",
                "arrived: must be"},
        BadLine{"an_hour_that_exists_twice", "P-1,2027-10-31T02:30,s1,N-1,100,for,for,for,,,,,,,,", "arrived: must be"},
        BadLine{"an_hour_with_seconds", "P-1,2027-05-09T16:05:30,s1,N-1,100,for,for,for,,,,,,,,", "arrived: must be"},
        BadLine{"shares_in_words", "P-1,2027-05-09T16:05,s1,N-1,many,for,for,for,,,,,,,,", "shares: 'many'"},
        BadLine{"no_shares", "P-1,2027-05-09T16:05,s1,N-1,0,for,for,for,,,,,,,,", "shares: '0'"},
        BadLine{"no_such_vote", "P-1,2027-05-09T16:05,s1,N-1,100,yes,for,for,,,,,,,,", "vote:1: 'yes'"},
        BadLine{"half_a_split", "P-1,2027-05-09T16:05,s1,N-1,100,60/40,for,for,,,,,,,,", "vote:1: '60/40'"},
        BadLine{"no_such_choice_on_new", "P-1,2027-05-09T16:05,s1,N-1,100,for,for,for,for,,,,,,,",
                "new_resolutions: 'for'"},
        BadLine{"named_and_nobody_is", "P-1,2027-05-09T16:05,s1,N-1,100,named,for,for,,,,,,,,",
                "a vote goes to a named proxy"},
        BadLine{"a_proxy_without_kind", "P-1,2027-05-09T16:05,s1,N-1,100,for,for,for,,,Noël,Zoé,Lyon,,,",
                "proxy: is empty"},
        BadLine{"another_meeting", "P-1,2027-05-09T16:05,s1,N-1,100,for,for,for,,,,,,,,ag2026", "meeting: another"}),
    [](const auto& test) { return test.param.name; });

TEST(PaperForms, ColumnsAreKnown) {
  struct Case {
    std::string table, message;
  };
  for (const auto& [table, message] :
       {Case{"", "the table is empty"}, Case{"number,arrived\r\n", "the column 'shareholder' is missing"},
        Case{"number,number\r\n", "there twice"}, Case{"numbr\r\n", "did you mean 'number'?"},
        Case{"number,arrived,shareholder,account,shares,vote:1,vote:2\r\n", "'vote:3' is missing"},
        Case{"vote:4\r\n", "'vote:4' is no column here"}}) {
    const auto reading = read_paper_forms(as_bytes(table), sample_frozen(), zone_database());
    ASSERT_FALSE(reading) << table;
    EXPECT_EQ(reading.error().reason, Reason::vote_table_irregular) << table;
    EXPECT_THAT(reading.error().detail, HasSubstr(message));
  }
}

TEST(PaperForms, AFormPrintedForTheFirstMeetingHasItsAgenda) {
  const auto agenda = sample_form(sample_frozen()).agenda_hash;
  const auto meeting = sample_frozen(changed(sample_toml(), "call = 1",
                                             "call = 2\npredecessor = { id = \"ag2027a\", date = 2027-04-12, "
                                             "agenda_hash = \"" +
                                                 agenda + "\" }"));
  const auto table = std::string(header) + "P-1,2027-05-09T16:05,s1,N-1,100,for,for,for,,,,,,,,ag2027a\r\n";
  const auto reading = read_paper_forms(as_bytes(table), meeting, zone_database());
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->findings, IsEmpty());
  EXPECT_EQ(reading->forms[0].form.meeting, "ag2027a");
  EXPECT_EQ(reading->forms[0].form.agenda_hash, agenda);
}

}  // namespace
}  // namespace sceau
