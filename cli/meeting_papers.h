// SPDX-License-Identifier: Apache-2.0
// The papers of a meeting as files: laid out once, signed by one member of the bureau after the other.
#pragma once

#include "cli/meeting_folder.h"
#include "signer/signing_options.h"
#include "vote/printed_papers.h"
#include "vote/signed_paper.h"

namespace sceau {

// What the bureau adds of its own. Errors: those of read_session, its first finding, file.*.
Result<SessionRecord> session_of(const MeetingFolder& folder);

// PDF/A-3 files without a signature, in `folder`; what an earlier run left there is replaced. Errors: those of
// load_page_layout and lay_out, file.*.
Status write_papers(const std::vector<PrintedPaper>& papers, const Path& folder);

// One signature in that field of each paper (PAdES). All are signed before the first is written. Errors: those of
// sign_pdf (pdf.field_unknown: nobody of that name signs, or has signed already), file.*.
Status sign_papers(const Path& folder, const std::string& field, const SigningOptions& options);

// In the order of paper_files. Errors: those of read_signed_paper, file.*.
Result<std::vector<SignedPaper>> read_papers(const Path& folder);

// As they may be published: signed by everybody, and of the count that stands. Errors: those of read_papers,
// is_complete, is_of_count and session_of.
Result<std::vector<SignedPaper>> complete_papers(const MeetingFolder& folder, const TallyRecord& counted);

struct Results {
  Bytes tally, influence;  // canonical JSON
};

// Error: vote.count_inconsistent (a file that is not what the log names), file.*.
Result<Results> read_results(const MeetingFolder& folder, const TallyRecord& counted);

// What the log says of papers that are complete: canonical JSON, the SHA-256 of each by its name, and of session.toml,
// which names who had to sign them. Errors: file.*, internal.crypto.
Result<std::string> publication(const MeetingFolder& folder, const std::vector<SignedPaper>& papers);

}  // namespace sceau
