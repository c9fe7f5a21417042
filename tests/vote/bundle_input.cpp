// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/bundle_input.h"

#include <algorithm>
#include <stdexcept>

#include "formats/json/strict_json.h"
#include "foundation/text_encoding.h"
#include "tests/vote/sample_meeting.h"
#include "vote/ballot_document.h"
#include "vote/ballot_pack.h"
#include "vote/carried_meeting.h"
#include "vote/count_record.h"
#include "vote/entry_lines.h"
#include "vote/typed_tables.h"
#include "vote/voter_book.h"

namespace sceau {
namespace {

[[noreturn]] void refuse(const Error& error) {
  throw std::runtime_error(std::string(stable_name(error.reason)) + ": " + error.detail);
}

template <typename T>
T need(Result<T> result) {
  if (!result) refuse(result.error());
  return *std::move(result);
}

ByteView file(const test::Files& files, const std::string& name) { return as_bytes(files.at(name)); }

// What the first entry about a register says; the others are acts.
Bytes first_register(const LogEntry& entry) {
  const auto value = need(read_json(entry.payload));
  return *from_hex(std::get<std::string>(member(value, "register_sha256")->content));
}

bool is_first_register(const LogEntry& entry) {
  return entry.type == EntryType::register_change && as_text(entry.payload).starts_with("{\"act\":\"register\"");
}

std::vector<LogEntry> entries_in(const test::Files& files) {
  std::vector<LogEntry> entries;
  need(read_entry_lines(files.at("log/entries.tsv"), [&](std::int64_t, LogEntry entry) -> Status {
    entries.push_back(std::move(entry));
    return Done{};
  }));
  return entries;
}

SymmetricKey tag_key(const test::Files& files) {
  return need(symmetric_key_from(SecretBytes(*from_hex(files.at("log/voter-tags.key").substr(0, 64)))));
}

}  // namespace

BundleInput::BundleInput(const test::Files& files)
    : meeting_(
          need(read_frozen(file(files, "meeting/meeting.toml"), file(files, "meeting/frozen.json"), zone_database()))) {
  read_acts(files);
  input_.emplace(CountInput{meeting_, state_, registers_.back()});
  input_->program = "sceau test";
  read_log(files);
  read_urn(files);
  read_tables(files);
  read_carried_bundles(files);
}

void BundleInput::read_acts(const test::Files& files) {
  for (const auto& entry : entries_in(files)) {
    const bool is_register = entry.type == EntryType::register_change;
    if (is_first_register(entry)) {
      state_.register_hash = first_register(entry);
    } else if (is_register || entry.type == EntryType::admin) {
      state_ = need(apply(need(read_act(entry.payload)), state_, meeting_.meeting()));
    }
    if (!is_register) continue;
    const auto csv = file(files, "register/" + hex_lower(state_.register_hash) + ".csv");
    auto reading = need(read_register(csv, meeting_.meeting()));
    if (!reading.findings.empty()) refuse({reading.findings.front().reason, reading.findings.front().detail});
    registers_.push_back(std::move(reading.shares));
  }
}

void BundleInput::read_log(const test::Files& files) {
  const auto entries = entries_in(files);
  const auto voters = need(VoterBook::of(registers_, tag_key(files)));
  const auto counted = std::ranges::find(entries, EntryType::tally, &LogEntry::type);
  const auto record = need(read_tally_record(counted->payload));
  for (std::int64_t index = 0; index < record.log_size; ++index) {
    const auto& entry = entries[static_cast<std::size_t>(index)];
    if (!is_decision(entry.type)) continue;
    auto facts = need(read_facts(entry.payload));
    auto shareholder = voters.shareholder(facts.shareholder);
    input_->electronic.push_back({.index = index,
                                  .leaf = need(leaf_data(entry)),
                                  .facts = std::move(facts),
                                  .shareholder = std::move(shareholder)});
  }
}

void BundleInput::read_urn(const test::Files& files) {
  const auto take = [&](std::int64_t index, ByteView document) -> Status {
    auto ballot = need(read_ballot(document));
    for (const auto* findings : {&ballot.findings, &ballot.form.findings}) {
      if (!findings->empty()) refuse({findings->front().reason, findings->front().detail});
    }
    const auto logged = std::ranges::find(input_->electronic, index, &LoggedForm::index);
    if (ballot.evidence) logged->identified_at = ballot.evidence->identified_at;
    logged->form = std::move(ballot.form.form);
    return Done{};
  };
  for (const auto& [name, pack] : files) {
    if (name.starts_with("ballots/")) need(read_pack(as_bytes(pack), take));
  }
}

void BundleInput::read_tables(const test::Files& files) {
  TypedTables tables;
  for (const auto& [word, kind] : typed_table_words) {
    const auto csv = files.find("typed/" + table_file(kind));
    if (csv == files.end()) continue;
    tables[kind] = {to_bytes(csv->second), to_bytes(files.at("typed/" + statement_file(kind)))};
  }
  need(take_tables(tables, zone_database(), *input_));
}

void BundleInput::read_carried_bundles(const test::Files& files) {
  for (const auto& [name, bundle] : files) {
    if (!name.starts_with("carried/")) continue;
    const auto zip = need(open_zip(as_bytes(bundle)));
    carry_over(need(read_carried(zip, zone_database())), *input_);
  }
}

}  // namespace sceau
