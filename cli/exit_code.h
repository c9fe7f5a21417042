// SPDX-License-Identifier: Apache-2.0
// Exit codes: one table for all commands (docs/architecture.md, section 3).
#pragma once

#include <span>

#include "foundation/reason.h"

namespace sceau {

constexpr int exit_success = 0;

constexpr int exit_code(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::failed: return 1;
    case ReasonKind::indeterminate: return 2;
    case ReasonKind::malformed: return 3;
    case ReasonKind::refused: return 4;
    case ReasonKind::unavailable: return 5;
    case ReasonKind::io: return 6;
    case ReasonKind::key: return 7;
    case ReasonKind::usage: return 64;
    case ReasonKind::internal: return 70;
  }
  return 70;
}

inline int exit_code(Reason reason) { return exit_code(kind_of(reason)); }

// Many files: the worst outcome wins, in the order 70, 1, 3, 7, 4, 2, 6, 5, 64, 0.
int worst_exit_code(int one, int other);

}  // namespace sceau
