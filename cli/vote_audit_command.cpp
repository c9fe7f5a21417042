// SPDX-License-Identifier: Apache-2.0
// A bundle recounted offline by the verifier's own code, which trusts nobody but --trust.
#include <fmt/format.h>

#include <set>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/key_file.h"
#include "cli/validation_setup.h"
#include "crypto/private_key.h"
#include "crypto/sealed_envelope.h"
#include "formats/json/json_writer.h"
#include "formats/zip/zip_reader.h"
#include "foundation/text_encoding.h"
#include "verifier/audit/audit_bundle.h"

namespace sceau {
namespace {

constexpr std::size_t most_anchor_bytes = std::size_t{64} << 10;

// A bundle that was encrypted to one reader, opened in memory.
Result<SecretBytes> decrypted(ByteView envelope, const VoteAuditArguments& arguments) {
  const auto file = read_key_file(arguments.key, arguments.passphrase);
  if (!file) return file.error();
  auto identity = read_identity(file->bytes, {}, file->passphrase);
  if (!identity) return identity.error();
  const auto recipient = envelope_recipient(identity->certificate.get());
  if (!recipient) return recipient.error();
  const auto opener = decryption_key_of(*file);
  if (!opener) return opener.error();
  return open_envelope(envelope, *recipient, **opener);
}

Result<AuditRequest> request_of(const VoteAuditArguments& arguments) {
  auto trust = validation_context(arguments.trust, arguments.crls, "");
  if (!trust) return trust.error();
  AuditRequest request{.trust = std::move(*trust)};
  for (const auto& path : arguments.receipts) {
    auto receipt = read_file(path, most_anchor_bytes);
    if (!receipt) return Error{receipt.error().reason, path};
    request.receipts.push_back(std::move(*receipt));
  }
  for (const auto& path : arguments.checkpoints) {
    const auto checkpoint = read_file(path, most_anchor_bytes);
    if (!checkpoint) return Error{checkpoint.error().reason, path};
    request.checkpoints.push_back(to_string(*checkpoint));
  }
  return request;
}

// A file that is not what the options say is told so, beyond what its reader found.
Result<AuditReport> audit_in_the_clear(ByteView file, const AuditRequest& request) {
  auto report = audit_bundle(file, request);
  if (!report && is_envelope(file)) return Error{Reason::envelope_key_needed, ""};
  return report;
}

Result<AuditReport> audit_encrypted(ByteView file, const VoteAuditArguments& arguments, const AuditRequest& request) {
  if (open_zip(file)) return Error{Reason::envelope_malformed, "the bundle is in the clear: leave --key out"};
  const auto plain = decrypted(file, arguments);
  if (!plain) return plain.error();
  return audit_bundle(plain->reveal(), request);
}

Result<AuditReport> audit(const VoteAuditArguments& arguments, const AuditRequest& request) {
  const auto file = map_file(arguments.bundle);
  if (!file) return file.error();
  return arguments.key.empty() ? audit_in_the_clear(file->bytes(), request)
                               : audit_encrypted(file->bytes(), arguments, request);
}

void print_json(const Terminal& terminal, const AuditReport& report) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-audit/1").key("meeting").text(report.meeting);
  json.key("sound").boolean(report.findings.empty());
  json.key("findings").begin_array();
  for (const auto& finding : report.findings) {
    json.begin_object().key("reason").text(stable_name(finding.reason)).key("detail").text(finding.detail).end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const auto& note : report.notes) json.text(note);
  json.end_array().key("signers").begin_array();
  for (const auto& signer : report.signers) {
    json.begin_object().key("part").text(signer.part).key("name").text(signer.name).end_object();
  }
  json.end_array().key("recounted").begin_array();
  for (const auto& line : report.recounted) json.text(line);
  terminal.print_json(json.end_array().end_object().str());
}

// Each reason with its sentence and hint once, over what was found of it.
void print_findings(const Terminal& terminal, const Findings& findings) {
  std::set<Reason> told;
  for (const auto& finding : findings) {
    if (!told.insert(finding.reason).second) continue;
    const auto& row = row_of(finding.reason);
    terminal.say(fmt::format("{} {}: {}", terminal.coloured(Tone::bad, "finding"), row.stable_name, row.sentence));
    for (const auto& each : findings) {
      if (each.reason == finding.reason) terminal.say(fmt::format("        {}", printable(each.detail)));
    }
    if (!row.hint.empty()) terminal.say(fmt::format("        hint: {}", row.hint));
  }
}

void print_report(const Terminal& terminal, const AuditReport& report) {
  print_findings(terminal, report.findings);
  for (const auto& note : report.notes) {
    terminal.say(fmt::format("{} {}", terminal.coloured(Tone::unsure, "note   "), printable(note)));
  }
  for (const auto& signer : report.signers) terminal.say(fmt::format("signer  {}: {}", signer.part, signer.name));
}

}  // namespace

int run(const VoteAuditArguments& arguments, const Terminal& terminal) {
  const auto request = request_of(arguments);
  if (!request) return terminal.fail("vote audit", request.error());
  const auto report = audit(arguments, *request);
  if (!report) return terminal.fail(arguments.bundle, report.error());
  print_json(terminal, *report);
  print_report(terminal, *report);
  if (!report->findings.empty()) {
    terminal.say(fmt::format("{}: {}", printable(arguments.bundle), terminal.coloured(Tone::bad, "NOT SOUND")));
    return exit_code(report->findings.front().reason);
  }
  for (const auto& line : report->recounted) terminal.say(printable(line));
  terminal.say(fmt::format("{}: {}", printable(arguments.bundle), terminal.coloured(Tone::good, "SOUND")));
  return exit_success;
}

}  // namespace sceau
