// SPDX-License-Identifier: Apache-2.0
// How the API answers: security headers on everything, problems as RFC 9457, media types as the client takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/value_tree/value.h"
#include "foundation/http_message.h"
#include "vote/intake.h"

namespace sceau {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view xml_type = "application/xml";
inline constexpr std::string_view text_type = "text/plain; charset=utf-8";
inline constexpr std::string_view yaml_type = "application/yaml";

// The answer so far as headers of its own are not there yet: HSTS, CSP, nosniff, no referrer, no other origin,
// no-store.
void add_security_headers(HttpResponse& response);

HttpResponse answer(int status, std::string_view media_type, std::string body);
HttpResponse json_answer(int status, const Value& value);

// RFC 9110, 12.5.1: does `Accept` take that type? Absent or empty takes everything; a weight of 0 takes nothing.
bool accepts(const HttpHeaders& headers, std::string_view media_type);

// What every problem says beside its reason.
struct ProblemContext {
  std::string origin;  // of the meeting: where the pages about problems are
  std::string target;  // of the request, without its query
  std::string request_id;
  std::optional<Instant> received_at = {}, closes = {};
};

// application/problem+json. The detail of a reason of kind io, key or internal stays in the server's log.
HttpResponse problem(const ProblemContext& context, const Error& error);
// With all findings, the receipt of the refusal, the id of the receipt that stands, Retry-After. Precondition: there
// are findings.
HttpResponse problem(const ProblemContext& context, const Decision& decision);

// What the server in front refused before there was a request: that status, whatever the reason's own is.
HttpResponse problem_of_transport(const ProblemContext& context, int status);

// The page that a problem's type is the address of.
std::optional<std::string> problem_page(std::string_view type);

}  // namespace sceau
