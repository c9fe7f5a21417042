// SPDX-License-Identifier: Apache-2.0
#include "crypto/certificate_pool.h"

namespace sceau {
namespace {

SharedX509 decode_whole(ByteView der) {
  const unsigned char* at = der.data();
  CertificateHandle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size()) return nullptr;
  return share(std::move(certificate));
}

}  // namespace

void CertificatePool::add(const SharedX509& certificate) {
  std::string der = to_string(certificate_der(certificate));
  const std::lock_guard lock(mutex_);
  if (certificates_.size() < capacity) certificates_.emplace(std::move(der), certificate);
}

SharedX509 CertificatePool::decode(ByteView der) {
  std::string key = to_string(der);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = certificates_.find(key); known != certificates_.end()) return known->second;
  }
  SharedX509 certificate = decode_whole(der);
  const std::lock_guard lock(mutex_);
  if (certificate && certificates_.size() < capacity) certificates_.emplace(std::move(key), certificate);
  return certificate;
}

}  // namespace sceau
