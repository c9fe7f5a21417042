// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_issuer.h"

#include <gtest/gtest.h>

#include "certs/check_chain.h"
#include "certs/qualified_statements.h"
#include "certs/subject_names.h"
#include "crypto/sealed_envelope.h"
#include "crypto/timestamp_token.h"

namespace sceau {
namespace {

const Instant day_one = *from_rfc3339("2027-05-11T12:50:00Z");

DemoIssuer issuer() { return *DemoIssuer::make("Vote", day_one, system_random()); }

DemoHolder holder(const DemoIssuer& issuer, DemoHolderUse use) {
  auto made = issuer.issue(
      {.use = use, .common_name = "Zoé Noël", .organization = "Exemple SA", .surname = "Noël", .given_name = "Zoé"},
      day_one, system_random());
  return std::move(*made);
}

Findings findings(const DemoIssuer& issuer, const Certificate& certificate, Instant at) {
  const std::vector<Certificate> untrusted{issuer.issuing()};
  const TrustAnchors anchors{.certificates = {issuer.root()}, .revocation_lists = issuer.revocation_lists()};
  return check_chain(certificate, {.anchors = anchors, .untrusted = untrusted, .time = at}, {}).findings;
}

TEST(DemoIssuer, HoldersChainToItsRootAsLongAsTheyAreValid) {
  const auto authority = issuer();
  const auto signer = holder(authority, DemoHolderUse::signer);
  EXPECT_EQ(signer.certificate.subject(), "GN=Zoé, SN=Noël, CN=DEMO Zoé Noël, O=Exemple SA, C=FR");
  EXPECT_EQ(findings(authority, signer.certificate, day_one), Findings{});
  EXPECT_NE(findings(authority, signer.certificate, day_one + std::chrono::days(3 * 365)), Findings{});
  EXPECT_NE(findings(issuer(), signer.certificate, day_one), Findings{});
  EXPECT_EQ(authority.root().common_name(), "DEMO Vote Root CA");
  EXPECT_EQ(authority.revocation_lists().size(), 2U);
}

TEST(DemoIssuer, EachHolderIsGoodForItsOwnUse) {
  const auto authority = issuer();
  struct Case {
    DemoHolderUse use;
    bool is_qualified, stamps, opens;
  };
  for (const auto& [use, is_qualified, stamps, opens] :
       {Case{DemoHolderUse::signer, false, false, false}, Case{DemoHolderUse::qualified_signer, true, false, false},
        Case{DemoHolderUse::timestamps, false, true, false}, Case{DemoHolderUse::opener, false, false, true}}) {
    const auto made = holder(authority, use);
    const auto statements = qualified_statements(made.certificate);
    EXPECT_EQ(statements && claims_qualified_signature(*statements), is_qualified);
    EXPECT_EQ(is_for_timestamping(made.certificate.handle()).empty(), stamps);
    EXPECT_EQ(static_cast<bool>(envelope_recipient(made.certificate.handle())), opens);
    const auto names = subject_names(made.certificate);
    EXPECT_EQ(names.surname, "Noël");
    EXPECT_EQ(names.given_name, "Zoé");
  }
}

TEST(DemoIssuer, AnIdentityBringsItsChain) {
  const auto authority = issuer();
  const auto identity = authority.identity_of(holder(authority, DemoHolderUse::signer));
  ASSERT_TRUE(identity);
  ASSERT_EQ(identity->chain.size(), 1U);
  EXPECT_EQ(*certificate_from(identity->chain.front()), authority.issuing());
}

}  // namespace
}  // namespace sceau
