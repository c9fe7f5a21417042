// SPDX-License-Identifier: Apache-2.0
#include "crypto/signature_algorithm.h"

#include <algorithm>
#include <array>
#include <string>

namespace sceau {
namespace {

using enum SignatureAlgorithm;
using D = DigestAlgorithm;
using S = SignatureScheme;

constexpr std::string_view pss_oid = "1.2.840.113549.1.1.10";

// OIDs: RFC 8017, RFC 5758, RFC 9688 (SHA-3), RFC 8410. URIs: RFC 9231.
#define DSIG "http://www.w3.org/2000/09/xmldsig#"
#define MORE01 "http://www.w3.org/2001/04/xmldsig-more#"
#define MORE07 "http://www.w3.org/2007/05/xmldsig-more#"
#define MORE21 "http://www.w3.org/2021/04/xmldsig-more#"
constexpr std::array rows{
    SignatureAlgorithmRow{rsa_sha1, "RSA with SHA-1", S::rsa_pkcs1, D::sha1, "1.2.840.113549.1.1.5", DSIG "rsa-sha1"},
    SignatureAlgorithmRow{rsa_sha224, "RSA with SHA-224", S::rsa_pkcs1, D::sha224, "1.2.840.113549.1.1.14",
                          MORE01 "rsa-sha224"},
    SignatureAlgorithmRow{rsa_sha256, "RSA with SHA-256", S::rsa_pkcs1, D::sha256, "1.2.840.113549.1.1.11",
                          MORE01 "rsa-sha256"},
    SignatureAlgorithmRow{rsa_sha384, "RSA with SHA-384", S::rsa_pkcs1, D::sha384, "1.2.840.113549.1.1.12",
                          MORE01 "rsa-sha384"},
    SignatureAlgorithmRow{rsa_sha512, "RSA with SHA-512", S::rsa_pkcs1, D::sha512, "1.2.840.113549.1.1.13",
                          MORE01 "rsa-sha512"},
    SignatureAlgorithmRow{rsa_sha3_256, "RSA with SHA3-256", S::rsa_pkcs1, D::sha3_256, "2.16.840.1.101.3.4.3.14", ""},
    SignatureAlgorithmRow{rsa_sha3_384, "RSA with SHA3-384", S::rsa_pkcs1, D::sha3_384, "2.16.840.1.101.3.4.3.15", ""},
    SignatureAlgorithmRow{rsa_sha3_512, "RSA with SHA3-512", S::rsa_pkcs1, D::sha3_512, "2.16.840.1.101.3.4.3.16", ""},
    SignatureAlgorithmRow{pss_sha1, "RSA-PSS with SHA-1", S::rsa_pss, D::sha1, pss_oid, MORE07 "sha1-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha224, "RSA-PSS with SHA-224", S::rsa_pss, D::sha224, pss_oid, MORE07 "sha224-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha256, "RSA-PSS with SHA-256", S::rsa_pss, D::sha256, pss_oid, MORE07 "sha256-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha384, "RSA-PSS with SHA-384", S::rsa_pss, D::sha384, pss_oid, MORE07 "sha384-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha512, "RSA-PSS with SHA-512", S::rsa_pss, D::sha512, pss_oid, MORE07 "sha512-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha3_256, "RSA-PSS with SHA3-256", S::rsa_pss, D::sha3_256, pss_oid,
                          MORE07 "sha3-256-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha3_384, "RSA-PSS with SHA3-384", S::rsa_pss, D::sha3_384, pss_oid,
                          MORE07 "sha3-384-rsa-MGF1"},
    SignatureAlgorithmRow{pss_sha3_512, "RSA-PSS with SHA3-512", S::rsa_pss, D::sha3_512, pss_oid,
                          MORE07 "sha3-512-rsa-MGF1"},
    SignatureAlgorithmRow{ecdsa_sha1, "ECDSA with SHA-1", S::ecdsa, D::sha1, "1.2.840.10045.4.1", MORE01 "ecdsa-sha1"},
    SignatureAlgorithmRow{ecdsa_sha224, "ECDSA with SHA-224", S::ecdsa, D::sha224, "1.2.840.10045.4.3.1",
                          MORE01 "ecdsa-sha224"},
    SignatureAlgorithmRow{ecdsa_sha256, "ECDSA with SHA-256", S::ecdsa, D::sha256, "1.2.840.10045.4.3.2",
                          MORE01 "ecdsa-sha256"},
    SignatureAlgorithmRow{ecdsa_sha384, "ECDSA with SHA-384", S::ecdsa, D::sha384, "1.2.840.10045.4.3.3",
                          MORE01 "ecdsa-sha384"},
    SignatureAlgorithmRow{ecdsa_sha512, "ECDSA with SHA-512", S::ecdsa, D::sha512, "1.2.840.10045.4.3.4",
                          MORE01 "ecdsa-sha512"},
    SignatureAlgorithmRow{ecdsa_sha3_256, "ECDSA with SHA3-256", S::ecdsa, D::sha3_256, "2.16.840.1.101.3.4.3.10",
                          MORE21 "ecdsa-sha3-256"},
    SignatureAlgorithmRow{ecdsa_sha3_384, "ECDSA with SHA3-384", S::ecdsa, D::sha3_384, "2.16.840.1.101.3.4.3.11",
                          MORE21 "ecdsa-sha3-384"},
    SignatureAlgorithmRow{ecdsa_sha3_512, "ECDSA with SHA3-512", S::ecdsa, D::sha3_512, "2.16.840.1.101.3.4.3.12",
                          MORE21 "ecdsa-sha3-512"},
    SignatureAlgorithmRow{ed25519, "Ed25519", S::ed25519, D::sha512, "1.3.101.112", MORE21 "eddsa-ed25519"},
    SignatureAlgorithmRow{ed448, "Ed448", S::ed448, D::shake256, "1.3.101.113", MORE21 "eddsa-ed448"},
};
#undef DSIG
#undef MORE01
#undef MORE07
#undef MORE21

constexpr bool each_row_stands_at_its_number() {
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (static_cast<std::size_t>(rows[at].algorithm) != at) return false;
  }
  return true;
}
static_assert(each_row_stands_at_its_number());

}  // namespace

const SignatureAlgorithmRow& row_of(SignatureAlgorithm algorithm) { return rows[static_cast<std::size_t>(algorithm)]; }

std::span<const SignatureAlgorithmRow> all_signature_algorithms() { return rows; }

bool fits(SignatureAlgorithm algorithm, KeyKind kind) {
  switch (row_of(algorithm).scheme) {
    case S::rsa_pkcs1: return kind == KeyKind::rsa;
    case S::rsa_pss: return kind == KeyKind::rsa || kind == KeyKind::rsa_pss;
    case S::ecdsa: return kind == KeyKind::ec;
    case S::ed25519: return kind == KeyKind::ed25519;
    case S::ed448: return kind == KeyKind::ed448;
  }
  return false;
}

Result<SignatureAlgorithm> signature_algorithm_from_xml_uri(std::string_view uri) {
  const auto row = std::ranges::find(rows, uri, &SignatureAlgorithmRow::xml_uri);
  if (uri.empty() || row == rows.end()) {
    return Error{Reason::algorithm_unknown, "signature algorithm " + std::string(uri)};
  }
  return row->algorithm;
}

}  // namespace sceau
