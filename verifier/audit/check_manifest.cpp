// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_manifest.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/digest.h"
#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "foundation/text_encoding.h"
#include "verifier/verify_document.h"

namespace sceau {
namespace {

constexpr std::string_view bundle_namespace = "urn:sceau:vote:bundle:1";
constexpr XmlLimits limits = {.document_bytes = std::size_t{32} << 20, .depth = 26, .nodes = 1'000'000};

ManifestFile read_file_element(ElementFields& fields) {
  ManifestFile file{.name = fields.attribute("name").value_or(""),
                    .size = static_cast<std::uint64_t>(fields.integer_attribute("size").value_or(0)),
                    .sha256 = fields.attribute("sha256").value_or("")};
  fields.refuse_others();
  return file;
}

Instant instant_of(ElementFields& fields) {
  const auto text = fields.attribute("made").value_or("");
  const auto instant = from_rfc3339(text);
  if (!instant) fields.refuse("/@made", "must be a time like 2027-05-11T13:00:00Z");
  return instant ? *instant : Instant{};
}

bool names_rise(const std::vector<ManifestFile>& files) {
  return std::ranges::adjacent_find(files, [](const auto& one, const auto& next) { return one.name >= next.name; }) ==
         files.end();
}

Finding mismatch(std::string detail) { return {Reason::audit_manifest_mismatch, std::move(detail)}; }

Result<std::string> sha256_of(const ZipReader& zip, const std::string& name) {
  auto digester = Digester::start(DigestAlgorithm::sha256);
  if (!digester) return digester.error();
  const auto read = zip.stream(name, [&](ByteView piece) -> Status {
    digester->update(piece);
    return Done{};
  });
  if (!read) return read.error();
  const auto hash = digester->finish();
  if (!hash) return hash.error();
  return hex_lower(*hash);
}

ManifestCheck unsound(std::string why) { return {{{Reason::audit_manifest_signature, std::move(why)}}, {}}; }

ManifestCheck check_signature(ByteView xml, Instant made, ValidationContext context) {
  context.time = made;
  const Secret no_password;
  const auto report =
      verify_document({.path = std::string(manifest_name), .bytes = xml, .password = no_password}, context);
  if (report.error) return unsound(report.error->detail);
  if (report.signatures.size() != 1) return unsound("not exactly one signature");
  const auto& signature = report.signatures.front();
  if (signature.coverage != Coverage::whole_document) return unsound("the signature does not cover the whole manifest");
  if (signature.verdict.indication == Indication::total_passed && signature.signer) return {{}, *signature.signer};
  ManifestCheck check;
  for (const auto& reason : signature.verdict.reasons) {
    check.findings.push_back(
        {Reason::audit_manifest_signature, fmt::format("{}: {}", stable_name(reason.reason), reason.detail)});
  }
  return check.findings.empty() ? unsound("no verdict") : check;
}

Findings check_file(const ZipReader& zip, const ManifestFile& file) {
  const auto* entry = zip.find(file.name);
  if (entry == nullptr) return {{Reason::audit_file_missing, file.name}};
  if (entry->size != file.size) {
    return {mismatch(fmt::format("{}: {} bytes, the manifest says {}", file.name, entry->size, file.size))};
  }
  const auto hash = sha256_of(zip, file.name);
  if (!hash) return {mismatch(fmt::format("{}: {}", file.name, hash.error().detail))};
  if (*hash != file.sha256) {
    return {mismatch(fmt::format("{}: SHA-256 {}, the manifest says {}", file.name, *hash, file.sha256))};
  }
  return {};
}

Findings no_file_is_extra(const ZipReader& zip, const Manifest& manifest) {
  Findings findings;
  for (const auto& entry : zip.entries()) {
    const bool is_known = std::ranges::binary_search(manifest.files, entry.name, {}, &ManifestFile::name);
    if (!is_known && entry.name != manifest_name) findings.push_back({Reason::audit_file_extra, entry.name});
  }
  return findings;
}

}  // namespace

Result<Manifest> read_manifest(ByteView xml) {
  const auto tree = read_xml(xml, limits);
  if (!tree) return tree.error();
  Findings findings;
  ElementFields bundle(tree->root(), bundle_namespace, "bundle", findings);
  Manifest manifest{.meeting = bundle.attribute("meeting").value_or(""), .made = instant_of(bundle), .files = {}};
  for (auto& fields : bundle.children("file")) manifest.files.push_back(read_file_element(fields));
  bundle.skip_children_of(xml_namespace::dsig);
  bundle.refuse_others();
  if (!findings.empty()) return Error{Reason::audit_manifest_mismatch, findings.front().detail};
  if (!names_rise(manifest.files)) return Error{Reason::audit_manifest_mismatch, "files out of order, or twice"};
  if (std::ranges::binary_search(manifest.files, manifest_name, {}, &ManifestFile::name)) {
    return Error{Reason::audit_manifest_mismatch, "the manifest names itself"};
  }
  return manifest;
}

ManifestCheck check_manifest(const ZipReader& zip, const Manifest& manifest, ByteView xml,
                             const ValidationContext& context) {
  auto check = check_signature(xml, manifest.made, context);
  for (const auto& file : manifest.files) append(check.findings, check_file(zip, file));
  append(check.findings, no_file_is_extra(zip, manifest));
  return check;
}

}  // namespace sceau
