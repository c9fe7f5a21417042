// SPDX-License-Identifier: Apache-2.0
// The report: what was verified and what came of it. Same input and same validation time: the same report, byte for
// byte, in every format; nothing in it depends on the machine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "foundation/instant.h"
#include "foundation/result.h"
#include "verifier/located_signature.h"
#include "verifier/verdict.h"

namespace sceau {

struct SignerEntry {
  std::string subject;  // RFC 4514 style, UTF-8
  std::string serial;   // hexadecimal
  std::string sha256;   // of the certificate, hexadecimal
};

struct SignatureEntry {
  std::string id;
  SignatureKind kind = SignatureKind::signature;
  std::string level;  // "PAdES-BASELINE-T"; a -T only where a sound time-stamp holds, trusted or not
  bool intact = false;
  Coverage coverage = Coverage::none;
  ChangesAfter changes_after = ChangesAfter::none;
  Verdict verdict;
  std::optional<SignerEntry> signer;
  std::optional<Instant> claimed_time;
};

struct DocumentReport {
  std::string path;            // as given
  std::string format;          // "pdf", "xml", "timestamp"; empty where it is not known
  std::optional<Error> error;  // what kept the document from being judged
  std::vector<SignatureEntry> signatures;

  // The worst of the signatures; NO-SIGNATURE where there is none. Means nothing where there is an error.
  Indication indication() const;
};

struct Report {
  Instant time;        // validation time
  std::string policy;  // its dated name
  std::vector<DocumentReport> documents;
};

}  // namespace sceau
