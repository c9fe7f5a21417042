// SPDX-License-Identifier: Apache-2.0
#include "vote/attempt_limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t group_count = 8;  // of an IPv6 address, 16 bits each
constexpr std::size_t network_groups = 4;
using AddressGroups = std::array<std::uint16_t, group_count>;

// The groups of "2001:db8:0", written to `to` from its front. Nothing where one of them is no group or all do not fit.
std::optional<std::size_t> read_groups(std::string_view text, std::span<std::uint16_t> to) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find(':'), text.size());
    if (count == to.size() || end == 0 || end > 4) return std::nullopt;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + end, to[count], 16);
    if (error != std::errc() || stopped != text.data() + end) return std::nullopt;
    ++count;
    const bool is_last = end == text.size();
    text.remove_prefix(is_last ? end : end + 1);
    if (!is_last && text.empty()) return std::nullopt;
  }
  return count;
}

// RFC 4291, 2.2, without the form that ends in an IPv4 address.
std::optional<AddressGroups> read_ipv6(std::string_view text) {
  AddressGroups groups{};
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto count = read_groups(text, groups);
    return count == group_count ? std::optional(groups) : std::nullopt;
  }
  AddressGroups behind{};
  const auto front_count = read_groups(text.substr(0, gap), groups);
  const auto back_count = read_groups(text.substr(gap + 2), behind);
  if (!front_count || !back_count || *front_count + *back_count >= group_count) return std::nullopt;
  std::copy_n(behind.begin(), *back_count, groups.end() - static_cast<std::ptrdiff_t>(*back_count));
  return groups;
}

std::string key_of(ByteView voter_tag, std::string_view address) {
  return hex_lower(voter_tag) + ' ' + address_group(address);
}

}  // namespace

std::string address_group(std::string_view address) {
  constexpr std::string_view ipv4_inside_ipv6 = "::ffff:";
  if (address.starts_with(ipv4_inside_ipv6) && address.find('.') != std::string_view::npos) {
    return std::string(address.substr(ipv4_inside_ipv6.size()));
  }
  const auto groups = read_ipv6(address.substr(0, address.find('%')));
  if (!groups) return std::string(address);
  std::string network;
  for (std::size_t at = 0; at < network_groups; ++at) {
    const std::uint16_t group = (*groups)[at];
    network += hex_lower(std::array{static_cast<std::uint8_t>(group >> 8), static_cast<std::uint8_t>(group & 0xff)});
    network += ':';
  }
  return network + ":/64";
}

AttemptLimits::AttemptLimits(const AttemptRules& rules)
    : rules_(rules), pairs_(rules.most_entries), buckets_(rules.most_entries) {}

std::chrono::seconds AttemptLimits::delay_after(int wrong) const {
  if (wrong <= rules_.free_attempts) return std::chrono::seconds(0);
  auto delay = rules_.first_delay;
  for (int more = wrong - rules_.free_attempts - 1; more > 0 && delay < rules_.longest_delay; --more) delay *= 2;
  return std::min(delay, rules_.longest_delay);
}

AttemptLimits::Pair& AttemptLimits::pair_of(ByteView voter_tag, std::string_view address, Instant at) {
  auto& pair = pairs_.at(key_of(voter_tag, address));
  if (at - pair.last > rules_.forgotten_after) pair.wrong = 0;
  pair.last = at;
  pair.not_before = std::min<Instant>(pair.not_before, at + rules_.longest_delay);  // the clock was set back
  return pair;
}

bool AttemptLimits::is_empty(std::string_view address, Instant at) {
  const Instant emptiest = at + rules_.address_attempts * rules_.address_refill;
  auto& bucket = buckets_.at(address_group(address));
  bucket.is_full_at = std::min(bucket.is_full_at, emptiest);  // the clock was set back
  return bucket.is_full_at > emptiest - rules_.address_refill;
}

void AttemptLimits::take_from_bucket(std::string_view address, Instant at) {
  auto& bucket = buckets_.at(address_group(address));
  bucket.is_full_at = std::max(bucket.is_full_at, at) + rules_.address_refill;
}

std::chrono::seconds AttemptLimits::wait_before(ByteView voter_tag, std::string_view address, Instant at) {
  const std::lock_guard lock(mutex_);
  auto& pair = pair_of(voter_tag, address, at);
  if (pair.not_before > at) return std::chrono::ceil<std::chrono::seconds>(pair.not_before - at);
  if (pair.is_promised || pair.was_identified || !is_empty(address, at)) {
    pair.is_promised = false;
    return std::chrono::seconds(0);
  }
  pair.is_promised = true;
  pair.not_before = at + rules_.address_delay;
  return rules_.address_delay;
}

void AttemptLimits::was_wrong(ByteView voter_tag, std::string_view address, Instant at) {
  const std::lock_guard lock(mutex_);
  auto& pair = pair_of(voter_tag, address, at);
  pair.wrong = std::min(pair.wrong + 1, 1 << 20);
  const auto delay = delay_after(pair.wrong);
  pair.is_promised = delay.count() > 0;
  pair.not_before = at + delay;
  take_from_bucket(address, at);
}

void AttemptLimits::was_mistyped(std::string_view address, Instant at) {
  const std::lock_guard lock(mutex_);
  take_from_bucket(address, at);
}

void AttemptLimits::was_right(ByteView voter_tag, std::string_view address, Instant at) {
  const std::lock_guard lock(mutex_);
  auto& pair = pair_of(voter_tag, address, at);
  pair = Pair{.was_identified = true, .last = at};
}

}  // namespace sceau
