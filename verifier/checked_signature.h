// SPDX-License-Identifier: Apache-2.0
// A signature after the checks that need no trust and no clock: structure, references, digests, signature value,
// coverage, later changes. Made by check_pdf and check_xml; judged by judge().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "crypto/digest.h"
#include "crypto/signature_algorithm.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "verifier/located_signature.h"

namespace sceau {

// A time-stamp token that claims to have seen some data; not yet checked.
struct TimestampClaim {
  Bytes token;             // DER of the ContentInfo
  Bytes stamped_data;      // the octets whose digest must be the imprint (PAdES: signature value; XAdES: canonical
                           // SignatureValue); empty where `imprint` is given instead
  Bytes imprint;           // precomputed digest, for data too large to hold (document time-stamps)
  Findings findings = {};  // why there is nothing to compare the token with; it then proves nothing
};

struct CheckedSignature {
  std::string id;  // unique in its document: the PDF field name, the XML Id
  SignatureKind kind = SignatureKind::signature;
  // The level without regard to time-stamps: "PAdES-BASELINE-B" where every requirement of the baseline is met, else
  // the older name ("PAdES-BES", "XAdES-EPES", "PDF-PKCS7", "XMLDSIG", "CMS"); "RFC3161" for a document time-stamp.
  std::string base_level;
  bool intact = false;  // every digest and the signature value hold
  Coverage coverage = Coverage::none;
  ChangesAfter changes_after = ChangesAfter::none;
  Findings findings;  // in the order of the checks; of kind failed or indeterminate
  std::optional<Certificate> signer;
  std::vector<Certificate> certificates;         // embedded, the signer's included
  std::vector<RevocationList> revocation_lists;  // embedded
  std::optional<SignatureAlgorithm> algorithm;
  std::vector<DigestAlgorithm> digests;  // of the data and the references, for the algorithm dates
  std::optional<Instant> claimed_time;
  std::vector<TimestampClaim> signature_timestamps;
  std::optional<TimestampClaim> document_timestamp;  // where kind is document_timestamp
};

}  // namespace sceau
