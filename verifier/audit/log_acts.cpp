// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/log_acts.h"

#include <fmt/format.h>

#include <limits>

#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

constexpr std::int64_t most_entries = std::int64_t{1} << 53;

std::uint64_t count_in(ValueFields& fields, std::string_view key) {
  return static_cast<std::uint64_t>(fields.integer(key, {0, most_entries}).value_or(0));
}

void is_act(ValueFields& fields, std::string_view wanted) {
  if (fields.text("act").value_or("") != wanted) fields.refuse("act", fmt::format("must be '{}'", wanted));
}

// An object whose members all are hashes.
HashesByName hashes_by_name(const Value& object, std::string_view path, Findings& findings) {
  HashesByName hashes;
  ValueFields fields(object, PathStyle::json_pointer, findings, std::string(path));
  const auto* members = std::get_if<ValueObject>(&object.content);
  if (members == nullptr) return hashes;
  for (const auto& [name, value] : *members) hashes[name] = hash_in(fields, name).value_or(Hash{});
  return hashes;
}

HashesByName hashes_by_name_in(ValueFields& fields, const Value& payload, std::string_view key, Findings& findings) {
  if (!fields.object(key)) return {};
  return hashes_by_name(*member(payload, key), fmt::format("/{}", key), findings);
}

void read_start(ValueFields& fields, StartAct& start) {
  (void)fields.text("program");
  start.frozen = hash_in(fields, "frozen_sha256").value_or(Hash{});
  start.form = hash_in(fields, "form_sha256").value_or(Hash{});
  start.urn = hash_in(fields, "urn_sha256").value_or(Hash{});
  start.rehearsed = hashes_in(fields, "rehearsed_sha256");
  start.voter_tags = hash_in(fields, "voter_tags_sha256").value_or(Hash{});
}

// Who decided it, when and why.
void read_decided(ValueFields& fields) {
  (void)instant_in(fields, "at");
  for (const auto key : {"by", "why"}) {
    if (fields.text(key) == "") fields.refuse(key, "is empty");
  }
}

// What the server or the bureau noted for themselves (the codes that were issued, say).
std::optional<std::string> act_of_no_count(const LogLine& line, const Value& payload) {
  const auto* act = line.type == EntryType::admin ? member(payload, "act") : nullptr;
  const auto* word = act == nullptr ? nullptr : std::get_if<std::string>(&act->content);
  const bool is_known = word == nullptr || *word == "start" || *word == "cancellation" || *word == "postponement" ||
                        *word == "withdrawal";
  return is_known ? std::nullopt : std::optional(*word);
}

void read_admin(ValueFields& fields, const LogLine& line, LogActs& acts) {
  const auto act = fields.text("act").value_or("");
  if (act == "start") {
    acts.starts.push_back({.index = line.index, .at = line.at, .rehearsed = {}});
    return read_start(fields, acts.starts.back());
  }
  read_decided(fields);
  if (act == "withdrawal") acts.withdrawals.push_back({line.index, fields.text("resolution").value_or("")});
  if (act == "postponement") (void)fields.text("successor");
  if (act == "cancellation" || act == "postponement") acts.endings.push_back({line.index, line.at});
}

void read_register(ValueFields& fields, const LogLine& line, LogActs& acts) {
  const auto act = fields.text("act").value_or("");
  const bool is_correction = act == "register-correction";
  if (!is_correction && act != "register") fields.refuse("act", "is not known");
  if (is_correction) read_decided(fields);
  acts.registers.push_back({line.index, line.at, is_correction, hash_in(fields, "register_sha256").value_or(Hash{})});
}

Bytes base64_of(const std::string& text, std::string_view key, ValueFields& fields) {
  const auto octets = from_base64(text);
  if (!octets) fields.refuse(key, "must be base64");
  return octets ? *octets : Bytes{};
}

// A token, or null where there is none.
void read_timestamp(ValueFields& fields, const Value& payload, CloseAct& close) {
  const auto* timestamp = member(payload, "timestamp");
  if (timestamp == nullptr) return fields.refuse("timestamp", "is missing");
  if (std::holds_alternative<std::monostate>(timestamp->content)) return;
  const auto* text = std::get_if<std::string>(&timestamp->content);
  if (text == nullptr) return fields.refuse("timestamp", "must be base64 or null");
  close.timestamp = base64_of(*text, "timestamp", fields);
}

void read_nodes(ValueFields& fields, const Value& payload, CloseAct& close) {
  auto nodes = fields.object("nodes");
  if (!nodes) return;
  for (const auto& [node, entries] : std::get<ValueObject>(member(payload, "nodes")->content)) {
    close.nodes[node] = count_in(*nodes, node);
  }
}

void read_close(ValueFields& fields, const LogLine& line, const Value& payload, LogActs& acts) {
  auto& close = acts.closes.emplace_back();
  close.index = line.index;
  close.at = line.at;
  const auto clock = fields.text("clock").value_or("");
  close.is_clock_good = clock == "good";
  if (clock != "good" && clock != "degraded") fields.refuse("clock", "is not known");
  close.entries = count_in(fields, "entries");
  const auto root = tree_hash_from(base64_of(fields.text("root").value_or(""), "root", fields));
  if (!root) fields.refuse("root", "must be 32 octets");
  if (root) close.root = *root;
  read_nodes(fields, payload, close);
  read_timestamp(fields, payload, close);
}

void read_opening(ValueFields& fields, const LogLine& line, const Value& payload, LogActs& acts) {
  is_act(fields, "opening");
  auto& opening = acts.openings.emplace_back();
  opening.at = line.at;
  opening.index = line.index;
  opening.urn = hash_in(fields, "urn_sha256").value_or(Hash{});
  opening.forms = fields.integer("forms", {0, most_entries}).value_or(0);
  const auto* numbers = member(payload, "scrutineers");
  const auto* items = numbers == nullptr ? nullptr : std::get_if<ValueArray>(&numbers->content);
  if (items == nullptr) return fields.refuse("scrutineers", "must be a list of numbers");
  for (const auto& item : *items) {
    const auto* number = std::get_if<std::int64_t>(&item.content);
    if (number == nullptr) return fields.refuse("scrutineers", "must be a list of numbers");
    opening.scrutineers.push_back(*number);
  }
}

void read_tally(ValueFields& fields, const LogLine& line, const Value& payload, LogActs& acts, Findings& findings) {
  is_act(fields, "tally");
  auto& tally = acts.tallies.emplace_back();
  tally.at = line.at;
  tally.index = line.index;
  tally.log_size = count_in(fields, "log_size");
  tally.shares = hash_in(fields, "register_sha256").value_or(Hash{});
  tally.tally = hash_in(fields, "tally_sha256").value_or(Hash{});
  tally.influence = hash_in(fields, "influence_sha256").value_or(Hash{});
  tally.typed = hashes_by_name_in(fields, payload, "typed", findings);
  tally.carried = hashes_by_name_in(fields, payload, "carried", findings);
}

void read_clock_step(ValueFields& fields) {
  is_act(fields, "clock-step");
  (void)fields.integer("apart_us", {std::numeric_limits<std::int64_t>::min()});
}

void read_known(ValueFields& fields, const LogLine& line, const Value& payload, LogActs& acts, Findings& findings) {
  switch (line.type) {
    case EntryType::open:
      is_act(fields, "open");
      acts.opens.push_back(acts.starts.size());
      acts.starts.push_back({.index = line.index, .at = line.at, .rehearsed = {}});
      return read_start(fields, acts.starts.back());
    case EntryType::admin: return read_admin(fields, line, acts);
    case EntryType::register_change: return read_register(fields, line, acts);
    case EntryType::clock: return read_clock_step(fields);
    case EntryType::close: return read_close(fields, line, payload, acts);
    case EntryType::opening: return read_opening(fields, line, payload, acts);
    case EntryType::tally: return read_tally(fields, line, payload, acts, findings);
    case EntryType::ballot:
    case EntryType::mandate:
    case EntryType::revocation:
    case EntryType::refusal:
    case EntryType::publish:
    case EntryType::erase: return;
  }
}

// Members of a type that ValueFields has no getter for.
bool is_read_otherwise(EntryType type, std::string_view key) {
  return (type == EntryType::close && key == "timestamp") || (type == EntryType::opening && key == "scrutineers");
}

Value without_those_read_otherwise(EntryType type, const Value& payload) {
  Value rest = payload;
  if (auto* members = std::get_if<ValueObject>(&rest.content)) {
    std::erase_if(*members, [&](const Member& each) { return is_read_otherwise(type, each.key); });
  }
  return rest;
}

}  // namespace

Findings read_act(const LogLine& line, const Value& payload, LogActs& acts) {
  Findings findings;
  if (line.type == EntryType::erase) return findings;  // reserved: its content is not known yet
  if (line.type == EntryType::publish) {
    acts.publications.push_back({line.index, line.at, hashes_by_name(payload, "", findings)});
    return findings;
  }
  const auto rest = without_those_read_otherwise(line.type, payload);
  ValueFields fields(rest, PathStyle::json_pointer, findings);
  if (const auto other = act_of_no_count(line, payload)) {
    ++acts.others[*other];
    return findings;
  }
  read_known(fields, line, payload, acts, findings);
  fields.refuse_others();
  return findings;
}

}  // namespace sceau::audit
