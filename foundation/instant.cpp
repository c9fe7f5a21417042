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

std::optional<Instant> instant_of(const Calendar& date) {
  const std::chrono::year_month_day ymd{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  if (!ymd.ok() || date.year < 1 || date.hour > 23 || date.minute > 59 || date.second > 60) return std::nullopt;
  return Instant(std::chrono::sys_days(ymd) + hours(date.hour) + minutes(date.minute) + seconds(date.second));
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

std::optional<minutes> pdf_offset(DigitReader& reader) {
  const bool zulu = reader.front() == 'Z';
  const int sign = reader.front() == '-' ? -1 : 1;
  if (!reader.skip('Z') && !reader.skip('+') && !reader.skip('-')) return std::nullopt;
  if (zulu && reader.at_end()) return minutes(0);
  const auto hour = reader.number(2);
  if (!hour || *hour > 23) return std::nullopt;
  reader.skip('\'');
  if (reader.at_end()) return sign * minutes(*hour * 60);
  const auto minute = reader.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  reader.skip('\'');
  return sign * minutes(*hour * 60 + *minute);
}

}  // namespace

std::string to_rfc3339(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          time.hours().count(), time.minutes().count(), time.seconds().count());
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
  const auto instant = instant_of(date);
  if (!offset || !instant || !reader.at_end()) return malformed(text);
  return *instant + part - *offset;
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
  const auto instant = instant_of(date);
  if (!instant) return malformed(text);
  if (reader.at_end()) return *instant;
  const auto offset = pdf_offset(reader);
  if (!offset || !reader.at_end()) return malformed(text);
  return *instant - *offset;
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
