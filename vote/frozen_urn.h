// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "formats/value_tree/value_fields.h"
#include "foundation/bytes.h"

namespace sceau {

// The urn of a frozen meeting, by hash (SHA-256): whose ballots it takes and who opens it can no longer change.
struct FrozenUrn {
  struct Scrutineer {
    Bytes certificate_sha256;  // of the DER
    Bytes rehearsal_sha256;    // of the answer to the trial envelope
    bool operator==(const Scrutineer&) const = default;
  };
  Bytes certificate_sha256;             // of the DER of the urn's certificate
  std::vector<Scrutineer> scrutineers;  // in the order of meeting.toml
  bool operator==(const FrozenUrn&) const = default;
};

// As it stands in frozen.json.
Value urn_value(const FrozenUrn& urn);
FrozenUrn read_urn(ValueFields& fields);

}  // namespace sceau
