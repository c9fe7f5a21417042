// SPDX-License-Identifier: Apache-2.0
// The inner nodes of crypto/merkle_tree. Inside crypto/ only.
#pragma once

#include <initializer_list>

#include "crypto/merkle_tree.h"

namespace sceau {

// SHA-256(0x01 || left || right). Error: internal.crypto.
Result<TreeHash> node_hash(const TreeHash& left, const TreeHash& right);

Result<TreeHash> hash_of_pieces(std::initializer_list<ByteView> pieces);

}  // namespace sceau
