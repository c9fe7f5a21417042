// SPDX-License-Identifier: Apache-2.0
#include "cli/counted_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "certs/name_text.h"
#include "cli/version.h"
#include "crypto/digest.h"
#include "formats/zip/zip_reader.h"
#include "vote/entry_at_rest.h"
#include "vote/kept_tables.h"
#include "vote/log_walk.h"

namespace sceau {
namespace {

constexpr std::size_t most_pack_bytes = std::size_t{256} << 20;

bool is_there(const Path& path) {
  std::error_code failure;
  return std::filesystem::exists(path, failure);
}

Result<std::vector<Path>> packs_in(const Path& folder) {
  std::vector<Path> paths;
  std::error_code failure;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() == ".pack") paths.push_back(at->path());
  }
  if (failure) return Error{Reason::file_not_readable, folder.string()};
  std::ranges::sort(paths);
  return paths;
}

// Bound to their names, so that no pack can stand in the place of another.
Bytes pack_context(const std::string& name) { return to_bytes("opened ballots " + name); }

Result<SecretBytes> read_opened_pack(const OpenedMeeting& meeting, const Path& path) {
  const auto encrypted = read_file(path, most_pack_bytes);
  if (!encrypted) return encrypted.error();
  auto pack = decrypt_at_rest(meeting.keys->at_rest, *encrypted, pack_context(path.filename().string()));
  if (!pack) return Error{pack.error().reason, path.string()};
  return pack;
}

}  // namespace

Result<TypedTables> typed_tables(const MeetingFolder& folder) {
  TypedTables tables;
  for (const auto& [word, kind] : typed_table_words) {
    auto table = kept_table(folder.typed(), kind);
    if (!table) return table.error();
    if (*table) tables[kind] = std::move(**table);
  }
  return tables;
}

Result<VoterBook> voters_of(const OpenedMeeting& meeting) {
  const auto registers = recorded_registers(meeting.keeper());
  if (!registers) return registers.error();
  return VoterBook::of(*registers, meeting.keys->tags);
}

Status make_count_folder(const MeetingFolder& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder.count(), failure);
  if (!failure) std::filesystem::permissions(folder.count(), std::filesystem::perms::owner_all, failure);
  if (failure) return Error{Reason::file_not_writable, folder.count().string()};
  return Done{};
}

Status begin_packs(const MeetingFolder& folder) {
  if (auto made = make_count_folder(folder); !made) return made;
  std::error_code failure;
  std::filesystem::remove_all(folder.opened_ballots(), failure);
  std::filesystem::create_directories(folder.opened_ballots(), failure);
  if (failure) return Error{Reason::file_not_writable, folder.opened_ballots().string()};
  return Done{};
}

PackSink pack_sink(const OpenedMeeting& meeting) {
  return [&meeting](const std::string& name, ByteView pack) -> Status {
    const auto encrypted = encrypt_at_rest(meeting.keys->at_rest, pack, pack_context(name), system_random());
    if (!encrypted) return encrypted.error();
    return write_atomically(meeting.folder.opened_ballots() / name, *encrypted, {.mode = 0600});
  };
}

Status read_packs(const OpenedMeeting& meeting,
                  const std::function<Status(const std::string& name, ByteView pack)>& visit) {
  const auto paths = packs_in(meeting.folder.opened_ballots());
  if (!paths) return paths.error();
  std::future<Result<SecretBytes>> next;  // while one pack is looked at the next one is decrypted
  const auto begin = [&](std::size_t i) {
    if (i < paths->size()) next = std::async(std::launch::async, read_opened_pack, std::ref(meeting), (*paths)[i]);
  };
  begin(0);
  for (std::size_t i = 0; i < paths->size(); ++i) {
    const auto pack = next.get();
    if (!pack) return pack.error();
    begin(i + 1);
    if (auto visited = visit((*paths)[i].filename().string(), pack->reveal()); !visited) return visited;
  }
  return Done{};
}

Result<std::optional<CarriedMeeting>> carried_meeting(const OpenedMeeting& meeting) {
  if (!is_there(meeting.folder.carried())) return std::optional<CarriedMeeting>();
  const auto file = map_file(meeting.folder.carried());
  if (!file) return file.error();
  const auto bundle = open_zip(file->bytes());
  if (!bundle) return bundle.error();
  auto carried = read_carried(*bundle, meeting.database);
  if (!carried) return carried.error();
  return std::optional(std::move(*carried));
}

Result<std::optional<LogEntry>> last_entry(const OpenedMeeting& meeting, EntryType type) {
  const auto record = newest_of(*meeting.store, type);
  if (!record) return record.error();
  if (!*record) return std::optional<LogEntry>();
  auto entry = stored_entry((*record)->entry, meeting.keys->at_rest);
  return entry ? Result<std::optional<LogEntry>>(std::move(*entry)) : entry.error();
}

Result<TallyRecord> last_tally(const OpenedMeeting& meeting) {
  const auto entry = last_entry(meeting, EntryType::tally);
  if (!entry) return entry.error();
  if (*entry) return read_tally_record((*entry)->payload);
  return Error{Reason::vote_not_counted, "the log has no tally"};
}

Result<std::unique_ptr<CountedMeeting>> count_again(const OpenedMeeting& meeting) {
  const auto record = last_tally(meeting);
  if (!record) return record.error();
  const auto voters = voters_of(meeting);
  if (!voters) return voters.error();
  const PackReader packs = [&](const std::function<Status(ByteView)>& visit) {
    return read_packs(meeting, [&](const std::string&, ByteView pack) { return visit(pack); });
  };
  auto forms =
      read_forms(*meeting.store, static_cast<LogIndex>(record->log_size), meeting.keys->at_rest, *voters, packs);
  if (!forms) return forms.error();
  const auto tables = typed_tables(meeting.folder);
  if (!tables) return tables.error();
  auto carried = carried_meeting(meeting);
  if (!carried) return carried.error();
  const auto keeper = meeting.keeper();
  auto counted = CountedMeeting::count({keeper, meeting.database, *tables, std::move(*carried), counting_program()},
                                       std::move(*forms));
  if (!counted) return counted.error();
  const auto hash = digest(DigestAlgorithm::sha256, as_bytes(write_tally((*counted)->report().tally)));
  if (!hash) return hash.error();
  if (*hash == record->tally && (*counted)->report().findings.empty()) return std::move(*counted);
  return Error{Reason::vote_count_inconsistent, "what was counted has changed since: sceau vote tally once more"};
}

std::string counting_program() { return "sceau " + std::string(program_version); }

bool is_demo(const SigningIdentity& seal) {
  const auto* certificate = seal.certificate.get();
  const auto names = name_text(X509_get_subject_name(certificate)) + name_text(X509_get_issuer_name(certificate));
  return names.find("DEMO") != std::string::npos;
}

}  // namespace sceau
