// SPDX-License-Identifier: Apache-2.0
// count_floors BYTES: what opening and counting a ballot of so many octets costs any program, in microseconds of a
// processor: one key agreement, one AES-256-GCM, one check of a P-256 signature, one leaf hash. One line of JSON.
#include <fmt/format.h>
#include <openssl/evp.h>
#include <ctime>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "crypto/authenticated_cipher.h"
#include "crypto/decryption_key.h"
#include "crypto/merkle_tree.h"
#include "crypto/private_key.h"
#include "crypto/random_bytes.h"

namespace sceau::bench {
namespace {

constexpr int rounds = 7;
constexpr int times = 2000;

template <typename T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "count_floors: {}\n", result.error().detail);
  std::exit(1);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The median of some rounds.
double microseconds_of(const std::function<void()>& what) {
  std::vector<double> each;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = processor_seconds();
    for (int i = 0; i < times; ++i) what();
    each.push_back((processor_seconds() - begin) / times * 1e6);
  }
  std::ranges::sort(each);
  return each[rounds / 2];
}

int run(std::size_t bytes) {
  const auto content = must(random_bytes(system_random(), bytes));
  auto ephemeral = must(generate_key(NewKey::p256));
  const auto urn = must(decryption_key_from(must(generate_key(NewKey::p256))));
  unsigned char* encoded = nullptr;
  const auto length = EVP_PKEY_get1_encoded_public_key(ephemeral.get(), &encoded);
  const Bytes point(encoded, encoded + length);
  OPENSSL_free(encoded);
  const auto signer = must(signing_key_from(must(generate_key(NewKey::p256))));
  const auto value = must(signer->sign(SignatureAlgorithm::ecdsa_sha256, content));
  const auto key = must(new_symmetric_key(system_random()));
  const Bytes nonce(gcm_nonce_bytes, 1);
  const auto sealed = must(gcm_encrypt(key, nonce, content, {}));

  const auto agreement = microseconds_of([&] { must(urn->agree(point)); });
  const auto gcm = microseconds_of([&] { must(gcm_decrypt(key, nonce, sealed.encrypted, sealed.tag, {})); });
  const auto check =
      microseconds_of([&] { must(verify(signer->public_key(), SignatureAlgorithm::ecdsa_sha256, content, value)); });
  const auto leaf = microseconds_of([&] { must(leaf_hash(content)); });
  fmt::print("{{\"agreement\": {:.2f}, \"gcm\": {:.2f}, \"signature\": {:.2f}, \"leaf\": {:.2f}}}\n", agreement, gcm,
             check, leaf);
  return 0;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** words) { return count == 2 ? sceau::bench::run(std::stoul(words[1])) : 64; }
