// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms_signature.h"

#include <gmock/gmock.h>

#include "crypto/timestamp_token.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

using enum SignatureAlgorithm;
constexpr auto required = SigningCertificateAttribute::required;

const Bytes content = to_bytes("Lu et approuv\xc3\xa9.\n");

Bytes digest_for(const CmsSignature& cms) { return value_of(digest(value_of(cms.signer().digest()), content)); }

std::string text_of(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings) text += std::string(stable_name(finding.reason)) + ": " + finding.detail + "\n";
  return text;
}

struct Case {
  const char* name;
  const char* key;
  SignatureAlgorithm algorithm;
  bool openssl_verifies = true;  // OpenSSL 3.0 knows no EdDSA in CMS
};

class EachAlgorithm : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(All, EachAlgorithm,
                         testing::Values(Case{"rsa_sha256", "rsa:3072", rsa_sha256},
                                         Case{"rsa_sha512", "rsa:3072", rsa_sha512},
                                         Case{"pss_sha256", "rsa:3072", pss_sha256},
                                         Case{"pss_sha384", "rsa:3072", pss_sha384}, Case{"p256", "p256", ecdsa_sha256},
                                         Case{"p384", "p384", ecdsa_sha384}, Case{"p521", "p521", ecdsa_sha512},
                                         Case{"ed25519", "ed25519", ed25519, false}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(EachAlgorithm, IsMadeReadAndAcceptedByOpenssl) {
  const Workbench bench;
  const auto identity = make_identity(bench, "Jeanne", GetParam().key);
  const auto attributes = attributes_over(content, identity, GetParam().algorithm);
  const auto cms = make_cms(attributes, identity, GetParam().algorithm);
  ASSERT_TRUE(cms) << cms.error().detail;
  EXPECT_EQ(text_of(check_cms_integrity(*cms, digest_for(*cms), required)), "");
  EXPECT_EQ(value_of(cms->signer().algorithm()), GetParam().algorithm);

  bench.write("s", cms->encoded());
  bench.write("m", content);
  EXPECT_EQ(bench.run("openssl asn1parse -inform DER -in s").status, 0);
  if (!GetParam().openssl_verifies) return;
  const auto verdict = bench.run(
      "openssl cms -verify -cades -binary -inform DER -in s -content m -CAfile Jeanne.crt -purpose any -out /dev/null");
  EXPECT_EQ(verdict.status, 0) << verdict.output;
}

TEST_P(EachAlgorithm, IsReadAsOpensslMadeIt) {
  if (!GetParam().openssl_verifies) GTEST_SKIP() << "OpenSSL 3.0 makes none";
  const Workbench bench;
  make_identity(bench, "Jeanne", GetParam().key);
  bench.write("m", content);
  const auto& row = row_of(GetParam().algorithm);
  const std::string pss = row.scheme == SignatureScheme::rsa_pss ? " -keyopt rsa_padding_mode:pss" : "";
  bench.must("openssl cms -sign -cades -binary -md " + std::string(row_of(row.digest).name) +
             " -in m -signer Jeanne.crt -inkey Jeanne.key" + pss + " -outform DER -out s");
  const auto cms = value_of(parse_cms(bench.read("s")));
  EXPECT_EQ(text_of(check_cms_integrity(cms, digest_for(cms), required)), "");
  EXPECT_EQ(value_of(cms.signer().algorithm()), GetParam().algorithm);
  EXPECT_TRUE(cms.signer().signed_attributes->signing_time());
}

class Cms : public testing::Test {
 protected:
  Cms() : identity_(make_identity(bench_, "Jeanne", "p256")) { bench_.write("m", content); }

  CmsSignature make(const CmsContent& inside = {}, EmbeddedCertificates embedded = EmbeddedCertificates::chain) const {
    return value_of(
        make_cms(attributes_over(content, identity_, ecdsa_sha256), identity_, ecdsa_sha256, inside, embedded));
  }
  CmsSignature by_openssl(const std::string& options) const {
    bench_.must("openssl cms -sign -binary -md sha256 -in m -signer Jeanne.crt -inkey Jeanne.key -outform DER -out s " +
                options);
    return value_of(parse_cms(bench_.read("s")));
  }

  Workbench bench_;
  SigningIdentity identity_;
};

// EN 319 142-1, 6.3: what a PAdES signature has, and what it must not have.
TEST_F(Cms, HasExactlyTheAttributesOfPades) {
  const auto cms = make();
  const auto& signer = cms.signer();
  EXPECT_EQ(signer.version, 1);
  EXPECT_EQ(cms.content_type(), oid::data);
  EXPECT_FALSE(cms.content());
  std::vector<std::string> attributes;
  for (const auto& attribute : signer.signed_attributes->attributes) attributes.push_back(attribute.oid);
  EXPECT_THAT(attributes,
              testing::UnorderedElementsAre(oid::content_type, oid::message_digest, oid::signing_certificate_v2));
  EXPECT_TRUE(signer.unsigned_attributes.empty());
  const auto references = signer.signed_attributes->signing_certificates();
  ASSERT_EQ(references.size(), 1u);
  EXPECT_TRUE(issuer_serial_names(references[0].issuer_serial, identity_.certificate.get()));
  bench_.write("s", cms.encoded());
  EXPECT_THAT(bench_.run("openssl cms -cmsout -print -inform DER -in s").output,
              testing::Not(testing::HasSubstr("signingTime")));
}

TEST_F(Cms, IsTheSameByteForByteWhenReadAgain) {
  const auto cms = make();
  EXPECT_EQ(value_of(parse_cms(cms.encoded())).encoded(), cms.encoded());
}

TEST_F(Cms, LosesThePaddingOfItsHole) {
  const auto cms = make();
  Bytes padded = cms.encoded();
  padded.resize(padded.size() + 5000);
  EXPECT_EQ(value_of(parse_cms(padded)).encoded(), cms.encoded());
}

TEST_F(Cms, EmbedsTheChainWithoutTheRoot) {
  const Workbench& bench = bench_;
  bench.must(
      "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout root.key -out root.crt -subj "
      "/CN=Root -days 30"
      " && openssl req -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout leaf.key -out leaf.csr -subj /CN=Leaf"
      " && openssl x509 -req -in leaf.csr -CA root.crt -CAkey root.key -days 30 -out leaf.crt"
      " && cat leaf.crt root.crt leaf.crt > chain.crt");
  const auto identity = value_of(read_identity(bench.read("leaf.key"), bench.read("chain.crt"), Secret()));
  const auto attributes = attributes_over(content, identity, ecdsa_sha256);
  const auto count = [&](EmbeddedCertificates embedded) {
    return value_of(make_cms(attributes, identity, ecdsa_sha256, {}, embedded)).certificates().size();
  };
  EXPECT_EQ(count(EmbeddedCertificates::chain), 1u);
  EXPECT_EQ(count(EmbeddedCertificates::chain_with_root), 2u);
  EXPECT_EQ(count(EmbeddedCertificates::none), 0u);
}

TEST_F(Cms, CarriesASigningTimeOnlyWhenAsked) {
  const auto time = value_of(from_rfc3339("2026-11-22T09:14:03Z"));
  const auto attributes = value_of(encode_signed_attributes(
      {.message_digest = Bytes(32), .certificate = identity_.certificate, .signing_time = time}));
  EXPECT_EQ(attributes.signing_time(), time);
  EXPECT_FALSE(make().signer().signed_attributes->signing_time());
}

TEST_F(Cms, ReadsTheOtherShapesOfOpenssl) {
  const auto plain = by_openssl("-noattr");
  EXPECT_FALSE(plain.signer().signed_attributes);
  EXPECT_EQ(text_of(check_cms_integrity(plain, digest_for(plain), SigningCertificateAttribute::optional)), "");

  const auto by_key = by_openssl("-keyid -cades");
  EXPECT_EQ(by_key.signer().version, 3);
  EXPECT_FALSE(by_key.signer().key_identifier.empty());
  EXPECT_EQ(text_of(check_cms_integrity(by_key, digest_for(by_key), required)), "");

  const auto attached = by_openssl("-nodetach");
  EXPECT_EQ(attached.content(), content);

  const auto in_pieces = by_openssl("-nodetach -stream -cades");  // BER, indefinite lengths
  EXPECT_EQ(in_pieces.encoded()[1], 0x80);
  EXPECT_EQ(in_pieces.content(), content);
  const auto findings = check_cms_integrity(in_pieces, digest_for(in_pieces), required);
  EXPECT_EQ(text_of(findings), "signature.content_attached: " + std::to_string(content.size()) + " bytes of content\n");

  const auto without_certificate = by_openssl("-nocerts");
  EXPECT_FALSE(without_certificate.signer().certificate);
}

TEST_F(Cms, ReadsCrls) {
  bench_.must(
      "touch index && printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=index\\ndefault_md=sha256\\n' > ca.cnf"
      " && openssl ca -gencrl -config ca.cnf -keyfile Jeanne.key -cert Jeanne.crt -crldays 3 -out crl.pem"
      " && openssl crl2pkcs7 -in crl.pem -certfile Jeanne.crt -outform DER -out degenerate");
  const auto degenerate = parse_cms(bench_.read("degenerate"));
  ASSERT_FALSE(degenerate);
  EXPECT_EQ(degenerate.error().reason, Reason::cms_malformed);  // nobody signed it
}

// Ed25519 made by an implementation that is not OpenSSL's CMS: fixtures/make-ed25519.py (asn1crypto and cryptography).
TEST_F(Cms, ReadsEd25519OfAnotherTool) {
  const auto cms = value_of(parse_cms(fixture("ed25519.cms")));
  const auto content_digest = value_of(digest(DigestAlgorithm::sha512, fixture("ed25519.txt")));
  EXPECT_EQ(text_of(check_cms_integrity(cms, content_digest, required)), "");
  EXPECT_EQ(value_of(cms.signer().algorithm()), ed25519);
}

TEST_F(Cms, KeepsItsBytesAroundATimestamp) {
  const auto cms = make();
  const auto stamped = add_timestamp(cms, fixture("openssl.tst"));
  ASSERT_TRUE(stamped) << stamped.error().detail;
  ASSERT_EQ(stamped->signer().timestamps().size(), 1u);
  EXPECT_EQ(stamped->signer().timestamps()[0], fixture("openssl.tst"));
  EXPECT_EQ(stamped->signer().signed_attributes->encoded, cms.signer().signed_attributes->encoded);
  EXPECT_EQ(text_of(check_cms_integrity(*stamped, digest_for(*stamped), required)), "");
  const auto twice = value_of(add_timestamp(*stamped, fixture("openssl.tst")));
  EXPECT_EQ(twice.signer().timestamps().size(), 2u);

  bench_.write("s", stamped->encoded());
  EXPECT_EQ(bench_
                .run("openssl cms -verify -cades -binary -inform DER -in s -content m -CAfile Jeanne.crt -purpose "
                     "any -out /dev/null")
                .status,
            0);
  const auto refused = add_timestamp(cms, cms.encoded());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::timestamp_malformed);
}

TEST_F(Cms, IsNotMadeWithWhatMayNotSign) {
  const auto weak = make_identity(bench_, "weak", "rsa:2048");
  const auto refused = make_cms(attributes_over(content, weak, rsa_sha256), weak, rsa_sha256);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::algorithm_refused);
  const auto mismatch = make_cms(attributes_over(content, identity_, rsa_sha256), identity_, rsa_sha256);
  ASSERT_FALSE(mismatch);
  EXPECT_EQ(mismatch.error().reason, Reason::algorithm_mismatch);
}

}  // namespace
}  // namespace sceau::test
