// SPDX-License-Identifier: Apache-2.0
#include "crypto/transparency_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::uint8_t ed25519_type = 1;  // signed-note, "Signature types"
constexpr std::size_t ed25519_key_bytes = 32;

// SubjectPublicKeyInfo (RFC 8410) up to the 32 octets of the key.
constexpr std::uint8_t ed25519_info[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

// Type and key, as verifier keys carry them.
Result<Bytes> typed_key(const PublicKey& key) {
  if (key.kind() != KeyKind::ed25519) {
    return Error{Reason::algorithm_mismatch, "a log signs with Ed25519, not with " + key.name()};
  }
  Bytes typed{ed25519_type};
  append(typed, ByteView(key.info()).last(ed25519_key_bytes));
  return typed;
}

// The first 4 octets of SHA-256(name || 0x0a || type || key).
Result<NoteKeyId> key_id_of(std::string_view name, ByteView typed) {
  Bytes named = to_bytes(name);
  named.push_back('\n');
  append(named, typed);
  const auto hash = digest(DigestAlgorithm::sha256, named);
  if (!hash) return hash.error();
  NoteKeyId id{};
  std::copy_n(hash->begin(), id.size(), id.begin());
  return id;
}

Result<NoteKeyId> key_id_of(std::string_view name, const PublicKey& key) {
  const auto typed = typed_key(key);
  if (!typed) return typed.error();
  return key_id_of(name, *typed);
}

Error unsigned_by(const LogVerifier& verifier, const char* why) {
  return {Reason::log_checkpoint_signature, fmt::format("{}: {}", printable(verifier.name), why)};
}

}  // namespace

Result<SignedCheckpoint> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  if (!is_note_name(checkpoint.origin)) {
    return Error{Reason::value_wrong, fmt::format("'{}' cannot name a log", printable(checkpoint.origin))};
  }
  const auto id = key_id_of(checkpoint.origin, key.public_key());
  if (!id) return id.error();
  auto signature = key.sign(SignatureAlgorithm::ed25519, as_bytes(checkpoint_text(checkpoint)));
  if (!signature) return signature.error();
  return SignedCheckpoint{checkpoint, {{checkpoint.origin, *id, std::move(*signature)}}};
}

Result<std::string> verifier_key(std::string_view name, const PublicKey& key) {
  if (!is_note_name(name)) return Error{Reason::value_wrong, fmt::format("'{}' cannot name a log", printable(name))};
  const auto typed = typed_key(key);
  if (!typed) return typed.error();
  const auto id = key_id_of(name, *typed);
  if (!id) return id.error();
  return fmt::format("{}+{}+{}", name, hex_lower(*id), base64(*typed));
}

Result<LogVerifier> read_verifier_key(std::string_view text) {
  const Error unreadable{Reason::key_not_readable, "a verifier key is written NAME+KEYID+KEY, with an Ed25519 key"};
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return unreadable;
  const auto typed = from_base64(text.substr(second + 1));
  if (!typed || typed->size() != 1 + ed25519_key_bytes || typed->front() != ed25519_type) return unreadable;

  Bytes info(std::begin(ed25519_info), std::end(ed25519_info));
  append(info, ByteView(*typed).subspan(1));
  auto key = public_key_from_info(info);
  if (!key) return unreadable;
  const std::string name(text.substr(0, first));
  const auto written = verifier_key(name, *key);
  if (!written || *written != text) return unreadable;  // another key id, another spelling
  return LogVerifier{name, std::move(*key)};
}

Status is_signed_by(const SignedCheckpoint& checkpoint, const LogVerifier& verifier) {
  const auto id = key_id_of(verifier.name, verifier.key);
  if (!id) return id.error();
  const auto& signatures = checkpoint.signatures;
  const auto own = std::ranges::find_if(signatures, [&](const NoteSignature& signature) {
    return signature.name == verifier.name && signature.key_id == *id;
  });
  if (own == signatures.end()) return unsigned_by(verifier, "no signature of this key");
  const auto text = checkpoint_text(checkpoint.checkpoint);
  if (!verify(verifier.key, SignatureAlgorithm::ed25519, as_bytes(text), own->signature)) {
    return unsigned_by(verifier, "the signature does not fit the text");
  }
  return Done{};
}

Result<Checkpoint> open_checkpoint(std::string_view note, const LogVerifier& verifier) {
  auto parsed = parse_checkpoint(note);
  if (!parsed) return parsed.error();
  if (parsed->checkpoint.origin != verifier.name) return unsigned_by(verifier, "a checkpoint of another log");
  if (auto is_signed = is_signed_by(*parsed, verifier); !is_signed) return is_signed.error();
  return std::move(parsed->checkpoint);
}

}  // namespace sceau
