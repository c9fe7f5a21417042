// SPDX-License-Identifier: Apache-2.0
#include "vote/carried_meeting.h"

#include "foundation/text_encoding.h"
#include "vote/ballot_document.h"
#include "vote/ballot_pack.h"
#include "vote/entry_lines.h"
#include "vote/paper_forms.h"
#include "vote/voter_book.h"

namespace sceau {
namespace {

constexpr std::size_t most_file_bytes = std::size_t{1} << 30;

class CarriedReader {
 public:
  CarriedReader(const ZipReader& bundle, const ZoneDatabase& database, FrozenMeeting meeting, VoterBook voters)
      : bundle_(bundle), database_(database), meeting_(std::move(meeting)), voters_(std::move(voters)) {}

  Result<CarriedMeeting> read() {
    for (const auto step : {&CarriedReader::read_entries, &CarriedReader::read_documents, &CarriedReader::read_paper}) {
      if (const auto done = (this->*step)(); !done) return done.error();
    }
    const auto& meeting = meeting_.meeting();
    carried_.other = {meeting.id, {meeting.kind, meeting.date(), meeting_.hashes().agenda}};
    for (auto& [index, logged] : forms_) carried_.forms.push_back(std::move(logged));
    return std::move(carried_);
  }

 private:
  Status read_entries() {
    const auto lines = bundle_.read("log/entries.tsv", most_file_bytes);
    if (!lines) return lines.error();
    return read_entry_lines(as_text(*lines), [&](std::int64_t index, const LogEntry& entry) -> Status {
      if (!is_decision(entry.type) || entry.type == EntryType::refusal) return Done{};
      auto facts = read_facts(entry.payload);
      auto leaf = leaf_data(entry);
      if (!facts) return facts.error();
      if (!leaf) return leaf.error();
      auto shareholder = voters_.shareholder(facts->shareholder);
      forms_[index] = {.index = index, .leaf = *leaf, .facts = *facts, .shareholder = std::move(shareholder)};
      return Done{};
    });
  }

  Status read_documents() {
    for (const auto& entry : bundle_.entries()) {
      if (!entry.name.starts_with("ballots/")) continue;
      const auto pack = bundle_.read(entry.name, most_file_bytes);
      if (!pack) return pack.error();
      const auto read = read_pack(*pack, [&](std::int64_t index, ByteView document) { return take(index, document); });
      if (!read) return read;
    }
    return Done{};
  }

  Status take(std::int64_t index, ByteView document) {
    const auto logged = forms_.find(index);
    if (logged == forms_.end()) return Done{};
    auto ballot = read_ballot(document);
    if (!ballot) return ballot.error();
    if (ballot->evidence) logged->second.identified_at = ballot->evidence->identified_at;
    logged->second.form = std::move(ballot->form.form);
    logged->second.form->mentions = {};
    return Done{};
  }

  Status read_paper() {
    if (!bundle_.find("typed/paper.csv")) return Done{};
    const auto table = bundle_.read("typed/paper.csv", most_file_bytes);
    if (!table) return table.error();
    auto reading = read_paper_forms(*table, meeting_, database_);
    if (!reading) return reading.error();
    carried_.paper = std::move(reading->forms);
    return Done{};
  }

  const ZipReader& bundle_;
  const ZoneDatabase& database_;
  const FrozenMeeting meeting_;
  const VoterBook voters_;
  std::map<std::int64_t, LoggedForm> forms_;
  CarriedMeeting carried_;
};

Result<FrozenMeeting> meeting_in(const ZipReader& bundle, const ZoneDatabase& database) {
  const auto toml = bundle.read("meeting/meeting.toml", most_file_bytes);
  const auto json = bundle.read("meeting/frozen.json", most_file_bytes);
  if (!toml) return toml.error();
  if (!json) return json.error();
  return read_frozen(*toml, *json, database);
}

Result<VoterBook> voters_in(const ZipReader& bundle, const Meeting& meeting) {
  std::vector<Register> registers;
  for (const auto& entry : bundle.entries()) {
    if (!entry.name.starts_with("register/")) continue;
    const auto table = bundle.read(entry.name, most_file_bytes);
    if (!table) return table.error();
    auto reading = read_register(*table, meeting);
    if (!reading) return reading.error();
    registers.push_back(std::move(reading->shares));
  }
  const auto line = bundle.read("log/voter-tags.key", 256);
  if (!line) return line.error();
  auto octets = from_hex(as_text(*line).substr(0, 2 * SymmetricKey::size_bytes));
  if (!octets) return Error{Reason::bundle_malformed, "log/voter-tags.key"};
  const auto key = symmetric_key_from(SecretBytes(std::move(*octets)));
  if (!key) return key.error();
  return VoterBook::of(registers, *key);
}

}  // namespace

Result<CarriedMeeting> read_carried(const ZipReader& bundle, const ZoneDatabase& database) {
  auto meeting = meeting_in(bundle, database);
  if (!meeting) return meeting.error();
  auto voters = voters_in(bundle, meeting->meeting());
  if (!voters) return voters.error();
  return CarriedReader(bundle, database, std::move(*meeting), std::move(*voters)).read();
}

void carry_over(CarriedMeeting carried, CountInput& input) {
  const auto& before = input.meeting.meeting().convocation.predecessor;
  const bool is_predecessor = before && before->id == carried.other.id;
  for (auto& logged : carried.forms) {
    if (is_predecessor || logged.facts.kind != DecisionKind::ballot) input.carried.push_back(std::move(logged));
  }
  for (auto& paper : carried.paper) {
    const bool is_mandate = paper.form.proxy && paper.form.choices.empty();
    if (is_predecessor || is_mandate) input.carried_paper.push_back(std::move(paper));
  }
  input.other_meetings.push_back(std::move(carried.other));
}

}  // namespace sceau
