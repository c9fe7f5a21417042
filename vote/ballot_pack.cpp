// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_pack.h"

#include <fmt/format.h>

#include <charconv>

#include "foundation/secret.h"

namespace sceau {
namespace {

Error malformed(std::string detail) { return {Reason::bundle_malformed, std::move(detail)}; }

// Digits alone, without leading zeros, and `end` behind them; both are taken off the front.
std::optional<std::int64_t> number_before(ByteView& rest, char end) {
  const auto text = as_text(rest);
  std::int64_t number = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto size = static_cast<std::size_t>(read.ptr - text.data());
  const bool is_plain = read.ec == std::errc() && number >= 0 && std::to_string(number) == text.substr(0, size);
  if (!is_plain || size == text.size() || text[size] != end) return std::nullopt;
  rest = rest.subspan(size + 1);
  return number;
}

}  // namespace

PackWriter::~PackWriter() { wipe(pack_); }

Status PackWriter::add(std::int64_t index, ByteView document) {
  if (records_ == 0) first_ = index;
  append(pack_, fmt::format("{} {}\n", index, document.size()));
  append(pack_, document);
  pack_.push_back('\n');
  if (++records_ < most_records_in_pack) return Done{};
  return finish();
}

Status PackWriter::finish() {
  if (records_ == 0) return Done{};
  auto taken = sink_(fmt::format("{:07}.pack", first_), pack_);
  wipe(pack_);
  records_ = 0;
  return taken;
}

Status read_pack(ByteView pack, const std::function<Status(std::int64_t, ByteView)>& visit) {
  std::int64_t last = -1;
  while (!pack.empty()) {
    const auto index = number_before(pack, ' ');
    const auto size = index ? number_before(pack, '\n') : std::nullopt;
    if (!size || *index <= last) return malformed("a record does not begin with a higher index and its size");
    const auto octets = static_cast<std::size_t>(*size);
    if (octets >= pack.size() || pack[octets] != '\n') return malformed("a record is not of the size it says");
    if (auto visited = visit(*index, pack.first(octets)); !visited) return visited;
    pack = pack.subspan(octets + 1);
    last = *index;
  }
  return Done{};
}

}  // namespace sceau
