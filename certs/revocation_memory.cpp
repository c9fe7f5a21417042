// SPDX-License-Identifier: Apache-2.0
#include "certs/revocation_memory.h"

#include <openssl/x509v3.h>

#include <algorithm>

#include "foundation/bytes.h"

namespace sceau {
namespace {

std::string extension_value(const Certificate& certificate, int id) {
  const int at = X509_get_ext_by_NID(certificate.handle(), id, -1);
  if (at < 0) return "none;";
  const auto* value = X509_EXTENSION_get_data(X509_get_ext(certificate.handle(), at));
  const ByteView bytes(ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value)));
  return std::to_string(bytes.size()) + ":" + std::string(as_text(bytes)) + ";";
}

// What OpenSSL looks at to choose lists and their issuers, besides names.
std::string traits_of(const Certificate& leaf) {
  std::string traits = leaf.is_ca() ? "ca;" : "end entity;";
  for (const int id : {NID_authority_key_identifier, NID_crl_distribution_points, NID_freshest_crl}) {
    traits += extension_value(leaf, id);
  }
  return traits;
}

bool is_plain(const RevocationList& list) {
  return !list.is_delta() && X509_CRL_get_ext_by_NID(list.handle(), NID_issuing_distribution_point, -1) < 0;
}

bool is_of_issuer(const RevocationList& list, const Certificate& certificate) {
  return X509_NAME_cmp(X509_CRL_get_issuer(list.handle()), X509_get_issuer_name(certificate.handle())) == 0;
}

bool is_in(const Certificate& each, const CertificateChain& chain) {
  return std::ranges::find(chain.certificates(), each) != chain.certificates().end();
}

// One plain list for each certificate, and nobody else to ask.
bool is_plain(const CertificateChain& chain, const RevocationOptions& options) {
  const auto& certificates = chain.certificates();
  const auto is_of_chain = [&](const Certificate& each) { return is_in(each, chain); };
  const auto has_one_list = [&](const Certificate& each) {
    return std::ranges::count_if(options.lists, [&](const auto& list) { return is_of_issuer(list, each); }) == 1;
  };
  return std::ranges::all_of(options.lists, [](const auto& list) { return is_plain(list); }) &&
         std::ranges::all_of(options.untrusted, is_of_chain) &&
         std::all_of(certificates.begin(), certificates.end() - 1, has_one_list);
}

bool is_good(const CertificateStatus& status) { return status.status == RevocationStatus::good; }

bool is_same_list(const RevocationList& one, const RevocationList& other) { return one.handle() == other.handle(); }

bool is_on(const RevocationList& list, const Certificate& certificate) {
  X509_REVOKED* revoked = nullptr;
  return X509_CRL_get0_by_cert(list.handle(), &revoked, certificate.handle()) != 0;
}

// A second is as fine as OpenSSL compares.
void narrow(Instant& from, Instant& until, Instant boundary, Instant time) {
  constexpr std::chrono::seconds margin(1);
  if (boundary <= time) from = std::max(from, boundary + margin);
  if (boundary > time) until = std::min(until, boundary - margin);
}

}  // namespace

RevocationEvidence RevocationMemory::check(const CertificateChain& chain, const RevocationOptions& options) {
  if (chain.certificates().size() < 2 || !is_plain(chain, options)) return check_revocation(chain, options);
  if (auto evidence = of_sibling(chain, options)) return *std::move(evidence);
  auto evidence = check_revocation(chain, options);
  if (std::ranges::all_of(evidence, is_good)) remember(chain, options, evidence);
  return evidence;
}

std::optional<RevocationEvidence> RevocationMemory::of_sibling(const CertificateChain& chain,
                                                               const RevocationOptions& options) {
  const auto& leaf = chain.leaf();
  const auto traits = traits_of(leaf);
  const std::span issuers(chain.certificates().begin() + 1, chain.certificates().end());
  const auto is_about = [&](const Known& known) {
    return known.from <= options.time && options.time <= known.until && known.traits == traits &&
           std::ranges::equal(known.issuers, issuers) && std::ranges::equal(known.lists, options.lists, is_same_list);
  };
  const std::lock_guard lock(mutex_);
  const auto known = std::ranges::find_if(known_, is_about);
  if (known == known_.end()) return std::nullopt;
  const auto& list = *known->evidence.front().list;
  if (is_on(list, leaf) || list.this_update() > leaf.not_after()) return std::nullopt;
  auto evidence = known->evidence;
  evidence.front().certificate = leaf;
  return evidence;
}

void RevocationMemory::remember(const CertificateChain& chain, const RevocationOptions& options,
                                const RevocationEvidence& evidence) {
  Known known{.issuers = {chain.certificates().begin() + 1, chain.certificates().end()},
              .lists = {options.lists.begin(), options.lists.end()},
              .traits = traits_of(chain.leaf()),
              .from = Instant::min(),
              .until = Instant::max(),
              .evidence = evidence};
  for (const auto& issuer : known.issuers) {
    narrow(known.from, known.until, issuer.not_before(), options.time);
    narrow(known.from, known.until, issuer.not_after(), options.time);
  }
  for (const auto& list : known.lists) {
    narrow(known.from, known.until, list.this_update(), options.time);
    if (list.next_update()) narrow(known.from, known.until, *list.next_update(), options.time);
  }
  const std::lock_guard lock(mutex_);
  if (known_.size() == capacity) known_.clear();
  known_.push_back(std::move(known));
}

}  // namespace sceau
