// SPDX-License-Identifier: Apache-2.0
#include "crypto/public_key.h"

#include <gmock/gmock.h>

#include "crypto/private_key.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

using enum SignatureAlgorithm;

const Bytes message = to_bytes("Bon pour accord");

struct Case {
  const char* name;
  const char* key;
  SignatureAlgorithm algorithm;
  const char* openssl;  // arguments of `openssl pkeyutl -sign` for the same signature
};

class EachScheme : public testing::TestWithParam<Case> {};

constexpr const char* rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
constexpr const char* rsa_pss = "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048";
constexpr const char* pss_256 = "-rawin -digest sha256 -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:digest";

INSTANTIATE_TEST_SUITE_P(
    All, EachScheme,
    testing::Values(
        Case{"rsa", rsa, rsa_sha256, "-rawin -digest sha256"}, Case{"rsa_sha1", rsa, rsa_sha1, "-rawin -digest sha1"},
        Case{"rsa_sha3", rsa, rsa_sha3_256, "-rawin -digest sha3-256"}, Case{"pss", rsa, pss_sha256, pss_256},
        Case{"pss_salt_20", rsa, pss_sha256,
             "-rawin -digest sha256 -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:20"},
        Case{"pss_key", rsa_pss, pss_sha256, pss_256},
        Case{"p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", ecdsa_sha256, "-rawin -digest sha256"},
        Case{"p521", "-algorithm EC -pkeyopt ec_paramgen_curve:P-521", ecdsa_sha512, "-rawin -digest sha512"},
        Case{"brainpool", "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP384r1", ecdsa_sha384,
             "-rawin -digest sha384"},
        Case{"ed25519", "-algorithm ED25519", ed25519, "-rawin"}, Case{"ed448", "-algorithm ED448", ed448, "-rawin"}),
    [](const auto& each) { return std::string(each.param.name); });

struct Signed {
  PublicKey key;
  Bytes signature;
};

Signed sign_by_openssl(const Workbench& bench, const Case& with) {
  bench.write("m", message);
  bench.must(
      std::string("openssl genpkey ") + with.key +
      " -out k && openssl pkey -in k -pubout -outform DER -out p && openssl pkeyutl -sign -in m -out s -inkey k " +
      with.openssl);
  return {value_of(public_key_from_info(bench.read("p"))), bench.read("s")};
}

bool is_eddsa(SignatureAlgorithm algorithm) { return algorithm == ed25519 || algorithm == ed448; }

TEST_P(EachScheme, VerifiesWhatOpensslSigned) {
  const Workbench bench;
  const auto [key, signature] = sign_by_openssl(bench, GetParam());
  EXPECT_TRUE(verify(key, GetParam().algorithm, message, signature));
  if (is_eddsa(GetParam().algorithm)) return;
  const Bytes message_digest = value_of(digest(digest_of(GetParam().algorithm), message));
  EXPECT_TRUE(verify_digest(key, GetParam().algorithm, message_digest, signature));
}

TEST_P(EachScheme, RefusesWhatIsNotTheSame) {
  const Workbench bench;
  const auto [key, signature] = sign_by_openssl(bench, GetParam());
  const Bytes other = to_bytes("Bon pour accorD");
  Bytes flipped = signature;
  flipped[flipped.size() / 2] ^= 1;
  Bytes longer = signature;
  longer.push_back(0);
  const Bytes shorter(signature.begin(), signature.end() - 1);
  for (const auto& verified :
       {verify(key, GetParam().algorithm, other, signature), verify(key, GetParam().algorithm, message, flipped),
        verify(key, GetParam().algorithm, message, longer), verify(key, GetParam().algorithm, message, shorter),
        verify(key, GetParam().algorithm, message, {})}) {
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().reason, Reason::signature_value_wrong);
  }
}

TEST_P(EachScheme, RefusesAnAlgorithmOfAnotherKindOfKey) {
  const Workbench bench;
  const auto [key, signature] = sign_by_openssl(bench, GetParam());
  const auto other = key.kind() == KeyKind::ec ? rsa_sha256 : ecdsa_sha256;
  for (const auto& verified : {verify(key, other, message, signature),
                               verify_digest(key, other, value_of(digest(digest_of(other), message)), signature)}) {
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().reason, Reason::algorithm_mismatch);
  }
}

TEST(PublicKeys, EddsaSignsNoDigests) {
  const auto key = value_of(public_key_of(value_of(generate_key(NewKey::ed25519)).get()));
  const auto verified = verify_digest(key, ed25519, Bytes(64), Bytes(64));
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().reason, Reason::algorithm_mismatch);
}

TEST(PublicKeys, SayWhatTheyAre) {
  const auto rsa_key = value_of(public_key_of(value_of(generate_key(NewKey::rsa_3072)).get()));
  EXPECT_EQ(rsa_key.kind(), KeyKind::rsa);
  EXPECT_EQ(rsa_key.bits(), 3072);
  EXPECT_EQ(rsa_key.name(), "RSA 3072");
  const auto ec_key = value_of(public_key_of(value_of(generate_key(NewKey::p256)).get()));
  EXPECT_EQ(ec_key.curve(), "P-256");
  EXPECT_EQ(ec_key.bits(), 256);
  EXPECT_FALSE(rsa_key == ec_key);
  EXPECT_EQ(value_of(public_key_from_info(ec_key.info())), ec_key);
}

TEST(PublicKeys, RefuseWhatIsNoKeyOfTheTable) {
  const Workbench bench;
  bench.must("openssl genpkey -algorithm X25519 -out k && openssl pkey -in k -pubout -outform DER -out p");
  bench.must(
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out k && openssl "
      "pkey -in k -pubout -outform DER -out explicit");
  for (const Bytes& info : {Bytes{}, to_bytes("nonsense"), bench.read("p"), bench.read("explicit")}) {
    const auto key = public_key_from_info(info);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().reason, Reason::algorithm_unknown);
  }
}

// RFC 6931, 2.3.6: the same signature in both forms.
TEST(EcdsaForms, LeadBack) {
  const auto identity = value_of(signing_key_from(value_of(generate_key(NewKey::p256))));
  const auto& key = identity->public_key();
  for (int round = 0; round < 50; ++round) {  // lengths of r and s vary
    const Bytes der = value_of(identity->sign(ecdsa_sha256, message));
    const Bytes both = value_of(ecdsa_concatenated_from_der(der, key));
    ASSERT_EQ(both.size(), 64u);
    EXPECT_EQ(value_of(ecdsa_der_from_concatenated(both, key)), der);
  }
}

TEST(EcdsaForms, OnlyTheExactFormIsAccepted) {
  const auto identity = value_of(signing_key_from(value_of(generate_key(NewKey::p256))));
  const auto& key = identity->public_key();
  const Bytes der = value_of(identity->sign(ecdsa_sha256, message));
  Bytes trailing = der;
  trailing.push_back(0);
  Bytes long_form{0x30, 0x81};  // the length in BER's long form
  long_form.insert(long_form.end(), der.begin() + 1, der.end());
  for (const Bytes& wrong : {trailing, long_form, Bytes{}}) {
    EXPECT_EQ(ecdsa_concatenated_from_der(wrong, key).error().reason, Reason::signature_value_wrong);
    EXPECT_EQ(verify(key, ecdsa_sha256, message, wrong).error().reason, Reason::signature_value_wrong);
  }
  EXPECT_EQ(ecdsa_der_from_concatenated(Bytes(63), key).error().reason, Reason::signature_value_wrong);
  EXPECT_EQ(ecdsa_der_from_concatenated(Bytes(66), key).error().reason, Reason::signature_value_wrong);
}

}  // namespace
}  // namespace sceau::test
