// SPDX-License-Identifier: Apache-2.0
// After the retention (L60, L61): everybody's data goes, the log and what it proves stay.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/meeting_papers.h"
#include "cli/opened_meeting.h"
#include "formats/json/json_writer.h"
#include "foundation/durable_names.h"
#include "foundation/text_encoding.h"
#include "vote/erased_votes.h"
#include "vote/retention.h"
#include "vote/sqlite_backup.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

CalendarDay utc_day(Instant now) { return CalendarDay(std::chrono::floor<std::chrono::days>(now)); }

Status may_be_erased(const OpenedMeeting& opened, const std::string& confirmed, Instant now) {
  const auto& meeting = opened.meeting.meeting();
  if (confirmed != meeting.id) {
    return Error{Reason::usage_wrong, fmt::format("--confirm must be the id of the meeting, {}", meeting.id)};
  }
  const auto running = retention_has_ended(meeting, utc_day(now));
  return running.empty() ? Status(Done{}) : Error{running.front().reason, running.front().detail};
}

Status log_the_erasure(const OpenedMeeting& opened, Instant now) {
  const auto log = open_log(opened);
  if (!log) return log.error();
  const auto facts = erasure_facts(to_text(erasable_from(opened.meeting.meeting())));
  if (auto told = record_fact(opened.keeper(), EntryType::erase, now, facts); !told) return told;
  const auto flushed = (*log)->flush();
  return flushed ? Status(Done{}) : flushed.error();
}

// What an attempt that was cut off has left goes first.
Status write_proof(BallotStore& store, const Path& file) {
  std::error_code ignored;
  for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending, ignored);
  auto proof = SqliteStore::open({.file = file});
  if (!proof) return proof.error();
  if (auto copied = copy_proof(store, **proof); !copied) return copied;
  proof->reset();
  return settle_store(file);
}

Status replace_store(OpenedMeeting& opened) {
  const auto database = opened.server.database();
  const Path proof = database.string() + ".proof";
  if (auto written = write_proof(*opened.store, proof); !written) return written;
  opened.store.reset();
  if (auto settled = settle_store(database); !settled) return settled;
  return move_over(proof, database);
}

// Everything that names somebody, or opens what does; the influence report lists contested forms one by one. The
// minutes stay, the only paper a company keeps for good; and so does what everybody may see.
std::vector<Path> files_about_people(const MeetingFolder& folder) {
  return {folder.shareholders(),
          folder.urn_envelopes(),
          folder.opened_envelopes(),
          folder.urn_key(),
          folder.trials(),
          folder.typed(),
          folder.count(),
          folder.papers() / "attendance-sheet.pdf",
          folder.papers() / "influence.pdf"};
}

std::vector<Path> access_logs(const Path& server) {
  std::vector<Path> logs;
  std::error_code failure;
  for (const auto& file : std::filesystem::directory_iterator(server, failure)) {
    if (file.path().filename().string().starts_with("access-")) logs.push_back(file.path());
  }
  return logs;
}

Status remove_files(const OpenedMeeting& opened) {
  auto paths = files_about_people(opened.folder);
  for (auto& log : access_logs(opened.server.path)) paths.push_back(std::move(log));
  for (const auto& path : paths) {
    if (auto removed = remove_durably(path); !removed) return removed;
  }
  return Done{};
}

Status erase(OpenedMeeting& opened, Instant now) {
  const auto is_done = is_erased(*opened.store);
  if (!is_done) return is_done.error();
  if (!*is_done) {
    if (auto logged = log_the_erasure(opened, now); !logged) return logged;
    if (auto replaced = replace_store(opened); !replaced) return replaced;
  } else if (auto synced = sync_folder_of(opened.server.database()); !synced) {
    return synced;
  }
  return remove_files(opened);
}

}  // namespace

int run(const VoteEraseArguments& arguments, const Terminal& terminal, const Clock& clock) {
  auto opened = open_erased_or_not(arguments.folder, arguments.storage_key);
  if (!opened) return terminal.fail(arguments.folder, opened.error());
  const auto allowed = may_be_erased(*opened, arguments.confirm, clock());
  if (!allowed) return terminal.fail(arguments.folder, allowed.error());
  const auto id = opened->meeting.meeting().id;
  const auto erased = erase(*opened, clock());
  if (!erased) return terminal.fail(arguments.folder, erased.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-erase/1").key("meeting").text(id);
  terminal.print_json(json.end_object().str());
  terminal.say(
      fmt::format("{}: shareholders, forms, codes and times are erased, with the attendance sheet and the influence "
                  "report; the log's hashes, its checkpoints, the published figures, session.toml and the minutes stay",
                  printable(arguments.folder)));
  terminal.say("to be destroyed by hand: the storage passphrase, backups, and every bundle that was handed out");
  return exit_success;
}

}  // namespace sceau
