// SPDX-License-Identifier: Apache-2.0
// A time-stamp in a file of its own: a whole TimeStampResp (RFC 3161, 2.4.2), as `openssl ts` reads and writes it, or the
// bare token.
#pragma once

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// The token in a TimeStampResp, as encoded there, or the bytes themselves where they are a token. Looks at neither
// status nor signature. Error: timestamp.malformed (neither of the two, or a response without a token).
Result<Bytes> token_in(ByteView response_or_token);

// A TimeStampResp with the status granted around a token. Error: timestamp.malformed.
Result<Bytes> response_around(ByteView token);

}  // namespace sceau
