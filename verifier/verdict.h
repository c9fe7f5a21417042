// SPDX-License-Identifier: Apache-2.0
// The verdict on one signature in the words of EN 319 102-1, section 5.1.
#pragma once

#include <optional>
#include <string_view>

#include "foundation/finding.h"
#include "foundation/instant.h"

namespace sceau {

enum class Indication { total_passed, total_failed, indeterminate, no_signature };

// EN 319 102-1, tables 5 and 6.
enum class SubIndication {
  format_failure,
  hash_failure,
  sig_crypto_failure,
  revoked,
  expired,
  not_yet_valid,
  sig_constraints_failure,
  chain_constraints_failure,
  certificate_chain_general_failure,
  crypto_constraints_failure,
  crypto_constraints_failure_no_poe,
  timestamp_order_failure,
  no_signing_certificate_found,
  no_certificate_chain_found,
  revoked_no_poe,
  revoked_ca_no_poe,
  out_of_bounds_no_poe,
  no_poe,
  try_later,
  signed_data_not_found,
};

std::string_view name_of(Indication indication);  // "TOTAL-PASSED"
std::string_view name_of(SubIndication sub);      // "HASH_FAILURE"

struct Verdict {
  Indication indication = Indication::indeterminate;
  std::optional<SubIndication> sub_indication;
  Findings reasons;               // all that was found, the decisive one first
  std::optional<Instant> proven;  // best signature time: the earliest trusted time-stamp over the signature
  bool has_trusted_timestamp() const { return proven.has_value(); }
};

// TOTAL-FAILED is worse than INDETERMINATE, that than NO-SIGNATURE, that than TOTAL-PASSED.
Indication worst_of(Indication one, Indication other);

}  // namespace sceau
