// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/case_bundle.h"

#include <fmt/format.h>

#include "foundation/text_encoding.h"
#include "tests/verifier/audit/sample_people.h"
#include "tests/vote/recorded_case.h"
#include "tests/vote/typed_case.h"
#include "vote/ballot_document.h"
#include "vote/log_entry.h"

namespace sceau {
namespace {

using std::chrono::seconds;

EntryType entry_type_of(DecisionKind kind) { return *entry_type_named(word_of(decision_words, kind)); }

std::string start_payload() {
  return R"({"act":"open","form_sha256":"{FORM}","frozen_sha256":"{FROZEN}","program":"test",)"
         R"("rehearsed_sha256":["{REHEARSAL:1}","{REHEARSAL:2}"],"urn_sha256":"{URN}","voter_tags_sha256":"{TAGS}"})";
}

std::string frozen_with_urn(const FrozenMeeting& meeting) {
  auto json = frozen_json(meeting);
  json.pop_back();
  return json + R"(,"urn":{"certificate_sha256":"{URN}","scrutineers":[)"
                R"({"certificate_sha256":"{SCRUTINEER}","rehearsal_sha256":"{REHEARSAL:1}"},)"
                R"({"certificate_sha256":"{SCRUTINEER}","rehearsal_sha256":"{REHEARSAL:2}"}]}})";
}

class Recorder {
 public:
  explicit Recorder(const CountCase& of) : of_(of), closed_at_(of.meeting().times().closes.utc + seconds(40)) {
    closed_at_ += seconds(of.meeting().meeting().cutoffs.grace_seconds);
  }

  test::SampleVote record(test::Files carried) {
    set_meeting();
    open();
    record_decisions();
    count(std::move(carried));
    return std::move(vote_);
  }

 private:
  void set_meeting() {
    const auto& meeting = of_.meeting();
    vote_.meeting = meeting.meeting().id;
    vote_.toml = of_.toml();
    vote_.frozen = frozen_with_urn(meeting);
    vote_.form_template = form_template_json(meeting);
    vote_.made = to_rfc3339(meeting.times().starts.utc + std::chrono::days(1));
    vote_.tag_octet = static_cast<std::uint8_t>(vote_.meeting.back());
    if (of_.first_shares) vote_.registers.push_back(write_register(*of_.first_shares));
    vote_.registers.push_back(write_register(of_.shares()));
  }

  void add(EntryType type, Instant at, std::string payload) {
    vote_.entries.push_back({std::string(name_of(type)), to_rfc3339(at), std::move(payload)});
  }

  void open() {
    const auto at = of_.meeting().times().opens->utc - seconds(3600);
    add(EntryType::open, at, start_payload());
    add(EntryType::register_change, at, R"({"act":"register","register_sha256":"{REGISTER:0}"})");
    for (const auto& label : of_.state.withdrawn) {
      add(EntryType::admin, at, write_act({at, "Chair", "No longer needed", Withdrawal{label}}));
    }
  }

  void correct_register() {
    const auto at = corrected_at(of_);
    add(EntryType::register_change, at,
        write_act({at, "Chair", "A sale", RegisterCorrection{*register_hash(of_.shares())}}));
  }

  void close() {
    const auto entries = vote_.entries.size();
    add(EntryType::close, closed_at_,
        fmt::format(R"({{"clock":"good","entries":{0},"nodes":{{"n1":{0}}},"root":"{{ROOT}}","timestamp":null}})",
                    entries));
  }

  bool comes_behind_the_close(const LoggedForm& logged) const {
    return logged.facts.kind == DecisionKind::refusal && logged.facts.received_at > closed_at_;
  }

  void record_decisions() {
    bool is_correction_due = of_.first_shares.has_value();
    for (const auto& logged : of_.electronic) {
      if (comes_behind_the_close(logged)) continue;
      if (is_correction_due && logged.facts.received_at >= corrected_at(of_)) {
        correct_register();
        is_correction_due = false;
      }
      record(logged);
    }
    if (is_correction_due) correct_register();
    close();
    for (const auto& logged : of_.electronic) {
      if (comes_behind_the_close(logged)) record(logged);
    }
  }

  // Ids of another log are "MEETING/ID".
  std::string ballot_id(const std::string& name) const {
    if (name.empty()) return "";
    const bool is_ours = name.find('/') == name.npos;
    return test::sha256_of(is_ours ? vote_.meeting + "/" + name : name).substr(0, 32);
  }

  static Bytes octets_of(const std::string& hex) { return *from_hex(hex); }

  void record(const LoggedForm& logged) {
    const auto index = vote_.entries.size();
    entries_[logged.index] = static_cast<std::int64_t>(index);
    auto facts = logged.facts;
    const auto shareholder = logged.form ? logged.form->shareholder : logged.shareholder;
    facts.meeting = vote_.meeting;
    facts.ballot = ballot_id(facts.ballot);
    facts.supersedes = ballot_id(facts.supersedes);
    facts.shareholder = octets_of(test::voter_of(shareholder.empty() ? "nobody" : shareholder, vote_.tag_octet));
    facts.shares = *register_hash(shares_at(of_, facts.received_at));
    const auto sent = test::sha256_of(fmt::format("sent as {}", index));
    facts.form = octets_of(sent);
    if (logged.form) {
      const auto document = sealed(logged, sent);
      facts.document = octets_of(test::sha256_of(document));
      facts.sealed = Bytes(32, 0);
      facts.signature = SignatureFacts{SignatureLevel::simple, "an access code"};
      vote_.documents[index] = document;
    }
    add(entry_type_of(facts.kind), facts.received_at, write_facts(facts));
  }

  static std::string sealed(const LoggedForm& logged, const std::string& sent) {
    const auto received_at = logged.facts.received_at;
    const IdentificationEvidence evidence{.process = "code",
                                          .session = "",
                                          .identified_at = logged.identified_at.value_or(received_at),
                                          .received_at = received_at,
                                          .submitted_sha256 = sent};
    return test::xml_signed_by(test::sample_seal(), write_ballot(*logged.form, evidence));
  }

  void count(test::Files carried) {
    const auto counted_at = of_.meeting().times().starts.utc;
    const auto log_size = vote_.entries.size();
    add(EntryType::opening, counted_at,
        fmt::format(R"({{"act":"opening","forms":{},"scrutineers":[1,2],"urn_sha256":"{{URN}}"}})",
                    vote_.documents.size()));
    add(EntryType::tally, counted_at,
        fmt::format(R"({{"act":"tally","carried":{{CARRIED}},"influence_sha256":"{{INFLUENCE}}","log_size":{},)"
                    R"("register_sha256":"{{REGISTER:{}}}","tally_sha256":"{{TALLY}}","typed":{{TYPED}}}})",
                    log_size, vote_.registers.size() - 1));
    add(EntryType::publish, counted_at, "{PAPERS}");
    vote_.typed = typed_tables_of(of_, entries_);
    vote_.carried = std::move(carried);
    vote_.tally = vote_.influence = "{}";
  }

  const CountCase& of_;
  Instant closed_at_;
  test::SampleVote vote_;
  std::map<std::int64_t, std::int64_t> entries_;  // by the index that they had in the random meeting
};

}  // namespace

test::SampleVote vote_of(const CountCase& of, test::Files carried) { return Recorder(of).record(std::move(carried)); }

}  // namespace sceau
