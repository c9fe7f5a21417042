// SPDX-License-Identifier: Apache-2.0
// The one vocabulary of outcomes. foundation/reasons.def is the only list; enum, stable names, sentences, hints,
// `sceau explain` and docs/reasons.md all come from it. The stable name never changes; the sentence may improve.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sceau {

// What kind of outcome a reason is. Each surface (exit code, HTTP status, report) maps the kind in one switch.
enum class ReasonKind { failed, indeterminate, malformed, refused, unavailable, io, key, usage, internal };

enum class Reason {
#define REASON(name, kind, stable, sentence, hint) name,
#include "foundation/reasons.def"
#undef REASON
};

struct ReasonRow {
  Reason reason;
  ReasonKind kind;
  std::string_view stable_name;  // "pdf.truncated": what programs and tests compare
  std::string_view sentence;     // for people
  std::string_view hint;         // what to do next; empty where nothing helps
};

const ReasonRow& row_of(Reason reason);
std::span<const ReasonRow> all_reasons();
std::optional<Reason> reason_named(std::string_view stable_name);
std::string_view name_of(ReasonKind kind);

inline ReasonKind kind_of(Reason reason) { return row_of(reason).kind; }
inline std::string_view stable_name(Reason reason) { return row_of(reason).stable_name; }

}  // namespace sceau
