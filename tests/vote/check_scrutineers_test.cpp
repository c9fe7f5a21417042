// SPDX-License-Identifier: Apache-2.0
#include "vote/check_scrutineers.h"

#include <gmock/gmock.h>

#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

using test::issue;
using testing::HasSubstr;
using testing::IsEmpty;

const Instant meeting_starts = *from_rfc3339("2027-05-12T08:00:00Z");

Certificate with(NewKey key, std::string key_usage, std::string not_after = "2028-01-01T00:00:00Z") {
  return issue({.common_name = "Scrutineer",
                .not_after = std::move(not_after),
                .key_usage = std::move(key_usage),
                .key = key})
      .certificate;
}

Bureau bureau_of(std::size_t count) { return {.scrutineers = std::vector<std::string>(count, "file"), .threshold = 1}; }

TEST(CheckScrutineers, KeysThatDecryptAreTaken) {
  EXPECT_THAT(certificate_can_decrypt(with(NewKey::p256, "critical,keyAgreement")), IsEmpty());
  EXPECT_THAT(certificate_can_decrypt(with(NewKey::p256, "")), IsEmpty());
  EXPECT_THAT(certificate_can_decrypt(with(NewKey::rsa_3072, "critical,keyEncipherment")), IsEmpty());
}

TEST(CheckScrutineers, KeysThatOnlySignAreRefused) {
  const auto refused = [](const Certificate& certificate, std::string_view why) {
    const auto findings = certificate_can_decrypt(certificate);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().reason, Reason::vote_bureau_irregular);
    EXPECT_THAT(findings.front().detail, HasSubstr(std::string(why)));
  };
  refused(with(NewKey::p256, "critical,digitalSignature"), "keyAgreement");
  refused(with(NewKey::rsa_3072, "critical,digitalSignature"), "keyEncipherment");
  refused(with(NewKey::ed25519, ""), "signs");
}

TEST(CheckScrutineers, EveryScrutineerHasAKeyOfTheirOwnUntilTheMeeting) {
  const auto one = with(NewKey::p256, ""), two = with(NewKey::p256, "");
  EXPECT_THAT(check_scrutineers(std::vector{one, two}, bureau_of(2), meeting_starts), IsEmpty());
  EXPECT_TRUE(
      contains(check_scrutineers(std::vector{one, one}, bureau_of(2), meeting_starts), Reason::vote_bureau_irregular));
  EXPECT_TRUE(
      contains(check_scrutineers(std::vector{one}, bureau_of(2), meeting_starts), Reason::vote_bureau_irregular));
  const auto expiring = with(NewKey::p256, "", "2027-05-12T07:59:59Z");
  EXPECT_TRUE(
      contains(check_scrutineers(std::vector{expiring}, bureau_of(1), meeting_starts), Reason::vote_bureau_irregular));
}

// Envelopes name a certificate by issuer and serial number: two of one name could not tell whose turn it is.
TEST(CheckScrutineers, TwoCertificatesOfOneNameAreRefused) {
  const auto one = with(NewKey::p256, ""), two = with(NewKey::p256, "");
  CertificateHandle twin(X509_dup(two.handle()));
  ASSERT_EQ(X509_set_serialNumber(twin.get(), X509_get_serialNumber(one.handle())), 1);
  const auto same_name = *certificate_from(share(std::move(twin)));
  EXPECT_THAT(check_scrutineers(std::vector{one, two}, bureau_of(2), meeting_starts), IsEmpty());
  const auto findings = check_scrutineers(std::vector{one, same_name}, bureau_of(2), meeting_starts);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings.front().detail, HasSubstr("serial number"));
}

TEST(CheckScrutineers, TooManyWaysToComeTogetherAreRefused) {
  std::vector<Certificate> certificates;
  for (int at = 0; at < 13; ++at) certificates.push_back(with(NewKey::p256, ""));
  auto bureau = bureau_of(13);
  bureau.threshold = 3;
  EXPECT_THAT(check_scrutineers(certificates, bureau, meeting_starts), IsEmpty());
  bureau.threshold = 6;
  EXPECT_TRUE(contains(check_scrutineers(certificates, bureau, meeting_starts), Reason::vote_bureau_irregular));
}

}  // namespace
}  // namespace sceau
