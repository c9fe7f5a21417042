// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_form_signature.h"

#include <fmt/format.h>

#include "certs/pem_blocks.h"
#include "certs/qualified_statements.h"
#include "certs/subject_names.h"
#include "verifier/check_xml.h"

namespace sceau::audit {
namespace {

Status add_issuers(ByteView pem, TrustAnchors& anchors) {
  bool has_any = false;
  for (const auto& block : pem_blocks(pem)) {
    if (block.label == "CERTIFICATE") {
      auto certificate = certificate_from_der(block.der);
      if (!certificate) return certificate.error();
      anchors.certificates.push_back(*std::move(certificate));
    } else if (block.label == "X509 CRL") {
      auto list = revocation_list_from_der(block.der);
      if (!list) return list.error();
      anchors.revocation_lists.push_back(*std::move(list));
    } else {
      continue;
    }
    has_any = true;
  }
  return has_any ? Status(Done{}) : Error{Reason::certificate_malformed, "neither certificates nor lists"};
}

TrustAnchors read_issuers(const BundleFiles& files, std::string_view folder, FindingList& findings) {
  TrustAnchors anchors;
  for (const auto& name : files.names_in(folder)) {
    const auto pem = files.read(name, findings, std::size_t{64} << 20);
    if (!pem) continue;
    if (const auto added = add_issuers(*pem, anchors); !added) findings.add_malformed(name, added.error());
  }
  return anchors;
}

// Of the audit's own evidence everything may serve; what is not about an issuer is passed over.
SignerTrust trust_in(TrustAnchors anchors, const ValidationContext& context) {
  auto lists = context.anchors.revocation_lists;
  lists.insert(lists.end(), context.revocation_lists.begin(), context.revocation_lists.end());
  return {std::move(anchors), std::move(lists)};
}

bool claims_to_be_qualified(const Certificate& certificate) {
  const auto statements = qualified_statements(certificate);
  return statements && claims_qualified_signature(*statements);
}

FormSignature judge_seal(const CheckedSignature& signature, Instant received_at, FormTrust& trust) {
  FormSignature judged{SignatureLevel::simple, trust.seals.doubts_about(signature, received_at)};
  if (!judged.findings.empty()) judged.level = SignatureLevel::none;
  if (signature.signer) trust.sealed_by.try_emplace(signature.signer->handle(), *signature.signer);
  return judged;
}

FormSignature judge_shareholder(const CheckedSignature& signature, Instant received_at, FormTrust& trust) {
  auto doubts = trust.qualified.doubts_about(signature, received_at);
  if (doubts.empty() && claims_to_be_qualified(*signature.signer)) return {SignatureLevel::qualified, {}};
  if (doubts.empty()) return {SignatureLevel::advanced, {}};
  auto other_doubts = trust.advanced.doubts_about(signature, received_at);
  if (other_doubts.empty()) return {SignatureLevel::advanced, {}};
  return {SignatureLevel::none, trust.advanced.has_anchors() ? std::move(other_doubts) : std::move(doubts)};
}

bool names_person(const Certificate& certificate, std::string_view surname, std::string_view first_name) {
  const auto names = subject_names(certificate);
  if (!names.surname.empty() || !names.given_name.empty()) {
    return folded_name(names.surname) == folded_name(surname) && !folded_name(surname).empty() &&
           has_words_of(names.given_name, first_name);
  }
  if (!names.pseudonym.empty()) return false;
  const auto common_name = certificate.common_name();
  return has_words_of(common_name, surname) && has_words_of(common_name, first_name);
}

bool names_company(const Certificate& certificate, std::string_view company) {
  const auto names = subject_names(certificate);
  const auto wanted = folded_name(company);
  return names.surname.empty() && !wanted.empty() && folded_name(names.organization) == wanted;
}

}  // namespace

FormTrust read_form_trust(const BundleFiles& files, const ValidationContext& context, FindingList& findings) {
  auto qualified = read_issuers(files, "issuers/qualified/", findings);
  auto advanced = read_issuers(files, "issuers/advanced/", findings);
  std::vector<std::string> issuers;
  for (const auto* anchors : {&qualified, &advanced}) {
    for (const auto& certificate : anchors->certificates) issuers.push_back(certificate.subject());
  }
  return {.qualified = trust_in(std::move(qualified), context),
          .advanced = trust_in(std::move(advanced), context),
          .seals = trust_in(context.anchors, context),
          .pool = *context.pool,
          .issuers = std::move(issuers)};
}

bool names_the_signer(const Certificate& certificate, const UrnDocument& document) {
  const auto& signer = document.signer;
  if (!signer.surname.empty() || !signer.first_name.empty()) {
    return names_person(certificate, signer.surname, signer.first_name);
  }
  const auto& shareholder = document.shareholder;
  if (!shareholder.company.empty()) return names_company(certificate, shareholder.company);
  return names_person(certificate, shareholder.surname, shareholder.first_name);
}

FormSignature check_form_signature(const XmlTree& tree, const UrnDocument& document, Instant received_at,
                                   FormTrust& trust) {
  const auto signatures = check_xml(tree, trust.pool);
  if (!signatures) return {SignatureLevel::none, {{signatures.error().reason, signatures.error().detail}}};
  if (signatures->size() != 1) {
    return {SignatureLevel::none, {{Reason::no_signature, fmt::format("{} signatures, not one", signatures->size())}}};
  }
  const auto& signature = signatures->front();
  auto findings = signature_is_sound(signature, received_at);
  if (!findings.empty()) return {SignatureLevel::none, std::move(findings)};
  if (document.evidence) return judge_seal(signature, received_at, trust);
  if (!names_the_signer(*signature.signer, document)) {
    return {SignatureLevel::none, {{Reason::vote_signer_not_entitled, signature.signer->subject()}}};
  }
  return judge_shareholder(signature, received_at, trust);
}

}  // namespace sceau::audit
