// SPDX-License-Identifier: Apache-2.0
// A second meeting with the same agenda, to which the forms of the sample vote are carried over (L12). Nobody sends a
// new one, nobody comes; what stands was worked out by hand:
//
// Martin 100/200, Exemple Holding 300/300, Durand 50/50 and Banque Dupont 200/200 electronically, Garnier 50/50 on
// paper. Lefèvre's mandate stays revoked, Petit's proxy did not come (70/70), Martin's second form is rejected
// (100/200).
//
//   1: for 200+300+120 | 50 = 670, against 50+50 = 100, abstain 30;   770/2+1 = 386; no quorum on a second call
//   2: for 50+200 | 50 = 300, against 200, abstain 300;               500/2+1 = 251; base 830
//   3: for 200+200 | 50 = 450, against 300, abstain 50;               two thirds of 750 are 500; a fifth of 900 is 180
//   4: for 200+300+50+200 = 750, abstain | 50;                        750/2+1 = 376; it is withdrawn no more
//
// Not counted: 170/270. 1: 670-200 = 470 against 100+270: stays. 2: 300 against 200+270: turns. 3: 450+270 = 720
// against 300: turns. 4: 750-200 = 550 against 270: stays.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/verifier/audit/sample_vote.h"

namespace sceau {
namespace {

using test::change;
using test::replace_all;
using test::SampleVote;
using test::told;

const test::Files& first_files() {
  static const auto files = test::files_of(test::sample_vote());
  return files;
}

std::string first_bundle() {
  static const auto bundle = test::bundle_of(first_files(), test::sample_vote());
  return to_string(bundle);
}

std::string figures(int votes_for, int against, int abstain, int shares) {
  return fmt::format(R"({{"for":{},"against":{},"abstain":{},"unusable":0,"votes_cast":{},"shares_present":{},)"
                     R"("excluded":0}})",
                     votes_for, against, abstain, votes_for + against, shares);
}

std::string resolution(const std::string& label, const std::string& kind, const std::string& electronic,
                       const std::string& paper, const std::string& total, const std::string& rest) {
  const auto none = figures(0, 0, 0, 0);
  return fmt::format(
      R"({{"label":"{}","kind":"{}","raised_in_meeting":false,"status":"voted","ways":{{"electronic":{},)"
      R"("paper":{},"chair":{},"proxy":{},"present":{}}},"total":{},{}}},)",
      label, kind, electronic, paper, none, none, none, total, rest);
}

std::string decided(int base, const std::string& quorum, const std::string& majority) {
  return fmt::format(R"("quorum":{{"base":{},"present":700,"reached":true,{}}},"majority":{{{}}})", base, quorum,
                     majority);
}

std::string input(const std::string& reference, const std::string& disposition, const std::string& more) {
  const auto source = reference.starts_with("carried/") ? "electronic" : "paper";
  return fmt::format(R"({{"reference":"{}","source":"{}","disposition":"{}"{}}})", reference, source, disposition,
                     more);
}

std::string rule(const std::string& name) { return fmt::format(R"(,"rule":"{}","article":"art.")", name); }

// The leaves of the first log, as its tally has them.
std::string leaf(int index) {
  const auto& tally = first_files().at("results/tally.json");
  const auto end = tally.find(fmt::format("\"reference\":\"log/{}\"", index));
  const auto begin = tally.rfind("\"leaf\":\"", end) + 8;
  return fmt::format(R"(,"leaf":"{}")", tally.substr(begin, 64));
}

std::string inputs() {
  return input("carried/2", "counted", leaf(2) + rule("L12")) + "," +
         input("carried/3", "counted", leaf(3) + rule("L12")) + "," +
         input("carried/4", "revoked", leaf(4) + rule("L22") + R"(,"other":"carried/7")") + "," +
         input("carried/5", "invalidated", leaf(5) + rule("L54") + R"(,"reason":"vote.proxy_absent")") + "," +
         input("carried/6", "counted", leaf(6) + rule("L12")) + "," +
         input("carried/7", "applied", leaf(7) + rule("L22")) + "," +
         input("carried/12", "counted", leaf(12) + rule("L12")) + "," +
         input("carried-paper/P-1", "counted", rule("L12")) + "," +
         input("carried-paper/P-2", "rejected", rule("L34") + R"(,"reason":"vote.already_voted","other":"carried/2")");
}

std::string tally() {
  const std::string none = R"({"participations":0,"shares":0,"votes":0})";
  return test::canonical(
      R"({"format":"sceau.tally/1","meeting":"second","program":"x","agenda_sha256":"{AGENDA}","call":2,)"
      R"("register":{"sha256":"{REGISTER:0}","shareholders":9,"holdings":9,"shares":1000,"treasury":100,)"
      R"("shares_with_vote":900,"votes":1000},"present":{"electronic":{"participations":4,"shares":650,"votes":750},)"
      R"("paper":{"participations":1,"shares":50,"votes":50},"chair":)" +
      none + R"(,"proxy":)" + none + R"(,"present":)" + none +
      R"(,"total":{"participations":5,"shares":700,"votes":800}},"resolutions":[)" +
      resolution("1", "ordinary", figures(620, 100, 30, 650), figures(50, 0, 0, 50), figures(670, 100, 30, 700),
                 decided(900, R"("required":0)",
                         R"("rule":"simple","cast":770,"required":386,"obtained":670,"adopted":true)")) +
      resolution("2", "ordinary", figures(250, 200, 300, 650), figures(50, 0, 0, 50), figures(300, 200, 300, 700),
                 decided(830, R"("required":0)",
                         R"("rule":"simple","cast":500,"required":251,"obtained":300,"adopted":true)")) +
      resolution("3", "extraordinary", figures(400, 300, 50, 650), figures(50, 0, 0, 50), figures(450, 300, 50, 700),
                 decided(900, R"("required":180,"fraction":[1,5])",
                         R"("rule":"two-thirds","cast":750,"required":500,"obtained":450,"adopted":false)")) +
      resolution("4", "ordinary", figures(750, 0, 0, 650), figures(0, 0, 50, 50), figures(750, 0, 50, 700),
                 decided(900, R"("required":0)",
                         R"("rule":"simple","cast":750,"required":376,"obtained":750,"adopted":true)")) +
      R"({"label":"5","kind":"ordinary","raised_in_meeting":false,"status":"information-only"}],"inputs":[)" +
      inputs() + "]}");
}

std::string influence_on(const std::string& label, int disputed_for, int disputed_against, int margin_votes,
                         int margin_shares, const std::string& result) {
  return fmt::format(R"({{"label":"{}","uncounted":{{"shares_not_counted":170,"votes_not_counted":270,)"
                     R"("disputed_for":{},"disputed_against":{},"disputed_shares":0}},"margin_votes":{},)"
                     R"("margin_shares":{},"quorum":"cannot change","result":"{}","fr":"a","en":"b"}})",
                     label, disputed_for, disputed_against, margin_votes, margin_shares, result);
}

std::string influence() {
  return test::canonical(
      R"({"format":"sceau.influence/1","meeting":"second","classes":[)"
      R"({"disposition":"invalidated","inputs":1,"shares":70,"votes":70,"of_unknown_weight":0},)"
      R"({"disposition":"rejected","inputs":1,"shares":100,"votes":200,"of_unknown_weight":0}],"resolutions":[)" +
      influence_on("1", 200, 0, 284, 700, "cannot change") + "," + influence_on("2", 0, 200, 49, 700, "could change") +
      "," + influence_on("3", 200, 0, -50, 520, "could change") + "," +
      influence_on("4", 200, 0, 374, 700, "cannot change") + "]}");
}

void set_dates(SampleVote& vote) {
  change(vote.toml, "starts = 2027-05-12", "starts = 2027-05-26");
  change(vote.toml, "opens = 2027-04-21", "opens = 2027-05-19");
  change(vote.toml, "paper = 2027-05-09", "paper = 2027-05-23");
  for (const auto& [from, to] : {std::pair{"2027-05-11T", "2027-05-25T"},
                                 {"2027-04-21T", "2027-05-19T"},
                                 {"2027-05-09T", "2027-05-23T"},
                                 {"2027-05-12T", "2027-05-26T"}}) {
    replace_all(vote.frozen, from, to);
  }
  change(vote.form_template, "2027-05-12T10", "2027-05-26T10");
}

SampleVote second_vote() {
  auto vote = test::sample_vote();
  vote.meeting = "second";
  const auto agenda_sha256 = test::sha256_of([&] {
    const auto begin = vote.form_template.find("[{"), end = vote.form_template.find("],\"format\"");
    return vote.form_template.substr(begin, end + 1 - begin);
  }());
  set_dates(vote);
  for (auto* text : {&vote.toml, &vote.frozen, &vote.form_template}) change(*text, "ag2027", "second");
  change(vote.toml, "call = 1",
         "call = 2\npredecessor = { id = \"ag2027\", date = 2027-05-12, agenda_hash = \"" + agenda_sha256 + "\" }");
  vote.registers = {vote.registers[1]};
  const auto first = std::move(vote.entries);
  vote.entries = {first[0], first[1], first[13], first[15], first[16], first[17]};
  vote.entries[2].at = "2027-05-25T13:00:40Z";
  vote.entries[3].at = "2027-05-26T07:00:00Z";
  vote.entries[4].at = "2027-05-26T10:30:00Z";
  vote.entries[5].at = "2027-05-26T12:00:00Z";
  change(vote.entries[2].payload, "\"entries\":13,\"nodes\":{\"n1\":13}", "\"entries\":2,\"nodes\":{\"n1\":2}");
  change(vote.entries[2].payload, "\"{TOKEN}\"", "null");
  change(vote.entries[3].payload, ":6", ":0");
  change(vote.entries[4].payload, "\"log_size\":15", "\"log_size\":3");
  change(vote.entries[4].payload, "{REGISTER:1}", "{REGISTER:0}");
  vote.documents.clear();
  vote.typed.clear();
  vote.stamped.clear();
  vote.carried = {{"ag2027", first_bundle()}};
  vote.tally = tally();
  vote.influence = influence();
  vote.made = "2027-05-27T10:00:00Z";
  return vote;
}

TEST(CarriedBundle, FormsOfTheFirstMeetingAreRecounted) {
  const auto report = test::audited(second_vote());
  EXPECT_EQ(told(report), "");
  EXPECT_EQ(report.figures.carried, 1u);
}

TEST(CarriedBundle, IsTheOneThatTheLogNames) {
  auto vote = second_vote();
  change(vote.entries[4].payload, "{CARRIED}", "{\"ag2027\":\"{ZEROS}\"}");
  const auto report = test::audited(vote);
  EXPECT_TRUE(contains(report.findings, Reason::audit_carried));
  EXPECT_THAT(told(report), testing::HasSubstr("carried/ag2027.zip has"));
}

TEST(CarriedBundle, IsUnderTheNameOfItsMeeting) {
  auto vote = second_vote();
  vote.carried = {{"other", first_bundle()}};
  const auto report = test::audited(vote);
  EXPECT_TRUE(contains(report.findings, Reason::audit_carried));
  EXPECT_THAT(told(report), testing::HasSubstr("carried/other.zip: is the bundle of 'ag2027'"));
}

TEST(CarriedBundle, IsHeldToTheSameQuestions) {
  auto first = test::sample_vote();
  change(first.documents[2], "choice=\"against\"", "choice=\"for\"");
  auto vote = second_vote();
  vote.carried = {{"ag2027", to_string(test::bundle_of(test::files_of(first), first))}};
  const auto report = test::audited(vote);
  EXPECT_TRUE(contains(report.findings, Reason::audit_ballot_signature));
  EXPECT_THAT(told(report), testing::HasSubstr("carried/ag2027.zip: log/entries.tsv: entry 2"));
}

TEST(CarriedBundle, NeedsASoundManifestOfItsOwn) {
  auto vote = second_vote();
  vote.carried = {{"ag2027", "garbage"}};
  EXPECT_TRUE(contains(test::audited(vote).findings, Reason::audit_file_malformed));
  vote.carried = {{"ag2027", to_string(test::zip_of({{"manifest.xml", "<bundle/>"}}))}};
  EXPECT_TRUE(contains(test::audited(vote).findings, Reason::audit_file_malformed));
}

}  // namespace
}  // namespace sceau
