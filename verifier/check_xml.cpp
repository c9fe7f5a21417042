// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_xml.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/public_key.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "verifier/check_references.h"
#include "verifier/xades_level.h"

namespace sceau {
namespace {

Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

Findings findings_of(const Status& status) { return status ? Findings{} : Findings{as_finding(status.error())}; }

// Certificates that cannot be read are passed over: they help nobody, and harm only whoever needed them.
std::vector<Certificate> read_certificates_of(const std::vector<Bytes>& encoded, CertificatePool& pool) {
  std::vector<Certificate> certificates;
  for (const auto& der : encoded) {
    if (auto certificate = certificate_from(pool.decode(der))) certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

std::vector<RevocationList> read_lists_of(const std::vector<Bytes>& encoded) {
  std::vector<RevocationList> lists;
  for (const auto& der : encoded) {
    if (auto list = revocation_list_from_der(der)) lists.push_back(*std::move(list));
  }
  return lists;
}

bool names(const XadesCertificateReference& reference, const Certificate& certificate) {
  const auto algorithm = digest_from_xml_uri(reference.digest_uri);
  if (!algorithm) return false;
  const auto value = digest(*algorithm, certificate.der());
  return value && *value == reference.digest;
}

// Who may have signed, and why nobody. EN 319 102-1, 5.2.3: the first certificate reference is the signer's, and only
// its certificate counts. Without references (XMLDSIG, XAdES-BES by a signed KeyInfo) it is whichever the value fits.
struct Candidates {
  std::vector<Certificate> certificates;
  Findings findings;
};

Candidates find_candidates(const std::vector<Certificate>& embedded, const std::optional<XadesProperties>& properties) {
  if (embedded.empty()) return {{}, {{Reason::signing_certificate_missing, ""}}};
  if (!properties || properties->signing_certificates.empty()) return {embedded, {}};
  const auto& reference = properties->signing_certificates.front();
  const auto found = std::ranges::find_if(embedded, [&](const Certificate& each) { return names(reference, each); });
  if (found != embedded.end()) return {{*found}, {}};
  const auto known = digest_from_xml_uri(reference.digest_uri);
  if (!known) return {{}, {as_finding(known.error())}};
  return {{}, {{Reason::signing_certificate_mismatch, "no certificate has the digest that was signed"}}};
}

Status value_fits(const Certificate& signer, SignatureAlgorithm algorithm, ByteView signed_bytes, ByteView value) {
  const auto key = signer.public_key();
  if (!key) return key.error();
  if (row_of(algorithm).scheme != SignatureScheme::ecdsa) return verify(*key, algorithm, signed_bytes, value);
  if (!fits(algorithm, key->kind())) return Error{Reason::algorithm_mismatch, ""};
  const auto der = ecdsa_der_from_concatenated(value, *key);
  if (!der) return der.error();
  return verify(*key, algorithm, signed_bytes, *der);
}

class XmlSignatureCheck {
 public:
  XmlSignatureCheck(const XmlTree& tree, XmlNode element, DigestBudget& budget, CertificatePool& pool)
      : tree_(tree),
        budget_(budget),
        pool_(pool),
        signature_(read_signature(element)),
        properties_(read_xades_properties(signature_)) {}

  CheckedSignature run(std::size_t number) && {
    result_.id = signature_.id.empty() ? fmt::format("Signature[{}]", number) : signature_.id;
    result_.findings = signature_.findings;
    if (properties_) append(result_.findings, properties_->findings);
    note_material();
    check_data();
    check_counter_signature();
    check_value();
    note_timestamps();
    result_.base_level = xades_level(signature_, properties_, references_, result_.signer);
    return std::move(result_);
  }

 private:
  void note_material() {
    result_.certificates = read_certificates_of(signature_.certificates, pool_);
    if (!properties_) return;
    for (auto& certificate : read_certificates_of(properties_->certificates, pool_)) {
      result_.certificates.push_back(std::move(certificate));
    }
    result_.revocation_lists = read_lists_of(properties_->revocation_lists);
    result_.claimed_time = properties_->signing_time;
  }

  void check_data() {
    references_ = check_references(tree_, signature_, properties_, budget_);
    append(result_.findings, references_.findings);
    result_.coverage = references_.coverage;
    result_.digests = references_.digests;
  }

  // EN 319 132-1, 5.2.7.2: a counter-signature signs the SignatureValue of the signature that it stands in.
  void check_counter_signature() {
    auto property = signature_.element.parent();
    const bool is_counter = property.local_name() == "CounterSignature" && is_xades_namespace(namespace_of(property));
    if (!is_counter) return check_coverage();
    result_.kind = SignatureKind::counter_signature;
    const auto countersigned = enclosing_signature_value(property);
    const bool signs_it = std::ranges::find(references_.targets, countersigned) != references_.targets.end();
    if (countersigned && signs_it) return;
    result_.findings.push_back(
        {Reason::xml_signature_malformed, "the counter-signature does not sign the signature it stands in"});
    references_.all_hold = false;
  }

  void check_coverage() {
    if (result_.coverage == Coverage::partial) result_.findings.push_back({Reason::xml_partly_signed, ""});
  }

  static XmlNode enclosing_signature_value(XmlNode property) {
    auto node = property.parent();
    while (node && !is_named(node, xml_namespace::dsig, "Signature")) node = node.parent();
    return node ? child_named(node, xml_namespace::dsig, "SignatureValue") : XmlNode();
  }

  void check_value() {
    auto candidates = find_candidates(result_.certificates, properties_);
    append(result_.findings, std::move(candidates.findings));
    if (!candidates.certificates.empty()) result_.signer = candidates.certificates.front();
    const auto algorithm = signature_algorithm_from_xml_uri(signature_.signature_uri);
    if (!algorithm) return result_.findings.push_back(as_finding(algorithm.error()));
    result_.algorithm = *algorithm;
    if (candidates.certificates.empty() || !signature_.findings.empty()) return;
    auto problems = findings_of(find_fitting_signer(candidates.certificates, *algorithm));
    result_.intact = problems.empty() && references_.all_hold;
    append(result_.findings, std::move(problems));
  }

  // Where none fits, the problem with the first.
  Status find_fitting_signer(const std::vector<Certificate>& candidates, SignatureAlgorithm algorithm) {
    const auto signed_bytes = canonical_element(tree_, signature_.signed_info, signature_.signed_info_form);
    if (!signed_bytes) return signed_bytes.error();
    Status outcome = Done{};
    for (const auto& candidate : candidates) {
      auto fit = value_fits(candidate, algorithm, *signed_bytes, signature_.signature_value);
      if (fit) {
        result_.signer = candidate;
        return fit;
      }
      if (outcome) outcome = std::move(fit);
    }
    return outcome;
  }

  // A time-stamp whose canonical form is refused keeps its token, but no octets that it could fit.
  void note_timestamps() {
    if (!properties_) return;
    for (const auto& timestamp : properties_->signature_timestamps) {
      const auto claim = claim_of(timestamp);
      for (const auto& token : timestamp.tokens) {
        if (result_.signature_timestamps.size() == most_timestamps) return;  // nobody needs the others
        result_.signature_timestamps.push_back(claim);
        result_.signature_timestamps.back().token = token;
      }
    }
  }

  // What all tokens of one time-stamp claim; without the token.
  TimestampClaim claim_of(const XadesTimestamp& timestamp) const {
    constexpr std::size_t sensible_size = std::size_t{1} << 20;
    TimestampClaim claim{.token = {}, .stamped_data = {}, .imprint = {}, .findings = timestamp.findings};
    if (!claim.findings.empty()) return claim;
    auto octets = canonical_element(tree_, signature_.signature_value_element, timestamp.form);
    if (!octets) {
      claim.findings = {as_finding(octets.error())};
    } else if (octets->size() > sensible_size) {
      claim.findings = {{Reason::xml_too_complex, "the signature value is too long for a time-stamp"}};
    } else {
      claim.stamped_data = *std::move(octets);
    }
    return claim;
  }

  const XmlTree& tree_;
  DigestBudget& budget_;
  CertificatePool& pool_;
  XmlSignature signature_;
  std::optional<XadesProperties> properties_;
  CheckedReferences references_;
  CheckedSignature result_;
};

// The Ids that references anywhere in the file lead to.
std::vector<std::string> referenced_ids(const XmlTree& tree) {
  std::vector<std::string> ids;
  for (auto element = tree.root(); element; element = next_element(element, tree.root())) {
    if (!is_named(element, xml_namespace::dsig, "Reference")) continue;
    if (const auto id = id_of_uri(element.attribute("URI").value_or(""))) ids.emplace_back(*id);
  }
  return ids;
}

// Elements that share an Id nobody refers to are a habit of business documents; where a signature refers to it, either
// could be meant.
Status ids_are_clear(const XmlTree& tree) {
  if (tree.duplicate_ids().empty()) return Done{};
  for (const auto& id : referenced_ids(tree)) {
    if (tree.duplicate_ids().contains(id)) return Error{Reason::xml_duplicate_id, fmt::format("Id '{}'", id)};
  }
  return Done{};
}

Status can_be_judged(const XmlTree& tree) {
  if (tree.signatures().size() > most_signatures) {
    return Error{Reason::xml_too_complex, fmt::format("more than {} signatures", most_signatures)};
  }
  return ids_are_clear(tree);
}

}  // namespace

Result<std::vector<CheckedSignature>> check_xml(const XmlTree& tree, CertificatePool& pool) {
  if (const auto fit = can_be_judged(tree); !fit) return fit.error();
  std::vector<CheckedSignature> signatures;
  DigestBudget budget;
  for (const auto element : tree.signatures()) {
    signatures.push_back(XmlSignatureCheck(tree, element, budget, pool).run(signatures.size() + 1));
  }
  if (budget.is_spent()) return Error{Reason::xml_too_complex, "the signatures refer to too much data"};
  return signatures;
}

Result<std::vector<CheckedSignature>> check_xml(ByteView document, CertificatePool& pool) {
  const auto tree = read_xml(document);
  if (!tree) return tree.error();
  return check_xml(*tree, pool);
}

}  // namespace sceau
