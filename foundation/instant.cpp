// SPDX-License-Identifier: Apache-2.0
#include "foundation/instant.h"

#include <fmt/format.h>

#include <optional>

namespace sceau {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Error malformed(std::string_view text) { return {Reason::time_malformed, fmt::format("'{}'", text)}; }

// Reads fixed-width digits from the front of a text.
class DigitReader {
 public:
  explicit DigitReader(std::string_view rest) : rest_(rest) {}

  std::optional<int> number(std::size_t width) {
    if (rest_.size() < width) return std::nullopt;
    int value = 0;
    for (const char digit : rest_.substr(0, width)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  bool skip(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool at_end() const { return rest_.empty(); }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }

  // Digits after a decimal point; more than six are read and dropped.
  std::optional<microseconds> fraction() {
    std::int64_t value = 0, scale = 100000;
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count, scale /= 10) {
      value += (rest_[count] - '0') * scale;
    }
    if (count == 0) return std::nullopt;
    rest_.remove_prefix(count);
    return microseconds(value);
  }

 private:
  std::string_view rest_;
};

struct Calendar {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

bool is_between(int low, int value, int high) { return low <= value && value <= high; }

// Parts are checked as numbers first: chrono's own types are narrower than int and wrap.
bool has_possible_parts(const Calendar& date) {
  return is_between(1, date.year, 9999) && is_between(1, date.month, 12) && is_between(1, date.day, 31) &&
         is_between(0, date.hour, 23) && is_between(0, date.minute, 59) && is_between(0, date.second, 60);
}

std::chrono::sys_days day_of(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

// The years 0001 to 9999 of UTC: what has four digits to be written with.
bool can_be_written(Instant instant) { return day_of(1, 1, 1) <= instant && instant < day_of(10000, 1, 1); }

std::optional<Instant> instant_of(const Calendar& date, microseconds fraction = {}, minutes offset = {}) {
  if (!has_possible_parts(date)) return std::nullopt;
  const std::chrono::year_month_day ymd = std::chrono::year(date.year) /
                                          std::chrono::month(static_cast<unsigned>(date.month)) /
                                          std::chrono::day(static_cast<unsigned>(date.day));
  if (!ymd.ok()) return std::nullopt;
  const Instant local = std::chrono::sys_days(ymd) + hours(date.hour) + minutes(date.minute) + seconds(date.second);
  const auto instant = local + fraction - offset;
  if (!can_be_written(instant)) return std::nullopt;
  return instant;
}

std::optional<minutes> rfc3339_offset(DigitReader& reader) {
  if (reader.skip('Z') || reader.skip('z')) return minutes(0);
  const int sign = reader.front() == '-' ? -1 : 1;
  if (!reader.skip('+') && !reader.skip('-')) return std::nullopt;
  const auto hour = reader.number(2);
  if (!hour || *hour > 23 || !reader.skip(':')) return std::nullopt;
  const auto minute = reader.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  return sign * minutes(*hour * 60 + *minute);
}

bool read_rfc3339_calendar(DigitReader& reader, Calendar& date) {
  struct Part {
    int& value;
    std::size_t width;
    std::string_view separators;  // one of them must follow
  };
  for (const Part& part : {Part{date.year, 4, "-"}, Part{date.month, 2, "-"}, Part{date.day, 2, "Tt "},
                           Part{date.hour, 2, ":"}, Part{date.minute, 2, ":"}, Part{date.second, 2, ""}}) {
    const auto value = reader.number(part.width);
    if (!value) return false;
    part.value = *value;
    if (!part.separators.empty() &&
        (part.separators.find(reader.front()) == std::string_view::npos || !reader.skip(reader.front()))) {
      return false;
    }
  }
  return true;
}

// ISO 32000-1, 7.9.4: every part after the year may be missing, but only from the right.
bool read_pdf_calendar(DigitReader& reader, Calendar& date) {
  const auto year = reader.number(4);
  if (!year) return false;
  date.year = *year;
  for (int* part : {&date.month, &date.day, &date.hour, &date.minute, &date.second}) {
    if (reader.front() < '0' || reader.front() > '9') break;
    const auto value = reader.number(2);
    if (!value) return false;
    *part = *value;
  }
  return true;
}

// +01'00' as the clause has it; as real files have it also +01'00, +01', +01, +0100 and Z00'00'.
std::optional<minutes> pdf_offset(DigitReader& reader) {
  const bool is_utc = reader.front() == 'Z';
  const int sign = reader.front() == '-' ? -1 : 1;
  if (!reader.skip('Z') && !reader.skip('+') && !reader.skip('-')) return std::nullopt;
  if (is_utc && reader.at_end()) return minutes(0);
  const auto hour = reader.number(2);
  if (!hour || *hour > 23) return std::nullopt;
  reader.skip('\'');
  const auto minute = reader.at_end() ? 0 : reader.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  reader.skip('\'');
  const minutes offset(*hour * 60 + *minute);
  if (is_utc && offset != minutes(0)) return std::nullopt;
  return sign * offset;
}

}  // namespace

std::string to_rfc3339(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                          time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:06}", time.subseconds().count());
  return text + "Z";
}

Result<Instant> from_rfc3339(std::string_view text) {
  DigitReader reader(text);
  Calendar date;
  if (!read_rfc3339_calendar(reader, date)) return malformed(text);
  microseconds part{0};
  if (reader.skip('.')) {
    const auto fraction = reader.fraction();
    if (!fraction) return malformed(text);
    part = *fraction;
  }
  const auto offset = rfc3339_offset(reader);
  if (!offset || !reader.at_end()) return malformed(text);
  const auto instant = instant_of(date, part, *offset);
  if (!instant) return malformed(text);
  return *instant;
}

std::string to_pdf_date(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

Result<Instant> from_pdf_date(std::string_view text) {
  DigitReader reader(text.starts_with("D:") ? text.substr(2) : text);
  Calendar date;
  if (!read_pdf_calendar(reader, date)) return malformed(text);
  const auto offset = reader.at_end() ? minutes(0) : pdf_offset(reader);
  if (!offset || !reader.at_end()) return malformed(text);
  const auto instant = instant_of(date, {}, *offset);
  if (!instant) return malformed(text);
  return *instant;
}

Result<Instant> from_calendar(int year, int month, int day, int hour, int minute, int second) {
  const auto instant = instant_of({year, month, day, hour, minute, second});
  if (!instant) {
    return Error{Reason::time_malformed,
                 fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", year, month, day, hour, minute, second)};
  }
  return *instant;
}

}  // namespace sceau
