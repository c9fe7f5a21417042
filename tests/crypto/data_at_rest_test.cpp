// SPDX-License-Identifier: Apache-2.0
#include "crypto/data_at_rest.h"

#include <gtest/gtest.h>

#include "crypto/authenticated_cipher.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau {
namespace {

using test::value_of;

SymmetricKey key_of(std::string_view hex) { return value_of(symmetric_key_from(SecretBytes(value_of(from_hex(hex))))); }
SymmetricKey some_key() { return value_of(new_symmetric_key(system_random())); }

// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 14 and 16.
TEST(AuthenticatedCipher, GivesTheValuesOfTheStandard) {
  const auto zeros = key_of(std::string(64, '0'));
  const auto text = value_of(gcm_encrypt(zeros, Bytes(12), Bytes(16), {}));
  EXPECT_EQ(hex_lower(text.encrypted), "cea7403d4d606b6e074ec5d3baf39d18");
  EXPECT_EQ(hex_lower(text.tag), "d0d1c8a799996bf0265b98b5d48ab919");

  const auto key = key_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const auto plain = value_of(from_hex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
      "aa0de657ba637b39"));
  const auto other = value_of(gcm_encrypt(key, value_of(from_hex("cafebabefacedbaddecaf888")), plain,
                                          value_of(from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))));
  EXPECT_EQ(hex_lower(other.encrypted),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63"
            "93ba7a0abcc9f662");
  EXPECT_EQ(hex_lower(other.tag), "76fc6ece0f4e1768cddf8853bb2d551b");
}

TEST(DataAtRest, ComeBackAsTheyWere) {
  const auto key = some_key();
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 70'000U}) {
    const Bytes plain(size, 0x5a);
    const auto stored = value_of(encrypt_at_rest(key, plain, as_bytes("register/1"), system_random()));
    EXPECT_EQ(stored.size(), size + 28);
    const auto opened = decrypt_at_rest(key, stored, as_bytes("register/1"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_string(opened->reveal()), to_string(plain));
  }
}

TEST(DataAtRest, DifferEachTime) {
  const auto key = some_key();
  const auto once = value_of(encrypt_at_rest(key, as_bytes("same"), {}, system_random()));
  EXPECT_NE(once, value_of(encrypt_at_rest(key, as_bytes("same"), {}, system_random())));
}

TEST(DataAtRest, AreNotEncryptedWithoutRandomness) {
  const auto stored = encrypt_at_rest(some_key(), {}, {}, [](std::span<std::uint8_t>) -> Status {
    return Error{Reason::crypto_failed, "dry"};
  });
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().reason, Reason::crypto_failed);
}

void expect_altered(const Result<SecretBytes>& opened) {
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().reason, Reason::encrypted_data_altered);
}

TEST(DataAtRest, EveryFlippedBitIsSeen) {
  const auto key = some_key();
  const auto stored = value_of(encrypt_at_rest(key, as_bytes("a ballot"), as_bytes("row 7"), system_random()));
  for (std::size_t bit = 0; bit < stored.size() * 8; ++bit) {
    Bytes altered = stored;
    altered[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    expect_altered(decrypt_at_rest(key, altered, as_bytes("row 7")));
  }
}

TEST(DataAtRest, AnotherPlaceAnotherKeyAndOtherLengthsAreSeen) {
  const auto key = some_key();
  const auto stored = value_of(encrypt_at_rest(key, as_bytes("a ballot"), as_bytes("row 7"), system_random()));
  expect_altered(decrypt_at_rest(key, stored, as_bytes("row 8")));
  expect_altered(decrypt_at_rest(some_key(), stored, as_bytes("row 7")));
  for (std::size_t size = 0; size < stored.size(); ++size) {
    expect_altered(decrypt_at_rest(key, ByteView(stored).first(size), as_bytes("row 7")));
  }
  Bytes longer = stored;
  longer.push_back(0);
  expect_altered(decrypt_at_rest(key, longer, as_bytes("row 7")));
}

}  // namespace
}  // namespace sceau
