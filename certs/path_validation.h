// SPDX-License-Identifier: Apache-2.0
// One run of OpenSSL's path validation with parameters of this run alone: no state of the process is read or changed.
// Inside certs/ only; what a run means is decided by build_chain() and check_revocation().
#pragma once

#include <openssl/x509_vfy.h>

#include <span>
#include <vector>

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "crypto/openssl_handle.h"
#include "foundation/instant.h"

namespace sceau {

// Everything a run needs in OpenSSL's shape; owns what the context only points to. The context's application data is
// `observer`, for the callbacks.
struct PathValidation {
  StoreHandle store;
  CertificateStackHandle trusted;
  CertificateStackHandle untrusted;
  CrlStackHandle lists;
  StoreContextHandle context;  // last: freed before what it points to

  explicit operator bool() const { return context != nullptr; }
  X509_VERIFY_PARAM* parameters() const { return X509_STORE_CTX_get0_param(context.get()); }
};

CertificateStackHandle stack_of(std::span<const Certificate> certificates);
CrlStackHandle stack_of(std::span<const RevocationList> lists);

// Creates the context over `store`, which it takes. False where OpenSSL has no memory.
bool start(PathValidation& run, const Certificate& leaf, Instant time, unsigned long flags, void* observer);

// The certificates of the path that a finished run has found, leaf first; none where one of them has no dates.
std::vector<Certificate> path_of(const PathValidation& run);

}  // namespace sceau
