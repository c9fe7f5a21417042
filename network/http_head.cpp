// SPDX-License-Identifier: Apache-2.0
#include "network/http_head.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace sceau {
namespace {

constexpr std::size_t longest_target = 8192;
constexpr std::size_t most_fields = 100;

bool is_token_character(char c) {
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_character); }

// Tab, and what is neither a control character nor DEL.
bool is_value_character(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); }
bool is_target_character(char c) { return c > 0x20 && c < 0x7f; }

bool equals(std::string_view one, std::string_view other) {
  return one.size() == other.size() && strncasecmp(one.data(), other.data(), one.size()) == 0;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The lines without their CRLF, the empty last one apart; nothing where a line ends otherwise.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    if (line.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
    lines.push_back(line);
  }
  if (!text.empty() || lines.empty()) return std::nullopt;
  return lines;
}

// RFC 9112, 5.1: no white space before the colon, no folded lines.
std::optional<HttpHeaders> fields_of(const std::vector<std::string_view>& lines) {
  HttpHeaders fields;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto colon = lines[i].find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto name = lines[i].substr(0, colon);
    const auto value = trimmed(lines[i].substr(colon + 1));
    if (!is_field(name, value)) return std::nullopt;
    fields.emplace_back(name, value);
  }
  return fields;
}

std::ptrdiff_t count_of(const HttpHeaders& fields, std::string_view name) {
  return std::ranges::count_if(fields, [&](const auto& field) { return equals(field.first, name); });
}

// Digits only; from_chars alone would take no sign for unsigned types, yet stops at trailing text.
std::optional<std::size_t> length_of(std::string_view digits) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool lists_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (equals(trimmed(list.substr(0, comma)), word)) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

// The three words of a request line, parted by single spaces; 0 where they are well-formed.
int take_request_line(std::string_view line, RequestHead& head, std::string_view& version) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return 400;
  const auto target = line.substr(first + 1, last - first - 1);
  version = line.substr(last + 1);
  if (!is_token(line.substr(0, first)) || target.empty() || !std::ranges::all_of(target, is_target_character)) {
    return 400;
  }
  if (target.size() > longest_target) return 414;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return version.starts_with("HTTP/") ? 505 : 400;
  head.method = line.substr(0, first);
  head.target = target;
  return 0;
}

int check_framing(RequestHead& head) {
  const auto lengths = count_of(head.headers, "Content-Length");
  if (count_of(head.headers, "Transfer-Encoding") > 0) return lengths > 0 ? 400 : 501;
  if (lengths > 1) return 400;
  if (lengths == 0) return head.method == "POST" || head.method == "PUT" ? 411 : 0;
  const auto length = length_of(header(head.headers, "Content-Length"));
  head.content_length = length.value_or(0);
  return length ? 0 : 400;
}

int check_host(const RequestHead& head, std::string_view version) {
  const auto hosts = count_of(head.headers, "Host");
  return hosts > 1 || (hosts == 0 && version == "HTTP/1.1") ? 400 : 0;
}

int take_expectation(RequestHead& head) {
  const auto expectation = header(head.headers, "Expect");
  head.expects_continue = equals(expectation, "100-continue");
  return expectation.empty() || head.expects_continue ? 0 : 417;
}

// RFC 9112, 6.3, for a response.
bool set_framing(ResponseHead& head, std::string_view method) {
  const auto lengths = count_of(head.headers, "Content-Length");
  const auto codings = count_of(head.headers, "Transfer-Encoding");
  if (lengths > 1 || codings > 1 || (lengths == 1 && codings == 1)) return false;
  if (codings == 1) {
    head.framing = BodyFraming::chunked;
    if (!equals(header(head.headers, "Transfer-Encoding"), "chunked")) return false;
  }
  if (lengths == 1) {
    const auto length = length_of(header(head.headers, "Content-Length"));
    if (!length) return false;
    head.framing = BodyFraming::length;
    head.content_length = *length;
  }
  if (method == "HEAD" || head.status < 200 || head.status == 204 || head.status == 304) {
    head.framing = BodyFraming::none;
  }
  return true;
}

}  // namespace

ParsedRequestHead parse_request_head(std::string_view text) {
  RequestHead head;
  std::string_view version;
  const auto lines = lines_of(text);
  if (!lines) return {{}, 400};
  if (const int status = take_request_line(lines->front(), head, version)) return {{}, status};
  auto fields = fields_of(*lines);
  if (!fields) return {{}, 400};
  if (fields->size() > most_fields) return {{}, 431};
  head.headers = std::move(*fields);
  for (const int status : {check_host(head, version), check_framing(head), take_expectation(head)}) {
    if (status != 0) return {{}, status};
  }
  head.keeps_alive = version == "HTTP/1.1" && !lists_word(header(head.headers, "Connection"), "close");
  return {std::move(head), 0};
}

std::optional<ResponseHead> parse_response_head(std::string_view text, std::string_view method) {
  const auto lines = lines_of(text);
  if (!lines) return std::nullopt;
  // "HTTP/1.1 200", then a reason phrase or nothing
  const auto line = lines->front();
  const bool has_version = line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ");
  if (!has_version || line.size() < 12 || (line.size() > 12 && line[12] != ' ')) return std::nullopt;
  const auto status = length_of(line.substr(9, 3));
  auto fields = fields_of(*lines);
  if (!status || *status < 100 || *status > 599 || !fields || fields->size() > most_fields) return std::nullopt;
  ResponseHead head{static_cast<int>(*status), std::move(*fields)};
  if (!set_framing(head, method)) return std::nullopt;
  return head;
}

bool is_field(std::string_view name, std::string_view value) {
  return is_token(name) && std::ranges::all_of(value, is_value_character);
}

std::string head_text(std::string_view first_line, const HttpHeaders& headers) {
  std::string text(first_line);
  text += "\r\n";
  for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
  return text + "\r\n";
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
  }
}

}  // namespace sceau
