// SPDX-License-Identifier: Apache-2.0
// Signatures of other tools, found in the PDF files of the folder that SCEAU_CORPUS names: every CMS is read, and its
// value fits its own attributes and certificate.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "crypto/cms_signature.h"
#include "foundation/file_bytes.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

// Crude, and enough here: whatever stands in hexadecimal behind /Contents.
std::vector<Bytes> contents_of(const std::filesystem::path& path) {
  const Bytes file = value_of(read_file(path, 10'000'000));
  const std::string_view text = as_text(file);
  std::vector<Bytes> found;
  for (std::size_t at = text.find("/Contents"); at != std::string_view::npos; at = text.find("/Contents", at + 1)) {
    const std::size_t begin = text.find_first_not_of(" \r\n", at + 9);
    if (begin == std::string_view::npos || text[begin] != '<') continue;
    const std::size_t end = text.find('>', begin);
    auto bytes = from_hex(text.substr(begin + 1, end - begin - 1));
    if (bytes && bytes->size() > 200) found.push_back(std::move(*bytes));
  }
  return found;
}

struct Case {
  const char* file;
  SignatureAlgorithm algorithm;
};

class Corpus : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(All, Corpus,
                         testing::Values(Case{"bb-rsa-sha512", SignatureAlgorithm::rsa_sha512},
                                         Case{"bb-rsa-pss", SignatureAlgorithm::pss_sha256},
                                         Case{"bb-rsa-pss-sha512", SignatureAlgorithm::pss_sha512},
                                         Case{"bb-ecdsa-p384", SignatureAlgorithm::ecdsa_sha384},
                                         Case{"bb-ecdsa-p521", SignatureAlgorithm::ecdsa_sha512},
                                         Case{"bb-ed448", SignatureAlgorithm::ed448},
                                         Case{"blta-ed25519", SignatureAlgorithm::ed25519},
                                         Case{"adbe-pkcs7-detached", SignatureAlgorithm::rsa_sha256}));

TEST_P(Corpus, SignatureFits) {
  const char* corpus = std::getenv("SCEAU_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "SCEAU_CORPUS is not set";
  const auto path = std::filesystem::path(corpus) / "pdf-signed/own" / (std::string(GetParam().file) + ".pdf");
  const auto all = contents_of(path);
  ASSERT_FALSE(all.empty());
  for (const Bytes& contents : all) {
    const auto cms = value_of(parse_cms(contents));
    const auto& signer = cms.signer();
    ASSERT_TRUE(signer.certificate);
    const auto key = value_of(public_key_of(signer.certificate.get()));
    EXPECT_TRUE(signature_value_fits(signer, key, {}).empty());
    EXPECT_TRUE(
        signing_certificate_fits(signer, signer.certificate.get(), SigningCertificateAttribute::required).empty());
    EXPECT_TRUE(algorithms_are_protected(signer).empty());
    EXPECT_TRUE(content_type_is_signed(cms, signer).empty());
    EXPECT_TRUE(message_digest_equals(signer, *signer.signed_attributes->message_digest()).empty());
  }
  EXPECT_EQ(value_of(value_of(parse_cms(all[0])).signer().algorithm()), GetParam().algorithm);
}

}  // namespace
}  // namespace sceau::test
