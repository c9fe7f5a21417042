// SPDX-License-Identifier: Apache-2.0
// What a signature time-stamp in XAdES proves, and that it proves nothing where there are no octets to compare.
#include "verifier/check_timestamps.h"

#include <gtest/gtest.h>

#include "crypto/timestamp_client.h"
#include "crypto/timestamp_token.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"
#include "verifier/check_xml.h"

namespace sceau {
namespace {

struct Pki {
  test::Issued root = test::issue_root("Root");
  test::Issued signer = test::issue({.common_name = "Signer", .issuer = &root});
  test::Issued tsa = test::issue({.common_name = "TSA",
                                  .issuer = &root,
                                  .key_usage = "critical,digitalSignature",
                                  .extended_key_usage = "critical,timeStamping"});
  RevocationList list = test::issue_list(root);
};

const Pki& pki() {
  static const Pki made;
  return made;
}

ValidationContext context() {
  ValidationContext context;
  context.time = *from_rfc3339("2026-12-01T00:00:00Z");
  context.anchors.certificates = {pki().root.certificate};
  context.revocation_lists = {pki().list};
  return context;
}

Result<Bytes> stamp(DigestAlgorithm algorithm, ByteView imprint) {
  const Bytes nonce = {1, 2, 3, 4, 5, 6, 7, 8};
  const ImprintToStamp asked{.algorithm = algorithm, .digest = Bytes(imprint.begin(), imprint.end())};
  const auto request = timestamp_request(asked, "", nonce);
  if (!request) return request.error();
  const auto response =
      make_timestamp_response(*request, {.identity = pki().tsa.identity(), .policy = "1.3.6.1.4.1.99999.1"},
                              *from_rfc3339("2026-11-22T10:00:00Z"), Bytes{1});
  if (!response) return response.error();
  return token_from_response(*response, asked, {}, nonce);
}

Bytes token_over(std::string_view data) {
  const auto imprint = digest(DigestAlgorithm::sha256, as_bytes(data));
  EXPECT_TRUE(imprint);
  const auto token = stamp(DigestAlgorithm::sha256, *imprint);
  EXPECT_TRUE(token);
  return *token;
}

std::string stamped_letter() {
  const SigningOptions options{pki().signer.identity(), SignatureAlgorithm::ecdsa_sha256,
                               *from_rfc3339("2026-11-22T09:14:03Z"), stamp};
  const auto result = sign_xml(as_bytes("<letter><to>Jeanne</to></letter>"), options);
  EXPECT_TRUE(result);
  return to_string(*result);
}

// What stands from `begin` up to `end` makes room for `with`.
std::string with_inside(std::string text, std::string_view begin, std::string_view end, std::string_view with) {
  const auto from = text.find(begin);
  const auto to = text.find(end, from);
  EXPECT_NE(to, std::string::npos) << begin;
  return to == std::string::npos ? text : text.replace(from, to - from, with);
}

constexpr std::string_view exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

// The unsigned time-stamp of the letter, made anew around this token (nothing: the one that is there).
std::string letter_with(std::string_view form, const std::optional<Bytes>& token) {
  auto text = stamped_letter();
  const auto at = text.find("SignatureTimeStamp");
  auto head = text.substr(0, at);
  auto tail = with_inside(text.substr(at), "<ds:CanonicalizationMethod ", ">",
                          "<ds:CanonicalizationMethod Algorithm=\"" + std::string(form) + "\"");
  if (!token) return head + tail;
  const auto begin = tail.find('>', tail.find("EncapsulatedTimeStamp")) + 1;
  return head + tail.replace(begin, tail.find('<', begin) - begin, base64(*token));
}

ProvenTimes times_of(const std::string& document) {
  CertificatePool pool;
  const auto checked = check_xml(as_bytes(document), pool);
  EXPECT_TRUE(checked && checked->size() == 1U && checked->front().signature_timestamps.size() == 1U);
  EXPECT_TRUE(checked->front().intact && checked->front().findings.empty()) << "the time-stamp breaks no signature";
  return check_timestamps(checked->front(), context());
}

void expect_no_proof(const ProvenTimes& times, Reason reason) {
  EXPECT_FALSE(times.best);
  EXPECT_FALSE(times.has_sound_timestamp);
  EXPECT_TRUE(contains(times.findings, reason));
}

TEST(CheckTimestamps, ATokenOverTheSignatureValueProvesItsTime) {
  const auto times = times_of(letter_with(exclusive, std::nullopt));
  for (const auto& finding : times.findings) ADD_FAILURE() << stable_name(finding.reason) << ' ' << finding.detail;
  EXPECT_TRUE(times.has_sound_timestamp);
  ASSERT_TRUE(times.best);
  EXPECT_EQ(to_rfc3339(*times.best), "2026-11-22T10:00:00Z");
}

TEST(CheckTimestamps, ATokenOverOtherDataProvesNothing) {
  for (const std::string_view data : {"", "other"}) {
    expect_no_proof(times_of(letter_with(exclusive, token_over(data))), Reason::timestamp_imprint_mismatch);
  }
}

TEST(CheckTimestamps, WithoutCanonicalFormNoTokenProvesATime) {
  for (const auto& token : {std::optional(token_over("")), std::optional<Bytes>()}) {
    const auto times = times_of(letter_with("urn:none", token));
    expect_no_proof(times, Reason::xml_transform_refused);
    EXPECT_TRUE(contains(times.findings, Reason::timestamp_imprint_mismatch));
  }
}

TEST(CheckTimestamps, ASignatureValueTooLongForATimestampProvesNoTime) {
  const auto padding = std::string(std::size_t{2} << 20, ' ');
  auto document = letter_with(exclusive, token_over(""));
  document.insert(document.find("</ds:SignatureValue>"), padding);
  expect_no_proof(times_of(document), Reason::xml_too_complex);
}

struct ClaimCase {
  TimestampClaim claim;
  bool is_sound;
};

TEST(CheckTimestamps, AClaimNeedsOctetsOrAnImprint) {
  const auto of_nothing = token_over(""), good = token_over("data");
  const auto imprint = *digest(DigestAlgorithm::sha256, as_bytes("data"));
  const auto octets = to_bytes("data");
  for (const auto& [claim, is_sound] :
       {ClaimCase{{.token = good, .stamped_data = octets, .imprint = {}}, true},
        ClaimCase{{.token = good, .stamped_data = {}, .imprint = imprint}, true},
        ClaimCase{{.token = good, .stamped_data = {}, .imprint = {}}, false},
        ClaimCase{{.token = of_nothing, .stamped_data = {}, .imprint = {}}, false},
        ClaimCase{{.token = good, .stamped_data = octets, .imprint = {}, .findings = {{Reason::xml_too_complex, ""}}},
                  false}}) {
    const auto checked = check_timestamp(claim, {}, context());
    EXPECT_EQ(checked.sound, is_sound);
    EXPECT_EQ(checked.findings.empty(), is_sound);
  }
}

}  // namespace
}  // namespace sceau
