// SPDX-License-Identifier: Apache-2.0
#include "crypto/digest.h"

#include <openssl/obj_mac.h>

#include <algorithm>
#include <array>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

using enum DigestAlgorithm;

// URIs: RFC 9231, 2.1 and XML Encryption 1.1; SHAKE256 has none.
constexpr std::array rows{
    DigestRow{sha1, "SHA-1", "SHA1", "1.3.14.3.2.26", NID_sha1, "http://www.w3.org/2000/09/xmldsig#sha1", 20},
    DigestRow{sha224, "SHA-224", "SHA2-224", "2.16.840.1.101.3.4.2.4", NID_sha224,
              "http://www.w3.org/2001/04/xmldsig-more#sha224", 28},
    DigestRow{sha256, "SHA-256", "SHA2-256", "2.16.840.1.101.3.4.2.1", NID_sha256,
              "http://www.w3.org/2001/04/xmlenc#sha256", 32},
    DigestRow{sha384, "SHA-384", "SHA2-384", "2.16.840.1.101.3.4.2.2", NID_sha384,
              "http://www.w3.org/2001/04/xmldsig-more#sha384", 48},
    DigestRow{sha512, "SHA-512", "SHA2-512", "2.16.840.1.101.3.4.2.3", NID_sha512,
              "http://www.w3.org/2001/04/xmlenc#sha512", 64},
    DigestRow{sha3_256, "SHA3-256", "SHA3-256", "2.16.840.1.101.3.4.2.8", NID_sha3_256,
              "http://www.w3.org/2007/05/xmldsig-more#sha3-256", 32},
    DigestRow{sha3_384, "SHA3-384", "SHA3-384", "2.16.840.1.101.3.4.2.9", NID_sha3_384,
              "http://www.w3.org/2007/05/xmldsig-more#sha3-384", 48},
    DigestRow{sha3_512, "SHA3-512", "SHA3-512", "2.16.840.1.101.3.4.2.10", NID_sha3_512,
              "http://www.w3.org/2007/05/xmldsig-more#sha3-512", 64},
    DigestRow{shake256, "SHAKE256", "SHAKE256", "2.16.840.1.101.3.4.2.12", NID_shake256, "", 64},
};

// id-shake256-len (NIST CSOR): what some signers write with Ed448, with the length 512 as its parameter.
constexpr std::string_view shake256_with_length = "2.16.840.1.101.3.4.2.18";

template <typename Key>
Result<DigestAlgorithm> find(Key DigestRow::*column, Key key, std::string_view named) {
  const auto row = std::ranges::find(rows, key, column);
  if (row == rows.end()) return Error{Reason::algorithm_unknown, "digest algorithm " + std::string(named)};
  return row->algorithm;
}

// Fetched once: an implicit fetch at each digest costs more than the digest of a short message.
std::array<const EVP_MD*, rows.size()> fetch_all() {
  std::array<const EVP_MD*, rows.size()> fetched{};
  std::ranges::transform(rows, fetched.begin(),
                         [](const DigestRow& row) { return EVP_MD_fetch(nullptr, row.openssl_name, nullptr); });
  return fetched;
}

bool finish_into(EVP_MD_CTX* context, DigestAlgorithm algorithm, Bytes& digest) {
  digest.resize(digest_size(algorithm));
  if (algorithm == shake256) return EVP_DigestFinalXOF(context, digest.data(), digest.size()) == 1;
  return EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1;
}

}  // namespace

const DigestRow& row_of(DigestAlgorithm algorithm) { return rows[static_cast<std::size_t>(algorithm)]; }

std::span<const DigestRow> all_digests() { return rows; }

Result<DigestAlgorithm> digest_from_oid(std::string_view dotted) {
  if (dotted == shake256_with_length) return shake256;
  return find(&DigestRow::oid, dotted, dotted);
}

Result<DigestAlgorithm> digest_from_xml_uri(std::string_view uri) {
  if (uri.empty()) return Error{Reason::algorithm_unknown, "no digest algorithm named"};
  return find(&DigestRow::xml_uri, uri, uri);
}

Result<DigestAlgorithm> digest_from_nid(int nid) { return find(&DigestRow::nid, nid, std::to_string(nid)); }

const EVP_MD* openssl_digest(DigestAlgorithm algorithm) {
  static const auto fetched = fetch_all();
  return fetched[static_cast<std::size_t>(algorithm)];
}

Result<Bytes> digest(DigestAlgorithm algorithm, ByteView message) {
  return digest(algorithm, std::span<const ByteView>(&message, 1));
}

Result<Bytes> digest(DigestAlgorithm algorithm, std::span<const ByteView> pieces) {
  auto digester = Digester::start(algorithm);
  if (!digester) return digester.error();
  for (const ByteView piece : pieces) digester->update(piece);
  return digester->finish();
}

Result<Digester> Digester::start(DigestAlgorithm algorithm) {
  DigestHandle context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex2(context.get(), openssl_digest(algorithm), nullptr) != 1) {
    return openssl_error(Reason::crypto_failed, std::string(row_of(algorithm).name));
  }
  return Digester(algorithm, std::move(context));
}

void Digester::update(ByteView more) {
  if (EVP_DigestUpdate(context_.get(), more.data(), more.size()) != 1) failed_ = true;
}

Result<Bytes> Digester::finish() {
  Bytes digest;
  if (failed_ || !finish_into(context_.get(), algorithm_, digest)) {
    return openssl_error(Reason::crypto_failed, std::string(row_of(algorithm_).name));
  }
  return digest;
}

}  // namespace sceau
