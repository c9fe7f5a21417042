// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/sample_log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace sceau::test {
namespace {

Bytes numbered_hash(int number, std::uint8_t kind) {
  Bytes bytes(32, kind);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return bytes;
}

}  // namespace

LogFolder::LogFolder() : key_(*signing_key_from(*generate_key(NewKey::ed25519))) {
  std::string name = testing::TempDir() + "vote-log-XXXXXX";
  folder_ = mkdtemp(name.data());
}

LogFolder::~LogFolder() { std::filesystem::remove_all(folder_); }

std::unique_ptr<SqliteStore> LogFolder::store(std::string_view name) const {
  return *SqliteStore::open({.file = folder_ / name});
}

VoteLogSettings LogFolder::settings() const {
  return {.origin = "vote.exemple.fr/ag2027",
          .key = key_,
          .anchor = folder_ / "checkpoint",
          .leaf_of = leaf_of_clear_entry,
          .period = std::chrono::milliseconds(5)};
}

std::unique_ptr<VoteLog> LogFolder::log(BallotStore& store) const { return *VoteLog::open(store, settings()); }
LogVerifier LogFolder::verifier() const { return {settings().origin, key_->public_key()}; }

StoredEntry numbered_entry(int number, EntryType type) {
  const LogEntry entry{type, Instant(std::chrono::microseconds(1'800'000'000'000'000 + number)), "node",
                       numbered_hash(number, 1), to_bytes(fmt::format(R"({{"number":{}}})", number))};
  return {type, entry.at, *leaf_data(entry), *confidential_part(entry)};
}

Result<Bytes> leaf_of_clear_entry(const StoredEntry& entry) {
  const auto read = read_entry(entry.type, entry.at, entry.at_rest);
  if (!read) return read.error();
  return leaf_data(*read);
}

Expression numbered_expression(int number) {
  return {.voter = numbered_hash(number, 2),
          .mode = ParticipationMode::voting_form,
          .idempotency_key = numbered_hash(number, 3),
          .request = numbered_hash(number, 4)};
}

Status check_proof(const LogProof& proof, const StoredEntry& entry, const LogVerifier& verifier) {
  const auto checkpoint = open_checkpoint(as_text(proof.checkpoint), verifier);
  if (!checkpoint) return checkpoint.error();
  const auto leaf = leaf_hash(entry.leaf);
  if (!leaf) return leaf.error();
  return verify_inclusion({*leaf, proof.index, checkpoint->size, checkpoint->root}, proof.inclusion);
}

}  // namespace sceau::test
