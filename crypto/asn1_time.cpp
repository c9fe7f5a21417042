// SPDX-License-Identifier: Apache-2.0
#include "crypto/asn1_time.h"

#include <ctime>
#include <string>
#include <string_view>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

std::string_view text_of(const ASN1_TIME* time) {
  const auto length = ASN1_STRING_length(time);
  return as_text({ASN1_STRING_get0_data(time), static_cast<std::size_t>(length)});
}

// OpenSSL has checked the form; it drops the fraction.
std::chrono::microseconds fraction_of(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return {};
  std::chrono::microseconds fraction{};
  std::int64_t unit = 100'000;
  for (const char digit : text.substr(point + 1)) {
    if (digit < '0' || digit > '9') break;
    fraction += std::chrono::microseconds((digit - '0') * unit);
    unit /= 10;
  }
  return fraction;
}

std::string digits_of_fraction(std::chrono::microseconds fraction) {
  if (fraction.count() == 0) return {};
  std::string digits = std::to_string(1'000'000 + fraction.count()).substr(1);
  digits.erase(digits.find_last_not_of('0') + 1);
  return "." + digits;
}

}  // namespace

Result<Instant> instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return openssl_error(Reason::time_malformed, "ASN.1 time");
  auto instant =
      from_calendar(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  if (!instant) return instant;
  return *instant + fraction_of(text_of(time));
}

Result<TimeHandle> asn1_time(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  TimeHandle time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(seconds)));
  if (!time) return openssl_error(Reason::crypto_failed, "ASN.1 time");
  return time;
}

Result<GeneralizedTimeHandle> generalized_time(Instant instant) {
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  GeneralizedTimeHandle time(
      ASN1_GENERALIZEDTIME_set(nullptr, static_cast<std::time_t>(second.time_since_epoch().count())));
  if (!time) return openssl_error(Reason::crypto_failed, "GeneralizedTime");
  std::string text(text_of(time.get()));
  text.insert(text.size() - 1, digits_of_fraction(instant - second));
  if (ASN1_STRING_set(time.get(), text.data(), static_cast<int>(text.size())) != 1) {
    return openssl_error(Reason::crypto_failed, "GeneralizedTime");
  }
  return time;
}

}  // namespace sceau
