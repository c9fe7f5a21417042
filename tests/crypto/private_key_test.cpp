// SPDX-License-Identifier: Apache-2.0
#include "crypto/private_key.h"

#include <gmock/gmock.h>

#include "crypto/random_bytes.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

// A key file made by `openssl`, the passphrase "sésame" (in UTF-8) where it has one.
struct Case {
  const char* name;
  const char* command;  // from k.pem (PKCS#8) and c.pem to `f`
  bool encrypted;
  bool with_certificate;
};

class KeyFile : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(
    All, KeyFile,
    testing::Values(
        Case{"pkcs8", "cp k.pem f", false, false}, Case{"pkcs8_and_certificate", "cat k.pem c.pem > f", false, true},
        Case{"certificate_first", "cat c.pem k.pem > f", false, true},
        Case{"pkcs8_aes", "openssl pkcs8 -topk8 -in k.pem -out f -v2 aes-256-cbc -passout pass:sésame", true, false},
        Case{"pkcs8_scrypt", "openssl pkcs8 -topk8 -in k.pem -out f -scrypt -passout pass:sésame", true, false},
        Case{"pkcs8_3des", "openssl pkcs8 -topk8 -in k.pem -out f -v1 PBE-SHA1-3DES -passout pass:sésame", true, false},
        Case{"pkcs8_des",
             "openssl pkcs8 -topk8 -in k.pem -out f -v1 PBE-MD5-DES -provider legacy -provider default -passout "
             "pass:sésame",
             true, false},
        Case{"traditional", "openssl pkey -in k.pem -traditional -out f", false, false},
        Case{"traditional_aes", "openssl pkey -in k.pem -traditional -aes-256-cbc -passout pass:sésame -out f", true,
             false},
        Case{"traditional_3des", "openssl pkey -in k.pem -traditional -des3 -passout pass:sésame -out f", true, false},
        Case{"ec_parameters_first", "openssl ecparam -name prime256v1 > f && openssl pkey -in k.pem -traditional >> f",
             false, false},
        Case{"pkcs12", "openssl pkcs12 -export -inkey k.pem -in c.pem -out f -passout pass:sésame", true, true},
        Case{"pkcs12_rc2_40", "openssl pkcs12 -export -legacy -inkey k.pem -in c.pem -out f -passout pass:sésame", true,
             true},
        Case{"pkcs12_3des",
             "openssl pkcs12 -export -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -inkey k.pem "
             "-in c.pem -out f -passout pass:sésame",
             true, true},
        Case{"pkcs12_empty_passphrase", "openssl pkcs12 -export -inkey k.pem -in c.pem -out f -passout pass:", false,
             true},
        Case{"pkcs12_old_empty_passphrase",
             "openssl pkcs12 -export -legacy -inkey k.pem -in c.pem -out f -passout pass:", false, true}),
    [](const auto& each) { return std::string(each.param.name); });

struct Files {
  Bytes key;
  Bytes certificate;
};

Files make_files(const Workbench& bench, const Case& wanted) {
  bench.must(
      "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout k.pem -out c.pem -days 30 "
      "-subj /CN=Jeanne");
  bench.must(wanted.command);
  return {bench.read("f"), wanted.with_certificate ? Bytes{} : bench.read("c.pem")};
}

Secret passphrase_for(const Case& wanted) { return wanted.encrypted ? secret("sésame") : Secret(); }

TEST_P(KeyFile, IsReadAndSigns) {
  const Workbench bench;
  const Files files = make_files(bench, GetParam());
  EXPECT_EQ(needs_passphrase(files.key), GetParam().encrypted);
  const auto identity = read_identity(files.key, files.certificate, passphrase_for(GetParam()));
  ASSERT_TRUE(identity) << identity.error().detail;
  const Bytes message = to_bytes("message");
  const Bytes signature = value_of(identity->key->sign(SignatureAlgorithm::ecdsa_sha256, message));
  const auto key = value_of(public_key_of(identity->certificate.get()));
  EXPECT_TRUE(verify(key, SignatureAlgorithm::ecdsa_sha256, message, signature));
}

TEST_P(KeyFile, StaysShutToAnotherPassphrase) {
  if (!GetParam().encrypted) GTEST_SKIP() << "not encrypted";
  const Workbench bench;
  const Files files = make_files(bench, GetParam());
  for (const char* wrong : {"sesame", ""}) {
    const auto identity = read_identity(files.key, files.certificate, secret(wrong));
    ASSERT_FALSE(identity);
    EXPECT_EQ(identity.error().reason, Reason::key_wrong_passphrase) << identity.error().detail;
    EXPECT_EQ(identity.error().detail.find("sesame"), std::string::npos);
  }
}

TEST_P(KeyFile, CutShortIsRefused) {
  const Workbench bench;
  const Files files = make_files(bench, GetParam());
  const ByteView half = ByteView(files.key).first(files.key.size() / 2);
  const auto identity = read_identity(half, files.certificate, passphrase_for(GetParam()));
  ASSERT_FALSE(identity);
  EXPECT_THAT(kind_of(identity.error().reason), testing::AnyOf(ReasonKind::key, ReasonKind::malformed));
}

TEST(Pkcs12, WithoutAMacIsRefused) {
  const Workbench bench;
  make_identity(bench, "a", "p256");
  bench.must("openssl pkcs12 -export -nomac -inkey a.key -in a.crt -out f -passout pass:abc");
  const auto identity = read_identity(bench.read("f"), {}, secret("abc"));
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().reason, Reason::key_not_readable);
}

class Identities : public testing::Test {
 protected:
  Identities() {
    make_identity(bench_, "a", "p256");
    make_identity(bench_, "b", "p256");
  }
  Reason reason_of(ByteView key, ByteView certificate) {
    const auto identity = read_identity(key, certificate, Secret());
    return identity ? Reason::internal_error : identity.error().reason;
  }
  Workbench bench_;
};

TEST_F(Identities, WantTheCertificateOfTheKey) {
  EXPECT_TRUE(read_identity(bench_.read("a.key"), bench_.read("a.crt"), Secret()));
  EXPECT_EQ(reason_of(bench_.read("a.key"), bench_.read("b.crt")), Reason::key_does_not_fit);
  EXPECT_EQ(reason_of(bench_.read("a.key"), {}), Reason::key_without_certificate);
  EXPECT_EQ(reason_of(bench_.read("a.key"), to_bytes("nonsense")), Reason::certificate_malformed);
  EXPECT_EQ(reason_of(bench_.read("a.key"), bench_.read("b.key")), Reason::certificate_malformed);
}

TEST_F(Identities, WantAKey) {
  for (const Bytes& no_key : {Bytes{}, to_bytes("nonsense"), bench_.read("a.crt"), Bytes(100'000, 0x30),
                              to_bytes("-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n")}) {
    EXPECT_EQ(reason_of(no_key, bench_.read("a.crt")), Reason::key_not_readable);
    EXPECT_FALSE(needs_passphrase(no_key));
  }
}

TEST_F(Identities, PutTheSignerFirstAndKeepTheChain) {
  bench_.must("cat b.crt a.crt > both.crt && openssl x509 -in a.crt -outform DER -out a.der");
  const auto identity = value_of(read_identity(bench_.read("a.key"), bench_.read("both.crt"), Secret()));
  const auto both = value_of(read_certificates(bench_.read("both.crt")));
  EXPECT_EQ(certificate_der(identity.certificate), certificate_der(both[1]));
  ASSERT_EQ(identity.chain.size(), 1u);
  EXPECT_EQ(certificate_der(identity.chain[0]), certificate_der(both[0]));
  EXPECT_EQ(certificate_der(value_of(read_certificates(bench_.read("a.der")))[0]), bench_.read("a.der"));
}

TEST_F(Identities, CertificatesThatCannotBeReadAreSaid) {
  Bytes damaged = bench_.read("a.crt");
  damaged[100] = '!';
  bench_.must("openssl x509 -in a.crt -outform DER -out a.der && cat a.der a.der > twice.der");
  for (const Bytes& wrong : {Bytes{}, damaged, bench_.read("twice.der"), bench_.read("a.key")}) {
    const auto certificates = read_certificates(wrong);
    ASSERT_FALSE(certificates);
    EXPECT_EQ(certificates.error().reason, Reason::certificate_malformed);
  }
}

class WrittenKey : public testing::TestWithParam<NewKey> {};
INSTANTIATE_TEST_SUITE_P(All, WrittenKey, testing::Values(NewKey::rsa_3072, NewKey::p256, NewKey::ed25519));

TEST_P(WrittenKey, IsReadByOpensslAndByUs) {
  const Workbench bench;
  const auto key = value_of(generate_key(GetParam()));
  bench.write("plain.pem", as_bytes(value_of(private_key_pem(key.get(), Secret())).reveal()));
  bench.write("shut.pem", as_bytes(value_of(private_key_pem(key.get(), secret("abc"))).reveal()));
  EXPECT_EQ(bench.run("openssl pkey -in plain.pem -check -noout").status, 0);
  EXPECT_EQ(bench.run("openssl pkey -in shut.pem -passin pass:abc -check -noout").status, 0);
  EXPECT_NE(bench.run("openssl pkey -in shut.pem -passin pass:abd -noout").status, 0);
  EXPECT_TRUE(needs_passphrase(bench.read("shut.pem")));
  EXPECT_FALSE(needs_passphrase(bench.read("plain.pem")));
  const auto again = value_of(read_private_key(bench.read("shut.pem"), secret("abc")));
  EXPECT_EQ(EVP_PKEY_eq(again.get(), key.get()), 1);
}

TEST(WrittenPkcs12, IsReadByOpensslAndByUs) {
  const Workbench bench;
  make_identity(bench, "a", "p256");
  make_identity(bench, "b", "p256");
  const auto key = value_of(read_private_key(bench.read("a.key"), Secret()));
  const auto certificate = value_of(read_certificates(bench.read("a.crt")))[0];
  const auto chain = value_of(read_certificates(bench.read("b.crt")));
  bench.write("f.p12", value_of(pkcs12_file(key.get(), certificate, chain, secret("abc"))));
  const auto listing = bench.run("openssl pkcs12 -in f.p12 -passin pass:abc -nodes -info");
  EXPECT_EQ(listing.status, 0);
  EXPECT_THAT(listing.output, testing::HasSubstr("AES-256-CBC"));
  const auto identity = value_of(read_identity(bench.read("f.p12"), {}, secret("abc")));
  EXPECT_EQ(certificate_der(identity.certificate), certificate_der(certificate));
  ASSERT_EQ(identity.chain.size(), 1u);
}

TEST(SigningKeys, RefuseAnAlgorithmThatIsNotTheirs) {
  const auto key = value_of(signing_key_from(value_of(generate_key(NewKey::p256))));
  const auto refused = key->sign(SignatureAlgorithm::rsa_sha256, to_bytes("m"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::algorithm_mismatch);
}

TEST(RandomBytes, ComeFromTheSource) {
  const RandomSource counter = [](std::span<std::uint8_t> bytes) -> Status {
    for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at);
    return Done{};
  };
  EXPECT_EQ(value_of(random_bytes(counter, 3)), (Bytes{0, 1, 2}));
  const RandomSource dry = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "dry"}; };
  EXPECT_EQ(random_bytes(dry, 3).error().reason, Reason::crypto_failed);
  EXPECT_NE(value_of(random_bytes(system_random(), 16)), value_of(random_bytes(system_random(), 16)));
}

}  // namespace
}  // namespace sceau::test
