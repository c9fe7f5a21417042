// SPDX-License-Identifier: Apache-2.0
// The urn is opened, every vote of every channel is counted, and the log says so.
#include <fmt/format.h>

#include <map>
#include <ranges>

#include "cli/carried_bundle.h"
#include "cli/commands.h"
#include "cli/counted_folder.h"
#include "cli/exit_code.h"
#include "cli/key_file.h"
#include "cli/secret_source.h"
#include "crypto/digest.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

constexpr std::size_t most_typed_told = 20;
constexpr std::size_t most_key_bytes = std::size_t{1} << 20;

Result<std::shared_ptr<const DecryptionKey>> urn_key_of(const MeetingFolder& folder, const std::string& source) {
  auto pem = read_file(folder.urn_key(), most_key_bytes);
  if (!pem) return pem.error();
  auto passphrase = read_secret(source, "Passphrase of the urn key");
  if (!passphrase) return passphrase.error();
  return decryption_key_of({std::move(*pem), std::move(*passphrase)});
}

struct Opened {
  CountedForms forms;
  LogIndex log_size;
  OpeningRecord record;
};

Result<Opened> open_urn(const OpenedMeeting& meeting, VoteLog& log, const VoteTallyArguments& arguments) {
  auto openers = urn_openers(meeting.folder, meeting.meeting.meeting().bureau);
  if (!openers) return openers.error();
  const auto certificate = frozen_urn_certificate(meeting.folder, meeting.meeting);
  if (!certificate) return certificate.error();
  const auto key = urn_key_of(meeting.folder, arguments.urn_passphrase);
  if (!key) return key.error();
  const auto recipient = envelope_recipient(certificate->handle());
  if (!recipient) return recipient.error();
  const auto issuers = form_issuers(meeting.folder);
  if (!issuers) return issuers.error();
  const auto company = company_seals(meeting.server);
  if (!company) return company.error();
  const auto voters = voters_of(meeting);
  if (!voters) return voters.error();
  const auto newest = log.flush();
  if (!newest) return newest.error();
  if (auto begun = begin_packs(meeting.folder); !begun) return begun.error();
  PackWriter packs(pack_sink(meeting));
  auto forms = open_forms(*meeting.store, newest->size,
                          {*recipient, **key, meeting.keys->at_rest, *issuers, *company, *voters}, packs);
  if (!forms) return forms.error();
  OpeningRecord record{certificate->sha256(), std::move(*openers), forms->opened};
  return Opened{std::move(*forms), newest->size, std::move(record)};
}

Result<Bytes> sha256(ByteView bytes) { return digest(DigestAlgorithm::sha256, bytes); }

Result<std::map<std::string, Bytes>> hashes_of(const TypedTables& tables) {
  std::map<std::string, Bytes> hashes;
  for (const auto& [kind, table] : tables) {
    auto hash = sha256(table.csv);
    if (!hash) return hash.error();
    hashes[table_file(kind)] = std::move(*hash);
  }
  return hashes;
}

Result<TallyRecord> record_of(const OpenedMeeting& meeting, const CountedMeeting& counted, const TypedTables& tables,
                              LogIndex log_size, std::string_view tally, std::string_view influence) {
  auto typed = hashes_of(tables);
  if (!typed) return typed.error();
  auto tally_hash = sha256(as_bytes(tally)), influence_hash = sha256(as_bytes(influence));
  if (!tally_hash) return tally_hash.error();
  if (!influence_hash) return influence_hash.error();
  TallyRecord record{.log_size = static_cast<std::int64_t>(log_size),
                     .shares = counted.register_hash(),
                     .tally = std::move(*tally_hash),
                     .influence = std::move(*influence_hash),
                     .typed = std::move(*typed),
                     .carried = {}};
  if (counted.input().other_meetings.empty()) return record;
  const auto bundle = map_file(meeting.folder.carried());
  if (!bundle) return bundle.error();
  auto hash = sha256(bundle->bytes());
  if (!hash) return hash.error();
  record.carried[counted.input().other_meetings.front().id] = std::move(*hash);
  return record;
}

// First the files, then the log: what it names is there.
Status keep(const OpenedMeeting& meeting, VoteLog& log, const CountedMeeting& counted, const TypedTables& tables,
            const Opened& opened, Instant now) {
  const auto tally = write_tally(counted.report().tally), influence = write_influence(counted.influence());
  const WriteOptions ours{.existing = Existing::replace, .mode = 0600};
  if (auto written = write_atomically(meeting.folder.tally(), as_bytes(tally), ours); !written) return written;
  if (auto written = write_atomically(meeting.folder.influence(), as_bytes(influence), ours); !written) return written;
  const auto record = record_of(meeting, counted, tables, opened.log_size, tally, influence);
  if (!record) return record.error();
  const auto keeper = meeting.keeper();
  if (auto told = record_fact(keeper, EntryType::opening, now, write_opening(opened.record)); !told) return told;
  if (auto told = record_fact(keeper, EntryType::tally, now, write_tally_record(*record)); !told) return told;
  const auto flushed = log.flush();
  return flushed ? Status(Done{}) : flushed.error();
}

// ---- Told ----

std::string decision_in_words(const ResolutionTally& resolution) {
  switch (resolution.status) {
    case ResolutionStatus::withdrawn: return "withdrawn";
    case ResolutionStatus::information_only: return "for information only";
    case ResolutionStatus::voted: break;
  }
  const auto& [rule, cast, required, obtained, is_adopted] = resolution.majority;
  const auto needed =
      cast == 0 ? "no votes were cast" : fmt::format("{} of {} votes cast were required", required, cast);
  return fmt::format("{}: {} for, {} against, {} abstaining; {}{}", is_adopted ? "ADOPTED" : "REJECTED",
                     resolution.total.in_favour, resolution.total.against, resolution.total.abstain, needed,
                     resolution.quorum.is_reached ? "" : ", no quorum");
}

bool is_left_out(const InputDisposition& input) {
  const auto disposition = input.outcome.disposition;
  return !is_counted(disposition) && disposition != Disposition::applied;
}

// What was typed one by one: a slip of the pen shows here.
void print_left_out(const Terminal& terminal, const Tally& tally) {
  std::map<std::string_view, std::size_t> sums;
  std::size_t typed = 0;
  for (const auto& input : tally.inputs | std::views::filter(is_left_out)) {
    const auto word = word_of(disposition_words, input.outcome.disposition);
    ++sums[word];
    if (input.source == Source::electronic || ++typed > most_typed_told) continue;
    const auto why = input.outcome.reason ? fmt::format(" ({})", stable_name(*input.outcome.reason)) : "";
    terminal.say(fmt::format("{}: {}{}", printable(input.reference), word, why));
  }
  std::string all;
  for (const auto& [word, sum] : sums) all += fmt::format("{}{} {}", all.empty() ? "" : ", ", sum, word);
  if (!all.empty()) terminal.say(fmt::format("not counted: {}; the influence report says what they could change", all));
}

void print_tally(const Terminal& terminal, const CountedMeeting& counted) {
  const auto& tally = counted.report().tally;
  terminal.print_json(write_tally(tally));
  print_left_out(terminal, tally);
  terminal.say(fmt::format("{} takes part with {} of {} shares with a vote", tally.all_present.participations,
                           tally.all_present.shares, tally.totals.shares_with_vote));
  for (std::size_t i = 0, told = 0; i < tally.resolutions.size(); ++i) {
    const auto& resolution = tally.resolutions[i];
    terminal.say(fmt::format("{:>4}  {}", resolution.label, decision_in_words(resolution)));
    if (resolution.status != ResolutionStatus::voted) continue;
    if (counted.influence().resolutions[told++].could_change) {
      terminal.say("      forms that were not counted could have changed this: see the influence report");
    }
  }
}

int refuse_to_publish(const Terminal& terminal, const std::string& where, const Findings& findings) {
  const int code = terminal.fail(where, {findings.front().reason, findings.front().detail});
  for (const auto& finding : std::span(findings).subspan(1)) {
    terminal.note(fmt::format("  {}: {}", stable_name(finding.reason), finding.detail));
  }
  return code;
}

}  // namespace

int run(const VoteTallyArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return terminal.fail(arguments.folder, meeting.error());
  const auto closed = closed_log(*meeting->store, meeting->keys->at_rest);
  if (!closed) return terminal.fail(arguments.folder, closed.error());
  const auto log = open_log(*meeting);
  if (!log) return terminal.fail(arguments.folder, log.error());
  if (const auto taken = take_carried(*meeting, arguments); !taken)
    return terminal.fail(arguments.folder, taken.error());
  auto tables = typed_tables(meeting->folder);
  if (!tables) return terminal.fail(meeting->folder.typed().string(), tables.error());
  auto carried = carried_meeting(*meeting);
  if (!carried) return terminal.fail(meeting->folder.carried().string(), carried.error());
  auto opened = open_urn(*meeting, **log, arguments);
  if (!opened) return terminal.fail(arguments.folder, opened.error());

  const auto keeper = meeting->keeper();
  CountSources sources{keeper, meeting->database, *tables, std::move(*carried), counting_program()};
  const auto counted = CountedMeeting::count(std::move(sources), std::move(opened->forms));
  if (!counted) return terminal.fail(arguments.folder, counted.error());
  if (const auto& findings = (*counted)->report().findings; !findings.empty()) {
    return refuse_to_publish(terminal, arguments.folder, findings);
  }
  const auto kept = keep(*meeting, **log, **counted, *tables, *opened, clock());
  if (!kept) return terminal.fail(arguments.folder, kept.error());
  print_tally(terminal, **counted);
  return exit_success;
}

}  // namespace sceau
