// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "vote/pages/page_request.h"
#include "vote/pages/style_sheet.h"

namespace sceau {
namespace {

// No program runs in the page, nothing comes from or goes to another site, and nobody shows the page in a frame.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> guarding_headers = {{
    {"Content-Security-Policy", content_security_policy},
    {"Strict-Transport-Security", "max-age=63072000"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
}};

HttpResponse answer(int status, std::string_view type, std::string_view body) {
  HttpResponse response{.status = status, .headers = {}, .body = to_bytes(body)};
  for (const auto& [name, value] : guarding_headers) response.headers.emplace_back(name, value);
  if (!type.empty()) response.headers.emplace_back("Content-Type", type);
  return response;
}

HttpResponse unkept(HttpResponse response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

HttpResponse html_answer(int status, const std::string& page) {
  return unkept(answer(status, "text/html; charset=utf-8", page));
}

HttpResponse see_other(std::string_view address) {
  auto response = unkept(answer(303, "", ""));
  response.headers.emplace_back("Location", address);
  return response;
}

HttpResponse method_not_allowed(std::string_view allowed, const std::string& page) {
  auto response = html_answer(405, page);
  response.headers.emplace_back("Allow", allowed);
  return response;
}

HttpResponse receipt_file(const Receipt& receipt, std::string_view meeting) {
  auto response = unkept(answer(200, "application/json", write_receipt(receipt)));
  response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"receipt-{}-{}.json\"",
                                                                   meeting, receipt.id.substr(0, 8)));
  return response;
}

HttpResponse style_sheet(const HttpRequest& request) {
  const auto tag = fmt::format("\"{}\"", style_sheet_version());
  const bool is_known = header(request.headers, "If-None-Match") == tag;
  auto response = is_known ? answer(304, "", "") : answer(200, "text/css; charset=utf-8", style_sheet_text());
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "max-age=3600");
  return response;
}

void set_cookie(HttpResponse& response, std::string_view session_id) {
  response.headers.emplace_back(
      "Set-Cookie", fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict", session_cookie, session_id));
}

void drop_cookie(HttpResponse& response) {
  response.headers.emplace_back(
      "Set-Cookie", fmt::format("{}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict", session_cookie));
}

}  // namespace sceau
