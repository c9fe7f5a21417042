// SPDX-License-Identifier: Apache-2.0
// Names of receipts: an entry's row in the store, hidden under a key, so that an id tells neither how many receipts
// there are nor in which order they were given, and none can be made up.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/symmetric_key.h"
#include "vote/ballot_store.h"

namespace sceau {

// 40 hexadecimal digits: HMAC of the row cut to 12 bytes, and the row masked by the HMAC of that (a synthetic
// initialisation vector, as in RFC 5297). Error: internal.crypto.
Result<std::string> receipt_id(const SymmetricKey& key, EntryRow row);

// Nothing where it is no id that this key made. Error: internal.crypto.
Result<std::optional<EntryRow>> row_of_receipt(const SymmetricKey& key, std::string_view id);

}  // namespace sceau
