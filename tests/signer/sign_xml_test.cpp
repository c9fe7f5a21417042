// SPDX-License-Identifier: Apache-2.0
#include "signer/sign_xml.h"

#include <gtest/gtest.h>

#include "crypto/timestamp_client.h"
#include "crypto/timestamp_token.h"
#include "formats/xml/xml_reader.h"
#include "tests/pki/test_pki.h"
#include "verifier/check_xml.h"

namespace sceau {
namespace {

const test::Issued& signer_with(NewKey kind) {
  static const auto root = test::issue_root("Root");
  static const auto p256 = test::issue({.common_name = "P-256", .issuer = &root, .key = NewKey::p256});
  static const auto rsa = test::issue({.common_name = "RSA", .issuer = &root, .key = NewKey::rsa_3072});
  static const auto ed25519 = test::issue({.common_name = "Ed25519", .issuer = &root, .key = NewKey::ed25519});
  return kind == NewKey::p256 ? p256 : kind == NewKey::rsa_3072 ? rsa : ed25519;
}

Result<Bytes> stamp(DigestAlgorithm algorithm, ByteView imprint) {
  static const auto authority = test::issue(
      {.common_name = "TSA", .key_usage = "critical,digitalSignature", .extended_key_usage = "critical,timeStamping"});
  const Bytes nonce = {1, 2, 3, 4, 5, 6, 7, 8};
  const ImprintToStamp asked{.algorithm = algorithm, .digest = Bytes(imprint.begin(), imprint.end())};
  const auto request = timestamp_request(asked, "", nonce);
  if (!request) return request.error();
  const auto response =
      make_timestamp_response(*request, {.identity = authority.identity(), .policy = "1.3.6.1.4.1.99999.1"},
                              *from_rfc3339("2026-11-22T10:00:00Z"), Bytes{1});
  if (!response) return response.error();
  return token_from_response(*response, asked, {}, nonce);
}

SigningOptions options_for(NewKey kind, SignatureAlgorithm algorithm) {
  return {signer_with(kind).identity(), algorithm, *from_rfc3339("2026-11-22T09:14:03Z"), std::nullopt};
}

SigningOptions usual_options() { return options_for(NewKey::p256, SignatureAlgorithm::ecdsa_sha256); }

std::string sign(std::string_view document, const SigningOptions& options) {
  const auto result = sign_xml(as_bytes(document), options);
  EXPECT_TRUE(result) << stable_name(result.error().reason) << ' ' << result.error().detail;
  return result ? to_string(*result) : std::string();
}

void expect_all_sound(std::string_view document, std::size_t count) {
  CertificatePool pool;
  const auto checked = check_xml(as_bytes(document), pool);
  ASSERT_TRUE(checked) << stable_name(checked.error().reason) << ' ' << checked.error().detail;
  EXPECT_EQ(checked->size(), count);
  for (const auto& signature : *checked) {
    for (const auto& finding : signature.findings)
      ADD_FAILURE() << stable_name(finding.reason) << ' ' << finding.detail;
    EXPECT_TRUE(signature.intact) << signature.id;
    EXPECT_EQ(signature.coverage, Coverage::whole_document);
    EXPECT_EQ(signature.base_level, "XAdES-BASELINE-B");
    EXPECT_EQ(to_rfc3339(signature.claimed_time.value()), "2026-11-22T09:14:03Z");
  }
}

constexpr std::string_view letter =
    "<?xml version=\"1.0\"?>\n<!-- a letter -->\n<letter xmlns=\"urn:example:hr\" xml:lang=\"fr\">\n"
    "  <to Id=\"to\">Jeanne &amp; Cie</to>\n</letter>\n<!-- end -->\n";

TEST(SignXml, KeepsTheDocumentAroundTheSignature) {
  const auto signed_letter = sign(letter, usual_options());
  const auto begin = signed_letter.find("<ds:Signature "), end = signed_letter.find("</ds:Signature>") + 15;
  ASSERT_NE(begin, std::string::npos);
  EXPECT_EQ(signed_letter.substr(0, begin) + signed_letter.substr(end), letter);
  EXPECT_EQ(signed_letter.substr(end), "</letter>\n<!-- end -->\n");
  expect_all_sound(signed_letter, 1);
}

struct KeyCase {
  NewKey key;
  SignatureAlgorithm algorithm;
};

TEST(SignXml, SignsWithEveryKindOfKey) {
  for (const auto& [key, algorithm] : {KeyCase{NewKey::p256, SignatureAlgorithm::ecdsa_sha256},
                                       {NewKey::p256, SignatureAlgorithm::ecdsa_sha512},
                                       {NewKey::rsa_3072, SignatureAlgorithm::rsa_sha256},
                                       {NewKey::rsa_3072, SignatureAlgorithm::pss_sha384},
                                       {NewKey::ed25519, SignatureAlgorithm::ed25519}}) {
    SCOPED_TRACE(row_of(algorithm).name);
    expect_all_sound(sign(letter, options_for(key, algorithm)), 1);
  }
}

TEST(SignXml, FurtherSignaturesBreakNone) {
  auto document = std::string(letter);
  for (std::size_t count = 1; count <= 3; ++count) {
    document = sign(document, usual_options());
    expect_all_sound(document, count);
  }
}

TEST(SignXml, AddsATimestampOverTheSignatureValue) {
  auto options = usual_options();
  options.timestamper = stamp;
  const auto document = sign(letter, options);
  expect_all_sound(document, 1);
  CertificatePool pool;
  const auto checked = check_xml(as_bytes(document), pool);
  ASSERT_EQ(checked->front().signature_timestamps.size(), 1U);
  const auto& claim = checked->front().signature_timestamps.front();
  const auto token = parse_timestamp_token(claim.token);
  ASSERT_TRUE(token);
  EXPECT_TRUE(check_timestamp_token(*token, claim.stamped_data).empty());
  EXPECT_FALSE(check_timestamp_token(*token, as_bytes("other")).empty());
}

TEST(SignXml, WritesNothingWithoutTheTimestamp) {
  auto options = usual_options();
  options.timestamper = [](DigestAlgorithm, ByteView) -> Result<Bytes> { return Error{Reason::tsa_unreachable, ""}; };
  const auto result = sign_xml(as_bytes(letter), options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::tsa_unreachable);
}

std::string utf16(std::string_view ascii, bool little) {
  std::string result;
  const auto put = [&](char high, char low) { result += little ? std::string{low, high} : std::string{high, low}; };
  put('\xFE', '\xFF');
  for (const char c : ascii) put('\0', c);
  return result;
}

TEST(SignXml, WritesInTheEncodingOfTheFile) {
  const std::vector<std::string> documents = {
      utf16("<?xml version='1.0' encoding='UTF-16'?><a>b</a>", true),
      utf16("<?xml version='1.0' encoding='UTF-16'?><a>b</a>", false),
      utf16("<p:root xmlns:p='urn:x' />", true),
      "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
      "<?xml version='1.0' encoding='ISO-8859-2'?><a\xE9/>",
      "\xEF\xBB\xBF<a>\xC3\xA9</a>",
  };
  for (const auto& document : documents) {
    const auto once = sign(document, usual_options());
    expect_all_sound(once, 1);
    expect_all_sound(sign(once, usual_options()), 2);
  }
}

TEST(SignXml, OpensARootWithoutContent) {
  for (const std::string_view document : {"<a/>", "<a />", "<a b='/>'\n/>\n", "<p:a\txmlns:p='urn:x'/>"}) {
    const auto result = sign(document, usual_options());
    expect_all_sound(result, 1);
    EXPECT_TRUE(result.starts_with(document.substr(0, document.rfind('/')))) << result;
  }
}

// Nothing of the document may reach into the signature: neither its prefixes nor its xml attributes nor its Ids.
TEST(SignXml, IsIndependentOfItsSurroundings) {
  const std::vector<std::string> documents = {
      "<a xmlns:ds='urn:other' xmlns:xades='urn:another' ds:b='' xades:b=''/>",
      "<ds:a xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>c</ds:a>",
      "<a xml:space='preserve' xml:base='http://example.org/'>c</a>",
      "<a><b Id='signature-1'/><c Id='signature-2-value'/></a>",
      "<a>]]&gt;&#13;<![CDATA[</a>]]><!--</a>--><?x </a>?></a>",
  };
  for (const auto& document : documents) expect_all_sound(sign(document, usual_options()), 1);
  EXPECT_NE(sign(documents[3], usual_options()).find("Id=\"signature-3\""), std::string::npos);
}

struct Refusal {
  std::string_view document;
  Reason reason;
};

TEST(SignXml, RefusesWhatCouldNotBeVerified) {
  for (const auto& [document, reason] : {
           Refusal{"<a><b Id='x'/><c ID='x'/></a>", Reason::xml_duplicate_id},
           Refusal{"<!DOCTYPE a><a/>", Reason::xml_doctype},
           Refusal{"<a xmlns='relative'/>", Reason::xml_relative_namespace},
           Refusal{"<a>", Reason::xml_malformed},
           Refusal{"<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>", Reason::xml_root_is_signature},
       }) {
    const auto result = sign_xml(as_bytes(document), usual_options());
    ASSERT_FALSE(result) << document;
    EXPECT_EQ(stable_name(result.error().reason), stable_name(reason));
  }
}

TEST(SignXml, RefusesAlgorithmsThatAreNotForNewSignatures) {
  const auto result = sign_xml(as_bytes(letter), options_for(NewKey::rsa_3072, SignatureAlgorithm::rsa_sha1));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::algorithm_refused);
}

}  // namespace
}  // namespace sceau
