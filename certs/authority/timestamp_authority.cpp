// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/timestamp_authority.h"

#include <strings.h>

#include "certs/certificate.h"

namespace sceau {
namespace {

constexpr std::string_view query_type = "application/timestamp-query";
constexpr const char* reply_type = "application/timestamp-reply";

HttpResponse refuse(int status, std::string_view words) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, to_bytes(std::string(words) + "\n")};
}

// RFC 9110, 8.3: names compare without case, parameters may follow.
bool is_timestamp_query(std::string_view content_type) {
  const auto media_type = content_type.substr(0, content_type.find(';'));
  const auto end = media_type.find_last_not_of(" \t");
  const auto trimmed = media_type.substr(0, end == std::string_view::npos ? 0 : end + 1);
  return trimmed.size() == query_type.size() && strncasecmp(trimmed.data(), query_type.data(), trimmed.size()) == 0;
}

bool may_stamp(const TimestampAuthority& authority, Instant now) {
  const auto certificate = certificate_from(authority.identity.certificate);
  return certificate && certificate->is_valid_at(now);
}

HttpResponse stamp(const HttpRequest& request, const TimestampAuthority& authority, Instant now,
                   const RandomSource& random) {
  auto serial = random_bytes(random, 16);
  if (!serial) return refuse(503, "no serial number");
  serial->front() |= 0x40;  // so that all serials are of one length and never zero
  auto response = make_timestamp_response(request.body, authority, now, *serial);
  if (!response) return refuse(503, "the time-stamp could not be made");
  return {200, {{"Content-Type", reply_type}}, std::move(*response)};
}

}  // namespace

HttpResponse answer_timestamp_request(const HttpRequest& request, const TimestampAuthority& authority, Instant now,
                                      const RandomSource& random) {
  if (request.method != "POST") {
    auto response = refuse(405, "time-stamp requests are sent with POST");
    response.headers.emplace_back("Allow", "POST");
    return response;
  }
  if (!is_timestamp_query(header(request.headers, "Content-Type"))) {
    return refuse(415, "the content type is application/timestamp-query");
  }
  if (request.body.empty()) return refuse(400, "the request is empty");
  if (request.body.size() > timestamp_request_limit_bytes) return refuse(413, "the request is too large");
  if (!may_stamp(authority, now)) return refuse(503, "the certificate of the authority is not valid now");
  return stamp(request, authority, now, random);
}

HttpExchange timestamp_exchange(TimestampAuthority authority, Clock clock, RandomSource random) {
  return [authority = std::move(authority), clock = std::move(clock),
          random = std::move(random)](const HttpRequest& request) -> Result<HttpResponse> {
    return answer_timestamp_request(request, authority, clock(), random);
  };
}

}  // namespace sceau
