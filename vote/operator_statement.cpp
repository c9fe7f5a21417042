// SPDX-License-Identifier: Apache-2.0
#include "vote/operator_statement.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "vote/form_element.h"
#include "vote/plain_line.h"

namespace sceau {
namespace {

constexpr XmlLimits limits = {
    .document_bytes = std::size_t{128} << 10, .depth = 26, .attributes_per_element = 16, .nodes = 6000};

Bytes hash_attribute(ElementFields& fields) {
  const auto text = fields.attribute("sha256").value_or("");
  auto bytes = from_hex(text);
  if (bytes && bytes->size() == 32 && hex_lower(*bytes) == text) return std::move(*bytes);
  fields.refuse("/@sha256", "must be 64 lower-case hexadecimal digits");
  return {};
}

std::string line_attribute(ElementFields& fields, std::string_view name) {
  const auto text = fields.attribute(name).value_or("");
  if (text.empty() || !is_plain_line(text)) fields.refuse(fmt::format("/@{}", name), "must be one plain line");
  return text;
}

Instant instant_attribute(ElementFields& fields) {
  const auto text = fields.attribute("at").value_or("");
  const auto instant = from_rfc3339(text);
  if (instant && to_rfc3339(*instant) == text) return *instant;
  fields.refuse("/@at", "must be a time like 2027-05-11T13:00:00Z");
  return {};
}

TypedTableKind table_attribute(ElementFields& fields) {
  const auto table = meaning_of(typed_table_words, fields.attribute("table").value_or(""));
  if (!table) fields.refuse("/@table", "is no table that is typed");
  return table.value_or(TypedTableKind::paper);
}

}  // namespace

Result<OperatorStatement> state(TypedTableKind table, std::string meeting, ByteView csv, std::string operator_name,
                                Instant at) {
  auto hash = digest(DigestAlgorithm::sha256, csv);
  if (!hash) return hash.error();
  return OperatorStatement{table, std::move(meeting), std::move(*hash), std::move(operator_name), at};
}

std::string write_statement(const OperatorStatement& statement) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Statement xmlns=\"{}\" table=\"{}\" meeting=\"{}\" sha256=\"{}\" "
      "operator=\"{}\" at=\"{}\"></Statement>\n",
      statement_namespace, word_of(typed_table_words, statement.table), escaped_text(statement.meeting),
      hex_lower(statement.sha256), escaped_text(statement.operator_name), to_rfc3339(statement.at));
}

Result<Bytes> sign_statement(const OperatorStatement& statement, const SigningOptions& options) {
  return sign_xml(as_bytes(write_statement(statement)), options);
}

Result<OperatorStatement> read_statement(ByteView xml) {
  const auto tree = read_xml(xml, limits);
  if (!tree) return tree.error();
  Findings findings;
  ElementFields fields(tree->root(), statement_namespace, "Statement", findings);
  OperatorStatement statement{.table = table_attribute(fields),
                              .meeting = line_attribute(fields, "meeting"),
                              .sha256 = hash_attribute(fields),
                              .operator_name = line_attribute(fields, "operator"),
                              .at = instant_attribute(fields)};
  fields.skip_children_of(xml_namespace::dsig);
  fields.refuse_others();
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return statement;
}

Status is_about(const OperatorStatement& statement, TypedTableKind table, std::string_view meeting, ByteView csv) {
  const auto hash = digest(DigestAlgorithm::sha256, csv);
  if (!hash) return hash.error();
  if (statement.table == table && statement.meeting == meeting && statement.sha256 == *hash) return Done{};
  return Error{Reason::vote_statement_mismatch, fmt::format("signed by {}", printable(statement.operator_name))};
}

}  // namespace sceau
