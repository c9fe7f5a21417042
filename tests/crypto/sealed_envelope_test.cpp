// SPDX-License-Identifier: Apache-2.0
#include "crypto/sealed_envelope.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "tests/crypto/workbench.h"

namespace sceau {
namespace {

using test::value_of;
using test::Workbench;

// A key pair with a certificate of its own, made by `openssl req` as NAME.key and NAME.crt.
struct Person {
  std::shared_ptr<const DecryptionKey> key;
  SharedX509 certificate;
  EnvelopeRecipient recipient;
};

Person make_person(const Workbench& bench, const std::string& name, const std::string& kind,
                   const std::string& extensions = "") {
  const auto identity = test::make_identity(bench, name, kind, extensions);
  auto key = value_of(read_private_key(bench.read(name + ".key"), Secret()));
  return {value_of(decryption_key_from(std::move(key))), identity.certificate,
          value_of(envelope_recipient(identity.certificate.get()))};
}

void expect_reason(const Result<SecretBytes>& opened, Reason reason, std::string_view what) {
  ASSERT_FALSE(opened) << what;
  EXPECT_EQ(stable_name(opened.error().reason), stable_name(reason)) << what << ": " << opened.error().detail;
}

std::string opened_by(const Person& person, ByteView envelope) {
  return to_string(value_of(open_envelope(envelope, person.recipient, *person.key)).reveal());
}

struct Kind {
  std::string key;
  std::string openssl_options;  // with which openssl writes the same kind of envelope
};

void PrintTo(const Kind& kind, std::ostream* to) { *to << kind.key; }

// RSA keys take a second to make: one scene for all tests of a kind.
struct Scene {
  Workbench bench;
  Person person;
  Person other;
};

const Scene& scene_of(const Kind& kind) {
  static std::map<std::string, std::unique_ptr<Scene>> scenes;
  auto& scene = scenes[kind.key];
  if (!scene) {
    const Workbench bench;
    auto person = make_person(bench, "scrutineer", kind.key);
    auto other = make_person(bench, "other", kind.key);
    scene.reset(new Scene{.bench = {}, .person = std::move(person), .other = std::move(other)});
    for (const char* name : {"scrutineer.key", "scrutineer.crt"}) scene->bench.write(name, bench.read(name));
  }
  return *scene;
}

class EnvelopeTest : public testing::TestWithParam<Kind> {
 protected:
  const Workbench& bench_ = scene_of(GetParam()).bench;
  const Person& person_ = scene_of(GetParam()).person;
};

TEST_P(EnvelopeTest, OpensToWhatWasSealed) {
  for (const std::size_t size : {0U, 1U, 32U, 100'000U}) {
    const std::string content(size, 'x');
    const auto envelope = value_of(seal_envelope(person_.recipient, as_bytes(content), system_random()));
    EXPECT_EQ(opened_by(person_, envelope), content);
    EXPECT_TRUE(value_of(is_addressed_to(envelope, person_.recipient)));
  }
}

TEST_P(EnvelopeTest, OpensslOpensWhatIsSealedHere) {
  bench_.write("sealed.cms", value_of(seal_envelope(person_.recipient, as_bytes("a ballot"), system_random())));
  bench_.must("openssl cms -decrypt -inform DER -in sealed.cms -recip scrutineer.crt -inkey scrutineer.key -out out");
  EXPECT_EQ(to_string(bench_.read("out")), "a ballot");
}

TEST_P(EnvelopeTest, WhatOpensslSealsOpensHere) {
  bench_.write("in", as_bytes("a ballot"));
  bench_.must("openssl cms -encrypt -binary -in in -aes-256-gcm -outform DER -out sealed.cms -recip scrutineer.crt " +
              GetParam().openssl_options);
  EXPECT_EQ(opened_by(person_, bench_.read("sealed.cms")), "a ballot");
}

TEST_P(EnvelopeTest, EveryFlippedByteIsRefused) {
  const auto envelope = value_of(seal_envelope(person_.recipient, as_bytes("a ballot"), system_random()));
  for (std::size_t at = 0; at < envelope.size(); ++at) {
    for (const std::uint8_t change : {std::uint8_t{0x01}, std::uint8_t{0x80}}) {
      Bytes altered = envelope;
      altered[at] = static_cast<std::uint8_t>(altered[at] ^ change);
      EXPECT_FALSE(open_envelope(altered, person_.recipient, *person_.key)) << "octet " << at;
    }
  }
  EXPECT_EQ(opened_by(person_, envelope), "a ballot");
}

TEST_P(EnvelopeTest, EveryOtherLengthIsMalformed) {
  auto envelope = value_of(seal_envelope(person_.recipient, as_bytes("a ballot"), system_random()));
  for (std::size_t size = 0; size < envelope.size(); ++size) {
    expect_reason(open_envelope(ByteView(envelope).first(size), person_.recipient, *person_.key),
                  Reason::envelope_malformed, std::to_string(size));
  }
  envelope.push_back(0);
  expect_reason(open_envelope(envelope, person_.recipient, *person_.key), Reason::envelope_malformed, "longer");
}

TEST_P(EnvelopeTest, OnlyItsRecipientOpensIt) {
  const auto& other = scene_of(GetParam()).other;
  const auto envelope = value_of(seal_envelope(person_.recipient, as_bytes("a ballot"), system_random()));
  EXPECT_FALSE(value_of(is_addressed_to(envelope, other.recipient)));
  expect_reason(open_envelope(envelope, other.recipient, *other.key), Reason::envelope_for_another, "another");
  expect_reason(open_envelope(envelope, person_.recipient, *other.key), Reason::key_does_not_fit, "another key");
}

// The name of a certificate says nothing: an envelope for another key under the same name stays shut.
TEST_P(EnvelopeTest, AnotherKeyUnderTheSameNameOpensNothing) {
  const auto first = make_person(bench_, "twin", GetParam().key, "-set_serial 7");
  const auto second = make_person(bench_, "twin", GetParam().key, "-set_serial 7");
  const auto envelope = value_of(seal_envelope(first.recipient, as_bytes("a ballot"), system_random()));
  ASSERT_TRUE(value_of(is_addressed_to(envelope, second.recipient)));
  expect_reason(open_envelope(envelope, second.recipient, *second.key), Reason::encrypted_data_altered, "twin");
  EXPECT_EQ(opened_by(first, envelope), "a ballot");
}

TEST_P(EnvelopeTest, SeveralThreadsSealToOneRecipient) {
  constexpr int each = 20;
  std::vector<Bytes> sealed(4 * each);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread, &sealed] {
      for (std::size_t at = thread * each; at < (thread + 1) * each; ++at) {
        sealed[at] = value_of(seal_envelope(person_.recipient, as_bytes(std::to_string(at)), system_random()));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t at = 0; at < sealed.size(); ++at) EXPECT_EQ(opened_by(person_, sealed[at]), std::to_string(at));
}

INSTANTIATE_TEST_SUITE_P(Keys, EnvelopeTest,
                         testing::Values(Kind{"p256", "-keyopt ecdh_kdf_md:sha256"},
                                         Kind{"p384", "-keyopt ecdh_kdf_md:sha384"},
                                         Kind{"p521", "-keyopt ecdh_kdf_md:sha512"},
                                         Kind{"rsa:3072", "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"}));

TEST(SealedEnvelope, EveryFlippedBitIsRefused) {
  const Workbench bench;
  const auto person = make_person(bench, "scrutineer", "p256");
  const auto envelope = value_of(seal_envelope(person.recipient, as_bytes("b"), system_random()));
  for (std::size_t bit = 0; bit < envelope.size() * 8; ++bit) {
    Bytes altered = envelope;
    altered[bit / 8] = static_cast<std::uint8_t>(altered[bit / 8] ^ (1U << (bit % 8)));
    EXPECT_FALSE(open_envelope(altered, person.recipient, *person.key)) << "bit " << bit;
  }
}

TEST(SealedEnvelope, IsNotMadeWithoutRandomness) {
  const Workbench bench;
  const auto person = make_person(bench, "scrutineer", "p256");
  const auto envelope = seal_envelope(person.recipient, {}, [](std::span<std::uint8_t>) -> Status {
    return Error{Reason::crypto_failed, "dry"};
  });
  ASSERT_FALSE(envelope);
  EXPECT_EQ(envelope.error().reason, Reason::crypto_failed);
}

// What other programs write and this one does not take: weaker, longer than needed, or not one way to write one thing.
struct Foreign {
  std::string what, key, options;
  std::optional<Reason> reason = Reason::envelope_malformed;
};

void PrintTo(const Foreign& foreign, std::ostream* to) { *to << foreign.what; }

class ForeignEnvelopeTest : public testing::TestWithParam<Foreign> {};

TEST_P(ForeignEnvelopeTest, IsTakenInOneFormOnly) {
  const Workbench bench;
  const auto person = make_person(bench, "scrutineer", GetParam().key);
  make_person(bench, "other", GetParam().key);
  bench.write("in", as_bytes("a ballot"));
  bench.must("openssl cms -encrypt -binary -in in -outform DER -out sealed.cms -recip scrutineer.crt " +
             GetParam().options);
  const auto opened = open_envelope(bench.read("sealed.cms"), person.recipient, *person.key);
  if (GetParam().reason) {
    expect_reason(opened, *GetParam().reason, GetParam().what);
  } else {
    EXPECT_TRUE(opened);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Openssl, ForeignEnvelopeTest,
    testing::Values(Foreign{"its one form", "p256", "-aes-256-gcm -keyopt ecdh_kdf_md:sha256", std::nullopt},
                    Foreign{"SHA-1 in the KDF", "p256", "-aes-256-gcm"},
                    Foreign{"AES-128", "p256", "-aes-128-gcm -keyopt ecdh_kdf_md:sha256"},
                    Foreign{"CBC without a tag", "p256", "-aes-256-cbc -keyopt ecdh_kdf_md:sha256"},
                    Foreign{"named by key identifier", "p256", "-aes-256-gcm -keyopt ecdh_kdf_md:sha256 -keyid",
                            Reason::envelope_for_another},
                    Foreign{"two recipients", "p256",
                            "-aes-256-gcm -keyopt ecdh_kdf_md:sha256 -recip other.crt -keyopt ecdh_kdf_md:sha256"},
                    Foreign{"BER", "p256", "-aes-256-gcm -keyopt ecdh_kdf_md:sha256 -stream"},
                    Foreign{"PKCS#1 v1.5", "rsa:3072", "-aes-256-gcm"},
                    Foreign{"OAEP with SHA-1", "rsa:3072", "-aes-256-gcm -keyopt rsa_padding_mode:oaep"}));

struct Candidate {
  std::string what, key, extensions;
  bool is_taken = false;
};

void PrintTo(const Candidate& candidate, std::ostream* to) { *to << candidate.what; }

class RecipientTest : public testing::TestWithParam<Candidate> {};

TEST_P(RecipientTest, CanDecryptOrIsRefused) {
  const Workbench bench;
  const auto identity = test::make_identity(bench, "candidate", GetParam().key, GetParam().extensions);
  const auto recipient = envelope_recipient(identity.certificate.get());
  EXPECT_EQ(static_cast<bool>(recipient), GetParam().is_taken);
  if (!recipient) {
    EXPECT_EQ(recipient.error().reason, Reason::recipient_refused);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Certificates, RecipientTest,
    testing::Values(Candidate{"keyAgreement", "p256", "-addext keyUsage=critical,keyAgreement", true},
                    Candidate{"P-256 that only signs", "p256", "-addext keyUsage=critical,digitalSignature"},
                    Candidate{"keyEncipherment", "rsa:3072", "-addext keyUsage=critical,keyEncipherment", true},
                    Candidate{"RSA with keyAgreement", "rsa:3072", "-addext keyUsage=critical,keyAgreement"},
                    Candidate{"a short RSA key", "rsa:2048", ""}, Candidate{"Ed25519", "ed25519", ""},
                    Candidate{"another curve", "brainpool", ""}));

TEST(DecryptionKey, DoesWhatItsKindCan) {
  const Workbench bench;
  const auto curve = make_person(bench, "curve", "p256");
  const auto rsa = make_person(bench, "rsa", "rsa:3072");
  expect_reason(curve.key->decrypt_oaep(Bytes(384)), Reason::key_does_not_fit, "OAEP");
  expect_reason(rsa.key->agree(Bytes(65, 4)), Reason::key_does_not_fit, "ECDH");
  expect_reason(curve.key->agree(Bytes(65, 4)), Reason::encrypted_data_altered, "no point of the curve");
  expect_reason(curve.key->agree({}), Reason::encrypted_data_altered, "no point at all");
  expect_reason(rsa.key->decrypt_oaep(Bytes(384, 1)), Reason::encrypted_data_altered, "no OAEP");
}

}  // namespace
}  // namespace sceau
