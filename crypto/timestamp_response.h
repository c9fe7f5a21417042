// SPDX-License-Identifier: Apache-2.0
// TimeStampResp of RFC 3161, 2.4.2, between bytes and values: as answered over HTTP, and as `openssl ts` keeps it in a
// file. The token stays as encoded.
#pragma once

#include <optional>
#include <string>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

enum class FailureInfo {  // bit numbers of PKIFailureInfo
  bad_algorithm = 0,
  bad_request = 2,
  bad_data_format = 5,
  time_not_available = 14,
  unaccepted_policy = 15,
  unaccepted_extension = 16,
  add_info_not_available = 17,
  system_failure = 25,
};

struct TimestampResponse {
  long status = 0;                      // PKIStatus: 0 granted, 1 granted with modifications, 2 rejection, ...
  std::string text;                     // of PKIFreeText, in one line; as sent, so not safe to print as it is
  std::optional<int> failure_bit = {};  // the first that is set
  Bytes token;                          // as encoded; empty where absent
};

// Error: timestamp.malformed.
Result<TimestampResponse> parse_timestamp_response(ByteView encoded);

// The token in a TimeStampResp, or the bytes themselves where they are no TimeStampResp (a token, perhaps). Looks at
// neither status nor signature. Error: timestamp.malformed (a response without a token).
Result<Bytes> token_in(ByteView response_or_token);

// A TimeStampResp with the status granted around a token. Error: timestamp.malformed.
Result<Bytes> response_around(ByteView token);
// Error: internal.crypto.
Result<Bytes> rejected_response(FailureInfo failure, const std::string& text);

}  // namespace sceau
