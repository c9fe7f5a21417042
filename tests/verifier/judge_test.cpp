// SPDX-License-Identifier: Apache-2.0
// EN 319 102-1, 5.3 and 5.5: each rule of the verdict with its accepted twin.
#include "verifier/judge.h"

#include <gtest/gtest.h>

#include "crypto/timestamp_token.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

Instant at(const char* text) { return *from_rfc3339(text); }

// One authority for all tests: root -> CA -> signers, and a time-stamp authority below the CA.
struct Authority {
  test::Issued root = test::issue_root("Root");
  test::Issued ca = test::issue_ca("CA", root);
  test::Issued signer = test::issue({.common_name = "Signer", .issuer = &ca});
  test::Issued expired = test::issue({.common_name = "Expired", .issuer = &ca, .not_after = "2026-07-01T00:00:00Z"});
  test::Issued future = test::issue({.common_name = "Future", .issuer = &ca, .not_before = "2026-12-01T00:00:00Z"});
  test::Issued encipher = test::issue({.common_name = "Cipher", .issuer = &ca, .key_usage = "keyEncipherment"});
  test::Issued revoked = test::issue({.common_name = "Revoked", .issuer = &ca});
  test::Issued tsa = test::issue({.common_name = "TSA", .issuer = &ca, .extended_key_usage = "critical,timeStamping"});
  RevocationList root_list = test::issue_list(root);
  RevocationList ca_list = test::issue_list(ca, {{&revoked, "2026-08-01T00:00:00Z"}});
};

const Authority& authority() {
  static const Authority made;
  return made;
}

ValidationContext context() {
  ValidationContext context;
  context.time = at("2026-11-01T00:00:00Z");
  context.anchors.certificates = {authority().root.certificate};
  context.revocation_lists = {authority().root_list, authority().ca_list};
  return context;
}

CheckedSignature sound_signature(const test::Issued& signer) {
  CheckedSignature signature;
  signature.id = "S";
  signature.base_level = "PAdES-BASELINE-B";
  signature.intact = true;
  signature.coverage = Coverage::whole_document;
  signature.signer = signer.certificate;
  signature.certificates = {signer.certificate, authority().ca.certificate};
  signature.algorithm = SignatureAlgorithm::ecdsa_sha256;
  signature.digests = {DigestAlgorithm::sha256};
  return signature;
}

ProvenTimes proven_at(const char* time) { return {.best = at(time), .has_sound_timestamp = true, .findings = {}}; }

struct Expected {
  Indication indication;
  std::optional<SubIndication> sub_indication;
  std::optional<Reason> first_reason;
};

void expect(const Verdict& verdict, const Expected& expected) {
  EXPECT_EQ(verdict.indication, expected.indication);
  EXPECT_EQ(verdict.sub_indication, expected.sub_indication);
  if (expected.first_reason) {
    ASSERT_FALSE(verdict.reasons.empty());
    EXPECT_EQ(stable_name(verdict.reasons.front().reason), stable_name(*expected.first_reason))
        << verdict.reasons.front().detail;
  } else {
    EXPECT_TRUE(verdict.reasons.empty()) << stable_name(verdict.reasons.front().reason);
  }
}

constexpr Expected passed{Indication::total_passed, std::nullopt, std::nullopt};

TEST(Judge, a_sound_signature_of_a_trusted_signer_passes) {
  expect(judge_signature(sound_signature(authority().signer), {}, context()), passed);
}

TEST(Judge, without_anchors_the_signer_is_not_identified) {
  auto nobody = context();
  nobody.anchors = {};
  expect(judge_signature(sound_signature(authority().signer), {}, nobody),
         {Indication::indeterminate, SubIndication::no_certificate_chain_found, Reason::not_trusted});
}

TEST(Judge, anchors_that_the_chain_does_not_reach) {
  auto elsewhere = context();
  elsewhere.anchors.certificates = {test::issue_root("Another root").certificate};
  expect(judge_signature(sound_signature(authority().signer), {}, elsewhere),
         {Indication::indeterminate, SubIndication::no_certificate_chain_found, Reason::chain_incomplete});
}

TEST(Judge, without_revocation_lists_one_must_try_later) {
  auto blind = context();
  blind.revocation_lists = {};
  expect(judge_signature(sound_signature(authority().signer), {}, blind),
         {Indication::indeterminate, SubIndication::try_later, Reason::revocation_unknown});
}

TEST(Judge, lists_embedded_in_the_signature_serve_too) {
  auto blind = context();
  blind.revocation_lists = {};
  auto signature = sound_signature(authority().signer);
  signature.revocation_lists = {authority().root_list, authority().ca_list};
  expect(judge_signature(signature, {}, blind), passed);
}

TEST(Judge, an_expired_signer_is_out_of_bounds) {
  expect(judge_signature(sound_signature(authority().expired), {}, context()),
         {Indication::indeterminate, SubIndication::out_of_bounds_no_poe, Reason::certificate_expired});
  auto before = context();
  before.time = at("2026-06-15T00:00:00Z");
  expect(judge_signature(sound_signature(authority().expired), {}, before), passed);
}

TEST(Judge, a_signer_of_the_future_is_out_of_bounds) {
  expect(judge_signature(sound_signature(authority().future), {}, context()),
         {Indication::indeterminate, SubIndication::out_of_bounds_no_poe, Reason::certificate_not_yet_valid});
  auto later = context();
  later.time = at("2026-12-15T00:00:00Z");
  expect(judge_signature(sound_signature(authority().future), {}, later), passed);
}

TEST(Judge, a_time_stamp_older_than_the_certificate_is_a_failure) {
  auto later = context();
  later.time = at("2026-12-15T00:00:00Z");
  expect(judge_signature(sound_signature(authority().future), proven_at("2026-11-15T00:00:00Z"), later),
         {Indication::total_failed, SubIndication::not_yet_valid, Reason::timestamp_before_certificate});
  expect(judge_signature(sound_signature(authority().future), proven_at("2026-12-02T00:00:00Z"), later), passed);
}

TEST(Judge, a_key_for_encryption_does_not_sign) {
  expect(judge_signature(sound_signature(authority().encipher), {}, context()),
         {Indication::indeterminate, SubIndication::chain_constraints_failure, Reason::wrong_purpose});
}

TEST(Judge, a_revoked_signer_passes_only_with_a_time_stamp_from_before) {
  const auto signature = sound_signature(authority().revoked);
  const Expected revoked{Indication::indeterminate, SubIndication::revoked_no_poe, Reason::certificate_revoked};
  expect(judge_signature(signature, {}, context()), revoked);
  expect(judge_signature(signature, proven_at("2026-08-02T00:00:00Z"), context()), revoked);
  expect(judge_signature(signature, proven_at("2026-07-31T00:00:00Z"), context()), passed);
}

TEST(Judge, a_weak_digest_passes_only_where_it_is_proven_to_be_old) {
  auto signature = sound_signature(authority().signer);
  signature.digests = {DigestAlgorithm::sha1};
  expect(judge_signature(signature, {}, context()),
         {Indication::indeterminate, SubIndication::crypto_constraints_failure_no_poe, Reason::algorithm_too_weak});
  expect(judge_signature(signature, proven_at("2026-02-01T00:00:00Z"), context()),
         {Indication::indeterminate, SubIndication::crypto_constraints_failure, Reason::algorithm_too_weak});
}

TEST(Judge, without_a_signer_or_an_algorithm_nothing_passes) {
  auto nameless = sound_signature(authority().signer);
  nameless.signer.reset();
  expect(judge_signature(nameless, {}, context()),
         {Indication::indeterminate, SubIndication::no_signing_certificate_found, Reason::signing_certificate_missing});
  auto formless = sound_signature(authority().signer);
  formless.algorithm.reset();
  expect(judge_signature(formless, {}, context()),
         {Indication::indeterminate, SubIndication::crypto_constraints_failure, Reason::algorithm_unknown});
}

TEST(Judge, a_chain_or_a_list_of_weak_signatures_does_not_pass) {
  const auto weak = test::issue({.common_name = "Weak", .issuer = &authority().ca, .digest = "SHA1"});
  expect(judge_signature(sound_signature(weak), {}, context()),
         {Indication::indeterminate, SubIndication::crypto_constraints_failure_no_poe, Reason::algorithm_too_weak});
  auto with_weak_list = context();
  with_weak_list.revocation_lists = {authority().root_list, test::issue_list(authority().ca, {}, "2026-06-01T00:00:00Z",
                                                                             "2027-06-01T00:00:00Z", "SHA1")};
  expect(judge_signature(sound_signature(authority().signer), {}, with_weak_list),
         {Indication::indeterminate, SubIndication::crypto_constraints_failure_no_poe, Reason::algorithm_too_weak});
}

struct FindingCase {
  Reason reason;
  Indication indication;
  SubIndication sub_indication;
};

class JudgeFinding : public testing::TestWithParam<FindingCase> {};

TEST_P(JudgeFinding, decides_with_its_sub_indication) {
  auto signature = sound_signature(authority().signer);
  signature.findings = {{GetParam().reason, "detail"}};
  expect(judge_signature(signature, {}, context()),
         {GetParam().indication, GetParam().sub_indication, GetParam().reason});
}

INSTANTIATE_TEST_SUITE_P(
    Table, JudgeFinding,
    testing::Values(
        FindingCase{Reason::digest_mismatch, Indication::total_failed, SubIndication::hash_failure},
        FindingCase{Reason::signature_value_wrong, Indication::total_failed, SubIndication::sig_crypto_failure},
        FindingCase{Reason::algorithm_mismatch, Indication::total_failed, SubIndication::sig_crypto_failure},
        FindingCase{Reason::cms_malformed, Indication::total_failed, SubIndication::format_failure},
        FindingCase{Reason::byte_range_has_gap, Indication::total_failed, SubIndication::format_failure},
        FindingCase{Reason::signature_moved, Indication::total_failed, SubIndication::format_failure},
        FindingCase{Reason::signing_certificate_mismatch, Indication::indeterminate,
                    SubIndication::no_signing_certificate_found},
        FindingCase{Reason::xml_reference_not_found, Indication::indeterminate, SubIndication::signed_data_not_found},
        FindingCase{Reason::xml_partly_signed, Indication::indeterminate, SubIndication::sig_constraints_failure},
        FindingCase{Reason::algorithm_unknown, Indication::indeterminate, SubIndication::crypto_constraints_failure}));

TEST(Judge, a_failure_decides_before_what_is_only_indeterminate) {
  auto signature = sound_signature(authority().expired);
  signature.findings = {{Reason::xml_partly_signed, ""}, {Reason::digest_mismatch, ""}};
  const auto verdict = judge_signature(signature, {}, context());
  expect(verdict, {Indication::total_failed, SubIndication::hash_failure, Reason::digest_mismatch});
  EXPECT_TRUE(contains(verdict.reasons, Reason::certificate_expired)) << "the report is complete";
}

TEST(Judge, a_change_after_signing_fails) {
  auto signature = sound_signature(authority().signer);
  signature.changes_after = ChangesAfter::other;
  expect(judge_signature(signature, {}, context()),
         {Indication::total_failed, SubIndication::format_failure, Reason::changed_after_signing});
  signature.changes_after = ChangesAfter::form_filling;
  expect(judge_signature(signature, {}, context()), passed);
}

TEST(Judge, broken_bytes_never_pass_even_unexplained) {
  auto signature = sound_signature(authority().signer);
  signature.intact = false;
  EXPECT_EQ(judge_signature(signature, {}, context()).indication, Indication::total_failed);
}

TEST(Judge, every_reason_for_failure_or_doubt_has_a_sub_indication) {
  for (const auto& row : all_reasons()) {
    const bool decides = row.kind == ReasonKind::failed || row.kind == ReasonKind::indeterminate;
    if (!decides || row.reason == Reason::no_signature) continue;
    EXPECT_TRUE(sub_indication_of(row.reason).has_value()) << row.stable_name;
  }
}

}  // namespace
}  // namespace sceau
