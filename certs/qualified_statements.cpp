// SPDX-License-Identifier: Apache-2.0
#include "certs/qualified_statements.h"

#include <algorithm>
#include <optional>

#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"

namespace sceau {
namespace {

constexpr std::string_view qc_compliance = "0.4.0.1862.1.1";
constexpr std::string_view qc_sscd = "0.4.0.1862.1.4";
constexpr std::string_view qc_type = "0.4.0.1862.1.6";
constexpr std::string_view for_electronic_signatures = "0.4.0.1862.1.6.1";

void free_values(ASN1_SEQUENCE_ANY* values) { sk_ASN1_TYPE_pop_free(values, ASN1_TYPE_free); }
using SequenceHandle = Owned<ASN1_SEQUENCE_ANY, free_values>;

// The values of a SEQUENCE, and nothing behind it; null where it is none.
SequenceHandle sequence_in(const ASN1_STRING* string) {
  const unsigned char* at = ASN1_STRING_get0_data(string);
  const unsigned char* const end = at + ASN1_STRING_length(string);
  SequenceHandle values(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, end - at));
  forget_openssl_errors();
  return at == end ? std::move(values) : nullptr;
}

SequenceHandle sequence_in(const ASN1_TYPE* value) {
  return value != nullptr && value->type == V_ASN1_SEQUENCE ? sequence_in(value->value.sequence) : nullptr;
}

std::string oid_in(const ASN1_TYPE* value) {
  return value != nullptr && value->type == V_ASN1_OBJECT ? dotted_name(value->value.object) : std::string();
}

// QcType ::= SEQUENCE OF OBJECT IDENTIFIER
bool read_purposes(const ASN1_TYPE* info, QualifiedStatements& statements) {
  const auto purposes = sequence_in(info);
  if (!purposes) return false;
  statements.names_a_purpose = true;
  for (int at = 0; at < sk_ASN1_TYPE_num(purposes.get()); ++at) {
    statements.is_for_signatures |= oid_in(sk_ASN1_TYPE_value(purposes.get(), at)) == for_electronic_signatures;
  }
  return true;
}

// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY DEFINED BY statementId OPTIONAL }
bool read_statement(const ASN1_TYPE* value, QualifiedStatements& statements) {
  const auto parts = sequence_in(value);
  const int count = parts ? sk_ASN1_TYPE_num(parts.get()) : 0;
  if (count != 1 && count != 2) return false;
  const auto id = oid_in(sk_ASN1_TYPE_value(parts.get(), 0));
  if (id.empty()) return false;
  statements.is_compliant |= id == qc_compliance;
  statements.key_is_in_qualified_device |= id == qc_sscd;
  return id != qc_type || read_purposes(sk_ASN1_TYPE_value(parts.get(), 1), statements);
}

Error malformed() { return {Reason::certificate_malformed, "qcStatements"}; }

}  // namespace

Result<QualifiedStatements> qualified_statements(const Certificate& certificate) {
  const int at = X509_get_ext_by_NID(certificate.handle(), NID_qcStatements, -1);
  if (at < 0) return QualifiedStatements{};
  if (X509_get_ext_by_NID(certificate.handle(), NID_qcStatements, at) >= 0) return malformed();
  const auto list = sequence_in(X509_EXTENSION_get_data(X509_get_ext(certificate.handle(), at)));
  if (!list) return malformed();
  QualifiedStatements statements;
  for (int i = 0; i < sk_ASN1_TYPE_num(list.get()); ++i) {
    if (!read_statement(sk_ASN1_TYPE_value(list.get(), i), statements)) return malformed();
  }
  return statements;
}

// Certificates older than QcType name no purpose; they were for signatures (EN 319 412-5, 4.2.3).
bool claims_qualified_signature(const QualifiedStatements& statements) {
  return statements.is_compliant && statements.key_is_in_qualified_device &&
         (statements.is_for_signatures || !statements.names_a_purpose);
}

}  // namespace sceau
