// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/carried_bundles.h"

#include <fmt/format.h>

#include "verifier/audit/bundle_questions.h"
#include "verifier/audit/check_manifest.h"
#include "verifier/audit/typed_tables.h"

namespace sceau::audit {
namespace {

constexpr std::size_t carried_limit = std::size_t{512} << 20;

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
  BundleQuestions questions(context, signers, report, findings);
  questions.set_quiet();
  auto counted = questions.check(BundleFiles(*zip), manifest->meeting, {});
  findings.set_place("");
  std::move(signers).give_to(report);
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

}  // namespace

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

}  // namespace sceau::audit
