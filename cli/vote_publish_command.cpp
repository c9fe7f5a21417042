// SPDX-License-Identifier: Apache-2.0
// What everybody may see: the log as hashes, its checkpoints, the results, and the look-up by receipt on the site. No
// name and no choice of anybody is in it.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/counted_folder.h"
#include "cli/exit_code.h"
#include "cli/meeting_papers.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/counted_as.h"

namespace sceau {
namespace {

constexpr std::size_t leaves_at_once = 4096;

class PublicFolder {
 public:
  explicit PublicFolder(Path path) : path_(std::move(path)) {}

  Status fill(const OpenedMeeting& meeting, const Results& results) {
    std::error_code failure;
    std::filesystem::create_directories(path_ / "stamped", failure);
    if (failure) return Error{Reason::file_not_writable, path_.string()};
    const auto key = read_file(meeting.server.log_public_key(), 4096);
    if (!key) return key.error();
    if (auto done = write("tally.json", results.tally); !done) return done;
    if (auto done = write("influence.json", results.influence); !done) return done;
    if (auto done = write("log.pub", *key); !done) return done;
    return write_log(*meeting.store);
  }

 private:
  Status write(const std::string& name, ByteView content) {
    return write_atomically(path_ / name, content, {.existing = Existing::replace});
  }

  // The data of each leaf, a line each; whoever hashes them gets the root of the checkpoint (RFC 9162, 2.1).
  Status write_log(BallotStore& store) {
    const auto newest = store.newest_checkpoint();
    if (!newest) return newest.error();
    std::string leaves;
    for (LogIndex index = 0; index < (*newest)->size;) {
      const auto more = store.leaves(index, std::min<std::size_t>(leaves_at_once, (*newest)->size - index));
      if (!more) return more.error();
      if (more->empty()) return Error{Reason::vote_store_damaged, "the log is shorter than its checkpoint"};
      for (const auto& leaf : *more) leaves += hex_lower(leaf.leaf) + "\n";
      index += more->size();
    }
    if (auto done = write("leaves", as_bytes(leaves)); !done) return done;
    if (auto done = write("checkpoint", (*newest)->note); !done) return done;
    return write_stamped(store);
  }

  Status write_stamped(BallotStore& store) {
    const auto stamps = store.timestamps();
    if (!stamps) return stamps.error();
    for (const auto& [size, token] : *stamps) {
      const auto checkpoint = store.checkpoint_covering(size - 1);
      if (!checkpoint) return checkpoint.error();
      if (!*checkpoint || (*checkpoint)->size != size) continue;
      if (auto done = write(fmt::format("stamped/{}.checkpoint", size), (*checkpoint)->note); !done) return done;
      if (auto done = write(fmt::format("stamped/{}.tsr", size), token); !done) return done;
    }
    return Done{};
  }

  const Path path_;
};

Status publish(const OpenedMeeting& meeting, const Path& output, Instant now) {
  const auto counted = last_tally(meeting);
  if (!counted) return counted.error();
  const auto papers = complete_papers(meeting.folder, *counted);
  if (!papers) return papers.error();
  const auto names = publication(meeting.folder, *papers);
  if (!names) return names.error();
  const auto results = read_results(meeting.folder, *counted);
  if (!results) return results.error();
  const auto log = open_log(meeting);
  if (!log) return log.error();
  if (auto told = record_fact(meeting.keeper(), EntryType::publish, now, *names); !told) return told;
  if (const auto flushed = (*log)->flush(); !flushed) return flushed.error();
  if (auto open = publish_count(*meeting.store, results->tally); !open) return open;
  return PublicFolder(output).fill(meeting, *results);
}

}  // namespace

int run(const VotePublishArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return terminal.fail(arguments.folder, meeting.error());
  const Path output = arguments.output.empty() ? meeting->folder.path / "public" : Path(arguments.output);
  const auto published = publish(*meeting, output, clock());
  if (!published) return terminal.fail(arguments.folder, published.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-publish/1").key("folder").text(output.string());
  terminal.print_json(json.end_object().str());
  terminal.say(
      fmt::format("{}: the log, its checkpoints and the results, for everybody; whoever has a receipt can now ask "
                  "the site how it was counted",
                  printable(output.string())));
  return exit_success;
}

}  // namespace sceau
