// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/ballot_pack.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace sceau::audit {
namespace {

constexpr std::size_t most_records = 1000;

std::optional<std::uint64_t> cut_number(std::string_view& rest, char end) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto digits = static_cast<std::size_t>(read.ptr - rest.data());
  const bool has_leading_zero = digits > 1 && rest.front() == '0';
  if (read.ec != std::errc() || has_leading_zero || digits == rest.size() || rest[digits] != end) return std::nullopt;
  rest.remove_prefix(digits + 1);
  return number;
}

Error wrong(std::size_t record, std::string_view what) {
  return {Reason::value_wrong, fmt::format("record {}: {}", record, what)};
}

}  // namespace

Status for_each_record(ByteView pack, const std::function<Status(const PackRecord&)>& visit) {
  auto rest = as_text(pack);
  std::optional<std::uint64_t> last;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    if (number > most_records) return wrong(number, "too many of them");
    const auto index = cut_number(rest, ' ');
    const auto size = index ? cut_number(rest, '\n') : std::nullopt;
    if (!size) return wrong(number, "no index and size");
    if (last && *last >= *index) return wrong(number, "the index does not rise");
    if (*size >= rest.size() || rest[*size] != '\n') return wrong(number, "does not end where it says");
    if (const auto visited = visit({*index, as_bytes(rest.substr(0, *size))}); !visited) return visited;
    rest.remove_prefix(*size + 1);
    last = index;
  }
  return Done{};
}

}  // namespace sceau::audit
