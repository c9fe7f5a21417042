// SPDX-License-Identifier: Apache-2.0
#include "certs/chain_builder.h"

#include <openssl/x509_vfy.h>

#include <algorithm>

#include "certs/name_text.h"
#include "certs/path_validation.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {

struct ChainMaker {
  static CertificateChain make(std::vector<Certificate> path) { return CertificateChain(std::move(path)); }
};

namespace {

Reason reason_of(int verify_error) {
  switch (verify_error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_CERT_UNTRUSTED: return Reason::chain_incomplete;
    case X509_V_ERR_CERT_HAS_EXPIRED: return Reason::certificate_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return Reason::certificate_not_yet_valid;
    case X509_V_ERR_INVALID_PURPOSE: return Reason::wrong_purpose;
    default: return Reason::chain_invalid;
  }
}

// Several errors of OpenSSL say one thing; the first of each reason and certificate is kept.
void add(Findings& findings, Reason reason, std::string detail) {
  if (reason == Reason::chain_incomplete && contains(findings, reason)) return;
  findings.push_back({reason, std::move(detail)});
}

std::string dates_of(X509* certificate) {
  const auto value = certificate_from(share_also(certificate));
  return value ? " (valid " + to_rfc3339(value->not_before()) + " to " + to_rfc3339(value->not_after()) + ")" : "";
}

std::string detail_of(int verify_error, X509* certificate) {
  std::string detail = X509_verify_cert_error_string(verify_error);
  if (certificate == nullptr) return detail;
  const bool is_about_time =
      verify_error == X509_V_ERR_CERT_HAS_EXPIRED || verify_error == X509_V_ERR_CERT_NOT_YET_VALID;
  return name_text(X509_get_subject_name(certificate)) + ": " + detail + (is_about_time ? dates_of(certificate) : "");
}

// What one run has seen.
struct Observer {
  Instant time;
  Findings findings{};
  std::optional<Certificate> wrong_issuer{};  // has the issuer's name, but not the key that signed
};

// RFC 5280, 4.1.2.5: valid through notAfter. OpenSSL ends one second earlier.
bool is_last_second(int verify_error, X509* certificate, Instant time) {
  if (verify_error != X509_V_ERR_CERT_HAS_EXPIRED) return false;
  const auto value = certificate_from(share_also(certificate));
  return value && value->is_valid_at(time);
}

// OpenSSL chooses issuers by name and key identifier; of several without identifiers it may take the wrong one.
void note_wrong_issuer(Observer& observer, X509_STORE_CTX* context) {
  auto* const issuer = sk_X509_value(X509_STORE_CTX_get0_chain(context), X509_STORE_CTX_get_error_depth(context) + 1);
  if (issuer == nullptr) return;
  if (auto value = certificate_from(share_also(issuer))) observer.wrong_issuer = std::move(*value);
}

// Notes what is wrong and lets the run go on, so that the findings are complete.
int collect(int is_good, X509_STORE_CTX* context) noexcept {
  if (is_good != 0) return 1;
  auto& observer = *static_cast<Observer*>(X509_STORE_CTX_get_app_data(context));
  const int error = X509_STORE_CTX_get_error(context);
  auto* const certificate = X509_STORE_CTX_get_current_cert(context);
  if (is_last_second(error, certificate, observer.time)) return 1;
  if (error == X509_V_ERR_CERT_SIGNATURE_FAILURE) note_wrong_issuer(observer, context);
  add(observer.findings, reason_of(error), detail_of(error, certificate));
  return 1;
}

bool add_policy(X509_VERIFY_PARAM* parameters, const std::string& oid) {
  ObjectHandle policy(object_named(oid));
  if (!policy || X509_VERIFY_PARAM_add0_policy(parameters, policy.get()) != 1) return false;
  static_cast<void>(policy.release());
  return true;
}

// OpenSSL takes an empty set of initial policies for "none acceptable" once policies are checked; RFC 5280 means any.
bool set_policies(X509_VERIFY_PARAM* parameters, const PolicySettings& settings) {
  constexpr const char* any_policy = "2.5.29.32.0";
  if (settings.initial_policies.empty() && !add_policy(parameters, any_policy)) return false;
  for (const auto& oid : settings.initial_policies) {
    if (!add_policy(parameters, oid)) return false;
  }
  return true;
}

unsigned long flags_of(const PolicySettings& settings) {
  unsigned long flags = X509_V_FLAG_POLICY_CHECK;
  if (settings.require_explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (settings.inhibit_policy_mapping) flags |= X509_V_FLAG_INHIBIT_MAP;
  if (settings.inhibit_any_policy) flags |= X509_V_FLAG_INHIBIT_ANY;
  return flags;
}

bool set_purpose(X509_VERIFY_PARAM* parameters, Purpose purpose) {
  switch (purpose) {
    case Purpose::any: return true;
    case Purpose::timestamping: return X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_TIMESTAMP_SIGN) == 1;
  }
  return false;
}

enum class EndsAt { self_signed_anchor, any_anchor };

// Where a path may lead over and to.
struct Candidates {
  std::vector<Certificate> anchors;
  std::vector<Certificate> untrusted;
};

struct Attempt {
  ChainOutcome outcome;
  std::optional<Certificate> wrong_issuer;
};

Attempt could_not_run() {
  const auto error = openssl_error(Reason::crypto_failed, "path validation");
  return {{std::nullopt, {{Reason::chain_invalid, error.detail}}}, std::nullopt};
}

Attempt attempt_path(const Certificate& leaf, const Candidates& candidates, const ChainOptions& options, EndsAt end) {
  Observer observer{options.time};
  PathValidation run{StoreHandle(X509_STORE_new()), stack_of(candidates.anchors), stack_of(candidates.untrusted),
                     nullptr, nullptr};
  const unsigned long partial = end == EndsAt::any_anchor ? X509_V_FLAG_PARTIAL_CHAIN : 0UL;
  if (!run.trusted || !start(run, leaf, options.time, flags_of(options.policies) | partial, &observer) ||
      !set_policies(run.parameters(), options.policies) || !set_purpose(run.parameters(), options.purpose)) {
    return could_not_run();
  }
  X509_STORE_CTX_set_verify_cb(run.context.get(), collect);
  const bool ran = X509_verify_cert(run.context.get()) > 0;
  if (!ran && observer.findings.empty()) {
    add(observer.findings, Reason::chain_invalid, detail_of(X509_STORE_CTX_get_error(run.context.get()), nullptr));
  }
  Attempt attempt{{std::nullopt, std::move(observer.findings)}, std::move(observer.wrong_issuer)};
  if (!contains(attempt.outcome.findings, Reason::chain_incomplete)) {
    if (auto path = path_of(run); !path.empty()) attempt.outcome.chain = ChainMaker::make(std::move(path));
  }
  forget_openssl_errors();
  return attempt;
}

// Tries again without a candidate that turned out not to be the issuer. The first outcome stands unless a later one
// is sound.
ChainOutcome find_path(const Certificate& leaf, const ChainOptions& options, EndsAt end) {
  constexpr int most_attempts = 8;
  Candidates candidates{options.anchors.certificates, {options.untrusted.begin(), options.untrusted.end()}};
  const auto first = attempt_path(leaf, candidates, options, end);
  auto wrong = first.wrong_issuer;
  for (int i = 1; i < most_attempts && wrong; ++i) {
    std::erase(candidates.anchors, *wrong);
    std::erase(candidates.untrusted, *wrong);
    auto next = attempt_path(leaf, candidates, options, end);
    if (next.outcome.findings.empty()) return next.outcome;
    wrong = std::move(next.wrong_issuer);
  }
  return first.outcome;
}

// The signer's own certificate is the anchor. OpenSSL would walk on to an issuer that nobody trusts and call that one
// the end of the path.
bool is_anchor(const Certificate& leaf, const ChainOptions& options) {
  return std::ranges::find(options.anchors.certificates, leaf) != options.anchors.certificates.end();
}

ChainOutcome path_of_anchor(const Certificate& leaf, const ChainOptions& options) {
  const TrustAnchors itself{{leaf}, {}};
  return find_path(leaf,
                   {.anchors = itself, .time = options.time, .purpose = options.purpose, .policies = options.policies},
                   EndsAt::any_anchor);
}

}  // namespace

ChainOutcome build_chain(const Certificate& leaf, const ChainOptions& options) {
  if (options.anchors.empty()) return {std::nullopt, {{Reason::not_trusted, "no trust anchor was given"}}};
  auto to_root = find_path(leaf, options, EndsAt::self_signed_anchor);
  if (to_root.findings.empty()) return to_root;
  auto to_any = is_anchor(leaf, options) ? path_of_anchor(leaf, options) : find_path(leaf, options, EndsAt::any_anchor);
  return to_any.findings.empty() || !to_root.chain ? to_any : to_root;
}

}  // namespace sceau
