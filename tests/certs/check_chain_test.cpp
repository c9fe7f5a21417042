// SPDX-License-Identifier: Apache-2.0
// Chains and revocation, one rule a case, each broken case beside the sound one.
#include "certs/check_chain.h"

#include <gtest/gtest.h>

#include "tests/certs/scratch_folder.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

using test::Issued;

Instant at(const char* text) { return *from_rfc3339(text); }

// A root, an issuing authority and a person, made once for all tests.
struct World {
  Issued root = test::issue_root("Root");
  Issued authority = test::issue_ca("Authority", root);
  Issued person = test::issue({.common_name = "Person", .issuer = &authority});
  Issued expired = test::issue({.common_name = "Expired", .issuer = &authority, .not_after = "2026-07-01T00:00:00Z"});
  Issued future = test::issue({.common_name = "Future", .issuer = &authority, .not_before = "2027-07-01T00:00:00Z"});
  Issued stamps = test::issue({.common_name = "Stamps",
                               .issuer = &authority,
                               .key_usage = "critical,digitalSignature",
                               .extended_key_usage = "critical,timeStamping"});
  Issued no_authority = test::issue({.common_name = "Below a person", .issuer = &person});
  Issued impostor = test::issue_ca("Authority", root);  // the same name, another key
  RevocationList root_list = test::issue_list(root);
  RevocationList authority_list = test::issue_list(authority);
};

const World& world() {
  static const World made;
  return made;
}

struct Setting {
  std::vector<Certificate> anchors{world().root.certificate};
  std::vector<RevocationList> beside{};
  std::vector<Certificate> untrusted{world().authority.certificate};
  std::vector<RevocationList> lists{world().root_list, world().authority_list};
  const char* time = "2026-11-22T12:00:00Z";
  Purpose purpose = Purpose::any;
  PolicySettings policies{};
};

ChainCheck check(const Issued& leaf, const Setting& setting) {
  const TrustAnchors anchors{setting.anchors, setting.beside};
  return check_chain(leaf.certificate,
                     {.anchors = anchors,
                      .untrusted = setting.untrusted,
                      .time = at(setting.time),
                      .purpose = setting.purpose,
                      .policies = setting.policies},
                     setting.lists);
}

std::vector<std::string> reasons(const ChainCheck& result) {
  std::vector<std::string> names;
  for (const auto& finding : result.findings) names.emplace_back(stable_name(finding.reason));
  return names;
}

using Names = std::vector<std::string>;

TEST(CheckChain, PassesASoundCertificate) {
  const auto result = check(world().person, {});
  EXPECT_EQ(reasons(result), Names{});
  ASSERT_TRUE(result.chain);
  EXPECT_EQ(result.chain->certificates(),
            (std::vector{world().person.certificate, world().authority.certificate, world().root.certificate}));
  ASSERT_EQ(result.revocation.size(), 2U);
  EXPECT_EQ(result.revocation[0].status, RevocationStatus::good);
  EXPECT_EQ(result.revocation[0].list, world().authority_list);
  EXPECT_EQ(result.revocation[1].list, world().root_list);
}

TEST(CheckChain, TakesTheListsBesideTheAnchors) {
  EXPECT_EQ(reasons(check(world().person, {.beside = {world().root_list, world().authority_list}, .lists = {}})),
            Names{});
}

TEST(CheckChain, TrustsNothingByItself) {
  EXPECT_EQ(reasons(check(world().person, {.anchors = {}})), Names{"certificate.not_trusted"});
}

TEST(CheckChain, NeedsEveryLinkToTheAnchor) {
  EXPECT_EQ(reasons(check(world().person, {.untrusted = {}})), Names{"certificate.chain_incomplete"});
  const auto stranger = test::issue_root("Stranger");
  EXPECT_EQ(reasons(check(world().person, {.anchors = {stranger.certificate}})), Names{"certificate.chain_incomplete"});
  EXPECT_EQ(reasons(check(stranger, {})), Names{"certificate.chain_incomplete"});
}

TEST(CheckChain, AnchorsMayBeIntermediatesOrTheSignersOwn) {
  const auto below_authority = check(world().person, {.anchors = {world().authority.certificate}, .untrusted = {}});
  EXPECT_EQ(reasons(below_authority), Names{});
  EXPECT_EQ(below_authority.chain->certificates().size(), 2U);
  const auto own = check(world().person, {.anchors = {world().person.certificate}, .untrusted = {}, .lists = {}});
  EXPECT_EQ(reasons(own), Names{});
  EXPECT_EQ(own.chain->certificates().size(), 1U);
  const auto beside_its_issuer = check(world().person, {.anchors = {world().person.certificate}, .lists = {}});
  EXPECT_EQ(reasons(beside_its_issuer), Names{});
  EXPECT_EQ(beside_its_issuer.chain->certificates().size(), 1U);
  const auto expired = check(world().expired, {.anchors = {world().expired.certificate}, .lists = {}});
  EXPECT_EQ(reasons(expired), Names{"certificate.expired"});
}

TEST(CheckChain, LooksAtTheDatesAtTheTimeAsked) {
  EXPECT_EQ(reasons(check(world().expired, {.time = "2026-06-15T00:00:00Z"})), Names{});
  EXPECT_TRUE(contains(check(world().expired, {}).findings, Reason::certificate_expired));
  EXPECT_EQ(reasons(check(world().future, {})), Names{"certificate.not_yet_valid"});
  EXPECT_TRUE(check(world().future, {}).chain);
}

TEST(CheckChain, IsValidThroughTheLastSecond) {
  EXPECT_EQ(reasons(check(world().expired, {.time = "2026-07-01T00:00:00Z"})), Names{});
  EXPECT_TRUE(contains(check(world().expired, {.time = "2026-07-01T00:00:01Z"}).findings, Reason::certificate_expired));
}

// Certificates without key identifiers say their issuer's name only.
TEST(CheckChain, FindsTheIssuerAmongOthersOfTheSameName) {
  const test::ScratchFolder folder;
  folder.run(
      "for k in a b; do openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $k.key -out "
      "$k.pem -subj /CN=Twin -days 30 -addext subjectKeyIdentifier=none -addext authorityKeyIdentifier=none; done;"
      "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout l.key -subj /CN=Leaf |"
      "openssl x509 -req -CA b.pem -CAkey b.key -days 20 -out l.pem");
  const auto read = [&](const char* name) { return certificates_from(folder.read(name))->front(); };
  const auto leaf = read("l.pem"), right = read("b.pem"), wrong = read("a.pem");
  const auto build = [&](std::vector<Certificate> anchors) {
    const TrustAnchors trusted{std::move(anchors), {}};
    return build_chain(leaf, {.anchors = trusted, .time = leaf.not_before()});
  };
  EXPECT_EQ(build({wrong, right}).findings, Findings{});
  EXPECT_EQ(build({right, wrong}).chain->anchor(), right);
  EXPECT_TRUE(contains(build({wrong}).findings, Reason::chain_invalid));
}

TEST(CheckChain, RefusesASignatureOfAnotherKey) {
  const auto forged = test::issue({.common_name = "Person", .issuer = &world().impostor});
  const auto result = check(forged, {.untrusted = {world().authority.certificate}});
  EXPECT_FALSE(result.findings.empty());
  EXPECT_EQ(reasons(check(forged, {.untrusted = {world().impostor.certificate},
                                   .lists = {world().root_list, test::issue_list(world().impostor)}})),
            Names{});
}

TEST(CheckChain, RefusesAnIssuerThatIsNoAuthority) {
  const auto result =
      check(world().no_authority, {.untrusted = {world().authority.certificate, world().person.certificate}});
  EXPECT_TRUE(contains(result.findings, Reason::chain_invalid));
}

TEST(CheckChain, KnowsTheTimeStampingPurpose) {
  EXPECT_EQ(reasons(check(world().stamps, {.purpose = Purpose::timestamping})), Names{});
  EXPECT_EQ(reasons(check(world().person, {.purpose = Purpose::timestamping})), Names{"certificate.wrong_purpose"});
}

TEST(CheckChain, AsksForPoliciesWhereTold) {
  EXPECT_EQ(reasons(check(world().person, {.policies = {.require_explicit_policy = true}})),
            Names{"certificate.chain_invalid"});
  EXPECT_EQ(reasons(check(world().person, {.policies = {.initial_policies = {"no policy"}}})),
            Names{"certificate.chain_invalid"});
}

// ---- Revocation ----

RevocationList list_with_person(const char* revoked_at) {
  return test::issue_list(world().authority, {{&world().person, revoked_at}});
}

ChainCheck check_with(const RevocationList& list, const char* time = "2026-11-22T12:00:00Z") {
  return check(world().person, {.lists = {world().root_list, list}, .time = time});
}

TEST(CheckRevocation, FindsARevokedCertificateAndWhen) {
  const auto result = check_with(list_with_person("2026-11-12T00:00:00Z"));
  EXPECT_EQ(reasons(result), Names{"certificate.revoked"});
  ASSERT_TRUE(result.revocation[0].revocation);
  EXPECT_EQ(to_rfc3339(result.revocation[0].revocation->at), "2026-11-12T00:00:00Z");
  EXPECT_EQ(result.revocation[0].revocation->reason, "unspecified");
  EXPECT_EQ(result.revocation[1].status, RevocationStatus::good);
}

TEST(CheckRevocation, LeavesARevocationAfterTheTimeToTheJudge) {
  const auto result = check_with(list_with_person("2026-11-12T00:00:00Z"), "2026-11-11T00:00:00Z");
  EXPECT_EQ(reasons(result), Names{});
  EXPECT_EQ(result.revocation[0].status, RevocationStatus::revoked);
}

TEST(CheckRevocation, FindsARevokedAuthority) {
  const auto list = test::issue_list(world().root, {{&world().authority, "2026-11-12T00:00:00Z"}});
  const auto result = check(world().person, {.lists = {list, world().authority_list}});
  EXPECT_EQ(reasons(result), Names{"certificate.revoked"});
  EXPECT_EQ(result.revocation[1].status, RevocationStatus::revoked);
}

TEST(CheckRevocation, FindsARevokedSignerWhoseCertificateIsAnAnchorToo) {
  const auto result = check(
      world().person, {.anchors = {world().person.certificate, world().authority.certificate, world().root.certificate},
                       .lists = {world().root_list, list_with_person("2026-11-12T00:00:00Z")}});
  EXPECT_EQ(reasons(result), Names{"certificate.revoked"});
}

TEST(CheckRevocation, IsUnknownWithoutAList) {
  EXPECT_EQ(reasons(check(world().person, {.lists = {}})),
            (Names{"certificate.revocation_unknown", "certificate.revocation_unknown"}));
  EXPECT_EQ(reasons(check(world().person, {.lists = {world().root_list}})), Names{"certificate.revocation_unknown"});
}

struct ListDates {
  const char* name;
  const char* this_update;
  const char* next_update;
  bool serves;
};
void PrintTo(const ListDates& c, std::ostream* out) { *out << c.name; }

class FreshnessTest : public testing::TestWithParam<ListDates> {};

TEST_P(FreshnessTest, IsJudgedAtTheTimeAsked) {
  const auto list = test::issue_list(world().authority, {}, GetParam().this_update, GetParam().next_update);
  EXPECT_EQ(reasons(check_with(list)), GetParam().serves ? Names{} : Names{"certificate.revocation_unknown"});
}

INSTANTIATE_TEST_SUITE_P(Lists, FreshnessTest,
                         testing::Values(ListDates{"current", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z", true},
                                         ListDates{"outdated", "2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z", false},
                                         ListDates{"issued later, which tells the past too", "2026-12-01T00:00:00Z",
                                                   "2026-12-08T00:00:00Z", true},
                                         ListDates{"issued after the certificate expired", "2028-02-01T00:00:00Z",
                                                   "2028-03-01T00:00:00Z", false}));

// An outdated list is still a true one.
TEST(CheckRevocation, BelievesARevocationOnAnOutdatedList) {
  const auto list = test::issue_list(world().authority, {{&world().person, "2026-11-01T00:00:00Z"}},
                                     "2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z");
  EXPECT_EQ(reasons(check_with(list)), Names{"certificate.revoked"});
}

TEST(CheckRevocation, BelievesNoListOfAnotherKey) {
  const auto forged_good = test::issue_list(world().impostor);
  EXPECT_EQ(reasons(check_with(forged_good)), Names{"certificate.revocation_unknown"});
  const auto forged_revoked = test::issue_list(world().impostor, {{&world().person, "2026-11-12T00:00:00Z"}});
  EXPECT_EQ(reasons(check_with(forged_revoked)), Names{"certificate.revocation_unknown"});
}

TEST(CheckRevocation, BelievesNoListWithABrokenSignature) {
  for (const bool revokes : {false, true}) {
    auto der = revokes ? list_with_person("2026-11-12T00:00:00Z").der() : world().authority_list.der();
    der.back() ^= 1;
    const auto broken = revocation_list_from_der(der);
    if (!broken) continue;
    EXPECT_EQ(reasons(check_with(*broken)), Names{"certificate.revocation_unknown"}) << revokes;
  }
}

TEST(CheckRevocation, TakesTheListThatServesAmongOthers) {
  const auto outdated = test::issue_list(world().authority, {}, "2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z");
  const auto current = test::issue_list(world().authority, {}, "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
  EXPECT_EQ(reasons(check(world().person, {.lists = {outdated, world().root_list, current}})), Names{});
}

TEST(CheckRevocation, AsksNothingAboutTheAnchor) {
  const auto list = test::issue_list(world().root, {{&world().root, "2026-11-12T00:00:00Z"}});
  EXPECT_EQ(reasons(check(world().person, {.lists = {list, world().authority_list}})), Names{});
}

}  // namespace
}  // namespace sceau
