// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audit_bundle.h"

#include <fmt/format.h>

#include "verifier/audit/bundle_questions.h"
#include "verifier/audit/carried_bundles.h"
#include "verifier/audit/check_log.h"
#include "verifier/audit/check_manifest.h"
#include "verifier/audit/check_papers.h"
#include "verifier/audit/check_results.h"
#include "verifier/audit/check_tables.h"
#include "verifier/audit/recounted_resolutions.h"
#include "verifier/audit/typed_tables.h"

namespace sceau {
namespace audit {
namespace {

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
  note_resolutions(recount, report);
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
  auto counted = BundleQuestions(context, signers, report, findings).check(files, manifest.meeting, receipts);
  if (counted) {
    note_figures(*counted, report);
    recount_bundle(files, *counted, request, report, findings);
    check_papers(files, counted->log, context, signers, findings, report.notes);
    report.figures.checked.emplace_back("papers");
    check_outside(files, counted->log, receipts, request, report, findings);
  }
  std::move(signers).give_to(report);
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
  const auto xml = zip->read(manifest_name, manifest_limit);
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
