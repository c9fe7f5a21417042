// SPDX-License-Identifier: Apache-2.0
// The demonstration authority: a root, an issuing CA, two signers and a time-stamp authority, all made on this machine
// for trying things out. Every subject says DEMO. Its keys lie unencrypted on the disk (folders 0700, files 0600):
// whoever reads the folder can sign in its name, so nothing it signs proves anything to anybody else.
#pragma once

#include "certs/certificate.h"
#include "certs/trust_anchors.h"
#include "crypto/private_key.h"
#include "crypto/random_bytes.h"
#include "crypto/timestamp_token.h"
#include "foundation/file_bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

struct DemoAuthority {
  SigningIdentity rsa_signer;   // RSA 3072, "CN=DEMO Paul Durand, O=DEMO Company, C=FR"
  SigningIdentity p256_signer;  // P-256, "CN=DEMO Jeanne Martin, O=DEMO Company, C=FR"
  TimestampAuthority timestamp_authority;
  TrustAnchors trust;  // what `trust_folder` holds: the root and both revocation lists
  Path trust_folder;   // to be given as --trust
  Path folder;
};

// Opens the authority in `folder`, or makes it there first: of several callers at once exactly one makes it, and a
// making that was interrupted leaves nothing that would be taken for an authority. The parents of `folder` are made as
// needed. Revocation lists that are past half of their 30 days are issued anew. Valid: root and issuing CA 10 years,
// the others 3 years, from one hour before `now`; an authority whose signers have expired is authority.not_made.
// Error: authority.not_made (a damaged folder is neither repaired nor overwritten), internal.crypto.
Result<DemoAuthority> open_or_make_demo_authority(const Path& folder, Instant now, const RandomSource& random);

}  // namespace sceau
