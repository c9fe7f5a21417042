// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audit_bundle.h"

#include <gmock/gmock.h>

#include "tests/verifier/audit/sample_people.h"
#include "tests/verifier/audit/sample_vote.h"

namespace sceau {
namespace {

using test::change;
using test::told;

TEST(AuditBundle, ASoundVoteHasNoFinding) {
  const auto report = test::audited(test::sample_vote());
  EXPECT_EQ(told(report), "");
  EXPECT_EQ(report.meeting, "ag2027");
  EXPECT_THAT(report.notes, testing::IsEmpty());
  const auto& figures = report.figures;
  EXPECT_EQ(figures.issuer, "Exemple SA");
  EXPECT_EQ(figures.entries, 18u);
  EXPECT_EQ(figures.submissions, 8u);
  EXPECT_EQ(figures.documents, 6u);
  EXPECT_EQ(figures.papers, 2u);
  EXPECT_EQ(figures.attendance, 3u);
  EXPECT_EQ(figures.registers, 2u);
  EXPECT_THAT(figures.form_issuers, testing::ElementsAre("CN=Qualified issuer"));
  EXPECT_THAT(figures.checked, testing::ElementsAre("manifest", "meeting", "log", "statements", "registers",
                                                    "decisions", "recount", "papers"));
}

TEST(AuditBundle, TellsWhatWasDecided) {
  const auto report = test::audited(test::sample_vote());
  ASSERT_EQ(report.figures.resolutions.size(), 6u);
  const auto& third = report.figures.resolutions[2];
  EXPECT_EQ(third.label, "3");
  EXPECT_EQ(third.votes_for, 570);
  EXPECT_EQ(third.votes_against, 300);
  EXPECT_EQ(third.votes_abstaining, 50);
  EXPECT_EQ(third.shares_present, 820);
  EXPECT_EQ(third.shares_required, 225);
  EXPECT_TRUE(third.is_quorum_reached);
  EXPECT_FALSE(third.is_adopted);
  EXPECT_TRUE(third.could_change);
  EXPECT_EQ(report.figures.resolutions[3].status, "withdrawn");
  EXPECT_EQ(report.figures.resolutions[4].status, "information-only");
  EXPECT_TRUE(report.figures.resolutions[5].is_raised);
  EXPECT_THAT(report.recounted, testing::Contains("resolution 3: not adopted; for 570, against 300, abstaining 50; "
                                                  "820 shares present, 225 required; the result could change"));
}

TEST(AuditBundle, NothingIsReadBeforeTheManifestHolds) {
  auto vote = test::sample_vote();
  vote.toml = "not even TOML";
  const auto bundle = test::bundle_of(test::files_of(vote), vote);
  const auto with_stranger = AuditRequest{.trust = {.time = {}, .anchors = {}, .revocation_lists = {}}};
  const auto report = audit_bundle(bundle, with_stranger);
  ASSERT_TRUE(report);
  ASSERT_FALSE(report->findings.empty());
  for (const auto& finding : report->findings) EXPECT_EQ(finding.reason, Reason::audit_manifest_signature);
  EXPECT_THAT(report->figures.checked, testing::ElementsAre("manifest"));
  EXPECT_TRUE(contains(test::audited(vote).findings, Reason::audit_file_malformed));
}

TEST(AuditBundle, WhatIsNoBundleIsAnError) {
  const auto garbage = audit_bundle(as_bytes("garbage"), test::sample_request());
  ASSERT_FALSE(garbage);
  EXPECT_EQ(garbage.error().reason, Reason::zip_malformed);
  const auto empty = audit_bundle(test::zip_of({{"a", "b"}}), test::sample_request());
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().reason, Reason::zip_file_missing);
  const auto other = audit_bundle(test::zip_of({{"manifest.xml", "<bundle xmlns=\"urn:sceau:vote:bundle:1\"/>"}}),
                                  test::sample_request());
  ASSERT_TRUE(other);
  EXPECT_TRUE(contains(other->findings, Reason::audit_manifest_mismatch));
}

TEST(AuditBundle, AManifestThatCannotBeReadIsAFinding) {
  const auto no_xml = audit_bundle(test::zip_of({{"manifest.xml", "<bundle"}}), test::sample_request());
  ASSERT_TRUE(no_xml);
  EXPECT_TRUE(contains(no_xml->findings, Reason::audit_manifest_mismatch));
  EXPECT_THAT(told(*no_xml), testing::HasSubstr("manifest.xml"));
  auto damaged = test::zip_of({{"manifest.xml", "<bundle/>"}});
  const auto content = std::size_t{30} + damaged[26] + damaged[28];  // behind header, name and extra field
  damaged[content + 3] ^= 1;
  const auto report = audit_bundle(damaged, test::sample_request());
  ASSERT_TRUE(report);
  EXPECT_TRUE(contains(report->findings, Reason::audit_manifest_mismatch));
}

TEST(AuditBundle, WhatNothingProvesIsANote) {
  auto vote = test::sample_vote();
  change(vote.entries[13].payload, "\"{TOKEN}\"", "null");
  change(vote.entries[13].payload, "good", "degraded");
  vote.entries[8].type = "admin";
  vote.entries[8].payload = R"({"act":"access-codes-issued","count":8})";
  const auto report = test::audited(vote);
  EXPECT_EQ(told(report), "");
  EXPECT_THAT(report.notes, testing::UnorderedElementsAre(testing::HasSubstr("no time-stamp proves"),
                                                          testing::HasSubstr("the clock of the server was doubtful"),
                                                          testing::HasSubstr("'access-codes-issued' (entries: 1)")));
}

TEST(AuditBundle, AVoteWithoutPapersIsANote_UnlessItWasCounted) {
  auto vote = test::sample_vote();
  vote.has_papers = false;
  EXPECT_THAT(told(test::audited(vote)),
              testing::HasSubstr("audit.paper: papers: the votes were counted, but no paper"));
  change(vote.entries[17].payload, "{PAPERS}", "{\"minutes.pdf\":\"{ZEROS}\"}");
  EXPECT_TRUE(contains(test::audited(vote).findings, Reason::audit_file_missing));

  auto cancelled = test::sample_vote();
  cancelled.entries.resize(16);
  cancelled.typed.clear();
  auto files = test::files_of(cancelled);
  const auto report = test::audited(files);
  EXPECT_EQ(told(report), "");
  EXPECT_THAT(report.notes, testing::Contains(testing::HasSubstr("no signed papers")));
}

TEST(AuditBundle, APaperThatSomebodyHasNotSignedYetIsFound) {
  auto vote = test::sample_vote();
  vote.signed_fields = {"chair"};
  const auto report = test::audited(vote);
  EXPECT_TRUE(contains(report.findings, Reason::audit_paper));
  EXPECT_THAT(told(report), testing::HasSubstr("papers/minutes.pdf: nobody signed the field 'secretary'"));
  EXPECT_THAT(told(report), testing::HasSubstr("papers/minutes.pdf: 1 signatures, but meeting/session.toml names a "
                                               "bureau of 2"));
}

TEST(AuditBundle, TheSealSignsNothingThatIsAPersonsToSign) {
  for (const auto& [part, wanted] :
       {std::pair{"chair", "audit.paper: papers/minutes.pdf: is signed with the company's seal (CN=Seal)"},
        std::pair{"room", "audit.statement: typed/room.xml: is signed with the company's seal (CN=Seal)"}}) {
    auto vote = test::sample_vote();
    vote.sealed = {part};
    EXPECT_THAT(told(test::audited(vote)), testing::HasSubstr(wanted));
  }
}

TEST(AuditBundle, NamesEverybodyWhoSigned) {
  std::vector<std::string> signers;
  for (const auto& [part, name] : test::audited(test::sample_vote()).signers) signers.push_back(part + ": " + name);
  EXPECT_THAT(signers, testing::IsSupersetOf({"manifest.xml: CN=Seal", "typed/room.xml: CN=Operator",
                                              "forms with access codes: CN=Seal",
                                              "issuers of shareholders' certificates: CN=Qualified issuer",
                                              "papers/minutes.pdf: CN=Chair", "papers/minutes.pdf: CN=Secretary",
                                              "meeting/session.toml: chair: C", "meeting/session.toml: secretary: S"}));
  EXPECT_EQ(signers.size(), 15u);
}

// Receipts and checkpoints that others have kept.
class Anchors : public testing::Test {
 protected:
  const test::Files files = test::files_of(test::sample_vote());

  AuditReport with_receipt(const std::string& receipt) const {
    auto request = test::sample_request();
    request.receipts = {to_bytes(receipt)};
    return test::audited(files, request);
  }
  AuditReport with_checkpoint(const std::string& note) const {
    auto request = test::sample_request();
    request.checkpoints = {note};
    return test::audited(files, request);
  }
};

TEST_F(Anchors, AReceiptOfTheLogHolds) {
  for (const auto& [index, size] : {std::pair{2, 3}, {2, 18}, {14, 15}}) {
    EXPECT_EQ(told(with_receipt(test::receipt_of(files, std::uint64_t(index), std::uint64_t(size)))), "");
  }
}

TEST_F(Anchors, AReceiptIsHeldAgainstTheLogWordForWord) {
  auto receipt = test::receipt_of(files, 2, 18);
  change(receipt, "\"uncertainty_us\":2000", "\"uncertainty_us\":2001");
  const auto report = with_receipt(receipt);
  EXPECT_TRUE(contains(report.findings, Reason::audit_anchor));
  EXPECT_THAT(told(report), testing::HasSubstr("receipt 1: entry 2: payload was"));
  EXPECT_THAT(told(report), testing::HasSubstr("receipt 1: does not prove by itself"));
}

TEST_F(Anchors, AReceiptOfALogThatWasRewrittenIsFound) {
  auto other = test::sample_vote();
  change(other.entries[1].at, "06:00:01Z", "06:00:02Z");
  const auto report = with_receipt(test::receipt_of(test::files_of(other), 2, 18));
  EXPECT_TRUE(contains(report.findings, Reason::audit_anchor));
  EXPECT_THAT(told(report), testing::HasSubstr("theirs makes"));
}

TEST_F(Anchors, AReceiptOfAnEntryThatIsGoneIsFound) {
  auto longer = test::sample_vote();
  longer.entries.push_back({"erase", "2027-05-13T00:00:00Z", "{}"});
  longer.entries.push_back(longer.entries[14]);
  const auto report = with_receipt(test::receipt_of(test::files_of(longer), 19, 20));
  EXPECT_THAT(told(report), testing::HasSubstr("receipt 1: the log has no entry 19"));
  EXPECT_THAT(told(report), testing::HasSubstr("is of 20 entries, but the log has 18: some are gone"));
}

TEST_F(Anchors, WhatIsNoReceiptIsFound) {
  for (const auto& text : {"", "{}", "{\"format\":\"sceau.receipt/1\"}", "[]"}) {
    const auto report = with_receipt(text);
    EXPECT_TRUE(contains(report.findings, Reason::audit_anchor)) << text;
    EXPECT_EQ(report.findings.size(), 1u) << told(report);
  }
}

TEST_F(Anchors, ACheckpointOfThePastHolds) {
  EXPECT_EQ(told(with_checkpoint(test::checkpoint_of(files, 5))), "");
  EXPECT_EQ(told(with_checkpoint(test::checkpoint_of(files, 18))), "");
}

TEST_F(Anchors, ACheckpointOfAnotherLogIsFound) {
  auto other = test::sample_vote();
  change(other.entries[1].at, "06:00:01Z", "06:00:02Z");
  EXPECT_TRUE(contains(with_checkpoint(test::checkpoint_of(test::files_of(other), 5)).findings, Reason::audit_anchor));
  EXPECT_TRUE(contains(with_checkpoint("garbage").findings, Reason::audit_anchor));
}

}  // namespace
}  // namespace sceau
