// SPDX-License-Identifier: Apache-2.0
#include "cli/service_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "formats/json/json_writer.h"

namespace sceau {
namespace {

constexpr std::string_view prefix = "access-", suffix = ".log";

// "2027-05"
std::string month_of(Instant at) { return to_rfc3339(at).substr(0, 7); }

// So many months before "2027-05".
std::string months_before(const std::string& month, int count) {
  const int total = std::atoi(month.substr(0, 4).c_str()) * 12 + std::atoi(month.substr(5, 2).c_str()) - 1 - count;
  return fmt::format("{:04}-{:02}", total / 12, total % 12 + 1);
}

}  // namespace

LogFields error_fields(const Error& error) {
  return {{"reason", std::string(stable_name(error.reason))}, {"detail", error.detail}};
}

void write_service_line(Instant at, std::string_view level, std::string_view event, const LogFields& fields) {
  write_service_line(at, level, event, fields, stderr);
}

void write_service_line(Instant at, std::string_view level, std::string_view event, const LogFields& fields,
                        std::FILE* file) {
  JsonWriter json;
  json.begin_object().key("ts").text(to_rfc3339(at)).key("level").text(level).key("event").text(event);
  for (const auto& [name, value] : fields) json.key(name).text(value);
  const auto line = json.end_object().str() + "\n";
  std::fwrite(line.data(), 1, line.size(), file);
}

std::string truncated_address(std::string_view address) {
  if (address.find(':') == address.npos) return std::string(address.substr(0, address.rfind('.') + 1)) + "0";
  std::size_t end = 0;
  for (int groups = 0; groups < 3 && end != address.npos; ++groups) end = address.find(':', end + 1);
  return std::string(address.substr(0, end)) + "::";
}

AccessLog::~AccessLog() {
  if (file_ >= 0) ::close(file_);
}

void AccessLog::write(Instant at, std::string_view address, std::string_view method, std::string_view route, int status,
                      std::string_view request_id) {
  JsonWriter json;
  json.begin_object().key("ts").text(to_rfc3339(at)).key("address").text(truncated_address(address));
  json.key("method").text(method).key("route").text(route).key("status").number(status);
  const auto line = json.key("requestId").text(request_id).end_object().str() + "\n";
  const auto month = month_of(at);
  const std::lock_guard lock(mutex_);
  if (month != month_) open_month(month);
  if (file_ >= 0 && ::write(file_, line.data(), line.size()) < 0) return;
}

void AccessLog::open_month(const std::string& month) {
  if (file_ >= 0) ::close(file_);
  const auto path = folder_ / fmt::format("{}{}{}", prefix, month, suffix);
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  month_ = month;
  remove_before(months_before(month, months_kept_));
}

void AccessLog::remove_before(const std::string& month) const {
  std::error_code failure;
  for (std::filesystem::directory_iterator at(folder_, failure), end; !failure && at != end; at.increment(failure)) {
    const auto name = at->path().filename().string();
    const bool is_ours = name.starts_with(prefix) && name.ends_with(suffix) &&
                         name.size() == prefix.size() + suffix.size() + month.size();
    std::error_code ignored;
    if (is_ours && name.substr(prefix.size(), month.size()) < month) std::filesystem::remove(at->path(), ignored);
  }
}

}  // namespace sceau
