// SPDX-License-Identifier: Apache-2.0
#include "vote/close_vote.h"

#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

// Between two readings of the log somebody may have stored one more entry.
constexpr int most_attempts = 100;

// The token before the close entry. Only a degraded clock may do without.
Result<std::optional<Bytes>> opening_bracket(CheckpointTimestamps& timestamps, const CloseSettings& settings) {
  auto stamped = timestamps.stamp(settings.at);
  if (stamped) return std::optional(std::move(stamped->token));
  if (settings.decision == CloseDecision::close_degraded) return std::optional<Bytes>();
  return stamped.error();
}

Bytes write_close(const Checkpoint& log, const std::optional<Bytes>& token, const CloseSettings& settings) {
  const bool is_degraded = settings.decision == CloseDecision::close_degraded;
  return to_bytes(canonical_json({ValueObject{
      {"clock", {std::string(is_degraded ? "degraded" : "good")}},
      {"entries", {static_cast<std::int64_t>(log.size)}},
      {"root", {base64(log.root)}},
      {"timestamp", token ? Value{base64(*token)} : Value{}},
  }}));
}

Result<Appended> try_to_close(BallotStore& store, VoteLog& log, CheckpointTimestamps& timestamps,
                              const CloseSettings& settings, ClosedVote& closed) {
  const auto newest = log.flush();
  if (!newest) return newest.error();
  const auto token = opening_bracket(timestamps, settings);
  if (!token) return token.error();
  const auto checkpoint = parse_checkpoint(as_text(newest->note));
  if (!checkpoint) return checkpoint.error();
  const LogEntry entry{
      EntryType::close, settings.at, settings.node, {}, write_close(checkpoint->checkpoint, *token, settings)};
  const auto stored = store_entry(entry, {}, settings.at_rest, settings.random);
  if (!stored) return stored.error();
  closed.entries = newest->size;
  return store.close_with(*stored, newest->size);
}

}  // namespace

Result<ClosedVote> close_vote(BallotStore& store, VoteLog& log, CheckpointTimestamps& timestamps,
                              const CloseSettings& settings) {
  if (settings.decision == CloseDecision::wait) return Error{Reason::internal_error, "not to be closed yet"};
  ClosedVote closed{};
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto appended = try_to_close(store, log, timestamps, settings, closed);
    if (!appended) return appended.error();
    if (appended->outcome == AppendOutcome::closed) return Error{Reason::vote_deadline_passed, "closed already"};
    if (appended->outcome != AppendOutcome::stored) continue;
    closed.row = appended->row;
    const auto covered = log.flush();
    if (!covered) return covered.error();
    // The entry stands whatever becomes of this token: keep_up() asks for it again.
    const auto stamped = timestamps.stamp(settings.at);
    static_cast<void>(stamped);
    return closed;
  }
  return Error{Reason::vote_overloaded, "entries keep coming in"};
}

}  // namespace sceau
