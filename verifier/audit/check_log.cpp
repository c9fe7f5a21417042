// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "crypto/timestamp_response.h"
#include "crypto/timestamp_token.h"
#include "foundation/text_encoding.h"
#include "verifier/check_timestamps.h"

namespace sceau::audit {
namespace {

constexpr std::string_view stamped = "log/stamped/", entries_name = "log/entries.tsv";

void blame(Reason reason, std::string_view place, const std::string& what, FindingList& findings) {
  findings.add(reason, fmt::format("{}: {}", place, what));
}

void root_is(std::string_view place, std::uint64_t size, const Hash& said, const AuditedLog& log, Reason reason,
             FindingList& findings) {
  const auto root = log.tree.root(size);
  if (!root) {
    return blame(reason, place, fmt::format("speaks of {} entries, the log has {}", size, log.size()), findings);
  }
  if (*root == said) return;
  blame(reason, place,
        fmt::format("the root of {} entries is {}, but theirs makes {}", size, base64(said), base64(*root)), findings);
}

void newest_checkpoint_covers_all(const BundleFiles& files, const AuditedLog& log, const LogVerifier& verifier,
                                  FindingList& findings) {
  constexpr std::string_view name = "log/checkpoint";
  const auto note = files.read(name, findings);
  if (!note) return;
  const auto checkpoint = open_checkpoint(as_text(*note), verifier);
  if (!checkpoint) {
    return blame(Reason::audit_log_altered, name, std::string(row_of(checkpoint.error().reason).sentence), findings);
  }
  if (checkpoint->size != log.size()) {
    blame(Reason::audit_log_altered, name,
          fmt::format("is of {} entries, {} has {}", checkpoint->size, entries_name, log.size()), findings);
  }
  root_is(name, checkpoint->size, checkpoint->root, log, Reason::audit_log_altered, findings);
}

// The genTime of a token may be cut to the second, and says itself how exact it is.
std::chrono::microseconds tolerance_of(const TimestampToken& token) {
  constexpr std::chrono::microseconds second = std::chrono::seconds(1);
  return std::max(second, token.accuracy.value_or(second));
}

void token_is_not_older(std::string_view place, const TimestampToken& token, std::uint64_t size, const AuditedLog& log,
                        FindingList& findings) {
  if (size == 0 || size > log.size()) return;
  const auto latest = log.latest[size - 1];
  if (token.time + tolerance_of(token) >= latest) return;
  blame(Reason::audit_time, place,
        fmt::format("is of {}, but an entry that it covers says {}", to_rfc3339(token.time), to_rfc3339(latest)),
        findings);
}

struct StampedCheckpoint {
  ByteView note;
  std::uint64_t size = 0;
};

void token_is_sound(std::string_view place, ByteView encoded, const StampedCheckpoint& checkpoint,
                    const AuditedLog& log, const ValidationContext& context, FindingList& findings) {
  const auto inner = token_in(encoded);
  const auto token = inner ? parse_timestamp_token(*inner, *context.pool) : Result<TimestampToken>(inner.error());
  if (!token) return blame(Reason::audit_time, place, "the token cannot be read", findings);
  const TimestampClaim claim{
      .token = *inner, .stamped_data = Bytes(checkpoint.note.begin(), checkpoint.note.end()), .imprint = {}};
  findings.add_all(Reason::audit_time, place, check_timestamp(claim, {}, context).findings);
  token_is_not_older(place, *token, checkpoint.size, log, findings);
}

// SIZE of log/stamped/SIZE.checkpoint
std::optional<std::uint64_t> size_in(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return std::nullopt;
  name.remove_prefix(stamped.size());
  name.remove_suffix(suffix.size());
  std::uint64_t size = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), size);
  const bool is_number = read.ec == std::errc() && std::to_string(size) == name;
  return is_number ? std::optional(size) : std::nullopt;
}

bool is_before_a_close(std::uint64_t size, const AuditedLog& log) {
  return std::ranges::find(log.acts.closes, size, &CloseAct::entries) != log.acts.closes.end();
}

void stamped_checkpoint_fits(const std::string& name, const BundleFiles& files, const AuditedLog& log,
                             const LogVerifier& verifier, const ValidationContext& context, FindingList& findings) {
  const auto note = files.read(name, findings);
  const auto size = size_in(name, ".checkpoint");
  if (!note || !size) return blame(Reason::audit_file_malformed, name, "is no SIZE.checkpoint", findings);
  const auto checkpoint = open_checkpoint(as_text(*note), verifier);
  if (!checkpoint || checkpoint->size != *size) {
    return blame(Reason::audit_log_altered, name,
                 checkpoint ? fmt::format("is of {} entries", checkpoint->size)
                            : std::string(row_of(checkpoint.error().reason).sentence),
                 findings);
  }
  root_is(name, *size, checkpoint->root, log, Reason::audit_log_altered, findings);
  const auto token_name = fmt::format("{}{}.tsr", stamped, *size);
  if (!files.has(token_name)) {
    if (!is_before_a_close(*size, log)) blame(Reason::audit_time, name, "has no token", findings);
    return;
  }
  const auto token = files.read(token_name, findings);
  if (token) token_is_sound(token_name, *token, {*note, *size}, log, context, findings);
}

void close_names_the_log(const CloseAct& close, const AuditedLog& log, FindingList& findings) {
  const auto place = fmt::format("{}: entry {}", entries_name, close.index);
  if (close.entries != close.index) {
    blame(Reason::audit_close, place, fmt::format("/entries says {}, but {} are before it", close.entries, close.index),
          findings);
  }
  root_is(place + ": /root", close.index, close.root, log, Reason::audit_close, findings);
  const auto& nodes = log.nodes_before.at(close.index);
  if (close.nodes == nodes) return;
  for (const auto& [node, entries] : nodes) {
    const auto said = close.nodes.find(node);
    if (said != close.nodes.end() && said->second == entries) continue;
    blame(
        Reason::audit_close, place,
        fmt::format("/nodes/{} says {}, but it wrote {}", node, said == close.nodes.end() ? 0 : said->second, entries),
        findings);
  }
  for (const auto& [node, entries] : close.nodes) {
    if (!nodes.contains(node)) {
      blame(Reason::audit_close, place, fmt::format("/nodes/{} says {}, but it wrote nothing", node, entries),
            findings);
    }
  }
}

void close_is_proven(const BundleFiles& files, const CloseAct& close, const AuditedLog& log,
                     const ValidationContext& context, FindingList& findings, std::vector<std::string>& notes) {
  if (!close.timestamp) return notes.push_back("no time-stamp proves when the vote was closed");
  const auto place = fmt::format("{}: entry {}: /timestamp", entries_name, close.index);
  const auto name = fmt::format("{}{}.checkpoint", stamped, close.entries);
  const auto note = files.read(name, findings);
  if (note) token_is_sound(place, *close.timestamp, {*note, close.entries}, log, context, findings);
}

}  // namespace

std::optional<LogVerifier> read_log_key(const BundleFiles& files, FindingList& findings) {
  const auto bytes = files.read("log/log.pub", findings);
  if (!bytes) return std::nullopt;
  auto text = as_text(*bytes);
  if (text.ends_with('\n')) text.remove_suffix(1);
  const auto verifier = read_verifier_key(text);
  if (!verifier) findings.add(Reason::audit_file_malformed, "log/log.pub: " + verifier.error().detail);
  return verifier ? std::optional(*verifier) : std::nullopt;
}

void check_checkpoints(const BundleFiles& files, const AuditedLog& log, const LogVerifier& verifier,
                       const ValidationContext& context, FindingList& findings) {
  newest_checkpoint_covers_all(files, log, verifier, findings);
  for (const auto& name : files.names_in(stamped)) {
    if (const auto size = size_in(name, ".tsr")) {
      if (!files.has(fmt::format("{}{}.checkpoint", stamped, *size))) {
        blame(Reason::audit_time, name, "there is no checkpoint of that size", findings);
      }
    } else {
      stamped_checkpoint_fits(name, files, log, verifier, context, findings);
    }
  }
}

void check_close(const BundleFiles& files, const AuditedMeeting& meeting, const AuditedLog& log,
                 const ValidationContext& context, FindingList& findings, std::vector<std::string>& notes) {
  for (const auto& close : log.acts.closes) {
    close_names_the_log(close, log, findings);
    if (close.at < meeting.frozen.closes.utc) {
      blame(Reason::audit_close, fmt::format("{}: entry {}", entries_name, close.index),
            fmt::format("was written at {}, before {}", to_rfc3339(close.at), to_rfc3339(meeting.frozen.closes.utc)),
            findings);
    }
    if (!close.is_clock_good) notes.push_back("the clock of the server was doubtful when the vote was closed");
    close_is_proven(files, close, log, context, findings, notes);
  }
}

void check_starts(const AuditedMeeting& meeting, const AuditedLog& log, const Hash& voter_tags, FindingList& findings) {
  std::vector<Hash> rehearsed;
  for (const auto& scrutineer : meeting.frozen.scrutineers) rehearsed.push_back(scrutineer.rehearsal);
  for (const auto& start : log.acts.starts) {
    const auto is = [&](std::string_view member, const Hash& said, const Hash& frozen) {
      if (said == frozen) return;
      blame(Reason::audit_frozen_mismatch, fmt::format("{}: entry {}", entries_name, start.index),
            fmt::format("/{} says {}, but it is {}", member, hex(said), hex(frozen)), findings);
    };
    is("frozen_sha256", start.frozen, meeting.frozen.itself);
    is("form_sha256", start.form, meeting.frozen.form);
    is("urn_sha256", start.urn, meeting.frozen.urn);
    is("voter_tags_sha256", start.voter_tags, voter_tags);
    if (start.rehearsed != rehearsed) {
      blame(Reason::audit_frozen_mismatch, fmt::format("{}: entry {}", entries_name, start.index),
            "/rehearsed_sha256 does not name the frozen answers", findings);
    }
  }
}

}  // namespace sceau::audit
