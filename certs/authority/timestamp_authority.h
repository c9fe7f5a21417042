// SPDX-License-Identifier: Apache-2.0
// A time-stamp authority over HTTP (RFC 3161, 3.4): a function from request to response, without socket or clock.
#pragma once

#include "crypto/random_bytes.h"
#include "crypto/timestamp_token.h"
#include "foundation/http_message.h"
#include "foundation/instant.h"

namespace sceau {

inline constexpr std::size_t timestamp_request_limit_bytes = 16 * 1024;

// POST of application/timestamp-query -> 200 application/timestamp-reply, where a rejected request is a TimeStampResp
// with the status rejection. Everything else is plain text: 405 (with Allow), 415, 413, 400 (an empty body), 503 (the
// authority's key, its certificate's validity or the random source does not allow it to answer; nothing is stamped).
// The time in the token is `now`; its serial is 16 bytes of `random`, so no counter has to be kept.
HttpResponse answer_timestamp_request(const HttpRequest& request, const TimestampAuthority& authority, Instant now,
                                      const RandomSource& random);

// The same as an exchange in process, for the demonstration authority. URL and host of a request are not looked at;
// `authority` is copied; one reading of `clock` each.
HttpExchange timestamp_exchange(TimestampAuthority authority, Clock clock, RandomSource random);

}  // namespace sceau
