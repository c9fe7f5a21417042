// SPDX-License-Identifier: Apache-2.0
// Which algorithms and keys may sign today, and until when each is accepted in a signature that exists already.
#include <algorithm>
#include <array>
#include <string>

#include "crypto/public_key.h"
#include "crypto/signature_algorithm.h"

namespace sceau {
namespace {

using std::chrono_literals::operator""y;

// "Reliable until the end of the day before": the last microsecond.
constexpr Instant before(std::chrono::year_month_day day) {
  return Instant(std::chrono::sys_days(day)) - std::chrono::microseconds(1);
}

struct DigestEnd {
  DigestAlgorithm algorithm;
  Instant end;
};

// A digest that is not listed has no announced end (marked R, recommended, in ETSI TS 119 312 V2.1.1; SHAKE256 is not
// in it, it comes with Ed448 only).
constexpr std::array digest_ends{
    DigestEnd{DigestAlgorithm::sha1, before(2012y / 8 / 1)},    // ETSI TS 119 312 V1.5.1, as in EU DSS 6
    DigestEnd{DigestAlgorithm::sha224, before(2029y / 1 / 1)},  // ETSI TS 119 312 V1.5.1 and V2.1.1, L2028
};

struct KeyEnd {
  int at_least_bits;
  Instant end;
};

// From the strongest down; the first row whose size the key reaches counts. Below 786 bits: RSA-155 (512 bits) was
// factored in August 1999; no ETSI document ever accepted such keys.
constexpr std::array rsa_ends{
    KeyEnd{1900, before(2029y / 1 / 1)},   // ETSI TS 119 312 V1.5.1 (L2028); V2.1.1, 8.4: no certificate beyond 2028
    KeyEnd{1024, before(2019y / 10 / 1)},  // ETSI TS 119 312 V1.5.1, as in EU DSS 6
    KeyEnd{786, before(2010y / 8 / 1)},    // ETSI TS 119 312 V1.5.1, as in EU DSS 6
    KeyEnd{0, before(1999y / 8 / 22)},
};
constexpr int rsa_without_end_bits = 3000;  // recommended with PSS; PKCS#1 v1.5 has its own row below

constexpr std::array ec_ends{
    KeyEnd{224, before(2021y / 10 / 1)},  // ETSI TS 119 312 V1.5.1, as in EU DSS 6
    KeyEnd{0, before(2012y / 8 / 1)},     // ETSI TS 102 176-1 V2.1.1 (160 to 223 bits)
};
constexpr int ec_without_end_bits = 256;

// ETSI TS 119 312 V2.1.1: RSA PKCS#1 v1.5 with 3,000 bits or more, L2033.
constexpr Instant rsa_pkcs1_end = before(2034y / 1 / 1);

template <std::size_t count>
std::optional<Instant> end_of_size(const std::array<KeyEnd, count>& rows, int bits) {
  return std::ranges::find_if(rows, [bits](const KeyEnd& row) { return bits >= row.at_least_bits; })->end;
}

std::optional<Instant> earlier(std::optional<Instant> one, std::optional<Instant> other) {
  if (!one) return other;
  if (!other) return one;
  return std::min(*one, *other);
}

bool is_strong_digest(DigestAlgorithm digest) {
  return digest == DigestAlgorithm::sha256 || digest == DigestAlgorithm::sha384 || digest == DigestAlgorithm::sha512;
}

bool is_strong_key(const PublicKey& key) {
  switch (key.kind()) {
    case KeyKind::rsa:
    case KeyKind::rsa_pss: return key.bits() >= 3072;
    case KeyKind::ec: return key.curve() == "P-256" || key.curve() == "P-384" || key.curve() == "P-521";
    case KeyKind::ed25519: return true;
    case KeyKind::ed448: return false;
  }
  return false;
}

}  // namespace

Status may_sign(SignatureAlgorithm algorithm, const PublicKey& key) {
  const std::string pair = std::string(row_of(algorithm).name) + " with a key " + key.name();
  if (!fits(algorithm, key.kind())) return Error{Reason::algorithm_mismatch, pair};
  if (!is_strong_digest(digest_of(algorithm)) || !is_strong_key(key)) return Error{Reason::algorithm_refused, pair};
  return Done{};
}

Result<SignatureAlgorithm> default_algorithm(const PublicKey& key) {
  if (!is_strong_key(key)) return Error{Reason::algorithm_refused, "a key " + key.name()};
  switch (key.kind()) {
    case KeyKind::rsa: return SignatureAlgorithm::rsa_sha256;
    case KeyKind::rsa_pss: return SignatureAlgorithm::pss_sha256;
    case KeyKind::ed25519: return SignatureAlgorithm::ed25519;
    case KeyKind::ed448: return SignatureAlgorithm::ed448;
    case KeyKind::ec: break;
  }
  if (key.curve() == "P-256") return SignatureAlgorithm::ecdsa_sha256;
  return key.curve() == "P-384" ? SignatureAlgorithm::ecdsa_sha384 : SignatureAlgorithm::ecdsa_sha512;
}

std::optional<Instant> accepted_until(DigestAlgorithm algorithm) {
  const auto row = std::ranges::find(digest_ends, algorithm, &DigestEnd::algorithm);
  return row == digest_ends.end() ? std::nullopt : std::optional(row->end);
}

// EdDSA: no end is known to this program; ETSI TS 119 312 did not evaluate it up to V1.5.1.
std::optional<Instant> accepted_until(const PublicKey& key) {
  switch (key.kind()) {
    case KeyKind::rsa:
    case KeyKind::rsa_pss: return key.bits() >= rsa_without_end_bits ? std::nullopt : end_of_size(rsa_ends, key.bits());
    case KeyKind::ec: return key.bits() >= ec_without_end_bits ? std::nullopt : end_of_size(ec_ends, key.bits());
    case KeyKind::ed25519:
    case KeyKind::ed448: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instant> accepted_until(SignatureAlgorithm algorithm, const PublicKey& key) {
  const auto& row = row_of(algorithm);
  const auto scheme_end =
      row.scheme == SignatureScheme::rsa_pkcs1 ? std::optional<Instant>(rsa_pkcs1_end) : std::nullopt;
  return earlier(scheme_end, earlier(accepted_until(row.digest), accepted_until(key)));
}

}  // namespace sceau
