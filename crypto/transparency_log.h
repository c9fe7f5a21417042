// SPDX-License-Identifier: Apache-2.0
// Checkpoints of an append-only log: C2SP tlog-checkpoint in C2SP signed-note, signed with Ed25519. Readers are strict:
// what parses writes back to the same text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/merkle_tree.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "foundation/result.h"

namespace sceau {

// What a log says of itself: so many entries, and this root over them.
struct Checkpoint {
  std::string origin;  // which log; this program's logs sign under their origin
  std::uint64_t size = 0;
  TreeHash root{};
  bool operator==(const Checkpoint&) const = default;
};

// Begins the value of a signature line: which key made it, as far as 4 octets can say.
using NoteKeyId = std::array<std::uint8_t, 4>;

// One signature line. The value is opaque until a verifier has looked at it.
struct NoteSignature {
  std::string name;
  NoteKeyId key_id{};
  Bytes signature;
  bool operator==(const NoteSignature&) const = default;
};

struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<NoteSignature> signatures;  // never empty
  bool operator==(const SignedCheckpoint&) const = default;
};

// A name under which a key signs: not empty, UTF-8 without white space, control characters and '+'.
bool is_note_name(std::string_view name);

// The three lines that are signed.
std::string checkpoint_text(const Checkpoint& checkpoint);

// Signed under the name of the origin. Errors: value.wrong (the origin is no name of a key),
// signature.algorithm_mismatch (no Ed25519 key), those of the key.
Result<SignedCheckpoint> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

std::string write_checkpoint(const SignedCheckpoint& checkpoint);

// Looks at the form only: an untrusted claim. Three lines exactly (extension lines, which tlog-checkpoint discourages,
// are refused), then 1 to 16 signatures. Error: log.checkpoint_malformed.
Result<SignedCheckpoint> parse_checkpoint(std::string_view note);

// Whose signatures are believed.
struct LogVerifier {
  std::string name;
  PublicKey key;
};

// "name+keyid+key": the public key of a log in one line (signed-note, "Verifier keys"). Errors: value.wrong,
// signature.algorithm_mismatch.
Result<std::string> verifier_key(std::string_view name, const PublicKey& key);
// Error: key.not_readable.
Result<LogVerifier> read_verifier_key(std::string_view text);

// Is there a signature of that verifier, and does it fit? Signatures of others are passed over. Error:
// log.checkpoint_signature.
Status is_signed_by(const SignedCheckpoint& checkpoint, const LogVerifier& verifier);

// All at once: the note parses, its origin is the name of the verifier, who signed it. Errors:
// log.checkpoint_malformed, log.checkpoint_signature.
Result<Checkpoint> open_checkpoint(std::string_view note, const LogVerifier& verifier);

}  // namespace sceau
