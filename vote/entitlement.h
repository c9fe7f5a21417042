// SPDX-License-Identifier: Apache-2.0
// What a shareholder may do with the shares of a form: shown before anything is chosen. Whether a form that came back
// keeps to it is check_form's to say.
#pragma once

#include <string>
#include <vector>

#include "vote/form.h"
#include "vote/register.h"

namespace sceau {

struct ResolutionEntitlement {
  std::string label;
  std::int64_t votes = 0;
  bool is_suspended = false;  // none of the shares may vote on it (L44): only an abstention is taken
  bool operator==(const ResolutionEntitlement&) const = default;
};

struct Entitlement {
  bool may_split = false;                          // an intermediary
  std::vector<std::int64_t> holding_votes;         // of each holding of the form, in its order
  std::vector<ResolutionEntitlement> resolutions;  // those that are voted on, in the order of the agenda
  bool operator==(const Entitlement&) const = default;
};

Entitlement entitlement_of(const Form& form, const Register& shares, const Meeting& meeting);

}  // namespace sceau
