// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "tests/faults/vote/vote_casters.h"
#include "tests/pki/test_pki.h"
#include "vote/entry_at_rest.h"

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

void keep(const Path& path, ByteView content) {
  const auto written = write_atomically(path, content, {.mode = 0600});
  if (!written) give_up("keys", written.error().detail);
}

void keep_key(const Path& path, const EVP_PKEY* key) {
  keep(path, as_bytes(need(private_key_pem(key, Secret()), "keys").reveal()));
}

// Valid in the time of the sample meeting, whatever today is.
void make_keys(const Path& folder) {
  if (std::filesystem::exists(folder / key_files.back())) return;
  const auto urn = issue({.common_name = "Urn", .key_usage = "critical,keyAgreement"});
  const auto seal = issue({.common_name = "Company seal"});
  for (const auto& [name, issued] : {std::pair("urn", &urn), std::pair("seal", &seal)}) {
    keep(folder / (std::string(name) + ".pem"), as_bytes(to_pem(issued->certificate)));
    keep_key(folder / (std::string(name) + ".key"), issued->key.get());
  }
  keep_key(folder / key_files.back(), need(generate_key(NewKey::ed25519), "keys").get());
}

BallotMaker maker_in(const Path& folder) {
  make_keys(folder);
  auto urn = need(envelope_recipient(need(read_certificates(file_in(folder, "urn.pem")), "urn").front().get()), "urn");
  return {std::move(urn),
          need(read_identity(file_in(folder, "seal.key"), file_in(folder, "seal.pem"), Secret()), "seal")};
}

PrivateKeyHandle key_in(const Path& folder, std::string_view name) {
  return need(read_private_key(file_in(folder, name), Secret()), name);
}

}  // namespace

VoteFolder::VoteFolder(const Path& folder)
    : path(folder),
      maker(maker_in(folder)),
      urn_key(need(decryption_key_from(key_in(folder, "urn.key")), "urn")),
      log_key(need(signing_key_from(key_in(folder, "log.key")), "log")) {}

Result<OpenVote> open_vote(const VoteFolder& folder, std::chrono::microseconds gathering,
                           std::chrono::milliseconds period, const std::string& vfs) {
  auto store =
      SqliteStore::open({.file = folder.path / "ballots.sqlite", .writing = {.gathering = gathering}, .vfs = vfs});
  if (!store) return store.error();
  const auto leaf_of = [&maker = folder.maker](const StoredEntry& stored) -> Result<Bytes> {
    const auto entry = stored_entry(stored, maker.keys().at_rest);
    return entry ? leaf_data(*entry) : entry.error();
  };
  auto log = VoteLog::open(**store, {.origin = "vote.exemple.fr/casters",
                                     .key = folder.log_key,
                                     .anchor = folder.path / "checkpoint",
                                     .leaf_of = leaf_of,
                                     .period = period});
  if (!log) return log.error();
  return OpenVote{std::move(*store), std::move(*log)};
}

Expression expression_of(int number) {
  return {.voter = hash_of_text(fmt::format("voter {}", number)),
          .mode = ParticipationMode::voting_form,
          .idempotency_key = hash_of_text(fmt::format("key {}", number)),
          .request = hash_of_text(fmt::format("request {}", number))};
}

std::string receipt_hash(const LogProof& proof, ByteView leaf) {
  std::string all = fmt::format("{} {} {}", proof.index, hex_lower(leaf), to_string(proof.checkpoint));
  for (const auto& hash : proof.inclusion) all += hex_lower(hash);
  return hex_lower(hash_of_text(all)).substr(0, 16);
}

bool is_still_there(const Acknowledged& ballot, OpenVote& vote) {
  const auto entry = vote.store->entry_at(ballot.row);
  if (!entry || !*entry) return false;
  const auto proof = vote.log->wait_for(ballot.row);
  return proof && proof->index == ballot.index && receipt_hash(*proof, (*entry)->entry.leaf) == ballot.receipt;
}

}  // namespace sceau::test
