// SPDX-License-Identifier: Apache-2.0
// One form of 8 kB sealed to the urn, and one entry appended to the log of a large meeting with its proof. Floor of
// sealing: an ephemeral key and one agreement; of the log: the hashes that a proof of that depth takes.
#include <openssl/sha.h>

#include "bench/authority.h"
#include "bench/floor.h"
#include "bench/hot_path.h"
#include "crypto/merkle_tree.h"
#include "crypto/sealed_envelope.h"

namespace sceau::bench {
namespace {

constexpr std::size_t form_bytes = 8000;
constexpr std::size_t voters = 120'000;

void agree_once(EVP_PKEY* with) {
  const PrivateKeyHandle ephemeral(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, ephemeral.get(), nullptr));
  Bytes shared(32);
  std::size_t size = shared.size();
  must(EVP_PKEY_derive_init(context.get()) == 1 && EVP_PKEY_derive_set_peer_ex(context.get(), with, 0) == 1 &&
           EVP_PKEY_derive(context.get(), shared.data(), &size) == 1,
       "agreement");
  benchmark::DoNotOptimize(shared.data());
}

void register_sealing() {
  const auto urn = test::issue({.common_name = "Urn", .key_usage = "critical,keyAgreement"});
  const auto recipient = sound(envelope_recipient(urn.certificate.handle()), "recipient");
  const Bytes form(form_bytes, 'x');
  hot_path(
      "envelope/seal/P-256",
      [=] { benchmark::DoNotOptimize(sound(seal_envelope(recipient, form, system_random()), "seal").data()); },
      [=] { agree_once(urn.key.get()); });
}

void register_log() {
  auto tree = std::make_shared<MerkleTree>();
  for (std::size_t at = 0; at < voters; ++at) {
    sound(tree->append(sound(leaf_hash(as_bytes(std::to_string(at))), "leaf")), "append");
  }
  const auto grow_and_prove = [tree] {
    sound(tree->append(TreeHash{}), "append");
    benchmark::DoNotOptimize(sound(tree->prove_inclusion(tree->size() - 1, tree->size()), "proof").data());
    benchmark::DoNotOptimize(sound(tree->root(), "root").data());
  };
  const auto hash_path = [] {
    std::array<std::uint8_t, 65> node{};
    for (int depth = 0; depth < 17; ++depth) SHA256(node.data(), node.size(), node.data());
    benchmark::DoNotOptimize(node.data());
  };
  hot_path("log/append + prove/120,000 entries", grow_and_prove, hash_path);
}

}  // namespace

void register_envelopes() {
  register_sealing();
  register_log();
}

}  // namespace sceau::bench
