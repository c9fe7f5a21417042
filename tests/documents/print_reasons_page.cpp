// SPDX-License-Identifier: Apache-2.0
// Prints docs/reasons.md: every reason with its stable name, sentence and hint, by kind.
#include <fmt/format.h>

#include <array>
#include <cstdio>

#include "foundation/reason.h"

namespace {

using sceau::ReasonKind;

struct KindText {
  ReasonKind kind;
  std::string_view exit_code;
  std::string_view meaning;
};

constexpr auto kinds = std::to_array<KindText>({
    {ReasonKind::failed, "1", "The signature is broken or the document was changed: TOTAL-FAILED."},
    {ReasonKind::indeterminate, "2",
     "Nothing is known to be wrong, but something needed for a yes is missing: INDETERMINATE."},
    {ReasonKind::malformed, "3", "The input could not be read or exceeds a limit; no verdict was reached."},
    {ReasonKind::refused, "4", "The input is sound, but a policy or the document itself forbids what was asked."},
    {ReasonKind::unavailable, "5", "Somebody else did not answer; the same command may work later."},
    {ReasonKind::io, "6", "A file or the network of this machine did not do what was asked."},
    {ReasonKind::key, "7", "The key, its passphrase or its certificate does not do."},
    {ReasonKind::usage, "64", "The command line is wrong; nothing was read or written."},
    {ReasonKind::internal, "70", "A bug in the program, or a library that failed where it must not."},
});

// A table cell may not contain its own border.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void print_kind(const KindText& kind) {
  fmt::print("\n## {} (exit code {})\n\n{}\n\n| name | what it says | what helps |\n| --- | --- | --- |\n",
             sceau::name_of(kind.kind), kind.exit_code, kind.meaning);
  for (const auto& row : sceau::all_reasons()) {
    if (row.kind == kind.kind) fmt::print("| `{}` | {} | {} |\n", row.stable_name, cell(row.sentence), cell(row.hint));
  }
}

}  // namespace

int main() {
  fmt::print(
      "# Reasons\n\n"
      "Every outcome of the program that is not a plain success has a name. The names never change and are never "
      "reused; "
      "the sentences may improve. `sceau explain NAME` prints one of them. This page is generated from "
      "`foundation/reasons.def` by `make docs`.\n");
  for (const auto& kind : kinds) print_kind(kind);
  return 0;
}
