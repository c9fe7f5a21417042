// SPDX-License-Identifier: Apache-2.0
// Digests. What may be used where and until when is asked of crypto/signature_algorithm.h, not of this file.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// shake256 is SHAKE256 with 512 bits of output, as RFC 8419 uses it with Ed448.
enum class DigestAlgorithm { sha1, sha224, sha256, sha384, sha512, sha3_256, sha3_384, sha3_512, shake256 };

struct DigestRow {
  DigestAlgorithm algorithm;
  std::string_view name;     // "SHA-256"
  const char* openssl_name;  // "SHA2-256"
  std::string_view oid;      // dotted
  int nid;                   // of OpenSSL
  std::string_view xml_uri;  // empty where none is registered
  std::size_t size;          // bytes
};

const DigestRow& row_of(DigestAlgorithm algorithm);
std::span<const DigestRow> all_digests();
inline std::size_t digest_size(DigestAlgorithm algorithm) { return row_of(algorithm).size; }

// Errors: signature.algorithm_unknown.
Result<DigestAlgorithm> digest_from_oid(std::string_view dotted);
Result<DigestAlgorithm> digest_from_xml_uri(std::string_view uri);
Result<DigestAlgorithm> digest_from_nid(int nid);

// The OpenSSL object, for calls that want one; lives as long as the program.
const EVP_MD* openssl_digest(DigestAlgorithm algorithm);

Result<Bytes> digest(DigestAlgorithm algorithm, ByteView message);
// Over the pieces one after the other, as if they were one message (the two sides of a PDF byte range).
Result<Bytes> digest(DigestAlgorithm algorithm, std::span<const ByteView> pieces);

// The same, fed bit by bit: a sink for canonical XML. A failure inside OpenSSL is kept and reported by finish().
class Digester {
 public:
  static Result<Digester> start(DigestAlgorithm algorithm);
  void update(ByteView more);
  void update(std::string_view more) { update(as_bytes(more)); }
  // Ends the digest; the digester is used up.
  Result<Bytes> finish();

 private:
  Digester(DigestAlgorithm algorithm, DigestHandle context) : algorithm_(algorithm), context_(std::move(context)) {}
  DigestAlgorithm algorithm_;
  DigestHandle context_;
  bool failed_ = false;
};

}  // namespace sceau
