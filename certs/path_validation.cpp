// SPDX-License-Identifier: Apache-2.0
#include "certs/path_validation.h"

namespace sceau {
namespace {

constexpr int longest_path = 32;

// Whole seconds, rounded down: OpenSSL compares no finer.
std::time_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace

CertificateStackHandle stack_of(std::span<const Certificate> certificates) {
  CertificateStackHandle stack(sk_X509_new_null());
  for (const auto& certificate : certificates) {
    if (!stack || X509_add_cert(stack.get(), certificate.handle(), X509_ADD_FLAG_UP_REF) != 1) return nullptr;
  }
  return stack;
}

CrlStackHandle stack_of(std::span<const RevocationList> lists) {
  CrlStackHandle stack(sk_X509_CRL_new_null());
  for (const auto& list : lists) {
    if (!stack || sk_X509_CRL_push(stack.get(), list.handle()) <= 0) return nullptr;
    X509_CRL_up_ref(list.handle());
  }
  return stack;
}

bool start(PathValidation& run, const Certificate& leaf, Instant time, unsigned long flags, void* observer) {
  StoreContextHandle context(X509_STORE_CTX_new());
  if (!context || !run.store || !run.untrusted ||
      X509_STORE_CTX_init(context.get(), run.store.get(), leaf.handle(), run.untrusted.get()) != 1 ||
      X509_STORE_CTX_set_app_data(context.get(), observer) != 1) {
    return false;
  }
  if (run.trusted) X509_STORE_CTX_set0_trusted_stack(context.get(), run.trusted.get());
  if (run.lists) X509_STORE_CTX_set0_crls(context.get(), run.lists.get());
  auto* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, seconds_of(time));
  X509_VERIFY_PARAM_set_depth(parameters, longest_path);
  if (X509_VERIFY_PARAM_set_flags(parameters, flags) != 1) return false;
  run.context = std::move(context);
  return true;
}

std::vector<Certificate> path_of(const PathValidation& run) {
  std::vector<Certificate> path;
  auto* const found = X509_STORE_CTX_get0_chain(run.context.get());
  for (int i = 0; i < sk_X509_num(found); ++i) {
    auto certificate = certificate_from(share_also(sk_X509_value(found, i)));
    if (!certificate) return {};
    path.push_back(std::move(*certificate));
  }
  return path;
}

}  // namespace sceau
