// SPDX-License-Identifier: Apache-2.0
#include "certs/revocation_list.h"

#include <openssl/x509v3.h>

#include "certs/name_text.h"
#include "certs/pem_blocks.h"
#include "crypto/asn1_time.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

Error malformed(std::string what) { return openssl_error(Reason::crl_malformed, std::move(what)); }

// X.509 (ITU-T), 9.5.2.8; OpenSSL has no name for it.
int expired_certificates_on_list_extension(const X509_CRL* list) {
  const ObjectHandle object(object_named("2.5.29.60"));
  return object ? X509_CRL_get_ext_by_OBJ(list, object.get(), -1) : -1;
}

}  // namespace

Bytes RevocationList::der() const { return der_of<i2d_X509_CRL>(handle()); }
std::string RevocationList::issuer() const { return name_text(X509_CRL_get_issuer(handle())); }
bool RevocationList::is_delta() const { return X509_CRL_get_ext_by_NID(handle(), NID_delta_crl, -1) >= 0; }

bool RevocationList::keeps_expired_certificates() const {
  return expired_certificates_on_list_extension(handle()) >= 0;
}

bool RevocationList::operator==(const RevocationList& other) const {
  return handle() == other.handle() || der() == other.der();
}

Result<RevocationList> revocation_list_from(SharedCrl handle) {
  if (!handle) return Error{Reason::crl_malformed, "there is no list"};
  const auto this_update = instant_of(X509_CRL_get0_lastUpdate(handle.get()));
  const auto* next_text = X509_CRL_get0_nextUpdate(handle.get());
  const auto next_update = instant_of(next_text);
  if (!this_update || (next_text != nullptr && !next_update)) return malformed("its dates cannot be read");
  forget_openssl_errors();
  return RevocationList(std::move(handle), *this_update, next_update ? std::optional(*next_update) : std::nullopt);
}

Result<RevocationList> revocation_list_from_der(ByteView der) {
  const unsigned char* at = der.data();
  CrlHandle handle(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (!handle) return malformed("it cannot be decoded");
  if (at != der.data() + der.size()) return malformed("bytes follow it");
  return revocation_list_from(share(std::move(handle)));
}

Result<std::vector<RevocationList>> revocation_lists_from(ByteView bytes) {
  std::vector<PemBlock> blocks{{"X509 CRL", {}}};
  if (looks_like_pem(bytes)) {
    blocks = pem_blocks(bytes);
  } else {
    blocks.front().der.assign(bytes.begin(), bytes.end());
  }
  std::vector<RevocationList> lists;
  for (const auto& block : blocks) {
    if (block.label != "X509 CRL") continue;
    auto list = revocation_list_from_der(block.der);
    if (!list) return list.error();
    lists.push_back(std::move(*list));
  }
  if (lists.empty()) return malformed("no PEM block is a revocation list");
  return lists;
}

std::string to_pem(const RevocationList& list) { return pem_text("X509 CRL", list.der()); }

}  // namespace sceau
