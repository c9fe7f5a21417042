// SPDX-License-Identifier: Apache-2.0
#include "vote/entitlement.h"

#include "vote/ballot_weight.h"

namespace sceau {

Entitlement entitlement_of(const Form& form, const Register& shares, const Meeting& meeting) {
  Entitlement entitlement;
  const auto* shareholder = shares.shareholder(form.shareholder);
  entitlement.may_split = shareholder && shareholder->is_intermediary;
  for (const auto& stated : form.holdings) {
    const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
    entitlement.holding_votes.push_back(held ? held->votes : 0);
  }
  for (const auto& resolution : meeting.agenda) {
    if (resolution.is_information_only) continue;
    entitlement.resolutions.push_back(
        {resolution.label, weight_of(form, shares, resolution).votes, is_suspended_on(form, shares, resolution)});
  }
  return entitlement;
}

}  // namespace sceau
