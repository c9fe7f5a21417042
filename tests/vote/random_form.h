// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/vote/count_case.h"

namespace sceau {

enum class SentBy { electronic, paper };

std::string somebody();  // a shareholder, or s6, whom the register does not have
Proxy random_proxy(const Person& giver);

// What somebody may send in: choices, splits and proxies, now and then against the rules. The holdings are those of
// `shares`.
Form random_form(const CountCase& of, const Register& shares, SentBy way);
// The holdings of a form, with what people do to them: one left out, a part, one twice, one that is not there.
void change_holdings(Form& form);
ResolutionChoice random_choice(const std::string& label, SentBy way);  // without a proxy

}  // namespace sceau
