// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_voting.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "cli/demo_stage.h"
#include "cli/demo_voter.h"
#include "formats/csv/csv_reader.h"

namespace sceau {
namespace {

constexpr std::size_t at_once = 24;

}  // namespace

Result<std::map<std::string, Credentials>> read_letters(ByteView csv) {
  std::map<std::string, Credentials> letters;
  const auto read = read_csv(csv, [&](const CsvRecord& record) -> Status {
    if (record.line > 1)
      letters[record.fields.front()] = {record.fields.front(), Secret(std::string(record.fields.back()))};
    return Done{};
  });
  if (!read) return read.error();
  return letters;
}

Result<std::map<std::string, std::int64_t>> look_up(const DemoSite& site,
                                                    const std::map<std::string, Bytes>& receipts) {
  std::map<std::string, std::int64_t> answers;
  for (const auto& [shareholder, bytes] : receipts) {
    const auto receipt = read_receipt(bytes);
    if (!receipt) return receipt.error();
    const auto disposition = fetch_disposition(site.site, receipt->id);
    if (!disposition) return Error{disposition.error().reason, shareholder + ": " + disposition.error().detail};
    ++answers[*disposition];
  }
  return answers;
}

Status keep_receipts(const Path& folder, std::span<const DemoShareholder> all,
                     const std::map<std::string, Bytes>& receipts) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{Reason::file_not_writable, folder.string()};
  std::set<DemoPart> kept;
  for (const auto& one : all) {
    const auto receipt = receipts.find(one.id);
    if (receipt == receipts.end() || !kept.insert(one.part).second) continue;
    if (auto written = write_for_demo(folder / (one.id + ".json"), as_text(receipt->second)); !written) return written;
  }
  return Done{};
}

Result<DemoTurnout> let_act(const DemoSite& site, std::span<const DemoShareholder> all,
                            const std::function<bool(DemoPart)>& whose_turn) {
  std::vector<const DemoShareholder*> acting;
  for (const auto& one : all) {
    if (whose_turn(one.part)) acting.push_back(&one);
  }
  DemoTurnout turnout;
  std::optional<Error> failure;
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto at = next++; at < acting.size(); at = next++) {
      const auto acted = act_as({site, all, *acting[at], turnout, mutex});
      const std::lock_guard lock(mutex);
      if (!acted && !failure) failure = Error{acted.error().reason, acting[at]->id + ": " + acted.error().detail};
      if (failure) return;
    }
  };
  {
    std::vector<std::jthread> clients;
    for (std::size_t i = 0; i < at_once; ++i) clients.emplace_back(work);
  }
  if (failure) return *failure;
  return turnout;
}

}  // namespace sceau
