// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audit_bundle.h"

#include "verifier/audit/check_manifest.h"

namespace sceau {
namespace {

constexpr std::size_t most_manifest_bytes = std::size_t{32} << 20;

}  // namespace

Result<AuditReport> audit_bundle(ByteView zip, const AuditRequest& request) {
  const auto bundle = open_zip(zip);
  if (!bundle) return bundle.error();
  const auto xml = bundle->read(manifest_name, most_manifest_bytes);
  if (!xml) return xml.error();
  const auto manifest = read_manifest(*xml);
  if (!manifest) return manifest.error();
  return AuditReport{.meeting = manifest->meeting,
                     .findings = check_manifest(*bundle, *manifest, *xml, request.trust),
                     .notes = {"the manifest and every digest were checked; nothing was recounted"},
                     .recounted = {}};
}

}  // namespace sceau
