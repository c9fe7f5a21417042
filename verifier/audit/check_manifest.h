// SPDX-License-Identifier: Apache-2.0
// The first step of the audit: is the bundle what its signed manifest says? Nothing of the bundle but the manifest is
// parsed here.
#pragma once

#include <string>
#include <vector>

#include "formats/zip/zip_reader.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "verifier/report.h"
#include "verifier/validation_context.h"

namespace sceau {

constexpr std::string_view manifest_name = "manifest.xml";
constexpr std::size_t manifest_limit = std::size_t{32} << 20;  // bytes

struct ManifestFile {
  std::string name;
  std::uint64_t size = 0;
  std::string sha256;  // lower-case hexadecimal
};

struct Manifest {
  std::string meeting;
  Instant made;  // as the manifest says: no proof by itself
  std::vector<ManifestFile> files;
};

// <bundle meeting made><file name size sha256/>...</bundle> and its enveloped signature, which is left aside here.
// Names rise, each once, never the manifest's own. Errors: xml.*, input.too_large, audit.manifest_mismatch (its content
// is not of this form).
Result<Manifest> read_manifest(ByteView xml);

struct ManifestCheck {
  Findings findings;
  SignerEntry signer;  // the company's seal, where there are no findings
};

// The signature of the manifest by `context`, at the time `made` and not at `context.time`; then size and SHA-256 of
// every file, that none is missing and none is extra. It does not show when the bundle was made, nor that the signer
// was honest: whoever holds the key can sign another manifest. Findings: audit.manifest_signature,
// audit.manifest_mismatch, audit.file_missing, audit.file_extra.
ManifestCheck check_manifest(const ZipReader& zip, const Manifest& manifest, ByteView xml,
                             const ValidationContext& context);

}  // namespace sceau
