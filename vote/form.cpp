// SPDX-License-Identifier: Apache-2.0
#include "vote/form.h"

#include <algorithm>

#include "vote/plain_line.h"

namespace sceau {
namespace {

bool are_plain(std::initializer_list<std::string_view> texts) { return std::ranges::all_of(texts, is_plain_line); }

bool are_person_texts(const Person& person) {
  return are_plain({person.surname, person.first_name, person.company, person.registration, person.domicile});
}

}  // namespace

bool are_form_texts(const Form& form) {
  return are_plain({form.meeting, form.agenda_hash, form.form_hash, form.shareholder}) &&
         are_plain({form.signer.surname, form.signer.first_name}) && are_person_texts(form.identity) &&
         (!form.proxy || are_person_texts(form.proxy->holder)) &&
         std::ranges::all_of(form.mentions, is_plain_line, &Mention::text) &&
         std::ranges::all_of(form.choices, is_plain_line, &ResolutionChoice::label) &&
         std::ranges::all_of(form.holdings, [](const FormHolding& holding) {
           return are_plain({holding.account, holding.isin, holding.attestation});
         });
}

}  // namespace sceau
