// SPDX-License-Identifier: Apache-2.0
#include "vote/current_state.h"

#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

constexpr std::string_view first_register = "register";  // holds the hash of the one that came first
constexpr std::string_view acts = "acts";

std::string register_blob(ByteView hash) { return "register/" + hex_lower(hash); }

Result<Bytes> encrypted(const StateKeeper& keeper, std::string_view name, ByteView plain) {
  return encrypt_at_rest(keeper.keys.at_rest, plain, as_bytes(name), keeper.random);
}

Result<SecretBytes> decrypted(const StateKeeper& keeper, std::string_view name, ByteView content) {
  return decrypt_at_rest(keeper.keys.at_rest, content, as_bytes(name));
}

Result<Register> register_of(const StateKeeper& keeper, ByteView hash) {
  const auto name = register_blob(hash);
  const auto blob = keeper.store.blob(name);
  if (!blob) return blob.error();
  const Error damaged{Reason::vote_store_damaged, "the register"};
  if (!*blob) return damaged;
  const auto table = decrypted(keeper, name, **blob);
  if (!table) return table.error();
  auto reading = read_register(table->reveal(), keeper.meeting.meeting());
  if (!reading || !reading->findings.empty()) return damaged;
  const auto computed = register_hash(reading->shares);
  if (!computed) return computed.error();
  if (!std::ranges::equal(*computed, hash)) return damaged;
  return std::move(reading->shares);
}

Status keep_table(const StateKeeper& keeper, const Register& shares, ByteView hash) {
  const SecretBytes table(to_bytes(write_register(shares)));
  const auto name = register_blob(hash);
  const auto content = encrypted(keeper, name, table.reveal());
  if (!content) return content.error();
  return keeper.store.put_blob(name, *content);
}

// One act a line, in their order.
Result<std::vector<MeetingAct>> acts_in(std::string_view lines) {
  std::vector<MeetingAct> found;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    auto act = read_act(as_bytes(lines.substr(0, end)));
    if (!act) return act.error();
    found.push_back(std::move(*act));
    lines = end == lines.npos ? "" : lines.substr(end + 1);
  }
  return found;
}

Result<MeetingState> state_after(std::string_view lines, MeetingState state, const Meeting& meeting) {
  const auto found = acts_in(lines);
  if (!found) return found.error();
  for (const auto& act : *found) {
    auto next = apply(act, std::move(state), meeting);
    if (!next) return next.error();
    state = std::move(*next);
  }
  return state;
}

struct KeptState {
  MeetingState state;
  std::string acts;           // their lines
  std::optional<Bytes> blob;  // these, as they lie in the store
};

Result<KeptState> kept_state(const StateKeeper& keeper) {
  const auto first = keeper.store.blob(first_register);
  if (!first) return first.error();
  if (!*first) return Error{Reason::vote_meeting_incomplete, "no register was taken over yet"};
  auto blob = keeper.store.blob(acts);
  if (!blob) return blob.error();
  KeptState found;
  if (*blob) {
    const auto lines = decrypted(keeper, acts, **blob);
    if (!lines) return lines.error();
    found.acts = to_string(lines->reveal());
  }
  found.blob = std::move(*blob);
  auto state = state_after(found.acts, MeetingState{.register_hash = **first}, keeper.meeting.meeting());
  if (!state) return Error{Reason::vote_store_damaged, "the acts: " + state.error().detail};
  found.state = std::move(*state);
  return found;
}

Result<StoredEntry> entry_of(const StateKeeper& keeper, EntryType type, Instant at, std::string_view facts) {
  return store_entry({type, at, keeper.node, {}, to_bytes(facts)}, {}, keeper.keys.at_rest, keeper.random);
}

Status was_stored(const Result<Appended>& appended) {
  if (!appended) return appended.error();
  if (appended->outcome == AppendOutcome::stored) return Done{};
  const bool was_overtaken = appended->outcome == AppendOutcome::overtaken;
  return Error{Reason::vote_not_recorded, was_overtaken ? "another act came first: once more" : "the vote was closed"};
}

}  // namespace

Status record_fact(const StateKeeper& keeper, EntryType type, Instant at, std::string_view facts) {
  const auto stored = entry_of(keeper, type, at, facts);
  if (!stored) return stored.error();
  return was_stored(keeper.store.append(*stored, std::nullopt));
}

Status record_with(const StateKeeper& keeper, EntryType type, Instant at, std::string_view facts,
                   const BlobChange& change) {
  const auto stored = entry_of(keeper, type, at, facts);
  if (!stored) return stored.error();
  return was_stored(keeper.store.append_with(*stored, change));
}

Status keep_register(const StateKeeper& keeper, const Register& shares, Instant now) {
  const auto hash = register_hash(shares);
  if (!hash) return hash.error();
  const auto first = keeper.store.blob(first_register);
  if (!first) return first.error();
  if (*first) return Error{Reason::vote_register_irregular, "a register was taken over already"};
  const auto table = keep_table(keeper, shares, *hash);
  if (!table) return table;
  const auto facts =
      canonical_json({ValueObject{{"act", {std::string("register")}}, {"register_sha256", {hex_lower(*hash)}}}});
  return record_with(keeper, EntryType::register_change, now, facts, {first_register, std::nullopt, *hash});
}

Result<CurrentState> current_state(const StateKeeper& keeper) {
  auto found = kept_state(keeper);
  if (!found) return found.error();
  auto shares = register_of(keeper, found->state.register_hash);
  if (!shares) return shares.error();
  auto hash = found->state.register_hash;
  return CurrentState{std::move(found->state), std::make_shared<const Register>(std::move(*shares)), std::move(hash)};
}

Result<std::vector<MeetingAct>> recorded_acts(const StateKeeper& keeper) {
  const auto found = kept_state(keeper);
  if (!found) return found.error();
  return acts_in(found->acts);
}

Result<std::vector<Register>> recorded_registers(const StateKeeper& keeper) {
  const auto first = keeper.store.blob(first_register);
  if (!first) return first.error();
  const auto acts_so_far = recorded_acts(keeper);
  if (!acts_so_far) return acts_so_far.error();
  std::vector<Bytes> hashes = {first->value_or(Bytes())};
  for (const auto& act : *acts_so_far) {
    if (const auto* correction = std::get_if<RegisterCorrection>(&act.what))
      hashes.push_back(correction->register_hash);
  }
  std::vector<Register> registers;
  for (const auto& hash : hashes) {
    auto shares = register_of(keeper, hash);
    if (!shares) return shares.error();
    registers.push_back(std::move(*shares));
  }
  return registers;
}

Result<Bytes> state_mark(BallotStore& store) {
  const auto blob = store.blob(acts);
  if (!blob) return blob.error();
  return blob->value_or(Bytes());
}

Status record_act(const StateKeeper& keeper, const MeetingAct& act, const Register* corrected) {
  auto found = kept_state(keeper);
  if (!found) return found.error();
  const auto next = apply(act, found->state, keeper.meeting.meeting());
  if (!next) return next.error();
  if (corrected) {
    const auto table = keep_table(keeper, *corrected, next->register_hash);
    if (!table) return table;
  }
  const auto line = write_act(act);
  const auto type = corrected ? EntryType::register_change : EntryType::admin;
  if (!found->acts.empty()) found->acts += '\n';
  auto content = encrypted(keeper, acts, as_bytes(found->acts + line));
  if (!content) return content.error();
  return record_with(keeper, type, act.at, line, {acts, std::move(found->blob), std::move(*content)});
}

}  // namespace sceau
