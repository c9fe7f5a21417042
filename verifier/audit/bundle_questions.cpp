// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/bundle_questions.h"

#include <fmt/format.h>

#include "verifier/audit/check_acts.h"
#include "verifier/audit/check_log.h"
#include "verifier/audit/check_log_order.h"
#include "verifier/audit/check_statements.h"
#include "verifier/audit/known_files.h"

namespace sceau::audit {

std::optional<CountedMeeting> BundleQuestions::check(const BundleFiles& files, std::string_view manifest_meeting,
                                                     const std::vector<Receipt>& receipts) {
  auto meeting = check_meeting(files, manifest_meeting, findings_);
  if (!meeting) return std::nullopt;
  no_file_is_unknown(files, meeting->settings.scrutineers, findings_);
  done("meeting");
  auto key = read_voter_tag_key(files, findings_);
  auto log = read_log(files, meeting->settings.id, entries_of(receipts), findings_);
  if (!log) return std::nullopt;
  check_whole_log(files, *meeting, *log, key);
  auto registers = check_registers(files, *log, findings_);
  check_acts(*log, meeting->settings.agenda, findings_);
  check_statements(files, meeting->settings.id, context_, signers_, findings_);
  done("statements");
  if (!registers || !key) return std::nullopt;
  recognise_former_voters(files, *log, *key, *registers);
  done("registers");
  auto urn = check_forms(files, {*meeting, *log, *registers, *key});
  const auto size = log->size();
  return CountedMeeting{.meeting = *std::move(meeting),
                        .log = *std::move(log),
                        .registers = *std::move(registers),
                        .voter_tags = *std::move(key),
                        .urn = std::move(urn),
                        .tables = {},
                        .log_size = size};
}

void BundleQuestions::done(std::string_view question) {
  if (!is_quiet_) report_.figures.checked.emplace_back(question);
}

void BundleQuestions::check_whole_log(const BundleFiles& files, const AuditedMeeting& meeting, const AuditedLog& log,
                                      const std::optional<SymmetricKey>& key) {
  check_order(meeting, log, findings_);
  check_close(files, meeting, log, context_, findings_, report_.notes);
  for (const auto& [act, times] : log.acts.others) {
    report_.notes.push_back(
        fmt::format("the log also notes '{}' (entries: {}), which is part of no count", act, times));
  }
  if (key) check_starts(meeting, log, sha256(key->reveal()), findings_);
  const auto verifier = read_log_key(files, findings_);
  if (!verifier) return;
  check_checkpoints(files, log, *verifier, context_, findings_);
  done("log");
}

Urn BundleQuestions::check_forms(const BundleFiles& files, const DecisionInputs& inputs) {
  auto trust = read_form_trust(files, context_, findings_);
  if (!is_quiet_) report_.figures.form_issuers = trust.issuers;
  auto urn = check_urn(files, inputs, trust, findings_);
  note_form_signers(trust);
  check_decisions(files, inputs, findings_);
  check_openings(inputs.meeting, inputs.log, urn.documents, findings_);
  done("decisions");
  return urn;
}

void BundleQuestions::note_form_signers(const FormTrust& trust) {
  for (const auto& [handle, seal] : trust.sealed_by) signers_.note("forms with access codes", seal.subject());
  for (const auto& issuer : trust.issuers) signers_.note("issuers of shareholders' certificates", issuer);
}

}  // namespace sceau::audit
