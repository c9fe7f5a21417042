// SPDX-License-Identifier: Apache-2.0
// Envelopes from outside: never a crash, and no changed envelope opens. The input is taken three times: as an envelope,
// as the content of one, and as a list of changes to one.
#include <algorithm>
#include <cstdlib>

#include "crypto/sealed_envelope.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

struct Scene {
  test::Issued issued = test::issue({.common_name = "Recipient", .key_usage = "critical,keyAgreement"});
  EnvelopeRecipient recipient = *envelope_recipient(issued.certificate.handle());
  std::shared_ptr<const DecryptionKey> key = *decryption_key_from(own_key());
  Bytes sealed = *seal_envelope(recipient, as_bytes("a ballot"), system_random());

  Result<SecretBytes> open(ByteView envelope) const { return open_envelope(envelope, recipient, *key); }

 private:
  PrivateKeyHandle own_key() const {
    EVP_PKEY_up_ref(issued.key.get());
    return PrivateKeyHandle(issued.key.get());
  }
};

// Each three octets: where (two of them), and the octet to put there.
Bytes changed(const Bytes& sealed, ByteView changes) {
  Bytes envelope = sealed;
  for (; changes.size() >= 3; changes = changes.subspan(3)) {
    const std::size_t at = (std::size_t{changes[0]} << 8U | changes[1]) % envelope.size();
    envelope[at] = changes[2];
  }
  return envelope;
}

void check(const Scene& scene, ByteView input) {
  (void)static_cast<bool>(is_addressed_to(input, scene.recipient));
  require(!scene.open(input));

  const auto altered = changed(scene.sealed, input);
  require(static_cast<bool>(scene.open(altered)) == (altered == scene.sealed));

  const auto envelope = seal_envelope(scene.recipient, input, system_random());
  require(static_cast<bool>(envelope));
  const auto opened = scene.open(*envelope);
  require(opened && std::ranges::equal(opened->reveal(), input));
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sceau::Scene scene;
  sceau::check(scene, {data, size});
  return 0;
}
