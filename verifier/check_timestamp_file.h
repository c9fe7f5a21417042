// SPDX-License-Identifier: Apache-2.0
// A time-stamp in a file of its own (RFC 3161): a token or a whole response.
#pragma once

#include <optional>
#include <vector>

#include "verifier/checked_signature.h"

namespace sceau {

// One entry of kind document_timestamp, level RFC3161. Without content the imprint cannot be compared:
// timestamp.content_missing. What cannot be read is a finding, timestamp.malformed.
std::vector<CheckedSignature> check_timestamp_file(ByteView timestamp, const std::optional<ByteView>& content);

}  // namespace sceau
