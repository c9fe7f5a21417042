// SPDX-License-Identifier: Apache-2.0
#include "cli/opened_meeting.h"

#include <array>
#include <filesystem>

#include "cli/secret_source.h"
#include "vote/entry_at_rest.h"
#include "vote/erased_votes.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

constexpr std::string_view console_node = "console";

Result<TrustAnchors> issuers_in(const Path& folder) {
  std::error_code failure;
  if (!std::filesystem::exists(folder, failure)) return TrustAnchors{};
  const std::array places{folder};
  return load_trust_anchors(places);
}

}  // namespace

StateKeeper OpenedMeeting::keeper() const {
  return {*store, *keys, meeting, system_random(), std::string(console_node)};
}

Result<OpenedMeeting> open_meeting(const std::string& folder, const std::string& storage_key) {
  auto meeting = open_erased_or_not(folder, storage_key);
  if (meeting && !meeting->keys) return Error{Reason::vote_erased, folder};
  return meeting;
}

Result<OpenedMeeting> open_erased_or_not(const std::string& folder, const std::string& storage_key) {
  auto database = read_zone_database();
  if (!database) return database.error();
  auto frozen = read_frozen_folder({folder}, *database);
  if (!frozen) return frozen.error();
  const auto server = server_folder_of(folder);
  if (!std::filesystem::exists(server.database())) {
    return Error{Reason::vote_store_not_usable, server.database().string() + " is not there"};
  }
  auto store = SqliteStore::open({.file = server.database()});
  if (!store) return store.error();
  const auto erased = is_erased(**store);
  if (!erased) return erased.error();
  OpenedMeeting meeting{{folder}, server, std::move(*database), std::move(*frozen), std::move(*store), nullptr};
  if (*erased) return meeting;
  const auto passphrase = read_secret(storage_key, "Passphrase of the storage key");
  if (!passphrase) return passphrase.error();
  auto keys = open_storage_keys(*meeting.store, *passphrase, system_random());
  if (!keys) return keys.error();
  meeting.keys = std::move(*keys);
  return meeting;
}

Status refuse_erased(const ServerFolder& server) {
  std::error_code failure;
  if (!std::filesystem::exists(server.database(), failure)) return Done{};
  const auto store = SqliteStore::open({.file = server.database()});
  if (!store) return store.error();
  const auto erased = is_erased(**store);
  if (!erased) return erased.error();
  return *erased ? Status(Error{Reason::vote_erased, server.path.string()}) : Status(Done{});
}

Result<FormIssuers> form_issuers(const MeetingFolder& folder) {
  auto qualified = issuers_in(folder.qualified_issuers());
  if (!qualified) return qualified.error();
  auto advanced = issuers_in(folder.advanced_issuers());
  if (!advanced) return advanced.error();
  return FormIssuers{.qualified = std::move(*qualified), .advanced = std::move(*advanced)};
}

Result<FormIssuers> company_seals(const ServerFolder& server) {
  const auto seal = read_seal(server);
  if (!seal) return seal.error();
  auto certificate = certificate_from(seal->certificate);
  if (!certificate) return certificate.error();
  auto seals = issuers_in(server.former_seals());
  if (!seals) return seals.error();
  seals->certificates.push_back(std::move(*certificate));
  return FormIssuers{.qualified = {}, .advanced = std::move(*seals)};
}

VoteLogSettings log_settings(const Meeting& meeting, const ServerFolder& server, std::shared_ptr<const SigningKey> key,
                             std::shared_ptr<const StorageKeys> keys) {
  auto leaf_of = [keys = std::move(keys)](const StoredEntry& stored) -> Result<Bytes> {
    const auto entry = stored_entry(stored, keys->at_rest);
    return entry ? leaf_data(*entry) : entry.error();
  };
  return {
      .origin = name_of_log(meeting), .key = std::move(key), .anchor = server.anchor(), .leaf_of = std::move(leaf_of)};
}

Result<std::unique_ptr<VoteLog>> open_log(const OpenedMeeting& meeting) {
  auto key = read_log_key(meeting.server);
  if (!key) return key.error();
  return VoteLog::open(*meeting.store,
                       log_settings(meeting.meeting.meeting(), meeting.server, std::move(*key), meeting.keys));
}

}  // namespace sceau
