// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/vote/countable_ballots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "tests/vote/sample_meeting.h"
#include "vote/ballot_document.h"
#include "vote/close_vote.h"
#include "vote/entry_at_rest.h"

namespace sceau::test {
namespace {

[[noreturn]] void give_up(std::string_view what, const std::string& detail) {
  fmt::print(stderr, "{}: {}\n", what, detail);
  std::_Exit(1);
}

template <typename T>
T need(Result<T> result, std::string_view what) {
  if (!result) give_up(what, std::string(stable_name(result.error().reason)) + " " + result.error().detail);
  return std::move(*result);
}

SymmetricKey key_of(std::uint8_t octet) {
  return need(symmetric_key_from(SecretBytes(Bytes(SymmetricKey::size_bytes, octet))), "key");
}

Bytes sha256(ByteView bytes) { return need(digest(DigestAlgorithm::sha256, bytes), "digest"); }

std::string shareholder_of(int number) { return fmt::format("v{}", number); }

Register register_of(const std::set<int>& numbers, const Meeting& meeting) {
  std::string csv = "shareholder,surname,first_name,domicile,account,kind,shares,votes\n";
  for (const int number : numbers) csv += fmt::format("v{0},Nom{0},Anne,Lyon,N-{0},registered,1,1\n", number);
  auto reading = need(read_register(as_bytes(csv), meeting), "register");
  if (!reading.findings.empty()) give_up("register", reading.findings.front().detail);
  return std::move(reading.shares);
}

std::set<int> numbers_in(BallotStore& store, LogIndex entries, const BallotMaker& maker) {
  std::set<int> numbers;
  for (LogIndex index = 0; index < entries;) {
    const auto piece = need(store.entries(index, 1000), "entries");
    for (const auto& record : piece) {
      if (record.entry.type != EntryType::ballot || *record.index >= entries) continue;
      const int number = maker.number_of(record.entry);
      if (!numbers.insert(number).second) give_up("stored twice", std::to_string(number));
    }
    index += piece.size();
  }
  return numbers;
}

ClosedLog close_now(BallotStore& store, VoteLog& log, const BallotMaker& maker) {
  const auto at = drain_end(maker.meeting().times().closes) + std::chrono::seconds(1);
  const CloseSettings settings{"casters",
                               at,
                               CloseDecision::close_degraded,
                               [](DigestAlgorithm, ByteView) -> Result<Bytes> {
                                 return Error{Reason::tsa_unreachable, "none here"};
                               },
                               maker.keys().at_rest,
                               system_random()};
  const auto closed = close_vote(store, log, settings);
  if (!closed && closed.error().reason != Reason::vote_deadline_passed) give_up("close", closed.error().detail);
  need(log.flush(), "flush");
  return need(closed_log(store, maker.keys().at_rest), "close entry");
}

void check_report(const CountReport& report, std::size_t ballots) {
  if (!report.findings.empty()) give_up("the count", report.findings.front().detail);
  for (const auto& input : report.tally.inputs) {
    if (input.outcome.disposition != Disposition::counted) give_up("not counted", input.reference);
  }
  const auto& first = report.tally.resolutions.front();
  if (first.total.in_favour != static_cast<std::int64_t>(ballots)) give_up("votes", std::to_string(ballots));
}

}  // namespace

BallotMaker::BallotMaker(EnvelopeRecipient urn, SigningIdentity seal)
    : meeting_(sample_frozen()),
      keys_{key_of(1), key_of(2), key_of(3), key_of(4)},
      urn_(std::move(urn)),
      seal_(std::move(seal)) {}

Form BallotMaker::form_of(int number) const {
  auto form = sample_form(meeting_);
  form.shareholder = shareholder_of(number);
  form.identity = {.surname = fmt::format("Nom{}", number), .first_name = "Anne", .domicile = "Lyon"};
  form.holdings = {{.account = fmt::format("N-{}", number), .kind = HoldingKind::registered, .shares = 1}};
  return form;
}

Result<StoredEntry> BallotMaker::make(int number) const {
  const auto received_at = meeting_.times().closes.utc - std::chrono::hours(1);
  const auto form = form_of(number);
  const auto submitted = sha256(as_bytes(write_form_json(form)));
  const IdentificationEvidence evidence{
      meeting_.meeting().articles.identification_process, 1, "", received_at, received_at, hex_lower(submitted)};
  const auto document =
      seal_simple_ballot(form, evidence, {seal_, SignatureAlgorithm::ecdsa_sha256, received_at, std::nullopt});
  if (!document) return document.error();
  auto envelope = seal_envelope(urn_, *document, system_random());
  if (!envelope) return envelope.error();
  DecisionFacts facts{.kind = DecisionKind::ballot,
                      .ballot = fmt::format("{:032x}", number),
                      .meeting = meeting_.meeting().id,
                      .shareholder = need(voter_tag(keys_.tags, form.shareholder), "tag"),
                      .form = submitted,
                      .document = sha256(*document),
                      .sealed = sha256(*envelope),
                      .shares = Bytes(32, 0),
                      .received_at = received_at,
                      .closes = meeting_.times().closes.utc,
                      .signature = SignatureFacts{SignatureLevel::simple, "an access code"}};
  return store_entry({EntryType::ballot, received_at, "casters", {}, to_bytes(write_facts(facts))},
                     std::move(*envelope), keys_.at_rest, system_random());
}

int BallotMaker::number_of(const StoredEntry& entry) const {
  const auto read = need(stored_entry(entry, keys_.at_rest), "entry");
  const auto facts = need(read_facts(read.payload), "facts");
  return static_cast<int>(std::strtol(facts.ballot.c_str(), nullptr, 16));
}

Counted close_and_count(BallotStore& store, VoteLog& log, const BallotMaker& maker, const DecryptionKey& urn_key) {
  const auto closed = close_now(store, log, maker);
  const auto entries = static_cast<LogIndex>(closed.entries);
  const auto numbers = numbers_in(store, entries, maker);
  const auto shares = register_of(numbers, maker.meeting().meeting());
  const auto voters = need(VoterBook::of({&shares, 1}, maker.keys().tags), "voters");
  FormIssuers company;
  company.advanced.certificates.push_back(need(certificate_from(maker.seal_.certificate), "seal"));
  const FormIssuers nobody;
  PackWriter packs([](const std::string&, ByteView) -> Status { return Done{}; });
  auto forms = need(
      open_forms(store, entries, {maker.urn(), urn_key, maker.keys().at_rest, nobody, company, voters}, packs), "urn");
  if (!forms.findings.empty()) give_up("the urn", forms.findings.front().detail);

  const MeetingState state;
  CountInput input{maker.meeting(), state, shares};
  input.electronic = std::move(forms.forms);
  const auto report = need(count(input), "count");
  check_report(report, numbers.size());
  Counted counted{.entries = entries, .numbers = {numbers.begin(), numbers.end()}};
  for (const auto& logged : input.electronic) counted.indexes.push_back(static_cast<LogIndex>(logged.index));
  return counted;
}

}  // namespace sceau::test
