// SPDX-License-Identifier: Apache-2.0
// A catalogue of damage: each case changes one thing in a signature that is accepted, and names the finding.
#include <gmock/gmock.h>

#include <functional>

#include "crypto/cms_attribute.h"
#include "crypto/cms_signature.h"
#include "crypto/cms_structure.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

using enum SignatureAlgorithm;

const Bytes content = to_bytes("Bon pour accord.\n");

const Bytes& content_digest() {
  static const Bytes value = value_of(digest(DigestAlgorithm::sha256, content));
  return value;
}

Findings check(const CmsSignature& cms) {
  return check_cms_integrity(cms, content_digest(), SigningCertificateAttribute::required);
}

std::vector<Reason> reasons(const Findings& findings) {
  std::vector<Reason> list;
  for (const auto& finding : findings) list.push_back(finding.reason);
  return list;
}

// Two people whose certificates bear the same name and serial number.
struct People {
  Workbench bench;
  SigningIdentity jeanne = make_identity(bench, "Jeanne", "p256", "-set_serial 7");
  SigningIdentity namesake;

  People() {
    bench.must("mkdir other");
    bench.must(
        "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout other/k -out other/c -days "
        "3650 -subj '/C=FR/CN=Jeanne' -set_serial 7");
    namesake = value_of(read_identity(bench.read("other/k"), bench.read("other/c"), Secret()));
    bench.write("m", content);
  }

  SignedAttributes attributes() const { return attributes_over(content, jeanne, ecdsa_sha256); }
  CmsSignature sign(const SignedAttributes& attributes) const {
    return value_of(make_cms(attributes, jeanne, ecdsa_sha256));
  }
  CmsSignature by_openssl(const std::string& options) const {
    bench.must("openssl cms -sign -binary -md sha256 -in m -signer Jeanne.crt -inkey Jeanne.key -outform DER -out s " +
               options);
    return value_of(parse_cms(bench.read("s")));
  }
};

const People& people() {
  static const People value;
  return value;
}

// The attributes without the one, or with another in its place.
SignedAttributes edited(std::string_view oid, const std::vector<CmsAttribute>& instead) {
  std::vector<Bytes> elements;
  for (const auto& attribute : people().attributes().attributes) {
    if (attribute.oid != oid) elements.push_back(value_of(encode_attribute(attribute)));
  }
  for (const auto& attribute : instead) elements.push_back(value_of(encode_attribute(attribute)));
  return value_of(parse_signed_attributes(asn1::set_sorted(elements)));
}

SignedAttributes without(std::string_view oid) { return edited(oid, {}); }

// All occurrences, as hex.
CmsSignature replaced(const CmsSignature& cms, std::string_view from, std::string_view to) {
  std::string hex = hex_lower(cms.encoded());
  for (std::size_t at = hex.find(from); at != std::string::npos; at = hex.find(from, at + to.size())) {
    hex.replace(at, from.size(), to);
  }
  return value_of(parse_cms(value_of(from_hex(hex))));
}

CmsSignature with_flipped(const CmsSignature& cms, const Bytes& part) {
  Bytes bytes = cms.encoded();
  const auto at = as_text(bytes).find(as_text(part));
  bytes[at + part.size() - 1] ^= 1;
  return value_of(parse_cms(bytes));
}

CmsAttribute attribute(std::string_view oid, std::string_view hex) {
  return {std::string(oid), {value_of(from_hex(hex))}};
}

struct Case {
  const char* name;
  std::function<CmsSignature()> make;
  std::vector<Reason> expected;
};

class Damage : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(
    All, Damage,
    testing::Values(
        Case{"none", [] { return people().sign(people().attributes()); }, {}},
        Case{"none_by_openssl", [] { return people().by_openssl("-cades"); }, {}},
        Case{"signature_value",
             [] {
               const auto cms = people().sign(people().attributes());
               return with_flipped(cms, cms.signer().signature);
             },
             {Reason::signature_value_wrong}},
        Case{"signed_digest",
             [] { return with_flipped(people().sign(people().attributes()), content_digest()); },
             {Reason::digest_mismatch, Reason::signature_value_wrong}},
        Case{"digest_of_other_content",
             [] {
               return people().sign(value_of(encode_signed_attributes(
                   {.message_digest = Bytes(32), .certificate = people().jeanne.certificate})));
             },
             {Reason::digest_mismatch}},
        Case{"message_digest_missing",
             [] { return people().sign(without(oid::message_digest)); },
             {Reason::cms_attribute_missing}},
        Case{"message_digest_is_a_number",
             [] { return people().sign(edited(oid::message_digest, {attribute(oid::message_digest, "020101")})); },
             {Reason::cms_attribute_wrong}},
        Case{"message_digest_twice",
             [] { return people().sign(edited("", {attribute(oid::message_digest, "040100")})); },
             {Reason::cms_attribute_wrong}},
        Case{"content_type_missing",
             [] { return people().sign(without(oid::content_type)); },
             {Reason::cms_attribute_missing}},
        Case{"content_type_of_something_else",
             [] {
               return people().sign(
                   edited(oid::content_type, {attribute(oid::content_type, "060b2a864886f70d0109100104")}));
             },
             {Reason::cms_attribute_wrong}},
        Case{"signing_certificate_missing",
             [] { return people().sign(without(oid::signing_certificate_v2)); },
             {Reason::cms_attribute_missing}},
        Case{"signing_certificate_unreadable",
             [] {
               return people().sign(
                   edited(oid::signing_certificate_v2, {attribute(oid::signing_certificate_v2, "0c0161")}));
             },
             {Reason::cms_attribute_wrong}},
        Case{"signing_certificate_of_another",
             [] {
               return people().sign(value_of(encode_signed_attributes(
                   {.message_digest = content_digest(), .certificate = people().namesake.certificate})));
             },
             {Reason::signing_certificate_mismatch}},
        Case{"certificate_replaced_by_a_namesake",
             [] {
               SigningIdentity mixed = people().jeanne;
               mixed.certificate = people().namesake.certificate;
               return value_of(make_cms(people().attributes(), mixed, ecdsa_sha256));
             },
             {Reason::signing_certificate_mismatch, Reason::signature_value_wrong}},
        Case{"certificate_beside_a_namesake",
             [] {
               SigningIdentity both = people().jeanne;
               both.chain = {people().namesake.certificate};
               return value_of(
                   make_cms(people().attributes(), both, ecdsa_sha256, {}, EmbeddedCertificates::chain_with_root));
             },
             {}},
        Case{"no_certificate",
             [] {
               return value_of(
                   make_cms(people().attributes(), people().jeanne, ecdsa_sha256, {}, EmbeddedCertificates::none));
             },
             {Reason::signing_certificate_missing}},
        Case{"two_signers",
             [] {
               people().bench.must(
                   "cp other/k k2 && openssl req -x509 -key k2 -out c2 -days 30 -subj /CN=second && openssl cms -sign "
                   "-cades -binary -md sha256 -in m -signer Jeanne.crt -inkey Jeanne.key -signer c2 -inkey k2 -outform "
                   "DER -out s");
               return value_of(parse_cms(people().bench.read("s")));
             },
             {Reason::signer_count_wrong}},
        Case{"content_inside", [] { return people().by_openssl("-cades -nodetach"); }, {Reason::content_attached}},
        Case{"no_signed_attributes", [] { return people().by_openssl("-noattr"); }, {Reason::cms_attribute_missing}},
        Case{"other_digest_algorithm",  // SHA-384 where SHA-256 stood
             [] {
               return replaced(people().sign(people().attributes()), "0609608648016503040201",
                               "0609608648016503040202");
             },
             {Reason::algorithm_mismatch}},
        Case{"unknown_digest_algorithm",
             [] {
               return replaced(people().sign(people().attributes()), "0609608648016503040201",
                               "060960864801650304027f");
             },
             {Reason::algorithm_unknown}},
        Case{"algorithms_protected",  // RFC 6211: sha256 and ecdsa-with-SHA256
             [] {
               return people().sign(edited("", {attribute(oid::algorithm_protection,
                                                          "3019300b0609608648016503040201a10a06082a8648ce3d040302")}));
             },
             {}},
        Case{"algorithms_protected_otherwise",  // sha512
             [] {
               return people().sign(edited("", {attribute(oid::algorithm_protection,
                                                          "3019300b0609608648016503040203a10a06082a8648ce3d040302")}));
             },
             {Reason::algorithm_mismatch}},
        Case{"algorithms_protected_by_nonsense",
             [] { return people().sign(edited("", {attribute(oid::algorithm_protection, "020101")})); },
             {Reason::algorithm_mismatch}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_P(Damage, IsFound) { EXPECT_EQ(reasons(check(GetParam().make())), GetParam().expected); }

// The plain PKCS#7 form signs the content itself.
TEST(PlainPkcs7, CoversTheContentByItsDigest) {
  const auto cms = people().by_openssl("-noattr");
  const auto key = value_of(public_key_of(people().jeanne.certificate.get()));
  EXPECT_EQ(reasons(signature_value_fits(cms.signer(), key, content_digest())), std::vector<Reason>{});
  EXPECT_EQ(reasons(signature_value_fits(cms.signer(), key, Bytes(32))), std::vector{Reason::signature_value_wrong});
}

// SignedData of another content type must sign its attributes (RFC 5652, 5.3).
TEST(PlainPkcs7, IsForIdDataOnly) {
  const auto cms = people().by_openssl("-noattr -nodetach -econtent_type 1.2.3.4");
  EXPECT_EQ(reasons(content_type_is_signed(cms, cms.signer())), std::vector{Reason::cms_attribute_missing});
}

TEST(EmptySignedAttributes, AreNotTakenForNone) {
  // The attributes replaced by an empty [0]: what remains must not be checked as plain PKCS#7.
  const auto cms = people().sign(people().attributes());
  const auto info = asn1::decode<asn1::ContentInfo>(cms.encoded());
  const auto signer = asn1::decode<asn1::SignerInfo>(asn1::encoded_elements(info->content->signers)[0]);
  while (sk_ASN1_TYPE_num(signer->signed_attributes) > 0) ASN1_TYPE_free(sk_ASN1_TYPE_pop(signer->signed_attributes));
  ASSERT_TRUE(asn1::replace_any(info->content->signers, 0, asn1::encode(signer.get())));
  const auto emptied = value_of(parse_cms(asn1::encode(info.get())));
  EXPECT_TRUE(emptied.signer().signed_attributes);
  const auto findings = check(emptied);
  EXPECT_TRUE(contains(findings, Reason::cms_attribute_missing));
  EXPECT_TRUE(contains(findings, Reason::signature_value_wrong));
}

struct Malformed {
  const char* name;
  std::function<Bytes(Bytes)> damage;
};

class MalformedCms : public testing::TestWithParam<Malformed> {};

INSTANTIATE_TEST_SUITE_P(
    All, MalformedCms,
    testing::Values(Malformed{"nothing", [](Bytes) { return Bytes{}; }},
                    Malformed{"nonsense", [](Bytes) { return to_bytes("nonsense"); }},
                    Malformed{"zeros", [](Bytes) { return Bytes(100); }},
                    Malformed{"cut_short",
                              [](Bytes cms) {
                                cms.pop_back();
                                return cms;
                              }},
                    Malformed{"bytes_behind",
                              [](Bytes cms) {
                                cms.push_back(1);
                                return cms;
                              }},
                    Malformed{"bytes_behind_the_padding",
                              [](Bytes cms) {
                                cms.resize(cms.size() + 10);
                                cms.push_back(1);
                                return cms;
                              }},
                    Malformed{"enveloped_data",
                              [](Bytes cms) {
                                std::string hex = hex_lower(cms);
                                hex.replace(hex.find("2a864886f70d010702"), 18, "2a864886f70d010703");
                                return value_of(from_hex(hex));
                              }},
                    Malformed{"deeply_nested",
                              [](Bytes) {
                                Bytes deep;
                                for (int level = 0; level < 50'000; ++level) append(deep, Bytes{0x30, 0x80});
                                return deep;
                              }},
                    Malformed{"length_of_gigabytes",
                              [](Bytes) { return Bytes{0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x06, 0x09}; }}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_P(MalformedCms, IsRefused) {
  const auto cms = parse_cms(GetParam().damage(people().sign(people().attributes()).encoded()));
  ASSERT_FALSE(cms);
  EXPECT_EQ(cms.error().reason, Reason::cms_malformed);
}

TEST(Signers, AreAtMostAHundred) {
  const auto cms = people().sign(people().attributes());
  const auto info = asn1::decode<asn1::ContentInfo>(cms.encoded());
  const Bytes signer = asn1::encoded_elements(info->content->signers)[0];
  for (int count = 1; count < 100; ++count) ASSERT_TRUE(asn1::push_any(info->content->signers, signer));
  EXPECT_EQ(value_of(parse_cms(asn1::encode(info.get()))).signers().size(), 100u);
  ASSERT_TRUE(asn1::push_any(info->content->signers, signer));
  EXPECT_EQ(parse_cms(asn1::encode(info.get())).error().reason, Reason::cms_malformed);
}

TEST(CertificatePools, GiveTheSameCertificateForTheSameBytes) {
  CertificatePool pool;
  const Bytes der = certificate_der(people().jeanne.certificate);
  pool.add(people().jeanne.certificate);
  EXPECT_EQ(pool.decode(der), people().jeanne.certificate);
  const Bytes other = certificate_der(people().namesake.certificate);
  const auto decoded = pool.decode(other);
  EXPECT_EQ(certificate_der(decoded), other);
  EXPECT_EQ(pool.decode(other), decoded);
  EXPECT_FALSE(pool.decode(to_bytes("nonsense")));
  EXPECT_FALSE(pool.decode({}));
  const auto cms = people().sign(people().attributes());
  EXPECT_EQ(value_of(parse_cms(cms.encoded(), pool)).signer().certificate, people().jeanne.certificate);
}

// Every bit of the structure: whatever still passes has the same signed attributes, value, key and algorithm.
TEST(EveryBit, IsCoveredOrSaysNothing) {
  const auto cms = people().sign(people().attributes());
  const auto info_of = [](const CmsSignature& each) {
    return value_of(public_key_of(each.signer().certificate.get())).info();
  };
  int refused = 0;
  for (std::size_t bit = 0; bit < cms.encoded().size() * 8; ++bit) {
    Bytes flipped = cms.encoded();
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    const auto parsed = parse_cms(flipped);
    if (!parsed || !check(*parsed).empty()) {
      ++refused;
      continue;
    }
    EXPECT_EQ(parsed->signer().signed_attributes->encoded, cms.signer().signed_attributes->encoded) << bit;
    EXPECT_EQ(parsed->signer().signature, cms.signer().signature) << bit;
    EXPECT_EQ(info_of(*parsed), info_of(cms)) << bit;
    EXPECT_EQ(value_of(parsed->signer().algorithm()), ecdsa_sha256) << bit;
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace sceau::test
