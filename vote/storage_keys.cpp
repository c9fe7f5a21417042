// SPDX-License-Identifier: Apache-2.0
#include "vote/storage_keys.h"

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"
#include "vote/erased_votes.h"

namespace sceau {
namespace {

constexpr std::string_view blob_name = "storage-key";
constexpr std::string_view check_message = "sceau.vote.storage-key/1";
constexpr IntegerRange any_cost = {1, std::int64_t{1} << 30};

struct KeySettings {
  PassphraseStretching stretching;
  Bytes check;  // keyed hash of check_message: tells a wrong passphrase before anything is read with it
};

Result<Bytes> check_value(const SymmetricKey& master) {
  const auto key = derive_key(master, "sceau.vote.check/1");
  if (!key) return key.error();
  return keyed_hash(*key, as_bytes(check_message));
}

std::string write_settings(const KeySettings& settings) {
  const auto& stretching = settings.stretching;
  return canonical_json({ValueObject{{"salt", {hex_lower(stretching.salt)}},
                                     {"cost", {static_cast<std::int64_t>(stretching.cost)}},
                                     {"block_size", {std::int64_t{stretching.block_size}}},
                                     {"parallelism", {std::int64_t{stretching.parallelism}}},
                                     {"check", {hex_lower(settings.check)}}}});
}

Bytes read_hex(ValueFields& fields, std::string_view key) {
  auto bytes = from_hex(fields.text(key).value_or(""));
  if (!bytes) fields.refuse(key, "must be hexadecimal");
  return bytes ? std::move(*bytes) : Bytes();
}

Result<KeySettings> read_settings(ByteView json) {
  const auto value = read_json(json);
  Findings findings;
  KeySettings settings;
  if (value) {
    ValueFields fields(*value, PathStyle::json_pointer, findings);
    settings.stretching.salt = read_hex(fields, "salt");
    settings.stretching.cost = static_cast<std::uint64_t>(fields.integer("cost", any_cost).value_or(0));
    settings.stretching.block_size = static_cast<std::uint32_t>(fields.integer("block_size", any_cost).value_or(0));
    settings.stretching.parallelism = static_cast<std::uint32_t>(fields.integer("parallelism", any_cost).value_or(0));
    settings.check = read_hex(fields, "check");
    fields.refuse_others();
  }
  if (!value || !findings.empty()) return Error{Reason::vote_store_damaged, "the settings of the storage key"};
  return settings;
}

Result<std::shared_ptr<const StorageKeys>> keys_from(const SymmetricKey& master) {
  auto at_rest = derive_key(master, "sceau.vote.at-rest/1");
  auto hashes = derive_key(master, "sceau.vote.keyed-hashes/1");
  auto receipts = derive_key(master, "sceau.vote.receipt-ids/1");
  if (!at_rest) return at_rest.error();
  if (!hashes) return hashes.error();
  if (!receipts) return receipts.error();
  auto tags = derive_key(master, "sceau.vote.voter-tags/1");
  if (!tags) return tags.error();
  return std::make_shared<const StorageKeys>(
      StorageKeys{std::move(*at_rest), std::move(*hashes), std::move(*receipts), std::move(*tags)});
}

Result<std::shared_ptr<const StorageKeys>> make_keys(BallotStore& store, const Secret& passphrase,
                                                     const RandomSource& random) {
  auto stretching = new_stretching(random);
  if (!stretching) return stretching.error();
  const auto master = key_from_passphrase(passphrase, *stretching);
  if (!master) return master.error();
  auto check = check_value(*master);
  if (!check) return check.error();
  const auto kept = store.put_blob(blob_name, as_bytes(write_settings({std::move(*stretching), std::move(*check)})));
  if (!kept) return kept.error();
  return keys_from(*master);
}

}  // namespace

Result<std::shared_ptr<const StorageKeys>> open_storage_keys(BallotStore& store, const Secret& passphrase,
                                                             const RandomSource& random) {
  const auto blob = store.blob(blob_name);
  if (!blob) return blob.error();
  if (!*blob) {
    const auto erased = is_erased(store);
    if (!erased) return erased.error();
    if (*erased) return Error{Reason::vote_erased, "the store has no keys any more"};
    return make_keys(store, passphrase, random);
  }
  const auto settings = read_settings(**blob);
  if (!settings) return settings.error();
  const auto master = key_from_passphrase(passphrase, settings->stretching);
  if (!master) return master.error();
  const auto check = check_value(*master);
  if (!check) return check.error();
  if (!is_equal_in_constant_time(*check, settings->check)) {
    return Error{Reason::key_wrong_passphrase, "of the storage key"};
  }
  return keys_from(*master);
}

Result<Bytes> voter_tag(const SymmetricKey& tags, std::string_view shareholder) {
  Bytes message = to_bytes("voter");
  message.push_back(0);
  append(message, shareholder);
  return keyed_hash(tags, message);
}

}  // namespace sceau
