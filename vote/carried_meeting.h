// SPDX-License-Identifier: Apache-2.0
// L12, L22: what the bundle of another meeting brings into a count: the forms of a first convocation that had no
// quorum, or mandates that hold for both meetings of a fortnight.
#pragma once

#include "formats/zip/zip_reader.h"
#include "vote/count_input.h"

namespace sceau {

struct CarriedMeeting {
  OtherMeeting other;
  std::vector<LoggedForm> forms = {};
  std::vector<PaperForm> paper = {};
};

// Everything that was admitted or came on paper, whatever that meeting's own count made of it: a form that was late
// there may be in time here. Precondition: an audit found nothing against the bundle. Errors: bundle.malformed, those
// of the readers of its parts.
Result<CarriedMeeting> read_carried(const ZipReader& bundle, const ZoneDatabase& database);

// Of the predecessor all of it; of any other meeting the mandates, with their revocations.
void carry_over(CarriedMeeting carried, CountInput& input);

}  // namespace sceau
