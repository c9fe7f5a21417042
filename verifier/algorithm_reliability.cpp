// SPDX-License-Identifier: Apache-2.0
#include "verifier/algorithm_reliability.h"

#include <fmt/format.h>

namespace sceau {
namespace {

Findings must_last(const std::optional<Instant>& until, std::string_view what, Instant time) {
  if (!until || *until >= time) return {};
  return {{Reason::algorithm_too_weak, fmt::format("{} was reliable until {}", what, to_rfc3339(*until))}};
}

Findings unknown(std::string_view what, const Error& error) {
  return {{Reason::algorithm_unknown, fmt::format("{}: {}", what, error.detail)}};
}

Findings certificate_is_reliable(const Certificate& certificate, const Certificate& issuer, Instant time) {
  const auto what = "certificate of " + certificate.subject();
  const auto algorithm = signature_algorithm_from_identifier(X509_get0_tbs_sigalg(certificate.handle()));
  if (!algorithm) return unknown(what, algorithm.error());
  const auto key = issuer.public_key();
  if (!key) return unknown(what, key.error());
  return must_last(accepted_until(*algorithm, *key),
                   fmt::format("{}: {} with {}", what, row_of(*algorithm).name, key->name()), time);
}

Findings list_is_reliable(const RevocationList& list, Instant time) {
  const auto what = "revocation list of " + list.issuer();
  const X509_ALGOR* identifier = nullptr;
  X509_CRL_get0_signature(list.handle(), nullptr, &identifier);
  const auto algorithm = signature_algorithm_from_identifier(identifier);
  if (!algorithm) return unknown(what, algorithm.error());
  return must_last(accepted_until(digest_of(*algorithm)), fmt::format("{}: {}", what, row_of(*algorithm).name), time);
}

}  // namespace

Findings digest_is_reliable(DigestAlgorithm digest, Instant time) {
  return must_last(accepted_until(digest), row_of(digest).name, time);
}

Findings signature_is_reliable(SignatureAlgorithm algorithm, const PublicKey& key, Instant time) {
  return must_last(accepted_until(algorithm, key), fmt::format("{} with {}", row_of(algorithm).name, key.name()), time);
}

Findings chain_is_reliable(const CertificateChain& chain, const RevocationEvidence& evidence, Instant time) {
  Findings findings;
  const auto& certificates = chain.certificates();
  for (std::size_t i = 0; i + 1 < certificates.size(); ++i) {
    append(findings, certificate_is_reliable(certificates[i], certificates[i + 1], time));
  }
  for (const auto& status : evidence) {
    if (status.list) append(findings, list_is_reliable(*status.list, time));
  }
  return findings;
}

}  // namespace sceau
