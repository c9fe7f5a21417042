// SPDX-License-Identifier: Apache-2.0
// The fields of the pages on which a shareholder chooses: their names, and what a form makes of them.
#pragma once

#include "vote/pages/pages.h"

namespace sceau {

// Field names: "mode" ("vote" or "proxy"); for the n-th resolution that is voted on "rN", and where votes are split
// "rN-votes-for", "rN-votes-against", "rN-votes-abstain"; "new"; "proxy"; "person-..."; "capacity", "signer-...".
std::string resolution_field(std::size_t index);  // counted from 0: "r1" is the first
bool is_choice_field(std::string_view name);

// The fields of that kind alone, in their order: what travels from page to page.
FormFields choice_fields(const FormFields& fields);

struct Chosen {
  Form form;           // the paper's, with the choices; of use only without errors
  FieldErrors errors;  // in the order of the page
};

// What the page itself can find wrong, each tied to its field; check_form has the last word. A field that is there but
// means nothing is as good as none.
Chosen read_choices(const FormFields& fields, const BallotPaper& paper, const Meeting& meeting);

bool is_proxy_mode(const FormFields& fields);

}  // namespace sceau
