// SPDX-License-Identifier: Apache-2.0
// Where the entries of a vote are kept. One interface, one conformance suite (tests/vote/ballot_store_conformance.h):
// a store is what passes it.
//
// Guaranteed: a call that changes something returns success only after the change is durable. Everything that must hold
// together is decided inside one transaction: the voter's one expression, idempotency, the gate that the close entry
// shuts, the order of the log. Entries are never changed or deleted. All calls may be made from any thread, and from
// several processes on one store.
// Not guaranteed: what becomes of a change whose call failed with vote.not_recorded. It may stand or not; whoever sends
// the same request again with the same idempotency key learns which, and is recorded once. Nothing here is encrypted or
// hashed: tags, hashes and ciphertexts are made by the callers.
//
// Errors, where not said otherwise: vote.not_recorded (nothing was acknowledged: the disk is full, or the store is
// dead), vote.store_damaged (what is stored contradicts itself).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "vote/log_entry.h"
#include "vote/participation.h"

namespace sceau {

// An entry's place in the store, in order of arrival. It is never published: the log has an order of its own.
using EntryRow = std::int64_t;
// An entry's place in the log, from 0.
using LogIndex = std::uint64_t;

struct StoredEntry {
  EntryType type;
  Instant at;
  Bytes leaf;         // leaf_data() of the entry, 32 bytes
  Bytes at_rest;      // confidential_part() under the storage key
  Bytes sealed = {};  // ballots: the form, encrypted to the urn
  bool operator==(const StoredEntry&) const = default;
};

// Who asked for an entry, and by which request.
struct Expression {
  Bytes voter;                 // tag
  ParticipationMode mode;      // none: the entry chooses no mode (a refusal), but its request can be replayed
  Bytes idempotency_key = {};  // keyed hash; empty: none was sent. A refusal binds no key, so that a corrected form
                               // may follow under the same one
  Bytes request;               // hash of the request's bytes; for a refusal, of its reason too
  Channel channel = Channel::electronic;
  bool articles_allow_change = false;  // L34
};

enum class AppendOutcome {
  stored,
  replayed,              // the same request was stored before; also after the close (D7)
  idempotency_conflict,  // another request has this voter's key
  already_voted,         // decide_mode
  mode_already_chosen,   // decide_mode
  closed,                // the close entry stands, and this may not follow it (may_follow_close)
  overtaken,             // only of append_with: the value is not what its writer had read
  not_last,              // only of close_with: the log has not the size it says, or something is not in the log yet
};

struct Appended {
  AppendOutcome outcome;
  // stored: of the new entry; replayed, idempotency_conflict, already_voted, mode_already_chosen: of the entry that is
  // in the way; else 0.
  EntryRow row = 0;
};

// A named value that changes together with an entry.
struct BlobChange {
  std::string_view name;
  std::optional<Bytes> before;  // what its writer has read: nothing where there was none
  Bytes content;
};

// An entry and where it stands. No index: the log has not taken it up yet.
struct EntryRecord {
  EntryRow row;
  std::optional<LogIndex> index;
  StoredEntry entry;
  bool operator==(const EntryRecord&) const = default;
};

// What a voter's standing expression is.
struct StandingExpression {
  ParticipationMode mode;
  EntryRow row;
  bool operator==(const StandingExpression&) const = default;
};

struct UnloggedEntry {
  EntryRow row;
  EntryType type;
  Bytes leaf;
};

struct LoggedLeaf {
  EntryRow row;
  Bytes leaf;
  bool operator==(const LoggedLeaf&) const = default;
};

// The state of the log after a batch. Stored beside it, never changed.
struct StoredCheckpoint {
  LogIndex size;  // leaves covered
  Bytes note;     // signed (C2SP tlog-checkpoint)
  bool operator==(const StoredCheckpoint&) const = default;
};

// Rows in the order of the log; the first gets index `size_before`.
struct LogBatch {
  LogIndex size_before;
  std::vector<EntryRow> rows;
  Bytes note;  // the checkpoint of size_before + rows.size() leaves
};

enum class BatchOutcome {
  added,
  overtaken,  // another sealer was quicker: the log has another size now, or has one of the rows; nothing was changed
};

struct Credential {
  Bytes voter;  // tag
  Bytes code;   // keyed hash
  std::int64_t generation;
  bool operator==(const Credential&) const = default;
};

// An RFC 3161 token over the note of the checkpoint of that size.
struct StoredTimestamp {
  LogIndex size;
  Bytes token;
  bool operator==(const StoredTimestamp&) const = default;
};

struct EntryCounts {
  std::uint64_t entries = 0;
  std::uint64_t logged = 0;
  bool is_closed = false;
  bool operator==(const EntryCounts&) const = default;
};

class BallotStore {
 public:
  virtual ~BallotStore() = default;

  // What append would answer from memory alone, changing nothing: replayed or idempotency_conflict. To be asked before
  // a form is refused as late (D7).
  virtual Result<std::optional<Appended>> find_request(const Expression& expression) = 0;
  // One entry; without an expression nobody asked for it (clock, register). The rules in their order:
  // the voter's idempotency key was seen: replayed with the same request, else idempotency_conflict;
  // the voter's standing expression came by the same request, or this request has no key and was seen: replayed;
  // the gate: closed; the mode: decide_mode(). A close entry goes through close_with.
  virtual Result<Appended> append(const StoredEntry& entry, const std::optional<Expression>& expression) = 0;
  // An entry that nobody asked for, and the value that follows from it: both or none, so that what holds is always what
  // the log says. The value as it was comes first, then the gate. Outcomes: stored, overtaken, closed, not_last (a
  // close entry).
  virtual Result<Appended> append_with(const StoredEntry& entry, const BlobChange& change) = 0;
  // D14: the close entry shuts the gate in the transaction that stores it, and only if all other entries are in the log
  // and the log has `log_size` leaves: those the payload of the entry commits to. Outcomes: stored, closed, not_last.
  virtual Result<Appended> close_with(const StoredEntry& entry, LogIndex log_size) = 0;

  // The log. Entries that it has not, in order of arrival, those of other nodes too.
  virtual Result<std::vector<UnloggedEntry>> unlogged(std::size_t limit) = 0;
  virtual Result<BatchOutcome> add_to_log(const LogBatch& batch) = 0;
  // In the order of the log.
  virtual Result<std::vector<LoggedLeaf>> leaves(LogIndex first, std::size_t limit) = 0;
  // The checkpoint of the batch that brought this index: always the same one, so that a receipt stays the same.
  virtual Result<std::optional<StoredCheckpoint>> checkpoint_covering(LogIndex index) = 0;
  virtual Result<std::optional<StoredCheckpoint>> newest_checkpoint() = 0;

  virtual Result<std::optional<EntryRecord>> entry_at(EntryRow row) = 0;
  // All of the log, for the count and the bundle of the audit: at most `limit` from this index on.
  virtual Result<std::vector<EntryRecord>> entries(LogIndex first, std::size_t limit) = 0;
  virtual Result<std::optional<StandingExpression>> participation_of(ByteView voter) = 0;
  virtual Result<EntryCounts> counts() = 0;

  // All or none. A credential replaces that of an earlier generation; otherwise vote.credential_outdated.
  virtual Status put_credentials(std::span<const Credential> credentials) = 0;
  virtual Result<std::optional<Credential>> credential_of(ByteView voter) = 0;

  // Small named values beside the log (the register at rest, the salt of the storage key); a second put replaces.
  virtual Status put_blob(std::string_view name, ByteView content) = 0;
  virtual Result<std::optional<Bytes>> blob(std::string_view name) = 0;

  virtual Status add_timestamp(const StoredTimestamp& timestamp) = 0;
  virtual Result<std::vector<StoredTimestamp>> timestamps() = 0;

  // A write failed in a way that leaves its outcome unknown (a failed fsync is never retried). Every later call fails;
  // the process must end, and the next one finds out what stands.
  virtual bool is_dead() const = 0;
};

}  // namespace sceau
