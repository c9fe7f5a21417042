// SPDX-License-Identifier: Apache-2.0
#include "vote/close_vote.h"

#include <algorithm>
#include <utility>

#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/closed_log.h"
#include "vote/entry_at_rest.h"
#include "vote/node_counts.h"

namespace sceau {
namespace {

// Between two readings of the log somebody may have stored one more entry.
constexpr int most_attempts = 100;

Result<Bytes> token_over(const StoredCheckpoint& checkpoint, const CloseSettings& settings) {
  const auto imprint = digest(DigestAlgorithm::sha256, checkpoint.note);
  if (!imprint) return imprint.error();
  return settings.stamper(DigestAlgorithm::sha256, *imprint);
}

// The token before the close entry. Only a degraded clock may do without.
Result<std::optional<Bytes>> token_before(const StoredCheckpoint& checkpoint, const CloseSettings& settings) {
  auto token = token_over(checkpoint, settings);
  if (token) return std::optional(std::move(*token));
  if (settings.decision == CloseDecision::close_degraded) return std::optional<Bytes>();
  return token.error();
}

Value nodes_value(const NodeCounts& nodes) {
  ValueObject object;
  for (const auto& [node, entries] : nodes.by_node()) object.push_back({node, {entries}});
  return {std::move(object)};
}

Bytes write_close(const Checkpoint& log, const std::optional<Bytes>& token, const NodeCounts& nodes,
                  const CloseSettings& settings) {
  const bool is_degraded = settings.decision == CloseDecision::close_degraded;
  return to_bytes(canonical_json({ValueObject{
      {"clock", {std::string(is_degraded ? "degraded" : "good")}},
      {"entries", {static_cast<std::int64_t>(log.size)}},
      {"nodes", nodes_value(nodes)},
      {"root", {base64(log.root)}},
      {"timestamp", token ? Value{base64(*token)} : Value{}},
  }}));
}

Result<Appended> try_to_close(BallotStore& store, VoteLog& log, const CloseSettings& settings, NodeCounts& nodes,
                              ClosedVote& closed) {
  const auto newest = log.flush();
  if (!newest) return newest.error();
  if (const auto counted = nodes.count_to(newest->size); !counted) return counted.error();
  const auto token = token_before(*newest, settings);
  if (!token) return token.error();
  const auto checkpoint = parse_checkpoint(as_text(newest->note));
  if (!checkpoint) return checkpoint.error();
  auto payload = write_close(checkpoint->checkpoint, *token, nodes, settings);
  const LogEntry entry{EntryType::close, settings.at, settings.node, {}, std::move(payload)};
  const auto stored = store_entry(entry, {}, settings.at_rest, settings.random);
  if (!stored) return stored.error();
  closed.entries = newest->size;
  return store.close_with(*stored, newest->size);
}

}  // namespace

Result<ClosedVote> close_vote(BallotStore& store, VoteLog& log, const CloseSettings& settings) {
  if (settings.decision == CloseDecision::wait) return Error{Reason::internal_error, "not to be closed yet"};
  ClosedVote closed{};
  NodeCounts nodes(store, settings.at_rest);
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto appended = try_to_close(store, log, settings, nodes, closed);
    if (!appended) return appended.error();
    if (appended->outcome == AppendOutcome::closed) return Error{Reason::vote_deadline_passed, "closed already"};
    if (appended->outcome != AppendOutcome::stored) continue;
    closed.row = appended->row;
    if (const auto ended = end_bracket(store, log, settings); !ended) closed.not_bracketed = ended.error();
    return closed;
  }
  return Error{Reason::vote_overloaded, "entries keep coming in"};
}

Status end_bracket(BallotStore& store, VoteLog& log, const CloseSettings& settings) {
  const auto covering = log.flush();
  if (!covering) return covering.error();
  const auto closed = closed_log(store, settings.at_rest);
  if (!closed) return closed.error();
  const auto stamps = store.timestamps();
  if (!stamps) return stamps.error();
  const auto covers = [&](const StoredTimestamp& stamp) { return std::cmp_greater(stamp.size, closed->entries); };
  if (std::ranges::any_of(*stamps, covers)) return Done{};
  auto token = token_over(*covering, settings);
  if (!token) return token.error();
  return store.add_timestamp({covering->size, std::move(*token)});
}

}  // namespace sceau
