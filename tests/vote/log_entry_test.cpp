// SPDX-License-Identifier: Apache-2.0
#include "vote/log_entry.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

LogEntry ballot() {
  Bytes salt(salt_bytes);
  std::iota(salt.begin(), salt.end(), std::uint8_t{0});
  return {EntryType::ballot, *from_rfc3339("2027-05-11T12:59:59.9Z"), "node-1", salt, to_bytes(R"({"form":"00"})")};
}

// Python: hashlib.sha256(b"sceau.vote.leaf/1\0" + bytes(range(32)) + b"ballot\0" + b"2027-05-11T12:59:59.900000Z\0"
//   + b"node-1\0" + b'{"form":"00"}').hexdigest()
TEST(LogEntry, leaf_data_is_the_hash_of_all_its_parts) {
  EXPECT_EQ(hex_lower(*leaf_data(ballot())), "100e8753c2ff12fd69896a521aad44ade65bac1ccbf9d14028f30e12f6813832");
}

TEST(LogEntry, each_part_changes_the_leaf) {
  const auto original = *leaf_data(ballot());
  const std::vector<std::function<void(LogEntry&)>> changes{
      [](LogEntry& entry) { entry.type = EntryType::refusal; },
      [](LogEntry& entry) { entry.at += Instant::duration(1); },
      [](LogEntry& entry) { entry.node = "node-2"; },
      [](LogEntry& entry) { entry.salt[31] ^= 1; },
      [](LogEntry& entry) { entry.payload.push_back(' '); },
  };
  for (const auto& change : changes) {
    auto entry = ballot();
    change(entry);
    EXPECT_NE(*leaf_data(entry), original);
  }
}

TEST(LogEntry, is_read_back_from_its_confidential_part) {
  const auto entry = ballot();
  EXPECT_EQ(*read_entry(entry.type, entry.at, *confidential_part(entry)), entry);
  auto empty = ballot();
  empty.node.clear();
  empty.payload.clear();
  EXPECT_EQ(*read_entry(empty.type, empty.at, *confidential_part(empty)), empty);
}

TEST(LogEntry, malformed_ones_are_refused) {
  auto short_salt = ballot();
  short_salt.salt.pop_back();
  EXPECT_EQ(leaf_data(short_salt).error().reason, Reason::vote_entry_malformed);
  EXPECT_EQ(confidential_part(short_salt).error().reason, Reason::vote_entry_malformed);
  auto two_nodes = ballot();
  two_nodes.node = std::string("a\0b", 3);
  EXPECT_EQ(leaf_data(two_nodes).error().reason, Reason::vote_entry_malformed);
  for (const std::size_t size : {0u, 31u, 32u, 40u}) {
    EXPECT_EQ(read_entry(EntryType::ballot, ballot().at, Bytes(size, 'x')).error().reason,
              Reason::vote_entry_malformed);
  }
}

TEST(LogEntry, types_have_a_name_and_a_number_of_their_own) {
  std::vector<std::string_view> names;
  for (int number = 1; number <= 13; ++number) {
    const auto type = *entry_type_numbered(number);
    names.push_back(name_of(type));
    EXPECT_EQ(*entry_type_named(names.back()), type);
  }
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_EQ(entry_type_named("Ballot").error().reason, Reason::vote_entry_malformed);
  EXPECT_EQ(entry_type_numbered(0).error().reason, Reason::vote_entry_malformed);
  EXPECT_EQ(entry_type_numbered(14).error().reason, Reason::vote_entry_malformed);
}

TEST(LogEntry, D14_no_ballot_follows_the_close_but_late_refusals_are_recorded) {
  for (const auto type : {EntryType::ballot, EntryType::mandate, EntryType::revocation, EntryType::open,
                          EntryType::close, EntryType::clock}) {
    EXPECT_FALSE(may_follow_close(type)) << name_of(type);
  }
  for (const auto type : {EntryType::refusal, EntryType::register_change, EntryType::opening, EntryType::tally,
                          EntryType::publish, EntryType::erase, EntryType::admin}) {
    EXPECT_TRUE(may_follow_close(type)) << name_of(type);
  }
}

}  // namespace
}  // namespace sceau
