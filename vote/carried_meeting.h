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

// Everything but what that meeting's own count found late, rejected or excluded; whether it counts here is the count's
// to say. Precondition: an audit found nothing against the bundle. Errors: bundle.malformed, those of the readers of
// its parts.
Result<CarriedMeeting> read_carried(const ZipReader& bundle, const ZoneDatabase& database);

void carry_over(CarriedMeeting carried, CountInput& input);

}  // namespace sceau
