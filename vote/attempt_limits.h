// SPDX-License-Identifier: Apache-2.0
// How wrong access codes are slowed down: a growing delay for each pair of voter and address, and a bucket of attempts
// for each address. Never a lock. Codes of 80 bits are not guessed anyway; this keeps the trying cheap for the server.
//
// Guaranteed: attempts from one address delay nobody elsewhere; nobody is told to wait longer than the longest delay;
// whoever waits as long as told is judged then, however many other voters are tried from the same address; memory stays
// within `most_entries`. Not guaranteed: to tell a voter from somebody who names that voter at the same address; that
// delays survive a restart, or being crowded out by very many other addresses.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "vote/recent_entries.h"

namespace sceau {

struct AttemptRules {
  int free_attempts = 3;  // wrong codes before the first delay
  std::chrono::seconds first_delay{2};
  std::chrono::seconds longest_delay{60};  // the delay doubles up to here
  std::chrono::seconds forgotten_after{3600};
  int address_attempts = 60;               // wrong codes that an address may send at once
  std::chrono::seconds address_refill{1};  // and one more after each of these
  std::chrono::seconds address_delay{10};  // what is told where the bucket is empty
  std::size_t most_entries = 65536;        // of pairs, and of addresses
};

// All calls may be made from any thread. Instants may jump: a clock set back costs one longest delay at most.
class AttemptLimits {
 public:
  explicit AttemptLimits(const AttemptRules& rules = {});

  // Zero: the code may be judged now, and the caller must then say what it was. Else the time to wait.
  std::chrono::seconds wait_before(ByteView voter_tag, std::string_view address, Instant at);
  void was_wrong(ByteView voter_tag, std::string_view address, Instant at);
  // No code at all: counts against the address alone.
  void was_mistyped(std::string_view address, Instant at);
  void was_right(ByteView voter_tag, std::string_view address, Instant at);

 private:
  struct Pair {
    int wrong = 0;
    bool is_promised = false;     // told to wait until `not_before`: then judged, whatever the bucket says
    bool was_identified = false;  // the bucket of the address does not concern this pair
    Instant not_before{}, last{};
  };
  struct Bucket {
    Instant is_full_at{};
  };

  Pair& pair_of(ByteView voter_tag, std::string_view address, Instant at);
  bool is_empty(std::string_view address, Instant at);
  void take_from_bucket(std::string_view address, Instant at);
  std::chrono::seconds delay_after(int wrong) const;

  AttemptRules rules_;
  std::mutex mutex_;
  RecentEntries<Pair> pairs_;
  RecentEntries<Bucket> buckets_;
};

// What counts as one address: IPv4 as it is, IPv6 by its first 64 bits, IPv4 inside IPv6 as IPv4; anything else as it
// is.
std::string address_group(std::string_view address);

}  // namespace sceau
