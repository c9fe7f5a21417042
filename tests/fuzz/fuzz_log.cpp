// SPDX-License-Identifier: Apache-2.0
// Checkpoints, verifier keys and proofs from outside: what parses writes back to the same text, no made-up proof leads
// anywhere.
#include <cstdlib>

#include "crypto/transparency_log.h"

namespace sceau {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_texts(std::string_view text) {
  if (const auto checkpoint = parse_checkpoint(text)) require(write_checkpoint(*checkpoint) == text);
  if (const auto verifier = read_verifier_key(text)) {
    const auto written = verifier_key(verifier->name, verifier->key);
    require(written && *written == text);
  }
}

// The first octet is an index and a size, the others are the hashes of a proof.
void check_proof(ByteView input) {
  if (input.empty()) return;
  const std::uint64_t index = input.front() & 15U;
  const std::uint64_t size = input.front() >> 4U;
  std::vector<TreeHash> proof;
  for (auto rest = input.subspan(1); rest.size() >= 32; rest = rest.subspan(32)) {
    proof.push_back(*tree_hash_from(rest.first(32)));
  }
  TreeHash root{};
  root.fill(0x5a);
  require(!verify_inclusion({TreeHash{}, index, size, root}, proof));
  require(!verify_consistency({index, TreeHash{}, size, root}, proof));
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  sceau::check_texts(sceau::as_text(bytes));
  sceau::check_proof(bytes);
  return 0;
}
