// SPDX-License-Identifier: Apache-2.0
#include "crypto/symmetric_key.h"

#include <gtest/gtest.h>

#include "crypto/keyed_hash.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau {
namespace {

using test::secret;
using test::value_of;

SymmetricKey key_of(std::string_view hex) { return value_of(symmetric_key_from(SecretBytes(value_of(from_hex(hex))))); }

struct ScryptCase {
  std::string passphrase, salt;
  std::uint64_t cost;
  std::uint32_t block_size, parallelism;
  std::string key;
};

// RFC 7914, section 12; the first 32 of its 64 octets are the whole of a key of 32.
class ScryptTest : public testing::TestWithParam<ScryptCase> {};

TEST_P(ScryptTest, GivesTheKeyOfTheStandard) {
  const auto& example = GetParam();
  const auto key = key_from_passphrase(secret(example.passphrase), {.salt = to_bytes(example.salt),
                                                                    .cost = example.cost,
                                                                    .block_size = example.block_size,
                                                                    .parallelism = example.parallelism});
  ASSERT_TRUE(key) << key.error().detail;
  EXPECT_EQ(hex_lower(key->reveal()), example.key);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc7914, ScryptTest,
    testing::Values(ScryptCase{"pleaseletmein", "SodiumChloride", 16384, 8, 1,
                               "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"},
                    // Python: hashlib.scrypt(b"correct horse", salt=b"0123456789abcdef", n=1024, r=4, p=3, dklen=32)
                    ScryptCase{"correct horse", "0123456789abcdef", 1024, 4, 3,
                               "3798bb1616450a0a56ffe679da643108b990671722402d3658a689e890908165"}));

TEST(KeyFromPassphrase, TheDefaultsAreWithinTheLimits) {
  const PassphraseStretching stretching{.salt = Bytes(16, 7)};
  EXPECT_TRUE(key_from_passphrase(secret("a passphrase"), stretching));
}

struct RefusedSettings {
  const char* what;
  PassphraseStretching stretching;
};

class RefusedStretchingTest : public testing::TestWithParam<RefusedSettings> {};

TEST_P(RefusedStretchingTest, IsAWrongValue) {
  const auto key = key_from_passphrase(secret("a passphrase"), GetParam().stretching);
  ASSERT_FALSE(key) << GetParam().what;
  EXPECT_EQ(key.error().reason, Reason::value_wrong) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Settings, RefusedStretchingTest,
    testing::Values(RefusedSettings{"a short salt", {.salt = Bytes(7), .cost = 1024}},
                    RefusedSettings{"no power of two", {.salt = Bytes(16), .cost = 1000}},
                    RefusedSettings{"a cost of one", {.salt = Bytes(16), .cost = 1}},
                    RefusedSettings{"no cost", {.salt = Bytes(16), .cost = 0}},
                    RefusedSettings{"no block", {.salt = Bytes(16), .cost = 1024, .block_size = 0}},
                    RefusedSettings{"no lane", {.salt = Bytes(16), .cost = 1024, .parallelism = 0}},
                    RefusedSettings{"512 MiB", {.salt = Bytes(16), .cost = 1ULL << 19}},
                    RefusedSettings{"an overflow", {.salt = Bytes(16), .cost = 1ULL << 63, .block_size = 1U << 31}},
                    RefusedSettings{"endless work", {.salt = Bytes(16), .parallelism = 17}}));

TEST(KeyFromPassphrase, AnEmptyPassphraseIsRefused) {
  const auto key = key_from_passphrase(Secret(), {.salt = Bytes(16), .cost = 1024});
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().reason, Reason::key_wrong_passphrase);
}

TEST(SymmetricKey, HasThirtyTwoOctets) {
  EXPECT_TRUE(symmetric_key_from(SecretBytes(32)));
  for (const std::size_t size : {0U, 31U, 33U}) {
    const auto key = symmetric_key_from(SecretBytes(size));
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().reason, Reason::key_not_readable);
  }
}

TEST(SymmetricKey, ComesFromItsSourceOrNotAtAll) {
  const auto key = new_symmetric_key([](std::span<std::uint8_t> bytes) -> Status {
    std::ranges::fill(bytes, std::uint8_t{0xab});
    return Done{};
  });
  ASSERT_TRUE(key);
  EXPECT_EQ(hex_lower(key->reveal()).substr(0, 4), "abab");
  const RandomSource broken = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "dry"}; };
  EXPECT_FALSE(new_symmetric_key(broken));
  EXPECT_FALSE(new_stretching(broken));
}

// Python: hmac and hashlib by RFC 5869 (extract with 32 zero octets, expand to one block).
TEST(DeriveKey, IsHkdfWithThePurposeAsInfo) {
  const auto from = key_of("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  EXPECT_EQ(hex_lower(value_of(derive_key(from, "sceau.vote.codes/1")).reveal()),
            "1d30dc91f83387099cc72697c5b525bbd3d6cf4196b6e345f9ea1e1db3677fc7");
  EXPECT_EQ(hex_lower(value_of(derive_key(from, "")).reveal()),
            "37ad29109f43265287804b674e2653d0a513718907f97fca97c95bded8104bbf");
}

// Python: hmac. The keys of RFC 4231 are not 32 octets long.
TEST(KeyedHash, IsHmacSha256) {
  const auto key = key_of("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  EXPECT_EQ(hex_lower(value_of(keyed_hash(key, as_bytes("what do ya want for nothing?")))),
            "099805f4ac310786968565c098db515cc50862b420ae31e20238312344bed36a");
  EXPECT_EQ(hex_lower(value_of(keyed_hash(key, {}))),
            "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb");
}

TEST(KeyedHash, AreComparedWhole) {
  const Bytes one{1, 2, 3};
  EXPECT_TRUE(is_equal_in_constant_time(one, Bytes{1, 2, 3}));
  EXPECT_TRUE(is_equal_in_constant_time({}, {}));
  EXPECT_FALSE(is_equal_in_constant_time(one, Bytes{1, 2, 4}));
  EXPECT_FALSE(is_equal_in_constant_time(one, Bytes{1, 2}));
}

TEST(SecretBytes, AreWipedWhenShortened) {
  SecretBytes bytes(Bytes{1, 2, 3, 4});
  const auto* rest = bytes.reveal().data() + 2;
  bytes.shorten(2);
  EXPECT_EQ(to_string(bytes.reveal()), "\x01\x02");
  EXPECT_EQ(rest[0], 0);
  const SecretBytes moved = std::move(bytes);
  EXPECT_EQ(moved.size(), 2U);
}

}  // namespace
}  // namespace sceau
