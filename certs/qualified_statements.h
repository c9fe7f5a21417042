// SPDX-License-Identifier: Apache-2.0
// What a certificate says about its own quality: the extension qcStatements (RFC 3739, 3.2.6; ETSI EN 319 412-5).
#pragma once

#include "certs/certificate.h"

namespace sceau {

// Claims of the certificate's maker. They prove nothing: whether the maker may say so is a matter of trusted lists, or
// of whoever names the maker as one to be believed.
struct QualifiedStatements {
  bool is_compliant = false;                // QcCompliance (4.2.1): issued as a qualified certificate
  bool key_is_in_qualified_device = false;  // QcSSCD (4.2.2)
  bool names_a_purpose = false;             // QcType (4.2.3) is there
  bool is_for_signatures = false;           // and names esign
  bool operator==(const QualifiedStatements&) const = default;
};

// All false where there is no such extension. Error: certificate.malformed (the extension is there twice, or is no
// list of statements).
Result<QualifiedStatements> qualified_statements(const Certificate& certificate);

// For signatures of persons (not for seals), qualified, with the key in a qualified device: what Regulation (EU)
// 910/2014, art. 3 (12), asks of the certificate itself.
bool claims_qualified_signature(const QualifiedStatements& statements);

}  // namespace sceau
