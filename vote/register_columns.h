// SPDX-License-Identifier: Apache-2.0
// The columns of a register, in the order in which they are written.
#pragma once

#include <array>

#include "vote/register.h"
#include "vote/word_table.h"

namespace sceau {

enum class RegisterColumn {
  shareholder,
  surname,
  first_name,
  company,
  registration,
  domicile,
  email,
  language,
  intermediary,
  account,
  kind,
  isin,
  shares,
  votes,
  deprived,
  attestation,
};

inline constexpr std::array register_columns = {
    Word<RegisterColumn>{"shareholder", RegisterColumn::shareholder},
    Word<RegisterColumn>{"surname", RegisterColumn::surname},
    Word<RegisterColumn>{"first_name", RegisterColumn::first_name},
    Word<RegisterColumn>{"company", RegisterColumn::company},
    Word<RegisterColumn>{"registration", RegisterColumn::registration},
    Word<RegisterColumn>{"domicile", RegisterColumn::domicile},
    Word<RegisterColumn>{"email", RegisterColumn::email},
    Word<RegisterColumn>{"language", RegisterColumn::language},
    Word<RegisterColumn>{"intermediary", RegisterColumn::intermediary},
    Word<RegisterColumn>{"account", RegisterColumn::account},
    Word<RegisterColumn>{"kind", RegisterColumn::kind},
    Word<RegisterColumn>{"isin", RegisterColumn::isin},
    Word<RegisterColumn>{"shares", RegisterColumn::shares},
    Word<RegisterColumn>{"votes", RegisterColumn::votes},
    Word<RegisterColumn>{"deprived", RegisterColumn::deprived},
    Word<RegisterColumn>{"attestation", RegisterColumn::attestation},
};

inline constexpr std::array needed_register_columns = {RegisterColumn::shareholder, RegisterColumn::domicile,
                                                       RegisterColumn::account,     RegisterColumn::kind,
                                                       RegisterColumn::shares,      RegisterColumn::votes};

inline constexpr std::array registered_words = {Word<RegisteredKind>{"registered", RegisteredKind::registered},
                                                Word<RegisteredKind>{"administered", RegisteredKind::administered},
                                                Word<RegisteredKind>{"bearer", RegisteredKind::bearer},
                                                Word<RegisteredKind>{"treasury", RegisteredKind::treasury}};

}  // namespace sceau
