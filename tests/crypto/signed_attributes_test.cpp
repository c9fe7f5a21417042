// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_attributes.h"

#include <gmock/gmock.h>

#include "crypto/cms_attribute.h"
#include "crypto/cms_signature.h"
#include "crypto/cms_structure.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

class Attributes : public testing::Test {
 protected:
  Attributes() : jeanne_(make_identity(bench_, "Jeanne", "p256")), other_(make_identity(bench_, "other", "p256")) {}

  SignedAttributes make() const {
    return value_of(encode_signed_attributes({.message_digest = Bytes(32, 7), .certificate = jeanne_.certificate}));
  }

  Workbench bench_;
  SigningIdentity jeanne_;
  SigningIdentity other_;
};

TEST_F(Attributes, ReadBackAsWritten) {
  const auto attributes = make();
  EXPECT_EQ(attributes.encoded.front(), 0x31);
  EXPECT_EQ(attributes.content_type(), oid::data);
  EXPECT_EQ(attributes.message_digest(), Bytes(32, 7));
  EXPECT_FALSE(attributes.signing_time());
  const auto again = value_of(parse_signed_attributes(attributes.encoded));
  EXPECT_EQ(again.encoded, attributes.encoded);
}

// X.690, 11.6: the elements of a SET OF in DER stand in ascending order.
TEST_F(Attributes, AreSorted) {
  const auto elements = asn1::elements_of_set(make().encoded);
  ASSERT_TRUE(elements);
  EXPECT_TRUE(std::ranges::is_sorted(*elements));
}

// OpenSSL's ESS code, which `openssl cms -cades` uses, writes the same value.
TEST_F(Attributes, SigningCertificateIsTheOneOfOpenssl) {
  bench_.write("m", as_bytes("m"));
  bench_.must(
      "openssl cms -sign -cades -binary -md sha256 -in m -signer Jeanne.crt -inkey Jeanne.key -outform DER -out s");
  const auto theirs = value_of(parse_cms(bench_.read("s"))).signer().signed_attributes->attributes;
  const auto ours = make().attributes;
  EXPECT_EQ(find_attribute(ours, oid::signing_certificate_v2)->values,
            find_attribute(theirs, oid::signing_certificate_v2)->values);
}

TEST_F(Attributes, NameTheirCertificateAndNoOther) {
  const auto reference = make().signing_certificates().at(0);
  EXPECT_TRUE(certificate_reference_fits(reference, jeanne_.certificate.get()).empty());
  EXPECT_TRUE(
      contains(certificate_reference_fits(reference, other_.certificate.get()), Reason::signing_certificate_mismatch));

  auto wrong_serial = reference;
  wrong_serial.issuer_serial = value_of(issuer_serial_der(other_.certificate.get()));
  EXPECT_TRUE(contains(certificate_reference_fits(wrong_serial, jeanne_.certificate.get()),
                       Reason::signing_certificate_mismatch));
  auto without_serial = reference;
  without_serial.issuer_serial.clear();
  EXPECT_TRUE(certificate_reference_fits(without_serial, jeanne_.certificate.get()).empty());
  auto unknown_digest = reference;
  unknown_digest.digest_oid = "1.2.840.113549.2.5";
  EXPECT_TRUE(
      contains(certificate_reference_fits(unknown_digest, jeanne_.certificate.get()), Reason::algorithm_unknown));
}

TEST_F(Attributes, IssuerSerialNamesOneCertificate) {
  const Bytes issuer_serial = value_of(issuer_serial_der(jeanne_.certificate.get()));
  EXPECT_TRUE(issuer_serial_names(issuer_serial, jeanne_.certificate.get()));
  EXPECT_FALSE(issuer_serial_names(issuer_serial, other_.certificate.get()));
  EXPECT_FALSE(issuer_serial_names(to_bytes("nonsense"), jeanne_.certificate.get()));
  EXPECT_FALSE(issuer_serial_names({}, jeanne_.certificate.get()));
}

TEST_F(Attributes, UnknownOnesAreKept) {
  const Bytes unknown = value_of(encode_attribute({"1.2.3.4.5", {value_of(from_hex("0c026869"))}}));
  const auto attributes = value_of(parse_signed_attributes(asn1::set_sorted({unknown})));
  const auto* found = find_attribute(attributes.attributes, "1.2.3.4.5");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->values, std::vector<Bytes>(1, value_of(from_hex("0c026869"))));
}

TEST_F(Attributes, DoubleOrOddValuesCountAsNone) {
  const Bytes digest = value_of(encode_attribute({std::string(oid::message_digest), {value_of(from_hex("0401aa"))}}));
  const Bytes two = value_of(encode_attribute(
      {std::string(oid::message_digest), {value_of(from_hex("0401aa")), value_of(from_hex("0401bb"))}}));
  const Bytes integer = value_of(encode_attribute({std::string(oid::message_digest), {value_of(from_hex("020101"))}}));
  EXPECT_EQ(value_of(parse_signed_attributes(asn1::set_sorted({digest}))).message_digest(), Bytes{0xaa});
  EXPECT_FALSE(value_of(parse_signed_attributes(asn1::set_sorted({digest, digest}))).message_digest());
  EXPECT_FALSE(value_of(parse_signed_attributes(asn1::set_sorted({two}))).message_digest());
  EXPECT_FALSE(value_of(parse_signed_attributes(asn1::set_sorted({integer}))).message_digest());
}

TEST_F(Attributes, MalformedSetsAreRefused) {
  Bytes longer = make().encoded;
  longer.push_back(0);
  Bytes sequence = make().encoded;
  sequence.front() = 0x30;
  for (const Bytes& wrong : {Bytes{}, to_bytes("nonsense"), longer, sequence, value_of(from_hex("3103020101"))}) {
    const auto attributes = parse_signed_attributes(wrong);
    ASSERT_FALSE(attributes);
    EXPECT_EQ(attributes.error().reason, Reason::cms_malformed);
  }
}

}  // namespace
}  // namespace sceau::test
