// SPDX-License-Identifier: Apache-2.0
#include "crypto/signature_algorithm.h"

#include <gmock/gmock.h>

#include <set>

#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

using enum SignatureAlgorithm;

AlgorithmIdentifierHandle identifier_from(std::string_view hex) {
  const Bytes der = value_of(from_hex(hex));
  const unsigned char* at = der.data();
  return AlgorithmIdentifierHandle(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(der.size())));
}

// Written by `openssl asn1parse -genconf` from the names in the comments.
constexpr std::string_view sha1_id = "300906052b0e03021a0500";
constexpr std::string_view sha256_id = "300d06096086480165030402010500";
constexpr std::string_view sha512_id = "300b0609608648016503040203";
constexpr std::string_view md5_id = "300c06082a864886f70d02050500";
constexpr std::string_view rsa_id = "300d06092a864886f70d0101010500";
constexpr std::string_view rsa_sha256_id = "300d06092a864886f70d01010b0500";
constexpr std::string_view ec_id = "300906072a8648ce3d0201";
constexpr std::string_view ecdsa_sha256_id = "300a06082a8648ce3d040302";
constexpr std::string_view ed25519_id = "300506032b6570";
constexpr std::string_view ed448_id = "300506032b6571";
constexpr std::string_view shake256_id = "300b060960864801650304020c";
constexpr std::string_view dsa_sha256_id = "300b0609608648016503040302";
// SEQUENCE { rsassaPss, SEQUENCE { [0] sha256, [1] { mgf1, sha256 }, [2] 32 } }
constexpr std::string_view pss_sha256_id =
    "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503"
    "0402010500a203020120";
// the same with sha512 in MGF1
constexpr std::string_view pss_mixed_id =
    "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503"
    "0402030500a203020120";
// the same with [3] trailerField 2
constexpr std::string_view pss_trailer_id =
    "304606092a864886f70d01010a3039a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503"
    "0402010500a203020120a303020102";
constexpr std::string_view pss_defaults_id = "300d06092a864886f70d01010a3000";
constexpr std::string_view pss_bare_id = "300b06092a864886f70d01010a";

struct Pair {
  const char* name;
  std::string_view signature;
  std::string_view digest;
  std::optional<SignatureAlgorithm> expected;
  Reason reason = Reason::algorithm_mismatch;
};

class CmsIdentifiers : public testing::TestWithParam<Pair> {};

INSTANTIATE_TEST_SUITE_P(
    All, CmsIdentifiers,
    testing::Values(Pair{"rsa_key_takes_digest", rsa_id, sha256_id, rsa_sha256},
                    Pair{"rsa_key_takes_sha1", rsa_id, sha1_id, rsa_sha1},
                    Pair{"rsa_key_with_md5", rsa_id, md5_id, std::nullopt, Reason::algorithm_unknown},
                    Pair{"rsa_with_digest", rsa_sha256_id, sha256_id, rsa_sha256},
                    Pair{"rsa_with_other_digest", rsa_sha256_id, sha512_id, std::nullopt},
                    Pair{"ec_key_takes_digest", ec_id, sha512_id, ecdsa_sha512},
                    Pair{"ecdsa_with_digest", ecdsa_sha256_id, sha256_id, ecdsa_sha256},
                    Pair{"ecdsa_with_other_digest", ecdsa_sha256_id, sha512_id, std::nullopt},
                    Pair{"ed25519_with_sha512", ed25519_id, sha512_id, ed25519},
                    Pair{"ed25519_with_sha256", ed25519_id, sha256_id, std::nullopt},
                    Pair{"ed448_with_shake256", ed448_id, shake256_id, ed448},
                    Pair{"ed448_with_sha512", ed448_id, sha512_id, std::nullopt},
                    Pair{"pss", pss_sha256_id, sha256_id, pss_sha256},
                    Pair{"pss_with_other_digest", pss_sha256_id, sha512_id, std::nullopt},
                    Pair{"pss_with_other_mask_digest", pss_mixed_id, sha256_id, std::nullopt},
                    Pair{"pss_with_trailer_2", pss_trailer_id, sha256_id, std::nullopt},
                    Pair{"pss_defaults_are_sha1", pss_defaults_id, sha1_id, pss_sha1},
                    Pair{"pss_defaults_beside_sha256", pss_defaults_id, sha256_id, std::nullopt},
                    Pair{"pss_without_parameters", pss_bare_id, sha256_id, std::nullopt},
                    Pair{"dsa", dsa_sha256_id, sha256_id, std::nullopt, Reason::algorithm_unknown}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_P(CmsIdentifiers, ReadAsOneAlgorithm) {
  const auto signature = identifier_from(GetParam().signature);
  const auto digest = identifier_from(GetParam().digest);
  ASSERT_TRUE(signature && digest);
  const auto algorithm = signature_algorithm_from_cms(signature.get(), digest.get());
  if (GetParam().expected) {
    ASSERT_TRUE(algorithm) << algorithm.error().detail;
    EXPECT_EQ(*algorithm, *GetParam().expected);
  } else {
    ASSERT_FALSE(algorithm);
    EXPECT_EQ(algorithm.error().reason, GetParam().reason);
  }
}

TEST(SignatureAlgorithms, NamesAreUniqueAndLeadBack) {
  std::set<std::string_view> uris;
  for (const auto& row : all_signature_algorithms()) {
    EXPECT_EQ(row_of(row.algorithm).name, row.name);
    if (!row.xml_uri.empty()) {
      EXPECT_TRUE(uris.insert(row.xml_uri).second) << row.xml_uri;
      EXPECT_EQ(value_of(signature_algorithm_from_xml_uri(row.xml_uri)), row.algorithm);
    }
    const auto signature = value_of(signature_algorithm_identifier(row.algorithm));
    const auto digest = value_of(digest_algorithm_identifier(row.digest));
    EXPECT_EQ(value_of(signature_algorithm_from_cms(signature.get(), digest.get())), row.algorithm) << row.name;
    EXPECT_EQ(value_of(signature_algorithm_from_identifier(signature.get())), row.algorithm) << row.name;
  }
}

TEST(SignatureAlgorithms, UnknownUrisAreSaid) {
  for (const auto* uri :
       {"", "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss"}) {
    const auto algorithm = signature_algorithm_from_xml_uri(uri);
    ASSERT_FALSE(algorithm) << uri;
    EXPECT_EQ(algorithm.error().reason, Reason::algorithm_unknown);
  }
}

// RFC 4055: what OpenSSL writes for the same choice.
TEST(SignatureAlgorithms, PssIdentifierIsTheOneOfOpenssl) {
  const auto identifier = value_of(signature_algorithm_identifier(pss_sha256));
  const Bytes ours = der_of<i2d_X509_ALGOR>(identifier.get());
  const Workbench bench;
  bench.must(
      "openssl req -x509 -nodes -newkey rsa:2048 -keyout k -out c -subj /CN=x -sha256 "
      "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest && openssl x509 -in c -outform DER -out d");
  EXPECT_NE(as_text(bench.read("d")).find(as_text(ours)), std::string_view::npos) << hex_lower(ours);
}

PublicKey key_of(const Workbench& bench, const std::string& arguments) {
  bench.must("openssl genpkey " + arguments + " -out k && openssl pkey -in k -pubout -outform DER -out p");
  return value_of(public_key_from_info(bench.read("p")));
}

struct Use {
  const char* name;
  const char* key;
  SignatureAlgorithm algorithm;
  std::optional<Reason> refused;
  std::optional<const char*> accepted_until;  // the instant after
};

class Uses : public testing::TestWithParam<Use> {};

INSTANTIATE_TEST_SUITE_P(
    All, Uses,
    testing::Values(
        Use{"rsa3072", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", rsa_sha256, {}, "2034-01-01T00:00:00Z"},
        Use{"rsa3072_pss", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", pss_sha256, {}, {}},
        Use{"rsa3072_sha1", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", rsa_sha1, Reason::algorithm_refused,
            "2012-08-01T00:00:00Z"},
        Use{"rsa2048", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", rsa_sha256, Reason::algorithm_refused,
            "2029-01-01T00:00:00Z"},
        Use{"rsa1024", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024", pss_sha256, Reason::algorithm_refused,
            "2019-10-01T00:00:00Z"},
        Use{"rsa512", "-algorithm RSA -pkeyopt rsa_keygen_bits:512", rsa_sha256, Reason::algorithm_refused,
            "1999-08-22T00:00:00Z"},
        Use{"p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", ecdsa_sha256, {}, {}},
        Use{"p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384", ecdsa_sha384, {}, {}},
        Use{"p521", "-algorithm EC -pkeyopt ec_paramgen_curve:P-521", ecdsa_sha512, {}, {}},
        Use{"p256_sha224", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", ecdsa_sha224, Reason::algorithm_refused,
            "2029-01-01T00:00:00Z"},
        Use{"p224", "-algorithm EC -pkeyopt ec_paramgen_curve:P-224", ecdsa_sha256, Reason::algorithm_refused,
            "2021-10-01T00:00:00Z"},
        Use{"p192", "-algorithm EC -pkeyopt ec_paramgen_curve:P-192", ecdsa_sha256, Reason::algorithm_refused,
            "2012-08-01T00:00:00Z"},
        Use{"brainpool",
            "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1",
            ecdsa_sha256,
            Reason::algorithm_refused,
            {}},
        Use{"p256_with_rsa", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", rsa_sha256, Reason::algorithm_mismatch,
            "2034-01-01T00:00:00Z"},
        Use{"ed25519", "-algorithm ED25519", ed25519, {}, {}},
        Use{"ed448", "-algorithm ED448", ed448, Reason::algorithm_refused, {}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_P(Uses, NewSignaturesAndOldOnes) {
  const Workbench bench;
  const PublicKey key = key_of(bench, GetParam().key);
  const auto allowed = may_sign(GetParam().algorithm, key);
  EXPECT_EQ(bool(allowed), !GetParam().refused);
  if (!allowed) {
    EXPECT_EQ(allowed.error().reason, GetParam().refused);
  }

  const auto end = accepted_until(GetParam().algorithm, key);
  ASSERT_EQ(end.has_value(), GetParam().accepted_until.has_value());
  if (end) {
    EXPECT_EQ(to_rfc3339(*end + std::chrono::microseconds(1)), *GetParam().accepted_until);
  }
}

TEST(SignatureAlgorithms, DefaultFollowsTheKey) {
  const Workbench bench;
  EXPECT_EQ(value_of(default_algorithm(key_of(bench, "-algorithm RSA -pkeyopt rsa_keygen_bits:3072"))), rsa_sha256);
  EXPECT_EQ(value_of(default_algorithm(key_of(bench, "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:3072"))), pss_sha256);
  EXPECT_EQ(value_of(default_algorithm(key_of(bench, "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"))), ecdsa_sha384);
  EXPECT_EQ(value_of(default_algorithm(key_of(bench, "-algorithm EC -pkeyopt ec_paramgen_curve:P-521"))), ecdsa_sha512);
  EXPECT_EQ(value_of(default_algorithm(key_of(bench, "-algorithm ED25519"))), ed25519);
  const auto refused = default_algorithm(key_of(bench, "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::algorithm_refused);
}

}  // namespace
}  // namespace sceau::test
