// SPDX-License-Identifier: Apache-2.0
// intake_check VERB ...: what stands beside a load.
//   floors FOLDER              the disk, TLS and the store, each by itself
//   disk FOLDER                the disk and the store
//   receipts ANSWERS LOG_KEY   every receipt among the answers that intake_load has kept; ends with 1 where one does
//                              not hold or is missing, where two are for the same entry, or where there is none
#include <fmt/format.h>

#include <string_view>

#include "bench/intake/floors.h"
#include "bench/intake/receipts.h"

namespace sceau::bench {
namespace {

using std::chrono::milliseconds;

constexpr auto each = milliseconds(2000);
constexpr std::size_t sealed_bytes = 6000;  // a form of twenty resolutions

int disk(const Path& folder) {
  const auto sync = sync_latency(folder, each);
  const auto sync_rate = static_cast<double>(sync.count()) * 1000.0 / static_cast<double>(each.count());
  fmt::print("{:<26}{:9.0f} /s   {}\n", "fdatasync of 4 kB", sync_rate, sync.text());
  for (const std::size_t threads : {std::size_t{1}, std::size_t{64}, std::size_t{256}}) {
    const auto commits = store_commits(folder, threads, sealed_bytes, each);
    fmt::print("{:<26}{:9.0f} /s   {}\n", fmt::format("SQLite commits, {} wait", threads), commits.per_second,
               commits.latencies.text());
  }
  return 0;
}

int floors(const Path& folder) {
  fmt::print("{:<26}{:9.0f} /s   on one core\n", "TLS handshakes, both ends", tls_handshakes_per_second(each));
  return disk(folder);
}

int receipts(const Path& answers, const Path& log_key) {
  const auto checked = check_receipts(answers, log_key);
  fmt::print(
      "receipts checked: {} of ballots, {} of refusals; {} answers to nobody; {} turned away; {} owed; {} for an entry "
      "of another\n",
      checked.admissions, checked.refusals, checked.without, checked.turned_away, checked.owed, checked.repeated);
  for (const auto& [reason, count] : checked.wrong) fmt::print("WRONG: {} ({})\n", reason, count);
  return checked.are_sound() && checked.admissions > 0 ? 0 : 1;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** words) {
  const std::string_view verb = count > 1 ? words[1] : "";
  if (verb == "floors" && count == 3) return sceau::bench::floors(words[2]);
  if (verb == "disk" && count == 3) return sceau::bench::disk(words[2]);
  if (verb == "receipts" && count == 4) return sceau::bench::receipts(words[2], words[3]);
  fmt::print(stderr, "see the head of bench/intake/check.cpp\n");
  return 64;
}
