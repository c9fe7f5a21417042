// SPDX-License-Identifier: Apache-2.0
// What the sample vote comes to, worked out by hand from docs/counting.md.
//
// Who takes part, with shares/votes: electronically Martin 100/200, Exemple Holding 300/300, Durand 50/50, Banque
// Dupont 200/200; on paper Garnier 50/50; by the named proxy Moreau (badge 12) Petit 70/70; present Moreau 50/50 (badge
// 12). Lefèvre's mandate was revoked: it keeps her 80 shares from the room, and counts nothing.
//
//            Martin   Holding  Durand  Bank            Garnier         Petit      Moreau
//   1        for      for      against 120/50/30       for             for        for
//   2        against  abstain  for     for             for             (deprived) against
//   3        for      against  abstain for             for             for        for
//   A        against  (abs.)   (abs.)  abstain         chair: against  for        for
//
//   1: for 200+300+120 | 50 | 70 | 50 = 790, against 50+50 = 100, abstain 30; base 900, a fifth is 180; 890/2+1 = 446
//   2: for 50+200 | 50 = 300, against 200 | 50 = 250, abstain 300; base 900-70 = 830, a fifth is 166; 550/2+1 = 276
//   3: for 200+200 | 50 | 70 | 50 = 570, against 300, abstain 50; a quarter is 225; two thirds of 870 are 580
//   A: for 70 | 50 = 120, against 200 | 50 = 250, abstain 300+50+200 = 550; 180; 370/2+1 = 186
//
// Not counted: Garnier's late form, of whom all is known, 50/50; Martin's second form 100/200; Lefèvre at the door
// 80/80: 230/330 together. In dispute are the votes of Martin and Garnier, who hold some of these.
#include <fmt/format.h>

#include <vector>

#include "tests/verifier/audit/sample_vote.h"

namespace sceau::test {
namespace {

struct Row {
  int votes_for = 0, against = 0, abstain = 0, shares = 0, excluded = 0;
};

std::string figures(const Row& row) {
  return fmt::format(R"({{"for":{},"against":{},"abstain":{},"unusable":0,"votes_cast":{},"shares_present":{},)"
                     R"("excluded":{}}})",
                     row.votes_for, row.against, row.abstain, row.votes_for + row.against, row.shares, row.excluded);
}

struct Resolution {
  std::string head;
  Row electronic, paper, chair, proxy, present, total;
  std::string quorum, majority;
};

std::string resolution(const Resolution& of) {
  return fmt::format(
      R"({{{},"status":"voted","ways":{{"electronic":{},"paper":{},"chair":{},"proxy":{},"present":{}}},)"
      R"("total":{},"quorum":{{{}}},"majority":{{{}}}}})",
      of.head, figures(of.electronic), figures(of.paper), figures(of.chair), figures(of.proxy), figures(of.present),
      figures(of.total), of.quorum, of.majority);
}

std::string resolutions() {
  const Row none;
  return resolution({R"("label":"1","kind":"ordinary","raised_in_meeting":false)",
                     {620, 100, 30, 650},
                     {50, 0, 0, 50},
                     none,
                     {70, 0, 0, 70},
                     {50, 0, 0, 50},
                     {790, 100, 30, 820},
                     R"("base":900,"present":820,"required":180,"reached":true,"fraction":[1,5])",
                     R"("rule":"simple","cast":890,"required":446,"obtained":790,"adopted":true)"}) +
         "," +
         resolution({R"("label":"2","kind":"ordinary","raised_in_meeting":false)",
                     {250, 200, 300, 650},
                     {50, 0, 0, 50},
                     none,
                     {0, 0, 0, 0, 70},
                     {0, 50, 0, 50},
                     {300, 250, 300, 750, 70},
                     R"("base":830,"present":750,"required":166,"reached":true,"fraction":[1,5])",
                     R"("rule":"simple","cast":550,"required":276,"obtained":300,"adopted":true)"}) +
         "," +
         resolution({R"("label":"3","kind":"extraordinary","raised_in_meeting":false)",
                     {400, 300, 50, 650},
                     {50, 0, 0, 50},
                     none,
                     {70, 0, 0, 70},
                     {50, 0, 0, 50},
                     {570, 300, 50, 820},
                     R"("base":900,"present":820,"required":225,"reached":true,"fraction":[1,4])",
                     R"("rule":"two-thirds","cast":870,"required":580,"obtained":570,"adopted":false)"}) +
         R"(,{"label":"4","kind":"ordinary","raised_in_meeting":false,"status":"withdrawn"})"
         R"(,{"label":"5","kind":"ordinary","raised_in_meeting":false,"status":"information-only"},)" +
         resolution({R"("label":"A","kind":"ordinary","raised_in_meeting":true)",
                     {0, 200, 550, 650},
                     none,
                     {0, 50, 0, 50},
                     {70, 0, 0, 70},
                     {50, 0, 0, 50},
                     {120, 250, 550, 820},
                     R"("base":900,"present":820,"required":180,"reached":true,"fraction":[1,5])",
                     R"("rule":"simple","cast":370,"required":186,"obtained":120,"adopted":false)"});
}

std::string input(const std::string& reference, const std::string& disposition, const std::string& more = "") {
  const auto way = reference.substr(0, reference.find('/'));
  return fmt::format(R"({{"reference":"{}","source":"{}","disposition":"{}"{}}})", reference,
                     way == "log" ? "electronic" : way, disposition, more);
}

std::string entry(int index, const std::string& disposition, const std::string& more = "") {
  return input(fmt::format("log/{}", index), disposition, fmt::format(R"(,"leaf":"{{LEAF:{}}}"{})", index, more));
}

std::string rule(const std::string& name) { return fmt::format(R"(,"rule":"{}","article":"art. of the law")", name); }
std::string reason(const std::string& name) { return fmt::format(R"(,"reason":"{}")", name); }
std::string other(const std::string& reference) { return fmt::format(R"(,"other":"{}")", reference); }

std::string inputs() {
  const std::vector<std::string> all = {
      input("attendance/2", "counted", rule("L22") + other("log/5")),
      input("attendance/3", "counted"),
      input("attendance/4", "rejected",
            reason("vote.participation_mode_already_chosen") + rule("L34") + other("log/4")),
      entry(2, "counted"),
      entry(3, "counted"),
      entry(4, "revoked", rule("L22") + other("log/7")),
      entry(5, "counted"),
      entry(6, "counted"),
      entry(7, "applied", rule("L22")),
      entry(12, "counted"),
      entry(14, "late", reason("vote.deadline_passed") + rule("L1")),
      input("paper/P-1", "counted"),
      input("paper/P-2", "rejected", reason("vote.already_voted") + rule("L34") + other("log/2")),
      input("room/2", "counted"),
      input("room/3", "rejected", reason("vote.not_entitled")),
      input("room/4", "rejected", reason("vote.already_voted"))};
  std::string text;
  for (const auto& each : all) text += (text.empty() ? "" : ",") + each;
  return text;
}

std::string influence_on(const std::string& label, const std::string& uncounted, const std::string& rest) {
  return fmt::format(R"({{"label":"{}","uncounted":{{"shares_not_counted":230,"votes_not_counted":330,{},)"
                     R"("disputed_shares":0}},{},"quorum":"cannot change","fr":"Une phrase.","en":"A sentence."}})",
                     label, uncounted, rest);
}

}  // namespace

std::string sample_tally() {
  return canonical(
      R"({"format":"sceau.tally/1","meeting":"ag2027","program":"sceau 0.1","agenda_sha256":"{AGENDA}","call":1,)"
      R"("register":{"sha256":"{REGISTER:1}","shareholders":9,"holdings":9,"shares":1000,"treasury":100,)"
      R"("shares_with_vote":900,"votes":1000},"present":{)"
      R"("electronic":{"participations":4,"shares":650,"votes":750},"paper":{"participations":1,"shares":50,"votes":50},)"
      R"("chair":{"participations":0,"shares":0,"votes":0},"proxy":{"participations":1,"shares":70,"votes":70},)"
      R"("present":{"participations":1,"shares":50,"votes":50},"total":{"participations":7,"shares":820,"votes":920}},)"
      R"("resolutions":[)" +
      resolutions() + R"(],"inputs":[)" + inputs() + "]}");
}

// 1: with 330 more for and none of the 0 against: stays; 790-250 = 540 against 100+330: stays.
// 2: 300 for against 250-200: stays; 300-50 = 250 against 250+330: turns.
// 3: 570+330 = 900 against 300: three quarters, turns. A: 120+330 = 450 against 250-250 = 0: turns.
std::string sample_influence() {
  return canonical(
      R"({"format":"sceau.influence/1","meeting":"ag2027","classes":[)"
      R"({"disposition":"late","inputs":1,"shares":50,"votes":50,"of_unknown_weight":0},)"
      R"({"disposition":"rejected","inputs":2,"shares":180,"votes":280,"of_unknown_weight":0}],"resolutions":[)" +
      influence_on("1", R"("disputed_for":250,"disputed_against":0)",
                   R"("margin_votes":344,"margin_shares":640,"result":"cannot change")") +
      "," +
      influence_on("2", R"("disputed_for":50,"disputed_against":200)",
                   R"("margin_votes":24,"margin_shares":584,"result":"could change")") +
      "," +
      influence_on("3", R"("disputed_for":250,"disputed_against":0)",
                   R"("margin_votes":-10,"margin_shares":595,"result":"could change")") +
      "," +
      influence_on("A", R"("disputed_for":0,"disputed_against":250)",
                   R"("margin_votes":-66,"margin_shares":640,"result":"could change")") +
      "]}");
}

}  // namespace sceau::test
