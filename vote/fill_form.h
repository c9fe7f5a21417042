// SPDX-License-Identifier: Apache-2.0
// From what a shareholder says in words to a form that says it, and back to words to be read before it is sent.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vote/form.h"

namespace sceau {

// A resolution that is voted on, as the site describes it.
struct AgendaItem {
  std::string label, title;
  bool operator==(const AgendaItem&) const = default;
};

// By labels. Nothing is presumed: a resolution that is named nowhere needs `all_others`.
struct WantedVotes {
  std::vector<std::string> in_favour = {}, against = {}, abstain = {};
  std::optional<Vote> all_others = {};
  std::optional<Vote> new_resolutions = {};  // abstain, against or chair; none: not ticked
};

// The choices of the form, in the order of the agenda. Error: vote.resolution_invalid (one that is not on the agenda,
// is named twice, or is left without a choice).
Result<Form> fill_form(Form form, std::span<const AgendaItem> agenda, const WantedVotes& wanted);

// One line for each thing that is signed: who, with which shares, what on each resolution.
std::vector<std::string> read_back(const Form& form, std::span<const AgendaItem> agenda);

}  // namespace sceau
