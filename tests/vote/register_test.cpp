// SPDX-License-Identifier: Apache-2.0
#include "vote/register.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"
#include "vote/register_snapshot.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

RegisterReading read(const std::string& csv) {
  auto reading = read_register(as_bytes(csv), sample_meeting());
  EXPECT_TRUE(reading) << reading.error().detail;
  return std::move(*reading);
}

TEST(Register, CountsSharesAndVotesApart) {
  const auto totals = sample_register().totals();
  EXPECT_EQ(totals.shareholders, 6);
  EXPECT_EQ(totals.holdings, 6);
  EXPECT_EQ(totals.shares, 1700);
  EXPECT_EQ(totals.treasury, 500);
  EXPECT_EQ(totals.shares_with_vote, 1180);
  EXPECT_EQ(totals.votes, 1280);
}

TEST(Register, L44_deprived_and_treasury_shares_are_off_the_base_of_the_quorum) {
  const auto meeting = sample_meeting();
  const auto shares = sample_register();
  EXPECT_EQ(quorum_base(shares, meeting.agenda[0]), 1180);
  EXPECT_EQ(quorum_base(shares, meeting.agenda[1]), 1150);
  auto related_party = meeting.agenda[2];
  related_party.deprived = {"A-3"};
  EXPECT_EQ(quorum_base(shares, related_party), 180);
}

// The same holdings in another order, with other columns and line ends, are the same register.
TEST(Register, TheHashIsThatOfWhatItSays) {
  const auto hash = register_hash(sample_register());
  const std::string other =
      "votes,shares,kind,account,domicile,company,first_name,surname,shareholder,isin,deprived,intermediary\n"
      "0,500,treasury,T-9,Paris,Exemple SA,,,s9,,,\n"
      "50,50,bearer,P-2,Nantes,,Paul,Durand,s2,,,\n"
      "200,100,registered,N-1,\"3, place du Marché, Lyon\",,Jeanne,Martin,s1,,,\n"
      "1000,1000,administered,A-3,Paris,Banque Dépositaire,,,s3,,,yes\n"
      "30,30,registered,N-4,Lille,,Luc,Petit,s4,,2,\n"
      "20,20,registered,N-5,Metz,,Anne,Blanc,s5,,all,no\n";
  EXPECT_EQ(*register_hash(sample_register(other)), *hash);
  EXPECT_NE(*register_hash(sample_register(changed(other, "50,50,", "51,51,"))), *hash);
}

TEST(Register, WhatIsWrittenReadsBackAsTheSame) {
  const auto table = write_register(sample_register());
  EXPECT_EQ(write_register(read(table).shares), table);
}

TEST(Register, AShareholderMayHaveSeveralHoldings) {
  const auto shares = sample_register(sample_register_csv() + "s2,Durand,Paul,,Nantes,no,N-2,registered,7,7,,\r\n");
  EXPECT_EQ(shares.holdings_of("s2").size(), 2U);
  EXPECT_EQ(shares.holding("s2", "N-2", "")->shares, 7);
  EXPECT_EQ(shares.holding("s1", "N-2", ""), nullptr);
  EXPECT_EQ(shares.shareholder("s2")->identity.surname, "Durand");
  EXPECT_EQ(shares.shareholder("s"), nullptr);
  EXPECT_THAT(shares.holdings_of("nobody"), IsEmpty());
}

struct Irregular {
  std::string name, line, detail;
};
void PrintTo(const Irregular& row, std::ostream* out) { *out << row.name; }
class RegisterIrregularTest : public testing::TestWithParam<Irregular> {};
TEST_P(RegisterIrregularTest, SaysTheLine) {
  const auto reading = read(sample_register_csv() + GetParam().line + "\r\n");
  ASSERT_FALSE(reading.findings.empty());
  EXPECT_EQ(reading.findings.front().reason, Reason::vote_register_irregular);
  EXPECT_THAT(reading.findings.front().detail, HasSubstr("line 8: " + GetParam().detail));
}
INSTANTIATE_TEST_SUITE_P(
    Lines, RegisterIrregularTest,
    testing::Values(
        Irregular{"account twice", "s1,Martin,Jeanne,,\"3, place du Marché, Lyon\",no,N-1,registered,1,1,,",
                  "the account 'N-1'"},
        Irregular{"other particulars", "s1,Martin,Jean,,Lyon,no,N-8,registered,1,1,,", "the shareholder 's1'"},
        Irregular{"L10 no first name", "s8,Roux,,,Lyon,no,N-8,registered,1,1,,", "the usual first name"},
        Irregular{"L10 no domicile", "s8,Roux,Zoé,,,no,N-8,registered,1,1,,", "the domicile"},
        Irregular{"person and company", "s8,Roux,Zoé,Roux SA,Lyon,no,N-8,registered,1,1,,", "either a surname"},
        Irregular{"nobody", "s8,,,,Lyon,no,N-8,registered,1,1,,", "either a surname"},
        Irregular{"no id", ",Roux,Zoé,,Lyon,no,N-8,registered,1,1,,", "the shareholder has no id"},
        Irregular{"no account", "s8,Roux,Zoé,,Lyon,no,,registered,1,1,,", "the account is missing"},
        Irregular{"unknown kind", "s8,Roux,Zoé,,Lyon,no,N-8,nominal,1,1,,", "'nominal' is not known as kind"},
        Irregular{"no kind", "s8,Roux,Zoé,,Lyon,no,N-8,,1,1,,", "the kind of holding"},
        Irregular{"fraction", "s8,Roux,Zoé,,Lyon,no,N-8,registered,1.5,1,,", "shares: '1.5'"},
        Irregular{"negative", "s8,Roux,Zoé,,Lyon,no,N-8,registered,-1,1,,", "shares: '-1'"},
        Irregular{"thousands", "s8,Roux,Zoé,,Lyon,no,N-8,registered,1 000,1,,", "shares: '1 000'"},
        Irregular{"too many", "s8,Roux,Zoé,,Lyon,no,N-8,registered,9007199254740992,1,,", "shares: '9007"},
        Irregular{"sum too large", "s8,Roux,Zoé,,Lyon,no,N-8,registered,9007199254740991,1,,", "more shares than"},
        Irregular{"no shares", "s8,Roux,Zoé,,Lyon,no,N-8,registered,0,0,,", "a holding without shares"},
        Irregular{"L44 votes of treasury shares", "s9,,,Exemple SA,Paris,no,T-8,treasury,1,1,,", "treasury shares"},
        Irregular{"L45 three votes a share", "s8,Roux,Zoé,,Lyon,no,N-8,registered,1,3,,", "more than two votes"},
        Irregular{"L45 double vote of bearer shares", "s8,Roux,Zoé,,Lyon,no,N-8,bearer,1,2,,", "bearer shares"},
        Irregular{"unknown resolution", "s8,Roux,Zoé,,Lyon,no,N-8,registered,1,1,7,",
                  "deprived: the agenda has no resolution '7'"},
        Irregular{"intermediary", "s8,Roux,Zoé,,Lyon,oui,N-8,registered,1,1,,", "'oui' is not known as intermediary"},
        Irregular{"space at the end", "s8,Roux ,Zoé,,Lyon,no,N-8,registered,1,1,,", "surname is not one plain line"}));

TEST(Register, L45_double_votes_need_the_articles) {
  const auto without = sample_meeting(changed(sample_toml(), "\"by-articles\"", "\"none\""));
  const auto reading = read_register(as_bytes(sample_register_csv()), without);
  ASSERT_EQ(reading->findings.size(), 1U);
  EXPECT_THAT(reading->findings.front().detail, HasSubstr("line 2: more votes than shares"));
}

struct Header {
  std::string name, from, to, detail;
};
void PrintTo(const Header& row, std::ostream* out) { *out << row.name; }
class RegisterHeaderTest : public testing::TestWithParam<Header> {};
TEST_P(RegisterHeaderTest, SaysWhichColumn) {
  const auto reading =
      read_register(as_bytes(changed(sample_register_csv(), GetParam().from, GetParam().to)), sample_meeting());
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().reason, Reason::vote_register_irregular);
  EXPECT_THAT(reading.error().detail, HasSubstr(GetParam().detail));
}
INSTANTIATE_TEST_SUITE_P(
    Columns, RegisterHeaderTest,
    testing::Values(Header{"mistyped", "votes,deprived", "vote,deprived", "did you mean 'votes'?"},
                    Header{"twice", "surname,first_name", "surname,surname", "the column 'surname' twice"},
                    Header{"missing", ",shares,votes,deprived", ",votes,isin,deprived", "'shares' is missing"}));

TEST(Register, ATableOfAFrenchSpreadsheetIsExplained) {
  const auto reading = read_register(as_bytes("shareholder;surname\ns1;Martin\n"), sample_meeting());
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().reason, Reason::vote_register_irregular);
  EXPECT_THAT(reading.error().detail, HasSubstr("separated by ';'"));
  EXPECT_EQ(read_register(as_bytes(""), sample_meeting()).error().reason, Reason::vote_register_irregular);
  EXPECT_EQ(read_register(as_bytes("a\"b"), sample_meeting()).error().reason, Reason::csv_malformed);
}

TEST(Register, FindingsAreCountedBeyondAHundred) {
  auto csv = sample_register_csv();
  for (int i = 0; i < 150; ++i) csv += "x,Roux,,,Lyon,no,X-" + std::to_string(i) + ",registered,1,1,,\r\n";
  const auto reading = read(csv);
  ASSERT_EQ(reading.findings.size(), 101U);
  EXPECT_EQ(reading.findings.back().detail, "and 50 more");
}

TEST(RegisterSnapshot, NamesTheRegisterByItsHashAndTotals) {
  const auto shares = sample_register();
  const auto taken = *from_rfc3339("2027-05-11T09:00:00Z"), record = *from_rfc3339("2027-05-11T22:00:00Z");
  const auto snapshot = take_snapshot(shares, "ag2027", taken, record, "Centralisateur SA");
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->totals, shares.totals());
  const auto again = read_snapshot(as_bytes(write_snapshot(*snapshot)));
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(*again, *snapshot);
  EXPECT_TRUE(is_of_snapshot(shares, *again));
  const auto other = sample_register(changed(sample_register_csv(), "bearer,50,50", "bearer,51,51"));
  EXPECT_EQ(is_of_snapshot(other, *again).error().reason, Reason::vote_frozen_changed);
}

TEST(RegisterSnapshot, IsReadStrictly) {
  const auto taken = *from_rfc3339("2027-05-11T09:00:00Z");
  const auto json = write_snapshot(*take_snapshot(sample_register(), "ag2027", taken, taken, "x"));
  EXPECT_EQ(read_snapshot(as_bytes(changed(json, "\"votes\"", "\"voices\""))).error().reason, Reason::value_missing);
  EXPECT_EQ(read_snapshot(as_bytes(changed(json, "sceau.register/1", "sceau.register/2"))).error().reason,
            Reason::value_wrong);
  EXPECT_EQ(read_snapshot(as_bytes(changed(json, "\"source\":\"x\"", "\"source\":\"x\",\"y\":1"))).error().reason,
            Reason::value_unknown_key);
}

TEST(Register, L33_sales_before_the_record_instant_change_the_weight_later_ones_do_not) {
  const auto record = *from_rfc3339("2027-05-11T22:00:00Z");
  const Sale before{"s1", "N-1", "", 40, 80, record - std::chrono::microseconds(1)};
  const Sale after{"s2", "P-2", "", 40, 40, record};
  const auto shares = without_shares_sold(sample_register(), std::vector{before, after}, record);
  EXPECT_EQ(shares.holding("s1", "N-1", "")->shares, 60);
  EXPECT_EQ(shares.holding("s1", "N-1", "")->votes, 120);
  EXPECT_EQ(shares.holding("s2", "P-2", "")->shares, 50);
}

}  // namespace
}  // namespace sceau
