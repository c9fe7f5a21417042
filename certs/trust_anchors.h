// SPDX-License-Identifier: Apache-2.0
// Whom the user trusts: certificates named one by one. There is no system store: nothing is trusted by default. Any
// certificate may be an anchor: a root, an intermediate or the signer's own.
#pragma once

#include <span>
#include <vector>

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "foundation/file_bytes.h"
#include "foundation/result.h"

namespace sceau {

struct TrustAnchors {
  std::vector<Certificate> certificates;
  std::vector<RevocationList> revocation_lists;  // found beside them; evidence to be checked, not trusted by itself

  bool empty() const { return certificates.empty(); }
};

// Files and folders in the order given. A file must hold PEM or DER certificates (PEM lists beside them are taken
// too). Of a folder, every regular file directly in it that holds certificates or lists is taken, in the order of
// their names, and everything else is skipped without a word. Errors: file.not_found, file.not_readable,
// certificate.malformed (a named file that holds none), certificate.no_anchors (nothing found in all).
Result<TrustAnchors> load_trust_anchors(std::span<const Path> places);

}  // namespace sceau
