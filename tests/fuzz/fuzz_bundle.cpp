// SPDX-License-Identifier: Apache-2.0
// Packs of opened ballots, lines of the log and close entries, as others may hand them over: what parses writes back to
// the same octets.
#include <cstdlib>

#include "vote/ballot_pack.h"
#include "vote/closed_log.h"
#include "vote/entry_lines.h"

namespace sceau {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_pack(ByteView pack) {
  Bytes written;
  PackWriter writer([&](const std::string&, ByteView whole) -> Status {
    append(written, whole);
    return Done{};
  });
  const auto read = read_pack(pack, [&](std::int64_t index, ByteView document) { return writer.add(index, document); });
  if (!read) return;
  require(static_cast<bool>(writer.finish()));
  require(as_text(written) == as_text(pack));
}

void check_lines(std::string_view text) {
  std::string written(entry_lines_header);
  const auto read = read_entry_lines(text, [&](std::int64_t index, LogEntry entry) -> Status {
    written += entry_line(index, entry);
    return Done{};
  });
  if (read) require(written == text);
}

void check_close(ByteView payload) {
  const LogEntry entry{EntryType::close, Instant{}, "node", {}, Bytes(payload.begin(), payload.end())};
  const auto closed = read_close(entry);
  if (!closed) return;
  std::int64_t sum = 0;
  for (const auto& [node, entries] : closed->nodes) sum += entries;
  require(sum == closed->entries && closed->root.size() == 32);
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  sceau::check_pack(bytes);
  sceau::check_lines(sceau::as_text(bytes));
  sceau::check_close(bytes);
  return 0;
}
