// SPDX-License-Identifier: Apache-2.0
// Every single bit of what is signed is flipped, one after the other: none of the results may pass, and each must be
// answered. The untouched file passes.
#include <gtest/gtest.h>

#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"
#include "verifier/verify_document.h"

namespace sceau {
namespace {

Instant at(const char* text) { return *from_rfc3339(text); }

struct Signer {
  test::Issued root = test::issue_root("Root");
  test::Issued person = test::issue({.common_name = "Signer", .issuer = &root});

  SigningOptions options() const {
    return {person.identity(), SignatureAlgorithm::ecdsa_sha256, at("2026-11-01T00:00:00Z"), std::nullopt};
  }
  ValidationContext context() const {
    ValidationContext context;
    context.time = at("2026-11-02T00:00:00Z");
    context.anchors.certificates = {root.certificate};
    context.revocation_lists = {test::issue_list(root)};
    return context;
  }
};

constexpr std::string_view small_pdf =
    "%PDF-1.4\n"
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n"
    "xref\n0 4\n"
    "0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n"
    "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n168\n%%EOF\n";

constexpr std::string_view small_xml =
    "<?xml version=\"1.0\"?>\n<pay xmlns=\"urn:example:pay\"><sum cur=\"EUR\">3200</sum></pay>\n";

Bytes joined(const SignedPdf& document) {
  Bytes bytes;
  for (const auto& piece : document.pieces()) append(bytes, piece);
  return bytes;
}

Indication verdict_on(ByteView document, const ValidationContext& context) {
  static const Secret no_password;
  const auto report = verify_document({.path = "flipped", .bytes = document, .password = no_password}, context);
  return report.error ? Indication::total_failed : report.indication();
}

// How many of the flips inside [begin, end) still pass.
std::size_t passing_flips(Bytes document, std::size_t begin, std::size_t end, const ValidationContext& context) {
  std::size_t passing = 0;
  for (auto offset = begin; offset < end; ++offset) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      document[offset] ^= static_cast<std::uint8_t>(1U << bit);
      if (verdict_on(document, context) == Indication::total_passed) {
        ++passing;
        ADD_FAILURE() << "bit " << bit << " of byte " << offset;
      }
      document[offset] ^= static_cast<std::uint8_t>(1U << bit);
    }
  }
  return passing;
}

TEST(BitFlip, no_flipped_bit_of_a_signed_pdf_passes) {
  const Signer signer;
  const auto made = sign_pdf(as_bytes(small_pdf), signer.options(), {});
  ASSERT_TRUE(made) << made.error().detail;
  const auto document = joined(*made);
  const auto context = signer.context();
  ASSERT_EQ(verdict_on(document, context), Indication::total_passed);
  const auto hole = as_text(document).find("/Contents");
  const auto hole_begin = as_text(document).find('<', hole), hole_end = as_text(document).find('>', hole) + 1;
  EXPECT_EQ(passing_flips(document, 0, hole_begin, context), 0U);
  EXPECT_EQ(passing_flips(document, hole_end, document.size(), context), 0U);
}

// What is signed of the XML is all but the ds:Signature element; of that SignedInfo and SignedProperties.
TEST(BitFlip, no_flipped_bit_of_a_signed_xml_passes) {
  const Signer signer;
  const auto document = sign_xml(as_bytes(small_xml), signer.options());
  ASSERT_TRUE(document) << document.error().detail;
  const auto context = signer.context();
  ASSERT_EQ(verdict_on(*document, context), Indication::total_passed);
  const auto text = as_text(*document);
  const auto after = [&](std::string_view mark) { return text.find(mark) + mark.size(); };
  EXPECT_EQ(passing_flips(*document, text.find("<pay"), text.find("<ds:Signature"), context), 0U);
  EXPECT_EQ(passing_flips(*document, after("<ds:SignedInfo"), text.find("</ds:SignedInfo"), context), 0U);
  EXPECT_EQ(passing_flips(*document, text.find("<xades:SignedProperties"), after("</xades:SignedProperties"), context),
            0U);
  EXPECT_EQ(passing_flips(*document, after("</ds:Signature>"), text.find("</pay>") + 6, context), 0U);
}

}  // namespace
}  // namespace sceau
