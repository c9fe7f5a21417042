// SPDX-License-Identifier: Apache-2.0
#include "signer/sign_pdf.h"

#include <gtest/gtest.h>

#include "crypto/timestamp_client.h"
#include "formats/pdf/byte_range.h"
#include "tests/formats/pdf/outside_tools.h"
#include "tests/formats/pdf/pdf_builder.h"
#include "tests/pki/test_pki.h"
#include "verifier/check_pdf.h"

namespace sceau {
namespace {

Instant at(const char* text) { return *from_rfc3339(text); }

const test::Issued& root() {
  static const auto issued = test::issue_root("Root");
  return issued;
}

test::Issued signer_with(NewKey key) {
  return test::issue({.common_name = "Jeanne Martin", .issuer = &root(), .key = key});
}

SigningOptions options_for(const test::Issued& signer) {
  auto identity = signer.identity();
  const auto algorithm = *default_algorithm(identity.key->public_key());
  return {std::move(identity), algorithm, at("2026-11-01T10:20:30Z"), std::nullopt};
}

Bytes joined(const SignedPdf& document) {
  Bytes bytes;
  for (const ByteView piece : document.pieces()) append(bytes, piece);
  return bytes;
}

// A SignedPdf looks at the original: it stays.
const Bytes& plain_pdf() {
  static const Bytes pdf = build_pdf({.bodies = one_page()});
  return pdf;
}

std::vector<CheckedSignature> checked(ByteView pdf) {
  CertificatePool pool;
  auto all = check_pdf(pdf, Secret(), pool);
  EXPECT_TRUE(all);
  return all ? *all : std::vector<CheckedSignature>{};
}

// Answers in process; `ballast` are certificates that make its tokens long.
class TestAuthority {
 public:
  explicit TestAuthority(std::size_t ballast = 0) {
    for (std::size_t i = 0; i < ballast; ++i) {
      identity_.chain.push_back(test::issue({.common_name = "Ballast", .issuer = &root()}).certificate.shared());
    }
  }
  Result<Bytes> stamp(DigestAlgorithm algorithm, ByteView imprint) {
    ++calls;
    const ImprintToStamp wanted{algorithm, Bytes(imprint.begin(), imprint.end())};
    const Bytes nonce{1, 2, 3, 4, 5, 6, 7, 8};
    const auto request = timestamp_request(wanted, "", nonce);
    if (!request) return request.error();
    const auto response =
        make_timestamp_response(*request, {identity_, "1.2.3.4"}, at("2026-11-01T10:20:31Z"), Bytes{1});
    if (!response) return response.error();
    return token_from_response(*response, wanted, {.url = "http://here"}, nonce);
  }
  Timestamper timestamper() {
    return [this](DigestAlgorithm algorithm, ByteView imprint) { return stamp(algorithm, imprint); };
  }
  int calls = 0;

 private:
  SigningIdentity identity_ = test::issue({.common_name = "TSA",
                                           .issuer = &root(),
                                           .key_usage = "critical,digitalSignature",
                                           .extended_key_usage = "critical,timeStamping"})
                                  .identity();
};

class EveryKey : public testing::TestWithParam<NewKey> {};
INSTANTIATE_TEST_SUITE_P(Keys, EveryKey, testing::Values(NewKey::rsa_3072, NewKey::p256, NewKey::ed25519));

TEST_P(EveryKey, SignsAsBaselineB) {
  const Bytes original = plain_pdf();
  const auto signed_pdf =
      sign_pdf(original, options_for(signer_with(GetParam())), {.reason = "Agreed", .location = "Lyon"});
  ASSERT_TRUE(signed_pdf) << signed_pdf.error().detail;
  const auto all = checked(joined(*signed_pdf));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].intact);
  EXPECT_TRUE(all[0].findings.empty()) << all[0].findings[0].detail;
  EXPECT_EQ(all[0].base_level, "PAdES-BASELINE-B");
  EXPECT_EQ(all[0].coverage, Coverage::whole_document);
  EXPECT_EQ(all[0].claimed_time, at("2026-11-01T10:20:30Z"));
  EXPECT_EQ(all[0].signer->common_name(), "Jeanne Martin");
}

TEST_P(EveryKey, SignsAsBaselineTAndThreeTimes) {
  TestAuthority authority;
  const auto signer = signer_with(GetParam());
  auto options = options_for(signer);
  options.timestamper = authority.timestamper();
  Bytes pdf = plain_pdf();
  for (int times = 0; times < 3; ++times) {
    const auto next = sign_pdf(pdf, options, {});
    ASSERT_TRUE(next) << next.error().detail;
    pdf = joined(*next);
  }
  EXPECT_EQ(authority.calls, 3);
  const auto all = checked(pdf);
  ASSERT_EQ(all.size(), 3u);
  for (const auto& each : all) {
    EXPECT_TRUE(each.intact);
    EXPECT_TRUE(each.findings.empty()) << each.findings[0].detail;
    EXPECT_EQ(each.signature_timestamps.size(), 1u);
  }
  EXPECT_EQ(all[0].changes_after, ChangesAfter::form_filling);
  EXPECT_EQ(qpdf_check(pdf), 0);
}

TEST_P(EveryKey, OneChangedByteBreaksIt) {
  const auto signed_pdf = sign_pdf(plain_pdf(), options_for(signer_with(GetParam())), {});
  const auto all = checked(replaced(joined(*signed_pdf), "Pay 100 EUR", "Pay 900 EUR"));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].intact);
  EXPECT_TRUE(contains(all[0].findings, Reason::digest_mismatch));
}

TEST(SignPdf, NameIsTheSignersAndHoleIsNotWasteful) {
  const Bytes pdf = joined(*sign_pdf(plain_pdf(), options_for(signer_with(NewKey::p256)), {}));
  const auto file = PdfFile::open(pdf);
  const auto found = find_signatures(*file);
  EXPECT_EQ(found->front().name, "Jeanne Martin");
  EXPECT_LT(found->front().contents.size(), 2 * 4096u);
}

TEST(SignPdf, SameInputGivesTheSamePreparedBytes) {
  const Bytes original = plain_pdf();
  const auto options = options_for(signer_with(NewKey::rsa_3072));
  EXPECT_EQ(joined(*sign_pdf(original, options, {})), joined(*sign_pdf(original, options, {})));
}

TEST(SignPdf, HoleGrowsWhereTheTokenIsLongerThanUsual) {
  TestAuthority authority(40);
  auto options = options_for(signer_with(NewKey::p256));
  options.timestamper = authority.timestamper();
  const auto signed_pdf = sign_pdf(plain_pdf(), options, {});
  ASSERT_TRUE(signed_pdf) << signed_pdf.error().detail;
  EXPECT_EQ(authority.calls, 2);
  EXPECT_TRUE(checked(joined(*signed_pdf))[0].intact);
}

TEST(SignPdf, WithoutTokenThereIsNoFile) {
  auto options = options_for(signer_with(NewKey::p256));
  options.timestamper = [](DigestAlgorithm, ByteView) -> Result<Bytes> {
    return Error{Reason::tsa_unreachable, "test"};
  };
  const auto signed_pdf = sign_pdf(plain_pdf(), options, {});
  ASSERT_FALSE(signed_pdf);
  EXPECT_EQ(signed_pdf.error().reason, Reason::tsa_unreachable);
}

TEST(SignPdf, AlgorithmMustFitTheKey) {
  auto options = options_for(signer_with(NewKey::p256));
  options.algorithm = SignatureAlgorithm::rsa_sha256;
  const auto signed_pdf = sign_pdf(plain_pdf(), options, {});
  ASSERT_FALSE(signed_pdf);
  EXPECT_EQ(signed_pdf.error().reason, Reason::algorithm_mismatch);
}

TEST(TimestampPdf, StampsTheWholeDocument) {
  TestAuthority authority;
  const auto stamped = timestamp_pdf(plain_pdf(), authority.timestamper(), DigestAlgorithm::sha256);
  ASSERT_TRUE(stamped) << stamped.error().detail;
  const auto all = checked(joined(*stamped));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].kind, SignatureKind::document_timestamp);
  EXPECT_TRUE(all[0].intact);
  EXPECT_EQ(all[0].coverage, Coverage::whole_document);
  const auto token = parse_timestamp_token(all[0].document_timestamp->token);
  ASSERT_TRUE(token);
  EXPECT_TRUE(check_timestamp_token_digest(*token, all[0].document_timestamp->imprint).empty());
}

int openssl_verify(ByteView pdf) {
  const auto file = PdfFile::open(pdf);
  const auto found = find_signatures(*file);
  const auto covered = covered_bytes(*file, found->front());
  Bytes content;
  for (const ByteView piece : covered.pieces) append(content, piece);
  const TemporaryFile data(content), cms(parse_cms(found->front().cms)->encoded());
  return std::system(("openssl cms -verify -binary -noverify -inform DER -in " + cms.path() + " -content " +
                      data.path() + " >/dev/null 2>&1")
                         .c_str());
}

TEST(SignPdf, OthersAgree) {
  for (const NewKey key : {NewKey::rsa_3072, NewKey::p256}) {
    const Bytes pdf = joined(*sign_pdf(plain_pdf(), options_for(signer_with(key)), {}));
    if (is_installed("openssl")) {
      EXPECT_EQ(openssl_verify(pdf), 0);
    }
    if (!is_installed("pdfsig")) continue;
    const TemporaryFile file(pdf);
    const std::string look =
        "pdfsig -nocert " + file.path() + " 2>/dev/null | grep -q 'Signature Validation: Signature is Valid'";
    EXPECT_EQ(std::system(look.c_str()), 0);
  }
}

TEST(SignPdf, HiddenSignatureIsRefused) {
  const auto options = options_for(signer_with(NewKey::p256));
  TestAuthority authority;
  const auto stamp = [&](ByteView pdf) { return timestamp_pdf(pdf, authority.timestamper(), DigestAlgorithm::sha256); };
  const Bytes original = plain_pdf();
  const Bytes sound = joined(*sign_pdf(original, options, {}));
  EXPECT_EQ(checked(sound).size(), 1u);
  EXPECT_TRUE(sign_pdf(sound, options, {}));
  EXPECT_TRUE(stamp(sound));

  Bytes hiding = sound;
  append(hiding, "startxref\n" + std::to_string(last_startxref_of(original)) + "\n%%EOF\n");
  const auto expect_refused = [](const auto& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, Reason::pdf_malformed);
    EXPECT_EQ(result.error().detail, "bytes that no cross-reference section reaches hold a signature");
  };
  CertificatePool pool;
  expect_refused(check_pdf(hiding, Secret(), pool));
  expect_refused(sign_pdf(hiding, options, {}));
  expect_refused(stamp(hiding));
}

}  // namespace
}  // namespace sceau
