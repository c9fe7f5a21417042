// SPDX-License-Identifier: Apache-2.0
// A paper of the meeting as the bureau signs it: who has signed, and of which count it is (L56).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "foundation/result.h"
#include "vote/count_record.h"
#include "vote/session_record.h"

namespace sceau {

struct SignedPaper {
  std::string file = {};
  Bytes sha256 = {};                        // of the whole file
  std::size_t signatures = 0;               // of people: a document time-stamp is none
  std::set<std::string> certificates = {};  // of those, SHA-256 in hexadecimal
  std::vector<std::string> unsigned_fields = {};
  std::map<std::string, Bytes> attached = {};  // SHA-256 of each file that it carries, by its name
};

// Not guaranteed: that a signer's certificate is trusted or bears the name of a member of the bureau; the audit says
// whose they are. Errors: signature.digest (a signature that does not fit), pdf.changed_after_signing (octets behind
// the last one), those of verify_document, of PdfFile::open and of carried_files.
Result<SignedPaper> read_signed_paper(std::string file, ByteView pdf);

// Every field is signed, and by as many people as the bureau names. Error: vote.papers_incomplete.
Status is_complete(const SignedPaper& paper, const SessionRecord& session);

// Whoever has signed one field signs another one only where the bureau names the same person for both: else nobody
// could complete the paper any more. `certificate` as in SignedPaper. Error: vote.papers_incomplete.
Status may_sign(const SignedPaper& paper, const SessionRecord& session, const std::string& field,
                const std::string& certificate);

// The results that it carries, if any, are those that the log names. Error: vote.count_inconsistent.
Status is_of_count(const SignedPaper& paper, const TallyRecord& counted);

}  // namespace sceau
