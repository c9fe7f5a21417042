// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <set>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "tests/faults/vote/vote_casters.h"

namespace sceau::test {
namespace {

[[noreturn]] void give_up(std::string_view what, const std::string& detail) {
  fmt::print(stderr, "{}: {}\n", what, detail);
  std::_Exit(1);
}

template <typename T>
T need(Result<T> result, std::string_view what) {
  if (!result) give_up(what, std::string(stable_name(result.error().reason)) + " " + result.error().detail);
  return std::move(*result);
}

Bytes file_in(const Path& folder, std::string_view name) { return need(read_file(folder / name, 65536), name); }

Bytes hash_of_text(const std::string& text) { return need(digest(DigestAlgorithm::sha256, as_bytes(text)), "digest"); }

Result<Bytes> leaf_of_clear_entry(const StoredEntry& entry) {
  const auto read = read_entry(entry.type, entry.at, entry.at_rest);
  if (!read) return read.error();
  return leaf_data(*read);
}

void check_entry(const EntryRecord& record, const VoteFolder& folder) {
  const int number = number_of(record.entry);
  const auto form = open_envelope(record.entry.sealed, folder.urn, *folder.urn_key);
  if (!form) give_up("unsealable", fmt::format("ballot {}: {}", number, form.error().detail));
  if (to_string(form->reveal()) != to_string(form_of(number))) give_up("another form", std::to_string(number));
}

}  // namespace

VoteFolder::VoteFolder(const Path& folder)
    : path(folder),
      urn(need(envelope_recipient(need(read_certificates(file_in(folder, "urn.pem")), "urn.pem").front().get()),
               "urn")),
      urn_key(
          need(decryption_key_from(need(read_private_key(file_in(folder, "urn.key"), Secret()), "urn.key")), "urn")),
      log_key(need(signing_key_from(need(read_private_key(file_in(folder, "log.key"), Secret()), "log.key")), "log")) {}

Result<OpenVote> open_vote(const VoteFolder& folder, std::chrono::microseconds gathering,
                           std::chrono::milliseconds period, const std::string& vfs) {
  auto store =
      SqliteStore::open({.file = folder.path / "ballots.sqlite", .writing = {.gathering = gathering}, .vfs = vfs});
  if (!store) return store.error();
  auto log = VoteLog::open(**store, {.origin = "vote.exemple.fr/casters",
                                     .key = folder.log_key,
                                     .anchor = folder.path / "checkpoint",
                                     .leaf_of = leaf_of_clear_entry,
                                     .period = period});
  if (!log) return log.error();
  return OpenVote{std::move(*store), std::move(*log)};
}

Bytes form_of(int number) { return to_bytes(fmt::format("<form number=\"{}\">for, against, abstain</form>", number)); }

int number_of(const StoredEntry& entry) {
  const auto read = need(read_entry(entry.type, entry.at, entry.at_rest), "entry");
  const auto payload = to_string(read.payload);
  return std::atoi(payload.c_str() + payload.find(':') + 1);
}

Result<StoredEntry> ballot_of(int number, int attempt, const VoteFolder& folder) {
  const LogEntry entry{EntryType::ballot, Instant(std::chrono::seconds(1'800'000'000)), "casters",
                       hash_of_text(fmt::format("salt {} {}", number, attempt)),
                       to_bytes(fmt::format("{{\"number\":{}}}", number))};
  const auto leaf = leaf_data(entry);
  if (!leaf) return leaf.error();
  const auto part = confidential_part(entry);
  if (!part) return part.error();
  auto sealed = seal_envelope(folder.urn, form_of(number), system_random());
  if (!sealed) return sealed.error();
  return StoredEntry{entry.type, entry.at, *leaf, *part, std::move(*sealed)};
}

Expression expression_of(int number) {
  return {.voter = hash_of_text(fmt::format("voter {}", number)),
          .mode = ParticipationMode::voting_form,
          .idempotency_key = hash_of_text(fmt::format("key {}", number)),
          .request = hash_of_text(fmt::format("request {}", number))};
}

std::string receipt_hash(const LogProof& proof) {
  std::string all = fmt::format("{} {}", proof.index, to_string(proof.checkpoint));
  for (const auto& hash : proof.inclusion) all += hex_lower(hash);
  return hex_lower(hash_of_text(all)).substr(0, 16);
}

bool is_still_there(const Acknowledged& ballot, OpenVote& vote) {
  const auto entry = vote.store->entry_at(ballot.row);
  if (!entry || !*entry || number_of((*entry)->entry) != ballot.number) return false;
  const auto proof = vote.log->wait_for(ballot.row);
  return proof && proof->index == ballot.index && receipt_hash(*proof) == ballot.receipt;
}

std::size_t check_all_entries(OpenVote& vote, const VoteFolder& folder) {
  std::set<int> numbers;
  while (true) {
    const auto piece = need(vote.store->entries(numbers.size(), 1000), "entries");
    if (piece.empty()) return numbers.size();
    for (const auto& record : piece) {
      check_entry(record, folder);
      const int number = number_of(record.entry);
      if (!numbers.insert(number).second) give_up("stored twice", std::to_string(number));
    }
  }
}

}  // namespace sceau::test
