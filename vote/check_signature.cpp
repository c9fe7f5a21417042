// SPDX-License-Identifier: Apache-2.0
#include "vote/check_signature.h"

#include <fmt/format.h>

#include <algorithm>

#include "certs/qualified_statements.h"
#include "certs/subject_names.h"
#include "formats/xml/namespaces.h"
#include "foundation/text_encoding.h"
#include "verifier/check_timestamps.h"
#include "verifier/check_xml.h"
#include "verifier/judge.h"
#include "vote/person_names.h"

namespace sceau {
namespace {

Error invalid(std::string detail) { return {Reason::vote_signature_invalid, std::move(detail)}; }

std::string described(const Verdict& verdict) {
  const auto sub = verdict.sub_indication ? name_of(*verdict.sub_indication) : name_of(verdict.indication);
  if (verdict.reasons.empty()) return std::string(sub);
  const auto& first = verdict.reasons.front();
  return fmt::format("{}: {}: {}", sub, stable_name(first.reason), row_of(first.reason).sentence);
}

Result<CheckedSignature> only_signature(const XmlTree& form, CertificatePool& pool) {
  auto checked = check_xml(form, pool);
  if (!checked) return invalid(std::string(row_of(checked.error().reason).sentence));
  if (checked->empty()) return invalid("the form is not signed");
  if (checked->size() > 1) return invalid("the form has more than one signature");
  return std::move(checked->front());
}

Status covers_the_form(const CheckedSignature& signature) {
  if (signature.coverage != Coverage::whole_document) return invalid("the signature does not cover the whole form");
  if (!signature.base_level.starts_with("XAdES-")) return invalid("the signature is not a XAdES");
  return Done{};
}

Verdict verdict_on(const CheckedSignature& signature, const TrustAnchors& anchors, const FormIssuers& issuers,
                   Instant time) {
  ValidationContext context{.time = time, .anchors = anchors, .revocation_lists = {}};
  context.pool = issuers.pool;
  context.revocations = issuers.revocations;
  return judge_signature(signature, check_timestamps(signature, context), context);
}

std::string fingerprint(const Certificate& certificate) { return hex_lower(certificate.sha256()); }

std::string why_qualified(const Certificate& signer) {
  return fmt::format(
      "qualified: its issuer stands in the meeting's qualified-issuers, and the certificate {} states QcCompliance and "
      "QcSSCD; trusted lists were not read",
      fingerprint(signer));
}

std::string why_advanced(const Certificate& signer) {
  return fmt::format("advanced: certificate {} of an issuer that the meeting takes; not qualified",
                     fingerprint(signer));
}

bool says_qualified(const Certificate& signer) {
  const auto statements = qualified_statements(signer);
  return statements && claims_qualified_signature(*statements);
}

bool passed(const Verdict& verdict) { return verdict.indication == Indication::total_passed; }

// The refusal that got further.
Error refused(const Verdict& by_qualified, const Verdict& by_advanced) {
  if (by_advanced.indication == Indication::total_failed) return invalid(described(by_advanced));
  const bool is_unknown_to_qualified = by_qualified.sub_indication == SubIndication::no_certificate_chain_found;
  return {Reason::vote_certificate_not_acceptable, described(is_unknown_to_qualified ? by_advanced : by_qualified)};
}

std::string signing_surname(const Form& form) {
  return form.signer.surname.empty() ? form.identity.surname : form.signer.surname;
}
std::string signing_first_name(const Form& form) {
  return form.signer.first_name.empty() ? form.identity.first_name : form.signer.first_name;
}

// "NTRFR-552100554" for the registration "552 100 554" (EN 319 412-1, 5.1.4).
bool is_registration(std::string_view identifier, std::string_view registration) {
  std::string digits;
  std::ranges::copy_if(registration, std::back_inserter(digits), [](char c) { return c != ' ' && c != '.'; });
  const auto dash = identifier.find('-');
  return dash != std::string_view::npos && !digits.empty() && identifier.substr(dash + 1) == digits;
}

bool names_the_company(const SubjectNames& names, const Person& company) {
  if (company.company.empty()) return false;
  if (!company.registration.empty() && !names.organization_identifier.empty()) {
    return is_registration(names.organization_identifier, company.registration);
  }
  return false;  // two companies may have one name
}

}  // namespace

bool is_signed(const XmlTree& form) { return !children_named(form.root(), xml_namespace::dsig, "Signature").empty(); }

Result<FormSignature> check_signature(const XmlTree& form, const FormIssuers& issuers, Instant received_at) {
  const auto signature = only_signature(form, *issuers.pool);
  if (!signature) return signature.error();
  const auto verdict_by = [&](const TrustAnchors& anchors) {
    return verdict_on(*signature, anchors, issuers, received_at);
  };
  const bool some_are_qualified = !issuers.qualified.empty();  // of the company's own seal none is
  const auto by_first = verdict_by(some_are_qualified ? issuers.qualified : issuers.advanced);
  if (by_first.indication == Indication::total_failed) return invalid(described(by_first));
  const auto covered = covers_the_form(*signature);
  if (!covered) return covered.error();
  if (some_are_qualified && passed(by_first) && says_qualified(*signature->signer)) {
    return FormSignature{SignatureLevel::qualified, *signature->signer, why_qualified(*signature->signer)};
  }
  const auto by_advanced = passed(by_first) || !some_are_qualified ? by_first : verdict_by(issuers.advanced);
  if (!passed(by_advanced)) return refused(by_first, by_advanced);
  return FormSignature{SignatureLevel::advanced, *signature->signer, why_advanced(*signature->signer)};
}

Findings signer_is_entitled(const Form& form, const Certificate& signer, bool came_with_code) {
  const auto names = subject_names(signer);
  if (!is_same_name(signing_surname(form), names.surname) ||
      !is_among_first_names(signing_first_name(form), names.given_name)) {
    return {{Reason::vote_signer_not_entitled, "the certificate names another person than the form"}};
  }
  const bool signs_for_oneself = form.signer.capacity == Capacity::shareholder && form.identity.company.empty();
  if (signs_for_oneself) {
    if (is_same_name(form.identity.surname, names.surname) &&
        is_among_first_names(form.identity.first_name, names.given_name)) {
      return {};
    }
    return {{Reason::vote_signer_not_entitled, "the certificate does not name the shareholder"}};
  }
  if (came_with_code || names_the_company(names, form.identity)) return {};
  return {{Reason::vote_signer_not_entitled,
           "nothing shows that the signer represents the shareholder: send the access code with the form"}};
}

}  // namespace sceau
