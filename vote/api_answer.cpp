// SPDX-License-Identifier: Apache-2.0
#include "vote/api_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "vote/problem.h"

namespace sceau {
namespace {

constexpr std::string_view problem_type_name = "application/problem+json";
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> security_headers{{
    {"Strict-Transport-Security", "max-age=63072000"},
    {"Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cache-Control", "no-store"},
}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_refused_by_weight(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == parameters.npos) return false;
  const auto weight = parameters.substr(at + 2, parameters.find_first_of("; ", at) - at - 2);
  return !weight.empty() && weight.front() == '0' && weight.find_first_of("123456789") == weight.npos;
}

bool range_takes(std::string_view range, std::string_view media_type) {
  const auto semicolon = range.find(';');
  const auto name = trimmed(range.substr(0, semicolon));
  if (semicolon != range.npos && is_refused_by_weight(range.substr(semicolon + 1))) return false;
  const auto wanted = media_type.substr(0, media_type.find(';'));
  const auto major = std::string(wanted.substr(0, wanted.find('/'))) + "/*";
  return name == "*/*" || name == major || name == wanted;
}

Value text_or_null(std::string_view text) { return text.empty() ? Value{} : Value{std::string(text)}; }
Value time_or_null(const std::optional<Instant>& instant) { return instant ? Value{to_rfc3339(*instant)} : Value{}; }

bool may_be_told(Reason reason) {
  switch (kind_of(reason)) {
    case ReasonKind::failed:
    case ReasonKind::indeterminate:
    case ReasonKind::malformed:
    case ReasonKind::refused:
    case ReasonKind::usage: return true;
    case ReasonKind::unavailable:
    case ReasonKind::io:
    case ReasonKind::key:
    case ReasonKind::internal: return false;
  }
  return false;
}

std::string detail_of(Reason reason, const std::string& detail) {
  if (detail.empty() || !may_be_told(reason)) return std::string(row_of(reason).sentence);
  return detail;
}

Value findings_value(const Findings& findings) {
  ValueArray items;
  for (const auto& finding : findings) {
    items.push_back({ValueObject{{"code", {std::string(stable_name(finding.reason))}},
                                 {"detail", {detail_of(finding.reason, finding.detail)}}}});
  }
  return {std::move(items)};
}

Value receipt_value(const std::optional<Receipt>& receipt) {
  if (!receipt) return {};
  auto value = read_json(as_bytes(write_receipt(*receipt)));
  return value ? std::move(*value) : Value{};
}

ValueObject problem_members(const ProblemContext& context, Reason reason, const std::string& detail) {
  return {{"type", {fmt::format("{}/problems/{}", context.origin, problem_type(reason))}},
          {"title", {std::string(row_of(reason).sentence)}},
          {"status", {std::int64_t{http_status(reason)}}},
          {"detail", {detail_of(reason, detail)}},
          {"instance", {context.target}},
          {"code", {std::string(stable_name(reason))}},
          {"iso20022", text_or_null(iso20022_code(reason))},
          {"t_recv", time_or_null(context.received_at)},
          {"deadline", time_or_null(context.closes)},
          {"retryable", {is_retryable(reason)}},
          {"requestId", {context.request_id}}};
}

// What HTTP itself wants of some statuses.
void add_status_headers(HttpResponse& response, Reason reason, std::optional<std::chrono::seconds> retry_after) {
  if (response.status == 401) {
    response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"vote\", charset=\"UTF-8\"");
  }
  const bool is_later = response.status == 429 || response.status == 503;
  if (!is_later && !retry_after) return;
  const auto seconds = retry_after.value_or(std::chrono::seconds(reason == Reason::vote_overloaded ? 1 : 2));
  response.headers.emplace_back("Retry-After", std::to_string(seconds.count()));
}

HttpResponse problem_answer(Reason reason, ValueObject members, std::optional<std::chrono::seconds> retry_after) {
  auto response = answer(http_status(reason), problem_type_name, canonical_json({std::move(members)}));
  add_status_headers(response, reason, retry_after);
  return response;
}

}  // namespace

void add_security_headers(HttpResponse& response) {
  for (const auto& [name, value] : security_headers) {
    if (header(response.headers, name).empty()) response.headers.emplace_back(name, value);
  }
}

HttpResponse answer(int status, std::string_view media_type, std::string body) {
  return {status, {{"Content-Type", std::string(media_type)}}, to_bytes(body)};
}

HttpResponse json_answer(int status, const Value& value) { return answer(status, json_type, canonical_json(value)); }

bool accepts(const HttpHeaders& headers, std::string_view media_type) {
  const auto field = lower(header(headers, "Accept"));
  std::string_view rest = trimmed(field);
  if (rest.empty()) return true;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    if (range_takes(trimmed(rest.substr(0, comma)), media_type)) return true;
    rest = comma == rest.npos ? "" : rest.substr(comma + 1);
  }
  return false;
}

HttpResponse problem(const ProblemContext& context, const Error& error) {
  return problem_answer(error.reason, problem_members(context, error.reason, error.detail), std::nullopt);
}

HttpResponse problem(const ProblemContext& context, const Decision& decision) {
  const auto& first = decision.findings.front();
  auto members = problem_members(context, first.reason, first.detail);
  members.push_back({"findings", findings_value(decision.findings)});
  members.push_back({"refusal_receipt", receipt_value(decision.receipt)});
  if (!decision.earlier_receipt.empty()) members.push_back({"earlier_receipt", {decision.earlier_receipt}});
  return problem_answer(first.reason, std::move(members), decision.retry_after);
}

HttpResponse problem_of_transport(const ProblemContext& context, int status) {
  constexpr std::array<std::pair<int, Reason>, 6> reasons{{{408, Reason::vote_request_timeout},
                                                           {413, Reason::vote_too_large},
                                                           {414, Reason::vote_headers_too_large},
                                                           {431, Reason::vote_headers_too_large},
                                                           {503, Reason::vote_overloaded},
                                                           {500, Reason::internal_error}}};
  const auto row = std::ranges::find(reasons, status, &std::pair<int, Reason>::first);
  const auto reason = row == reasons.end() ? Reason::vote_malformed : row->second;
  auto members = problem_members(context, reason, "");
  std::ranges::find(members, "status", &Member::key)->value = {std::int64_t{status}};
  auto response = answer(status, problem_type_name, canonical_json({std::move(members)}));
  add_status_headers(response, reason, std::nullopt);
  return response;
}

std::optional<std::string> problem_page(std::string_view type) {
  for (const auto& row : all_reasons()) {
    if (problem_type(row.reason) != type) continue;
    return fmt::format("{}\n\n{}\n{}{}", row.stable_name, row.sentence, row.hint, row.hint.empty() ? "" : "\n");
  }
  return std::nullopt;
}

}  // namespace sceau
