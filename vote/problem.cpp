// SPDX-License-Identifier: Apache-2.0
#include "vote/problem.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

struct ProblemRow {
  Reason reason;
  int status;
  std::string_view iso20022;
};

constexpr std::array rows = {
#define PROBLEM(reason, status, iso20022) ProblemRow{Reason::reason, status, iso20022},
#include "vote/problems.def"
#undef PROBLEM
};

const ProblemRow* find_row(Reason reason) {
  const auto found = std::ranges::find(rows, reason, &ProblemRow::reason);
  return found == rows.end() ? nullptr : &*found;
}

int http_status_of(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::failed: return 422;
    case ReasonKind::indeterminate: return 422;
    case ReasonKind::malformed: return 400;
    case ReasonKind::refused: return 403;
    case ReasonKind::unavailable: return 503;
    case ReasonKind::io: return 507;
    case ReasonKind::key: return 500;
    case ReasonKind::usage: return 400;
    case ReasonKind::internal: return 500;
  }
  return 500;
}

}  // namespace

int http_status(Reason reason) {
  const auto* row = find_row(reason);
  return row ? row->status : http_status_of(kind_of(reason));
}

std::string_view iso20022_code(Reason reason) {
  const auto* row = find_row(reason);
  return row ? row->iso20022 : "";
}

std::string problem_type(Reason reason) {
  auto name = stable_name(reason);
  if (name.starts_with("vote.")) name.remove_prefix(5);
  std::string type(name);
  std::ranges::replace(type, '_', '-');
  return type;
}

bool is_retryable(Reason reason) {
  return kind_of(reason) == ReasonKind::unavailable || kind_of(reason) == ReasonKind::io ||
         reason == Reason::vote_request_timeout || reason == Reason::vote_attempts_exceeded ||
         reason == Reason::vote_digest_mismatch || reason == Reason::vote_not_open;
}

}  // namespace sceau
