// SPDX-License-Identifier: Apache-2.0
#include "foundation/reason.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr auto rows = std::to_array<ReasonRow>({
#define REASON(name, kind, stable, sentence, hint) {Reason::name, ReasonKind::kind, stable, sentence, hint},
#include "foundation/reasons.def"
#undef REASON
});

}  // namespace

const ReasonRow& row_of(Reason reason) { return rows[static_cast<std::size_t>(reason)]; }

std::span<const ReasonRow> all_reasons() { return rows; }

std::optional<Reason> reason_named(std::string_view stable_name) {
  const auto found = std::ranges::find(rows, stable_name, &ReasonRow::stable_name);
  if (found == rows.end()) return std::nullopt;
  return found->reason;
}

std::string_view name_of(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::failed: return "failed";
    case ReasonKind::indeterminate: return "indeterminate";
    case ReasonKind::malformed: return "malformed";
    case ReasonKind::refused: return "refused";
    case ReasonKind::unavailable: return "unavailable";
    case ReasonKind::io: return "io";
    case ReasonKind::key: return "key";
    case ReasonKind::usage: return "usage";
    case ReasonKind::internal: return "internal";
  }
  return "internal";
}

}  // namespace sceau
