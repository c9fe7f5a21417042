// SPDX-License-Identifier: Apache-2.0
#include "cli/signing_identity.h"

#include <fmt/format.h>

#include "certs/authority/demo_authority.h"
#include "certs/certificate.h"
#include "cli/environment.h"
#include "cli/key_file.h"
#include "cli/secret_source.h"
#include "crypto/pkcs11_key.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t largest_key_file = 1 << 20;  // bytes

Result<SigningIdentity> demo_identity(const std::string& kind, Instant now) {
  const auto folder = demo_folder();
  if (!folder) return folder.error();
  auto authority = open_or_make_demo_authority(*folder, now, system_random());
  if (!authority) return authority.error();
  return kind == "rsa" ? authority->rsa_signer : authority->p256_signer;
}

// Where the file a message is about is not in the detail already.
Error about(const std::string& path, const Error& error) {
  if (error.detail.find(path) != std::string::npos) return error;
  return {error.reason, error.detail.empty() ? path : fmt::format("{}: {}", path, error.detail)};
}

// Empty where none was named.
Result<Bytes> certificate_file(const KeyArguments& arguments) {
  if (arguments.certificate.empty()) return Bytes();
  return read_file(arguments.certificate, largest_key_file);
}

Result<SigningIdentity> identity_from_files(const KeyArguments& arguments) {
  const auto key = read_file(arguments.key, largest_key_file);
  if (!key) return key.error();
  const auto certificate = certificate_file(arguments);
  if (!certificate) return certificate.error();
  const auto passphrase = passphrase_of(*key, arguments.key, arguments.passphrase);
  if (!passphrase) return passphrase.error();
  auto identity = read_identity(*key, *certificate, *passphrase);
  if (!identity) return about(arguments.key, identity.error());
  return identity;
}

Result<SigningIdentity> identity_on_token(const KeyArguments& arguments) {
  auto uri = read_pkcs11_uri(arguments.key);
  if (!uri) return uri.error();
  const auto certificate = certificate_file(arguments);
  if (!certificate) return certificate.error();
  const auto ask = [&](const TokenName& token) {
    const auto warning = token.is_last_try ? ", last try before it locks" : "";
    return read_secret(arguments.pin, fmt::format("PIN of token {}{}", printable(token.label), warning));
  };
  return open_token_identity({std::move(*uri), arguments.pkcs11_module, *certificate}, ask);
}

SignatureScheme scheme_for(KeyKind kind, bool pss) {
  switch (kind) {
    case KeyKind::rsa: return pss ? SignatureScheme::rsa_pss : SignatureScheme::rsa_pkcs1;
    case KeyKind::rsa_pss: return SignatureScheme::rsa_pss;
    case KeyKind::ec: return SignatureScheme::ecdsa;
    case KeyKind::ed25519: return SignatureScheme::ed25519;
    case KeyKind::ed448: return SignatureScheme::ed448;
  }
  return SignatureScheme::rsa_pkcs1;
}

}  // namespace

Status may_sign_now(const SigningIdentity& identity, Instant now) {
  const auto certificate = certificate_from(identity.certificate);
  if (!certificate) return certificate.error();
  const auto dates = fmt::format("{}: valid from {} to {}", certificate->subject(),
                                 to_rfc3339(certificate->not_before()), to_rfc3339(certificate->not_after()));
  if (now > certificate->not_after()) return Error{Reason::key_certificate_expired, dates};
  if (now < certificate->not_before()) return Error{Reason::key_certificate_not_yet_valid, dates};
  if (certificate->has_key_usage() && !certificate->allows(KeyUsage::digital_signature) &&
      !certificate->allows(KeyUsage::non_repudiation)) {
    return Error{Reason::key_purpose, certificate->subject()};
  }
  return Done{};
}

Result<SigningIdentity> identity_of_key(const KeyArguments& arguments, Instant now) {
  auto identity = is_pkcs11_uri(arguments.key) ? identity_on_token(arguments) : identity_from_files(arguments);
  if (!identity) return identity.error();
  if (auto allowed = may_sign_now(*identity, now); !allowed) return allowed.error();
  return identity;
}

Result<SigningIdentity> signing_identity(const SignArguments& arguments, Instant now) {
  if (!arguments.demo && arguments.signer.key.empty()) {
    return Error{Reason::usage_wrong, "who signs? name a key with --key FILE, or try --demo"};
  }
  return arguments.demo ? demo_identity(arguments.demo_key, now) : identity_of_key(arguments.signer, now);
}

Result<SignatureAlgorithm> chosen_algorithm(const SignArguments& arguments, const SigningIdentity& identity) {
  const auto& key = identity.key->public_key();
  if (arguments.digest.empty() && !arguments.pss) return default_algorithm(key);
  const auto scheme = scheme_for(key.kind(), arguments.pss);
  if (arguments.pss && scheme != SignatureScheme::rsa_pss) {
    return Error{Reason::usage_wrong, fmt::format("--pss with a key of kind {}", key.name())};
  }
  const bool chooses_itself = scheme == SignatureScheme::ed25519 || scheme == SignatureScheme::ed448;
  for (const auto& row : all_signature_algorithms()) {
    if (row.scheme != scheme || (!chooses_itself && row.digest != digest_named(arguments.digest))) continue;
    if (auto allowed = may_sign(row.algorithm, key); !allowed) return allowed.error();
    return row.algorithm;
  }
  return Error{Reason::algorithm_refused, key.name()};
}

DigestAlgorithm digest_named(const std::string& name) {
  if (name == "sha384") return DigestAlgorithm::sha384;
  if (name == "sha512") return DigestAlgorithm::sha512;
  return DigestAlgorithm::sha256;
}

std::string subject_of(const SigningIdentity& identity) {
  const auto certificate = certificate_from(identity.certificate);
  return certificate ? certificate->subject() : "";
}

}  // namespace sceau
