// SPDX-License-Identifier: Apache-2.0
// paper.csv: the forms that came on paper, typed by an operator who signs the file (vote/operator_statement.h).
#pragma once

#include "vote/count_input.h"

namespace sceau {

struct PaperReading {
  std::vector<PaperForm> forms;
  Findings findings;  // vote.table_irregular, each with its line; with any of them the table must not be counted
};

// A CSV table, one line for each form and holding. Lines of one `number` are one form: they say the same in all columns
// but account, isin, shares and attestation, and name no holding twice; a split is that of the whole form. Needed:
// `number` (stamped on the form), `arrived` (D18: date and hour of the physical arrival in Paris, "2027-05-09T16:05";
// none that the change of the clocks leaves out or repeats), `shareholder` (id in the register), `account`,
// `shares`, and "vote:LABEL" for each resolution that is voted on: for, against, abstain, chair, named, a split
// "10/20/5", "null" (marked twice), or nothing. It may have: isin, attestation, irregular (what is missing on the form,
// in words), new_resolutions (abstain, against, chair, named), proxy (chair, named, blank), proxy_surname,
// proxy_first_name, proxy_company, proxy_domicile, proxy_relation, and meeting (for which meeting it was printed, where
// that is the first convocation). Without any vote, a line with a proxy is a proxy alone; without one, nothing ticked
// is an abstention (L5). Whether a form came in time is the count's to say. Errors: those of read_typed_table.
Result<PaperReading> read_paper_forms(ByteView csv, const FrozenMeeting& meeting, const ZoneDatabase& database);

}  // namespace sceau
