// SPDX-License-Identifier: Apache-2.0
// Access codes for the shareholders of a register: once for all, and again for one whose code was lost. Codes leave as
// the table of a mail merge and nowhere else; the store keeps keyed hashes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/random_bytes.h"
#include "foundation/instant.h"
#include "foundation/secret.h"
#include "vote/ballot_store.h"
#include "vote/register.h"
#include "vote/storage_keys.h"

namespace sceau {

// What is to be sent, and what holds once it is put in force.
struct CodeLetters {
  Secret table;  // CSV (RFC 4180): shareholder, names, address, language, e-mail, code; one line a shareholder
  std::vector<Credential> credentials;
  std::string act;  // what the log says of it, canonical JSON: the numbers of codes, and a tag where it is one
};

// For everyone who holds a share that is not in treasury. Errors: vote.codes_exist (somebody has one), those of the
// store and the source.
Result<CodeLetters> first_codes(const Register& shares, BallotStore& store, const StorageKeys& keys,
                                const RandomSource& random);
// For one shareholder, whether there was a code before or not. Errors: vote.not_entitled, those of the store and the
// source.
Result<CodeLetters> another_code(const Register& shares, std::string_view shareholder, BallotStore& store,
                                 const StorageKeys& keys, const RandomSource& random);

// From now on these codes hold and no earlier ones of the same shareholders; ballots that were cast stay. A logged act:
// the entry is written before the codes are changed, and may stand alone where that fails. Errors:
// vote.credential_outdated (others were quicker: nothing changed), those of the store and the source.
Status put_in_force(const CodeLetters& letters, BallotStore& store, const StorageKeys& keys, Instant now,
                    const RandomSource& random);

}  // namespace sceau
