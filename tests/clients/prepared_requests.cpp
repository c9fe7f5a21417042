// SPDX-License-Identifier: Apache-2.0
#include "tests/clients/prepared_requests.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

namespace sceau::test {
namespace {

constexpr std::size_t file_limit_bytes = std::size_t{16} << 30;

std::size_t number_after(std::string_view text, std::string_view label) {
  const auto at = text.find(label);
  std::size_t value = 0;
  if (at != std::string_view::npos) {
    const auto digits = text.substr(at + label.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
  }
  return value;
}

bool take_one(std::string_view& rest, std::vector<PreparedRequest>& requests) {
  const auto end = rest.find('\n');
  int status = 0;
  std::size_t length = 0;
  const auto line = std::string(rest.substr(0, end));
  if (end == std::string_view::npos || std::sscanf(line.c_str(), "%d %zu", &status, &length) != 2) return false;
  rest.remove_prefix(end + 1);
  if (length > rest.size()) return false;
  requests.push_back({status, std::string(rest.substr(0, length))});
  rest.remove_prefix(length);
  return true;
}

}  // namespace

PreparedRequest prepared_post(const std::string& target, const std::string& fields, std::string_view body, int status) {
  return {status, fmt::format("POST {} HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n{}", target, fields, body.size(), body)};
}

std::string last_of_connection(const PreparedRequest& request) {
  auto text = request.text;
  return text.insert(text.find("\r\n") + 2, "Connection: close\r\n");
}

Result<std::vector<PreparedRequest>> read_prepared(const Path& path) {
  const auto bytes = read_file(path, file_limit_bytes);
  if (!bytes) return bytes.error();
  std::vector<PreparedRequest> requests;
  auto rest = as_text(*bytes);
  while (!rest.empty()) {
    if (!take_one(rest, requests)) return Error{Reason::value_wrong, path.string() + " holds no prepared requests"};
  }
  return requests;
}

std::string packed(const std::vector<PreparedRequest>& requests) {
  std::string all;
  for (const auto& request : requests) {
    all += fmt::format("{} {}\n", request.status, request.text.size());
    all += request.text;
  }
  return all;
}

std::size_t answer_length(std::string_view received, bool& closes) {
  const auto end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  const auto head = received.substr(0, end + 2);
  closes = head.find("\r\nConnection: close\r\n") != std::string_view::npos;
  return end + 4 + number_after(head, "\r\nContent-Length: ");
}

int answer_status(std::string_view received) {
  return received.starts_with("HTTP/1.1 ") ? std::atoi(std::string(received.substr(9, 3)).c_str()) : 0;
}

}  // namespace sceau::test
