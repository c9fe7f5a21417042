// SPDX-License-Identifier: Apache-2.0
#include "certs/check_revocation.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "certs/path_validation.h"
#include "crypto/asn1_time.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

struct EnumeratedFree {
  void operator()(ASN1_ENUMERATED* value) const { ASN1_ENUMERATED_free(value); }
};

// What is seen while OpenSSL walks the chain, one entry for each certificate below the anchor.
struct Observer {
  const RevocationOptions& options;
  RevocationEvidence evidence;
  std::vector<bool> doubtful;  // a list of this certificate was broken: what it says does not count
  X509_STORE_CTX_cert_crl_fn look_up;
};

Observer* observer_of(X509_STORE_CTX* context) { return static_cast<Observer*>(X509_STORE_CTX_get_app_data(context)); }

// The entry of the certificate under test; none for the anchor.
std::optional<std::size_t> entry_of(const Observer& observer, X509_STORE_CTX* context) {
  const auto depth = static_cast<std::size_t>(X509_STORE_CTX_get_error_depth(context));
  if (depth >= observer.evidence.size()) return std::nullopt;
  return depth;
}

bool is_about_lists(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
    case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
    case X509_V_ERR_INVALID_EXTENSION:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR: return true;
    default: return false;
  }
}

// An issuer of indirect lists may have its own status on its own list; OpenSSL does not follow that circle. The path
// of this issuer is the one being validated right now, so there is nothing left to follow (PKITS 4.14.30).
bool is_on_own_list(X509_STORE_CTX* path_of_issuer) {
  return X509_STORE_CTX_get_error(path_of_issuer) == X509_V_ERR_CRL_PATH_VALIDATION_ERROR &&
         X509_STORE_CTX_get0_current_issuer(path_of_issuer) != nullptr &&
         X509_cmp(X509_STORE_CTX_get0_current_issuer(path_of_issuer), X509_STORE_CTX_get0_cert(path_of_issuer)) == 0;
}

// A list issued later than the time asked for tells that time too.
bool is_harmless(X509_STORE_CTX* context) { return X509_STORE_CTX_get_error(context) == X509_V_ERR_CRL_NOT_YET_VALID; }

int on_error(int is_good, X509_STORE_CTX* context) noexcept {
  if (is_good != 0 || is_harmless(context)) return 1;
  if (X509_STORE_CTX_get0_parent_ctx(context) != nullptr) return is_on_own_list(context) ? 1 : 0;
  auto* const observer = observer_of(context);
  const int error = X509_STORE_CTX_get_error(context);
  const auto entry = entry_of(*observer, context);
  if (!entry || !is_about_lists(error)) return 1;
  auto& status = observer->evidence[*entry];
  if (status.detail.empty()) status.detail = X509_verify_cert_error_string(error);
  // An outdated list is still a true one: a revocation on it counts.
  if (error != X509_V_ERR_CRL_HAS_EXPIRED) observer->doubtful[*entry] = true;
  return 1;
}

std::string reason_name(const X509_REVOKED* revoked) {
  constexpr const char* names[] = {"unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
                                   "superseded",    "cessationOfOperation", "certificateHold", "unspecified",
                                   "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};
  const std::unique_ptr<ASN1_ENUMERATED, EnumeratedFree> reason(
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr)));
  const long value = reason ? ASN1_ENUMERATED_get(reason.get()) : 0;
  return value >= 0 && value < static_cast<long>(std::size(names)) ? names[value] : names[0];
}

std::optional<Revocation> revocation_on(X509_CRL* list, X509* certificate) {
  X509_REVOKED* revoked = nullptr;
  if (X509_CRL_get0_by_cert(list, &revoked, certificate) != 1) return std::nullopt;
  const auto at = instant_of(X509_REVOKED_get0_revocationDate(revoked));
  return Revocation{at ? *at : Instant{}, reason_name(revoked)};
}

std::optional<RevocationList> find_list(std::span<const RevocationList> lists, const X509_CRL* handle) {
  const auto found = std::ranges::find_if(lists, [&](const auto& list) { return list.handle() == handle; });
  if (found == lists.end()) return std::nullopt;
  return *found;
}

// ITU-T X.509: a list need not name a certificate any longer once it has expired.
bool came_too_late(const RevocationList& list, const Certificate& certificate) {
  return list.this_update() > certificate.not_after() && !list.keeps_expired_certificates();
}

void take_answer(CertificateStatus& status, const RevocationList& list) {
  if (status.status == RevocationStatus::revoked) return;
  if (auto revocation = revocation_on(list.handle(), status.certificate.handle())) {
    status.status = RevocationStatus::revoked;
    status.revocation = std::move(revocation);
    status.list = list;
  } else if (came_too_late(list, status.certificate)) {
    if (status.detail.empty()) status.detail = "the list was issued after the certificate had expired";
  } else {
    status.status = RevocationStatus::good;
    status.list = list;
  }
}

// OpenSSL has found a list in scope for the certificate and looks it up: only now is there an answer.
int on_list(X509_STORE_CTX* context, X509_CRL* crl, X509* certificate) noexcept {
  auto* parent = X509_STORE_CTX_get0_parent_ctx(context);
  auto* const observer = observer_of(parent != nullptr ? parent : context);
  const int answer = observer->look_up(context, crl, certificate);
  if (parent != nullptr) return answer;
  const auto entry = entry_of(*observer, context);
  const auto list = find_list(observer->options.lists, crl);
  if (entry && list && !observer->doubtful[*entry]) take_answer(observer->evidence[*entry], *list);
  return answer;
}

// OpenSSL's own look-up stands in a context over a store without one of its own.
X509_STORE_CTX_cert_crl_fn standard_look_up() {
  const StoreHandle store(X509_STORE_new());
  const StoreContextHandle context(X509_STORE_CTX_new());
  if (!store || !context || X509_STORE_CTX_init(context.get(), store.get(), nullptr, nullptr) != 1) return nullptr;
  return X509_STORE_CTX_get_cert_crl(context.get());
}

// The anchor goes into the store, not into a stack: OpenSSL hands only the store on when it validates the path of a
// list's issuer.
PathValidation prepare(const CertificateChain& chain, const RevocationOptions& options) {
  auto candidates = chain.certificates();
  candidates.insert(candidates.end(), options.untrusted.begin(), options.untrusted.end());
  PathValidation run{StoreHandle(X509_STORE_new()), nullptr, stack_of(candidates), stack_of(options.lists), nullptr};
  if (run.store && X509_STORE_add_cert(run.store.get(), chain.anchor().handle()) != 1) run.store.reset();
  return run;
}

bool walk(PathValidation& run, const CertificateChain& chain, Observer& observer) {
  constexpr unsigned long flags = X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT |
                                  X509_V_FLAG_USE_DELTAS | X509_V_FLAG_PARTIAL_CHAIN;
  if (!run.store || !run.lists || observer.look_up == nullptr) return false;
  X509_STORE_set_cert_crl(run.store.get(), on_list);
  if (!start(run, chain.leaf(), observer.options.time, flags, &observer)) return false;
  X509_STORE_CTX_set_verify_cb(run.context.get(), on_error);
  return X509_verify_cert(run.context.get()) > 0 && path_of(run) == chain.certificates();
}

// Good only where a list answered and no error of any list was seen.
void settle(CertificateStatus& status, bool walked) {
  if (status.status == RevocationStatus::revoked && walked) return;
  if (walked && status.status == RevocationStatus::good && status.detail.empty()) return;
  status.status = RevocationStatus::unknown;
  if (status.detail.empty()) status.detail = walked ? "no list answered" : "the chain could not be walked again";
}

}  // namespace

RevocationEvidence check_revocation(const CertificateChain& chain, const RevocationOptions& options) {
  Observer observer{options, {}, {}, standard_look_up()};
  const auto& certificates = chain.certificates();
  for (std::size_t i = 0; i + 1 < certificates.size(); ++i) {
    observer.evidence.push_back({certificates[i], RevocationStatus::unknown, std::nullopt, std::nullopt, {}});
  }
  if (observer.evidence.empty()) return {};
  observer.doubtful.assign(observer.evidence.size(), false);
  auto run = prepare(chain, options);
  const bool walked = walk(run, chain, observer);
  forget_openssl_errors();
  for (auto& status : observer.evidence) settle(status, walked);
  return std::move(observer.evidence);
}

Findings revocation_findings(const RevocationEvidence& evidence, Instant time) {
  Findings findings;
  for (const auto& [certificate, status, revocation, list, detail] : evidence) {
    if (status == RevocationStatus::revoked && revocation->at <= time) {
      findings.push_back({Reason::certificate_revoked, certificate.subject() + ": revoked " +
                                                           to_rfc3339(revocation->at) + ", " + revocation->reason});
    } else if (status == RevocationStatus::unknown) {
      findings.push_back({Reason::revocation_unknown, certificate.subject() + ": " + detail});
    }
  }
  return findings;
}

}  // namespace sceau
