// SPDX-License-Identifier: Apache-2.0
// D18, L61: whoever types what arrived on paper or happened in the room signs for it. The statement is a small XML
// document with an XAdES signature over the table's SHA-256; the table itself stays as it was typed.
#pragma once

#include <array>
#include <string>

#include "signer/signing_options.h"
#include "vote/word_table.h"

namespace sceau {

inline constexpr std::string_view statement_namespace = "urn:sceau:vote:statement:1";

enum class TypedTableKind { paper, attendance, new_resolutions, room, rulings };
inline constexpr std::array typed_table_words = {
    Word<TypedTableKind>{"paper", TypedTableKind::paper},
    Word<TypedTableKind>{"attendance", TypedTableKind::attendance},
    Word<TypedTableKind>{"new-resolutions", TypedTableKind::new_resolutions},
    Word<TypedTableKind>{"room", TypedTableKind::room}, Word<TypedTableKind>{"rulings", TypedTableKind::rulings}};

struct OperatorStatement {
  TypedTableKind table = TypedTableKind::paper;
  std::string meeting;
  Bytes sha256;  // of the table's bytes
  std::string operator_name;
  Instant at{};  // when it was typed to its end, by the operator's own account
  bool operator==(const OperatorStatement&) const = default;
};

// Error: internal.crypto.
Result<OperatorStatement> state(TypedTableKind table, std::string meeting, ByteView csv, std::string operator_name,
                                Instant at);

// The same values, the same bytes. Precondition: the texts are plain lines.
std::string write_statement(const OperatorStatement& statement);
Result<Bytes> sign_statement(const OperatorStatement& statement, const SigningOptions& options);

// Reads a statement, signed or not; looks at no signature (verify_document does). Errors: those of read_xml, value.*
// (the first finding).
Result<OperatorStatement> read_statement(ByteView xml);

// Is the statement about this table of this meeting? Errors: vote.statement_mismatch, internal.crypto.
Status is_about(const OperatorStatement& statement, TypedTableKind table, std::string_view meeting, ByteView csv);

}  // namespace sceau
