// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_request.h"

#include <algorithm>
#include <charconv>

#include "vote/pages/session_table.h"

namespace sceau {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// Calls `each` with every part between separators, trimmed.
template <typename Each>
void for_each_part(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    each(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_same_without_case(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

// In thousandths; what is no weight counts as none.
int weight_of(std::string_view parameter) {
  if (!parameter.starts_with("q=")) return 1000;
  parameter.remove_prefix(2);
  if (parameter.starts_with('1')) return 1000;
  if (!parameter.starts_with("0.")) return 0;
  parameter = parameter.substr(2, 3);
  int value = 0;
  const auto [end, error] = std::from_chars(parameter.data(), parameter.data() + parameter.size(), value);
  if (error != std::errc()) return 0;
  for (auto length = end - parameter.data(); length < 3; ++length) value *= 10;
  return value;
}

Language preferred_language(std::string_view accepted) {
  int french = 0, english = 0;
  for_each_part(accepted, ',', [&](std::string_view one) {
    const auto semicolon = std::min(one.find(';'), one.size());
    const auto tag = trimmed(one.substr(0, semicolon)).substr(0, 2);
    const auto weight = weight_of(trimmed(one.substr(std::min(semicolon + 1, one.size()))));
    if (is_same_without_case(tag, "fr")) french = std::max(french, weight);
    if (is_same_without_case(tag, "en")) english = std::max(english, weight);
  });
  return english > french ? Language::english : Language::french;
}

std::string_view query_of(std::string_view target) {
  const auto mark = target.find('?');
  return mark == target.npos ? std::string_view() : target.substr(mark + 1);
}

}  // namespace

std::optional<PageAddress> page_address_of(std::string_view target) {
  const auto path = target.substr(0, target.find('?'));
  if (path == "/") return PageAddress{std::nullopt, ""};
  if (path == "/style.css") return PageAddress{std::nullopt, "style.css"};
  for (const auto& [code, language] : language_words) {
    if (!path.starts_with('/') || path.substr(1, code.size()) != code) continue;
    const auto rest = path.substr(1 + code.size());
    if (rest.empty()) return PageAddress{std::nullopt, ""};
    if (rest.starts_with('/')) return PageAddress{language, rest.substr(1)};
  }
  return std::nullopt;
}

Language wanted_language(const HttpRequest& request) {
  auto language = preferred_language(header(request.headers, "Accept-Language"));
  const auto path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (const auto in_path = meaning_of(language_words, path.substr(path.empty() ? 0 : 1))) language = *in_path;
  for_each_part(query_of(request.target), '&', [&](std::string_view parameter) {
    if (!parameter.starts_with("lang=")) return;
    if (const auto asked = meaning_of(language_words, parameter.substr(5))) language = *asked;
  });
  return language;
}

std::string_view cookie_of(const HttpRequest& request) {
  std::string_view value;
  for_each_part(header(request.headers, "Cookie"), ';', [&](std::string_view cookie) {
    if (!cookie.starts_with(session_cookie) || cookie.substr(session_cookie.size(), 1) != "=") return;
    const auto id = cookie.substr(session_cookie.size() + 1);
    if (value.empty() && is_session_id(id)) value = id;
  });
  return value;
}

bool is_from_another_site(const HttpRequest& request) {
  const auto site = header(request.headers, "Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const auto origin = header(request.headers, "Origin");
  if (origin.empty() || origin == "null") return false;
  const auto scheme = origin.find("://");
  return scheme == origin.npos || !is_same_without_case(origin.substr(scheme + 3), header(request.headers, "Host"));
}

Result<FormFields> posted_fields(const HttpRequest& request) {
  const auto type = header(request.headers, "Content-Type");
  if (!is_same_without_case(trimmed(type.substr(0, type.find(';'))), form_type)) {
    return Error{Reason::vote_unsupported_media_type, "the pages send forms"};
  }
  return read_form_fields(request.body);
}

}  // namespace sceau
