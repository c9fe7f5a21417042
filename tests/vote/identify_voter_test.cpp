// SPDX-License-Identifier: Apache-2.0
#include "vote/identify_voter.h"

#include <gmock/gmock.h>

#include <map>

#include "vote/storage_keys.h"

namespace sceau {
namespace {

const Instant noon = *from_rfc3339("2027-05-11T12:00:00Z");
constexpr std::string_view right_code = "DNBY-BKTC-NW3A-EDDV-Z", other_code = "V2FH-VJAK-3NXV-00WS-Z";
constexpr std::string_view mistyped_code = "DNBY-BKTC-NW3A-EDDV-Y";

SymmetricKey key_of(std::uint8_t octet) { return *symmetric_key_from(SecretBytes(Bytes(32, octet))); }

// A store of codes that counts what is asked of it.
class IdentifyVoter : public testing::Test {
 protected:
  IdentifyVoter() { give("jeanne", right_code); }

  Bytes tag_of(std::string_view shareholder) { return *voter_tag(keys.tags, shareholder); }

  void give(std::string_view shareholder, std::string_view code) {
    codes[tag_of(shareholder)] = *code_hash(keys.hashes, tag_of(shareholder), *read_access_code(code));
  }

  Identification identify(std::string_view shareholder, std::string_view code, std::string_view address = "192.0.2.1",
                          Instant at = noon) {
    const auto look_up = [this](ByteView tag) -> Result<std::optional<Bytes>> {
      ++look_ups;
      const auto found = codes.find(Bytes(tag.begin(), tag.end()));
      return found == codes.end() ? std::nullopt : std::optional(found->second);
    };
    return identify_voter({shareholder, code, address, at}, keys, look_up, limits);
  }

  StorageKeys keys = {key_of(5), key_of(7), key_of(8), key_of(9)};
  std::map<Bytes, Bytes> codes;
  AttemptLimits limits;
  int look_ups = 0;
};

TEST_F(IdentifyVoter, by_name_and_code) {
  const auto found = identify("jeanne", " dnby bktc nw3a eddv z ");
  ASSERT_TRUE(found.voter);
  EXPECT_EQ(found.voter->shareholder(), "jeanne");
  EXPECT_EQ(found.voter->tag(), tag_of("jeanne"));
  EXPECT_EQ(found.failure, IdentificationFailure::none);
  EXPECT_EQ(*found.voter, *voter_identified_otherwise("jeanne", keys.tags));
}

TEST_F(IdentifyVoter, authentication_failed_is_the_same_for_an_unknown_voter_and_a_wrong_code) {
  const auto unknown = identify("nobody", right_code);
  EXPECT_EQ(look_ups, 1);
  const auto wrong = identify("jeanne", other_code);
  EXPECT_EQ(look_ups, 2);
  const auto mistyped = identify("jeanne", mistyped_code);
  EXPECT_EQ(look_ups, 3);
  for (const auto* answer : {&unknown, &wrong, &mistyped}) {
    ASSERT_FALSE(answer->voter);
    EXPECT_EQ(answer->voter.error().reason, Reason::vote_authentication_failed);
    EXPECT_EQ(answer->voter.error().detail, "");
    EXPECT_EQ(answer->retry_after.count(), 0);
  }
  EXPECT_EQ(name_of(unknown.failure), "unknown-voter");
  EXPECT_EQ(name_of(wrong.failure), "wrong-code");
  EXPECT_EQ(name_of(mistyped.failure), "mistyped-code");
}

TEST_F(IdentifyVoter, attempts_exceeded_is_the_same_for_an_unknown_voter_and_tells_how_long) {
  for (const std::string_view shareholder : {"jeanne", "nobody"}) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(identify(shareholder, other_code).retry_after.count(), 0);
    look_ups = 0;
    const auto slowed = identify(shareholder, right_code);
    ASSERT_FALSE(slowed.voter);
    EXPECT_EQ(slowed.voter.error().reason, Reason::vote_attempts_exceeded);
    EXPECT_EQ(slowed.retry_after, std::chrono::seconds(2));
    EXPECT_EQ(slowed.failure, IdentificationFailure::too_early);
    EXPECT_EQ(look_ups, 0);
  }
  EXPECT_TRUE(identify("jeanne", right_code, "192.0.2.1", noon + std::chrono::seconds(2)).voter);
}

TEST_F(IdentifyVoter, never_a_lock_the_voter_gets_in_from_home_while_others_try) {
  for (int i = 0; i < 1000; ++i) identify("jeanne", other_code, "198.51.100.7");
  EXPECT_FALSE(identify("jeanne", right_code, "198.51.100.7").voter);
  EXPECT_TRUE(identify("jeanne", right_code, "192.0.2.1").voter);
}

TEST_F(IdentifyVoter, mistyped_codes_are_no_guesses) {
  for (int i = 0; i < 20; ++i) identify("jeanne", mistyped_code);
  EXPECT_TRUE(identify("jeanne", right_code).voter);
}

// CNIL, deliberation 2022-100: codes are not kept in clear. Nor does the hash say whose code it is, or which.
TEST_F(IdentifyVoter, codes_are_kept_as_hashes_that_fit_one_voter_and_one_key) {
  const auto code = *read_access_code(right_code);
  const auto of_jeanne = *code_hash(keys.hashes, tag_of("jeanne"), code);
  EXPECT_EQ(of_jeanne.size(), 32U);
  EXPECT_NE(of_jeanne, *code_hash(keys.hashes, tag_of("paul"), code));
  EXPECT_NE(of_jeanne, *code_hash(key_of(8), tag_of("jeanne"), code));

  codes[tag_of("paul")] = of_jeanne;  // a row that was copied on the disk
  EXPECT_FALSE(identify("paul", right_code).voter);
  EXPECT_TRUE(identify("jeanne", right_code).voter);
}

TEST_F(IdentifyVoter, a_voter_without_a_code_is_not_let_in_by_zeros) {
  codes[tag_of("paul")] = Bytes(32);
  EXPECT_FALSE(identify("paul", "0000-0000-0000-0000-0").voter);
  EXPECT_FALSE(identify("nobody", "0000-0000-0000-0000-0").voter);
  EXPECT_FALSE(identify("", "").voter);
}

TEST_F(IdentifyVoter, a_store_that_fails_is_no_wrong_code) {
  const auto broken = [](ByteView) -> Result<std::optional<Bytes>> { return Error{Reason::vote_not_recorded, "disk"}; };
  for (int i = 0; i < 10; ++i) {
    const auto answer = identify_voter({"jeanne", other_code, "192.0.2.1", noon}, keys, broken, limits);
    EXPECT_EQ(answer.voter.error().reason, Reason::vote_not_recorded);
  }
  EXPECT_TRUE(identify("jeanne", right_code).voter);
}

}  // namespace
}  // namespace sceau
