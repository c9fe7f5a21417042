// SPDX-License-Identifier: Apache-2.0
// What stands inside the files of a bundle: lines of the log, packs, registers, tables, documents of the urn.
#include <gmock/gmock.h>

#include "formats/json/strict_json.h"
#include "formats/xml/xml_reader.h"
#include "tests/verifier/audit/small_count.h"
#include "verifier/audit/ballot_pack.h"
#include "verifier/audit/compare_values.h"
#include "verifier/audit/log_acts.h"
#include "verifier/audit/log_line.h"
#include "verifier/audit/shares_register.h"
#include "verifier/audit/typed_tables.h"
#include "verifier/audit/urn_document.h"

namespace sceau::audit {
namespace {

const std::string salt(64, 'a');
const std::string good_line = "7\tballot\t2027-05-03T08:00:00Z\tn1\t" + salt + "\t{}";

TEST(LogLine, HasSixFields) {
  const auto line = read_log_line(good_line);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->index, 7u);
  EXPECT_EQ(line->type, EntryType::ballot);
  EXPECT_EQ(line->node, "n1");
  EXPECT_EQ(line->payload, "{}");
}

TEST(LogLine, IsReadStrictly) {
  const auto changed = [](const std::string& from, const std::string& to) {
    auto line = good_line;
    return line.replace(line.find(from), from.size(), to);
  };
  for (const auto& line :
       {changed("7\t", "07\t"), changed("7\t", "-7\t"), changed("7\t", "\t"), changed("7\t", "99999999999999999999\t"),
        changed("ballot", "Ballot"), changed("08:00:00Z", "08:00:00"), changed("aaaa", "AAAA"), changed("aa", "a"),
        changed("\t{}", ""), changed("{}", "{}\t"), changed("n1", "\x01"), changed("n1", "\xff"), std::string()}) {
    EXPECT_FALSE(read_log_line(line)) << line;
  }
}

TEST(LogLine, MakesALeaf) {
  // printf of the pieces with zero octets between | sha256sum
  const auto leaf = leaf_data(*read_log_line(good_line));
  ASSERT_TRUE(leaf);
  EXPECT_EQ(hex(*leaf), "9efc9c675f9877c9aca2798d67595c3766b0acbe1336d8561828669c31a736d0");
}

TEST(LogPlace, OfOneBatchIsInAnyOrder) {
  const auto at = [](int seconds) { return test::seconds_in(seconds); };
  EXPECT_TRUE(comes_before({1, at(50)}, {2, at(0)}));
  EXPECT_TRUE(comes_before({2, at(0)}, {1, at(10)}));
  EXPECT_FALSE(comes_before({2, at(0)}, {1, at(11)}));
  EXPECT_FALSE(comes_before({2, at(1)}, {1, at(0)}));
}

std::vector<std::string> cut(const std::vector<std::string>& pieces, bool& ended) {
  std::vector<std::string> lines;
  LineCutter cutter([&](std::string_view line) -> Status {
    lines.emplace_back(line);
    return Done{};
  });
  for (const auto& piece : pieces) EXPECT_TRUE(cutter.feed(as_bytes(piece)));
  ended = static_cast<bool>(cutter.finish());
  return lines;
}

TEST(LineCutter, JoinsWhatComesInPieces) {
  bool ended = false;
  EXPECT_THAT(cut({"a\nb", "c", "\n\nd\n"}, ended), testing::ElementsAre("a", "bc", "", "d"));
  EXPECT_TRUE(ended);
  EXPECT_THAT(cut({"a\nb"}, ended), testing::ElementsAre("a"));
  EXPECT_FALSE(ended);
}

TEST(LineCutter, HasALimit) {
  LineCutter cutter([](std::string_view) -> Status { return Done{}; });
  const auto fed = cutter.feed(Bytes((std::size_t{1} << 20) + 1, 'x'));
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().reason, Reason::input_too_large);
}

std::string records(const std::string& pack) {
  std::string text;
  const auto read = for_each_record(as_bytes(pack), [&](const PackRecord& record) -> Status {
    text += std::to_string(record.index) + "=" + to_string(record.document) + ";";
    return Done{};
  });
  return read ? text : "malformed";
}

TEST(BallotPack, HoldsRecordsThatRise) {
  EXPECT_EQ(records("3 2\nab\n12 0\n\n"), "3=ab;12=;");
  EXPECT_EQ(records(""), "");
  for (const auto& pack : {"3 2\nab", "3 3\nab\n", "3 1\nab\n", "3\nab\n", "3 2\nab\n3 1\na\n", "3 2\nab\n2 1\na\n",
                           "03 1\na\n", "3 01\na\n", "-3 1\na\n", "3 99999999999999999999\na\n", "x"}) {
    EXPECT_EQ(records(pack), "malformed") << pack;
  }
}

Findings acts_of(EntryType type, const std::string& payload, LogActs& acts) {
  const auto value = read_json(as_bytes(payload));
  LogLine line;
  line.type = type;
  return read_act(line, *value, acts);
}

TEST(LogActs, AreReadStrictly) {
  LogActs acts;
  const std::string good = R"({"act":"register","register_sha256":")" + std::string(64, '0') + R"("})";
  EXPECT_TRUE(acts_of(EntryType::register_change, good, acts).empty());
  EXPECT_EQ(acts.registers.size(), 1u);
  for (const auto& payload :
       {R"({"act":"register"})", R"({"act":"other","register_sha256":"0"})", R"({"act":1})", R"([])",
        R"({"act":"register-correction","register_sha256":"0","by":"","why":"","at":"x"})"}) {
    EXPECT_FALSE(acts_of(EntryType::register_change, payload, acts).empty()) << payload;
  }
  for (const auto& payload :
       {R"({"act":"opening"})", R"({"act":"opening","forms":-1,"scrutineers":["1"],"urn_sha256":""})"}) {
    EXPECT_FALSE(acts_of(EntryType::opening, payload, acts).empty()) << payload;
  }
  for (const auto& payload : {R"({})", R"({"clock":"good","entries":1,"nodes":{},"root":"AA==","timestamp":1})"}) {
    EXPECT_FALSE(acts_of(EntryType::close, payload, acts).empty()) << payload;
  }
}

RegisterReading register_of(const std::string& csv) {
  const auto reading = read_register(as_bytes(csv));
  EXPECT_TRUE(reading) << reading.error().detail;
  return *reading;
}

const std::string head = "shareholder,surname,account,kind,shares,votes,domicile,isin\n";

TEST(Register, SumsWhatCanBeVoted) {
  const auto totals = register_of(
                          "shareholder,account,kind,shares,votes,domicile,deprived\n"
                          "b,B,treasury,50,50,x,\na,A,registered,100,200,x,\na,A2,registered,10,10,x,all\n"
                          "c,C,bearer,7,0,x,\nd,D,bearer,5,5,x,1|2\n")
                          .shares.totals();
  EXPECT_EQ(totals.shareholders, 4);
  EXPECT_EQ(totals.holdings, 5);
  EXPECT_EQ(totals.shares, 172);
  EXPECT_EQ(totals.treasury, 50);
  EXPECT_EQ(totals.shares_with_vote, 105);
  EXPECT_EQ(totals.votes, 205);
}

TEST(Register, FindsHoldingsByTheirThreeNames) {
  const auto reading =
      register_of(head + "a,A,X,registered,1,1,p,FR1\na,A,X,registered,2,2,p,FR2\nb,B,X,registered,3,3,p,\n");
  EXPECT_TRUE(reading.findings.empty());
  EXPECT_EQ(reading.shares.holding("a", "X", "FR2")->shares, 2);
  EXPECT_EQ(reading.shares.holding("b", "X", "")->shares, 3);
  EXPECT_EQ(reading.shares.holding("a", "X", ""), nullptr);
  EXPECT_EQ(reading.shares.holding("c", "X", ""), nullptr);
}

TEST(Register, ThatContradictsItselfIsFound) {
  for (const auto& rows :
       {"a,A,X,registered,1,1,p,\na,A,X,registered,2,2,p,\n", "a,A,X,registered,1,1,p,\na,B,Y,registered,2,2,p,\n",
        "a,A,X,other,1,1,p,\n", "a,A,X,registered,-1,1,p,\n", "a,A,X,registered,01,1,p,\n",
        "a,A,X,registered,1.5,1,p,\n", ",A,X,registered,1,1,p,\n", "a,A,,registered,1,1,p,\n",
        "a,A,X,registered,9007199254740992,1,p,\n",
        "a,A,X,registered,9007199254740991,1,p,\nb,A,X,registered,9007199254740991,1,p,\n"}) {
    EXPECT_FALSE(register_of(head + rows).findings.empty()) << rows;
  }
  for (const auto& csv : {"", "shareholder\n", "shareholder,account,kind,shares,votes,domicile,domicile\n",
                          "shareholder,account,kind,shares,votes,domicile,colour\n"}) {
    EXPECT_FALSE(read_register(as_bytes(csv))) << csv;
  }
}

const std::string hash(64, '0');
const std::string good_form =
    "<Form xmlns=\"urn:sceau:vote:form:1\"><Meeting id=\"m\" language=\"fr\" agendaSha256=\"" + hash +
    "\" formSha256=\"" + hash +
    "\"/><Mentions><Mention rule=\"L8\">text</Mention></Mentions><Shareholder "
    "id=\"a\"><Surname>Roux</Surname></Shareholder>"
    "<Signer capacity=\"shareholder\"/><Holdings><Holding account=\"A\" kind=\"registered\" shares=\"10\"/></Holdings>"
    "<Instructions><Resolution label=\"2\" choice=\"split\" for=\"3\" against=\"7\"/><NewResolutions "
    "choice=\"against\"/>"
    "</Instructions><Proxy kind=\"named\" relation=\"spouse\"><Surname>Roux</Surname></Proxy></Form>";

UrnDocumentReading document_of(const std::string& xml) {
  const test::SmallCount count;
  const auto tree = read_xml(as_bytes(xml));
  EXPECT_TRUE(tree);
  return read_urn_document(*tree, count.counted.meeting.settings.agenda);
}

TEST(UrnDocument, HoldsWhatTheSchemaHas) {
  const auto reading = document_of(good_form);
  EXPECT_TRUE(reading.findings.empty()) << reading.findings.front().detail;
  const auto& form = reading.document.form;
  EXPECT_EQ(form.meeting, "m");
  EXPECT_EQ(form.holdings.front().shares, 10);
  EXPECT_EQ(form.choices.on(1).split, (Split{3, 7, 0}));
  EXPECT_EQ(form.new_resolutions, Vote::against);
  EXPECT_TRUE(form.proxy->is_the_shareholder);
  EXPECT_EQ(reading.document.mentions, (std::vector<Mention>{{"L8", "text"}}));
}

TEST(UrnDocument, IsReadStrictly) {
  const auto changed = [](const std::string& from, const std::string& to) {
    auto xml = good_form;
    return xml.replace(xml.find(from), from.size(), to);
  };
  for (const auto& xml :
       {changed("form:1", "form:2"), changed("language=\"fr\"", "language=\"de\""),
        changed("shares=\"10\"", "shares=\"010\""), changed("shares=\"10\"", "shares=\"99999999999999999999\""),
        changed("kind=\"registered\"", "kind=\"other\""), changed("capacity=\"shareholder\"", "capacity=\"other\""),
        changed("choice=\"split\"", "choice=\"both\""), changed("choice=\"split\"", "choice=\"for\""),
        changed("choice=\"against\"", "choice=\"for\""), changed("choice=\"against\"", "choice=\"split\""),
        changed("relation=\"spouse\"", "relation=\"friend\""), changed("<Signer capacity=\"shareholder\"/>", ""),
        changed("<Holdings>", "text<Holdings>"), changed("<Proxy kind=\"named\"", "<Proxy kind=\"all\""),
        changed("</Form>", "<More/></Form>")}) {
    EXPECT_FALSE(document_of(xml).findings.empty()) << xml;
  }
}

TEST(UrnDocument, WithEvidenceHoldsOneForm) {
  const auto ballot = [](const std::string& forms) {
    return "<Ballot xmlns=\"urn:sceau:vote:ballot:1\"><Identification process=\"code\" codeGeneration=\"1\" "
           "identifiedAt=\"2027-05-03T08:00:00Z\" receivedAt=\"2027-05-03T08:01:00Z\" submittedSha256=\"" +
           hash + "\"/>" + forms + "</Ballot>";
  };
  const auto reading = document_of(ballot(good_form));
  EXPECT_TRUE(reading.findings.empty()) << reading.findings.front().detail;
  EXPECT_EQ(to_rfc3339(reading.document.evidence->received_at), "2027-05-03T08:01:00Z");
  EXPECT_FALSE(document_of(ballot("")).findings.empty());
  EXPECT_FALSE(document_of(ballot(good_form + good_form)).findings.empty());
}

std::string differences(const std::string& said, const Value& recounted) {
  FindingList list;
  compare_values(Reason::audit_tally, "f", *read_json(as_bytes(said)), recounted, list);
  std::string text;
  for (const auto& finding : std::move(list).take()) text += finding.detail + "\n";
  return text;
}

TEST(CompareValues, NamesEveryPlace) {
  const auto recounted = *read_json(as_bytes(R"({"a":[1,{"b":"x"}],"c":true})"));
  EXPECT_EQ(differences(R"({"a":[1,{"b":"x"}],"c":true})", recounted), "");
  EXPECT_EQ(differences(R"({"a":[2,{"b":"y"}],"d":1})", recounted),
            "f: /a/0: says 2, recounted 1\nf: /a/1/b: says \"y\", recounted \"x\"\nf: /c: is missing, recounted true\n"
            "f: /d: says 1, but there is none\n");
  EXPECT_EQ(differences(R"({"a":[1],"c":"true"})", recounted),
            "f: /a: has 1 items, recounted 2\nf: /c: says \"true\", recounted true\n");
}

TEST(FindingList, CountsWhatItDoesNotList) {
  FindingList list;
  for (int i = 0; i < 250; ++i) list.add(Reason::audit_tally, "again");
  list.add(Reason::audit_close, "once");
  const auto findings = std::move(list).take();
  EXPECT_EQ(findings.size(), most_findings_of_a_reason + 2);
  EXPECT_EQ(findings.back().detail, "and 50 more");
}

}  // namespace
}  // namespace sceau::audit
