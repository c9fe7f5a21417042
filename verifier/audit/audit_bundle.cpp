// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audit_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "verifier/audit/check_acts.h"
#include "verifier/audit/check_anchors.h"
#include "verifier/audit/check_log.h"
#include "verifier/audit/check_manifest.h"
#include "verifier/audit/check_papers.h"
#include "verifier/audit/check_results.h"
#include "verifier/audit/check_statements.h"
#include "verifier/audit/check_tables.h"
#include "verifier/audit/influence_recount.h"
#include "verifier/audit/known_files.h"

namespace sceau {
namespace audit {
namespace {

constexpr std::size_t manifest_limit = std::size_t{32} << 20;
constexpr std::size_t carried_limit = std::size_t{512} << 20;

class BundleAudit {
 public:
  BundleAudit(const ValidationContext& context, SignerBook& signers, AuditReport& report, FindingList& findings)
      : context_(context), signers_(signers), report_(report), findings_(findings) {}

  // Questions two to six of one bundle.
  std::optional<CountedMeeting> check(const BundleFiles& files, std::string_view manifest_meeting,
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

  void set_quiet() { is_quiet_ = true; }

 private:
  void done(std::string_view question) {
    if (!is_quiet_) report_.figures.checked.emplace_back(question);
  }

  void check_whole_log(const BundleFiles& files, const AuditedMeeting& meeting, const AuditedLog& log,
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

  Urn check_forms(const BundleFiles& files, const DecisionInputs& inputs) {
    auto trust = read_form_trust(files, context_, findings_);
    if (!is_quiet_) report_.figures.form_issuers = trust.issuers;
    auto urn = check_urn(files, inputs, trust, findings_);
    note_form_signers(trust);
    check_decisions(files, inputs, findings_);
    check_openings(inputs.meeting, inputs.log, urn.documents, findings_);
    done("decisions");
    return urn;
  }

  void note_form_signers(const FormTrust& trust) {
    for (const auto& [handle, seal] : trust.sealed_by) signers_.note("forms with access codes", seal.subject());
    for (const auto& issuer : trust.issuers) signers_.note("issuers of shareholders' certificates", issuer);
  }

  const ValidationContext& context_;
  SignerBook& signers_;
  AuditReport& report_;
  FindingList& findings_;
  bool is_quiet_ = false;
};

// What is unpacked must outlive what is read of it.
struct CarriedBytes {
  Bytes unpacked;
  ByteView bytes;
};

std::optional<CarriedBytes> bytes_of(const BundleFiles& files, const std::string& name, FindingList& findings) {
  const auto* entry = files.zip().find(name);
  if (entry != nullptr && entry->method == ZipMethod::stored) return CarriedBytes{{}, entry->packed};
  auto bytes = files.read(name, findings, carried_limit);
  if (!bytes) return std::nullopt;
  CarriedBytes carried{*std::move(bytes), {}};
  carried.bytes = carried.unpacked;
  return carried;
}

void add_signers(SignerBook signers, AuditReport& report) {
  auto more = std::move(signers).take();
  std::ranges::move(more, std::back_inserter(report.signers));
}

// The bundle of another meeting is held to the same questions; its own results are not recounted here.
std::optional<CountedMeeting> audit_carried(const std::string& name, ByteView bytes, const AuditRequest& request,
                                            AuditReport& report, FindingList& findings) {
  const auto zip = open_zip(bytes);
  const auto xml = zip ? zip->read(manifest_name, manifest_limit) : Result<Bytes>(zip.error());
  const auto manifest = xml ? read_manifest(*xml) : Result<Manifest>(xml.error());
  if (!manifest) {
    findings.add_malformed(name, manifest.error());
    return std::nullopt;
  }
  auto context = request.trust;
  context.time = manifest->made;
  const auto found = check_manifest(*zip, *manifest, *xml, context);
  findings.add_all(Reason::audit_carried, name, found.findings);
  if (!found.findings.empty()) return std::nullopt;
  findings.set_place(name + ": ");
  SignerBook signers(found.signer, name + ": ");
  BundleAudit one(context, signers, report, findings);
  one.set_quiet();
  auto counted = one.check(BundleFiles(*zip), manifest->meeting, {});
  findings.set_place("");
  add_signers(std::move(signers), report);
  if (counted && name != fmt::format("carried/{}.zip", counted->meeting.settings.id)) {
    findings.add(Reason::audit_carried, fmt::format("{}: is the bundle of '{}'", name, counted->meeting.settings.id));
  }
  return counted;
}

// Of the tables of another meeting only the forms on paper are handed on; their shareholders are weighed by the
// register of this one.
void read_carried_papers(const BundleFiles& files, const std::string& name, const Register& shares,
                         CountedMeeting& carried, FindingList& findings) {
  findings.set_place(name + ": ");
  auto tables = read_typed_tables(files, carried.meeting, shares, findings);
  carried.tables.papers = std::move(tables.papers);
  findings.set_place("");
}

std::vector<CountedMeeting> audit_all_carried(const BundleFiles& files, const Register& shares,
                                              const AuditRequest& request, AuditReport& report, FindingList& findings) {
  std::vector<CountedMeeting> all;
  for (const auto& name : files.names_in("carried/")) {
    const auto carried = bytes_of(files, name, findings);
    auto counted = carried ? audit_carried(name, carried->bytes, request, report, findings) : std::nullopt;
    const auto zip = counted ? open_zip(carried->bytes) : Result<ZipReader>(Error{Reason::zip_malformed, ""});
    if (!zip) continue;
    read_carried_papers(BundleFiles(*zip), name, shares, *counted, findings);
    all.push_back(*std::move(counted));
  }
  return all;
}

AuditedResolution resolution_of(const ResolutionResult& result) {
  const auto& resolution = *result.counted.resolution;
  AuditedResolution audited{.label = resolution.label,
                            .kind = std::string(name_of(resolution.kind)),
                            .status = std::string(name_of(result.counted.status)),
                            .is_raised = resolution.is_raised};
  if (!result.is_voted()) return audited;
  audited.votes_for = result.total.for_it;
  audited.votes_against = result.total.against;
  audited.votes_abstaining = result.total.abstain;
  audited.shares_present = result.quorum.present;
  audited.shares_required = result.quorum.required;
  audited.is_quorum_reached = result.is_quorum_reached();
  audited.is_adopted = result.is_adopted();
  return audited;
}

std::string sentence_of(const AuditedResolution& resolution) {
  const auto head =
      fmt::format("resolution {}{}", resolution.label, resolution.is_raised ? " (raised in the meeting)" : "");
  if (resolution.status != name_of(ResolutionStatus::voted)) return fmt::format("{}: {}", head, resolution.status);
  return fmt::format("{}: {}; for {}, against {}, abstaining {}; {} shares present, {} required; the result {}", head,
                     resolution.is_adopted ? "adopted" : "not adopted", resolution.votes_for, resolution.votes_against,
                     resolution.votes_abstaining, resolution.shares_present, resolution.shares_required,
                     resolution.could_change ? "could change" : "cannot change");
}

void note_results(const Recount& recount, AuditReport& report) {
  const auto influence = recount_influence(recount);
  auto next = influence.resolutions.begin();
  for (const auto& result : recount.results()) {
    auto resolution = resolution_of(result);
    if (result.is_voted()) resolution.could_change = (next++)->could_result_change;
    report.recounted.push_back(sentence_of(resolution));
    report.figures.resolutions.push_back(std::move(resolution));
  }
}

void recount_bundle(const BundleFiles& files, CountedMeeting& counted, const AuditRequest& request, AuditReport& report,
                    FindingList& findings) {
  const auto& tallies = counted.log.acts.tallies;
  if (tallies.empty()) {
    report.notes.emplace_back("nothing was counted: the log has no entry of a count");
    for (const auto& name : files.names_in("results/")) {
      findings.add(Reason::audit_tally, name + ": the log has no entry of a count");
    }
    return;
  }
  const auto& tally = tallies.back();
  counted.log_size = tally.log_size;
  check_count_inputs(files, counted.log, tally, findings);
  counted.tables = read_typed_tables(files, counted.meeting, counted.registers.last, findings);
  check_tables(counted, findings);
  const auto carried = audit_all_carried(files, counted.registers.last, request, report, findings);
  report.figures.carried = carried.size();
  report.figures.papers = counted.tables.papers.size();
  report.figures.attendance = counted.tables.attendance.size();
  const Recount recount({counted, carried});
  note_results(recount, report);
  check_results(files, recount, tally, findings);
  report.figures.checked.emplace_back("recount");
}

void note_figures(const CountedMeeting& counted, AuditReport& report) {
  auto& figures = report.figures;
  figures.issuer = counted.meeting.settings.issuer;
  figures.entries = counted.log.size();
  figures.submissions = counted.log.decisions.size();
  figures.documents = counted.urn.documents;
  figures.registers = counted.registers.directories.size();
  report.recounted.push_back(fmt::format("{}: {} entries of the log, {} of them about submissions; {} forms in the urn",
                                         figures.issuer, figures.entries, figures.submissions, figures.documents));
}

void check_outside(const BundleFiles& files, const AuditedLog& log, const std::vector<Receipt>& receipts,
                   const AuditRequest& request, AuditReport& report, FindingList& findings) {
  if (request.receipts.empty() && request.checkpoints.empty()) return;
  FindingList told_already;
  const auto verifier = read_log_key(files, told_already);
  if (!verifier) return;
  check_receipts(receipts, log, *verifier, findings);
  check_kept_checkpoints(request.checkpoints, log, *verifier, findings);
  report.figures.checked.emplace_back("anchors");
}

void audit_contents(const ZipReader& zip, const Manifest& manifest, const SignerEntry& seal,
                    const AuditRequest& request, AuditReport& report, FindingList& findings) {
  auto context = request.trust;
  context.time = manifest.made;
  const BundleFiles files(zip);
  SignerBook signers(seal, "");
  signers.note(manifest_name, seal.subject);
  const auto receipts = read_receipts(request.receipts, findings);
  auto counted = BundleAudit(context, signers, report, findings).check(files, manifest.meeting, receipts);
  if (counted) {
    note_figures(*counted, report);
    recount_bundle(files, *counted, request, report, findings);
    check_papers(files, counted->log, context, signers, findings, report.notes);
    report.figures.checked.emplace_back("papers");
    check_outside(files, counted->log, receipts, request, report, findings);
  }
  add_signers(std::move(signers), report);
}

// With a finding about the manifest nothing else of the bundle is read.
ManifestCheck manifest_check(const ZipReader& zip, const Manifest& manifest, ByteView xml,
                             const AuditRequest& request) {
  auto check = check_manifest(zip, manifest, xml, request.trust);
  FindingList list;
  for (const auto& finding : check.findings) list.add(finding.reason, finding.detail);
  check.findings = std::move(list).take();
  return check;
}

// Whatever keeps the manifest from being read: it is a file of the bundle like any other.
Finding unreadable(const Error& error) {
  if (error.reason == Reason::audit_manifest_mismatch) return {error.reason, error.detail};
  FindingList list;
  list.add_malformed(manifest_name, error);
  return {Reason::audit_manifest_mismatch, std::move(list).take().front().detail};
}

}  // namespace
}  // namespace audit

Result<AuditReport> audit_bundle(ByteView bytes, const AuditRequest& request) {
  const auto zip = open_zip(bytes);
  if (!zip) return zip.error();
  if (zip->find(manifest_name) == nullptr) return Error{Reason::zip_file_missing, std::string(manifest_name)};
  AuditReport report;
  const auto xml = zip->read(manifest_name, audit::manifest_limit);
  const auto manifest = xml ? read_manifest(*xml) : Result<Manifest>(xml.error());
  if (!manifest) {
    report.findings = {audit::unreadable(manifest.error())};
    return report;
  }
  report.meeting = manifest->meeting;
  report.figures.files = manifest->files.size();
  report.figures.receipts = request.receipts.size();
  report.figures.checkpoints = request.checkpoints.size();
  auto check = audit::manifest_check(*zip, *manifest, *xml, request);
  report.findings = std::move(check.findings);
  report.figures.checked.emplace_back("manifest");
  if (!report.findings.empty()) return report;
  audit::FindingList findings;
  audit::audit_contents(*zip, *manifest, check.signer, request, report, findings);
  report.findings = std::move(findings).take();
  return report;
}

}  // namespace sceau
