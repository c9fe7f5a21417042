// SPDX-License-Identifier: Apache-2.0
// How many requests an address may send: a bucket that refills. In memory, IPv6 by its first 64 bits.
#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>

#include "foundation/instant.h"
#include "vote/recent_entries.h"

namespace sceau {

struct RateRule {
  std::int64_t at_once = 400;
  std::int64_t each_second = 100;  // 0: no limit
  std::size_t most_addresses = 65536;
};

class RateLimit {
 public:
  explicit RateLimit(const RateRule& rule) : rule_(rule), buckets_(rule.most_addresses) {}

  // Callable from several threads at once. A clock set back refuses nobody for longer than the bucket takes to fill.
  bool allows(std::string_view address, Instant at);

 private:
  struct Bucket {
    Instant is_full_at{};
  };
  const RateRule rule_;
  std::mutex mutex_;
  RecentEntries<Bucket> buckets_;
};

}  // namespace sceau
