// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "verifier/verify_document.h"

namespace sceau::audit {
namespace {

constexpr std::string_view statement_namespace = "urn:sceau:vote:statement:1", folder = "typed/";
constexpr std::array<std::string_view, 5> tables = {"attendance", "new-resolutions", "paper", "room", "rulings"};
constexpr std::size_t table_limit = std::size_t{256} << 20;

void append_all(Findings& to, const Verdict& verdict) {
  if (verdict.indication == Indication::total_passed) return;
  append(to, verdict.reasons);
  if (verdict.reasons.empty()) to.push_back({Reason::signature_value_wrong, "no verdict"});
}

void is_about_the_table(const std::string& name, std::string_view table, std::string_view meeting, const Hash& csv,
                        const Bytes& xml, FindingList& findings) {
  const auto add = [&](const std::string& what) {
    findings.add(Reason::audit_statement, fmt::format("{}: {}", name, what));
  };
  const auto reading = read_statement(xml);
  if (!reading) return add(reading.error().detail);
  if (!reading->findings.empty()) return findings.add_all(Reason::audit_statement, name, reading->findings);
  const auto& statement = reading->statement;
  if (statement.table != table) add(fmt::format("is about the table '{}'", statement.table));
  if (statement.meeting != meeting) add(fmt::format("is about the meeting '{}'", statement.meeting));
  if (statement.sha256 != csv) {
    add(fmt::format("is about a table with the SHA-256 {}, but it is {}", hex(statement.sha256), hex(csv)));
  }
}

void is_signed_for(const BundleFiles& files, std::string_view table, std::string_view meeting,
                   const ValidationContext& context, SignerBook& signers, FindingList& findings) {
  const auto csv = files.read(fmt::format("{}{}.csv", folder, table), findings, table_limit);
  const auto name = fmt::format("{}{}.xml", folder, table);
  const auto xml = files.read(name, findings);
  if (!csv || !xml) return;
  const auto found = signed_wholly(name, *xml, context);
  findings.add_all(Reason::audit_statement, name, found.findings);
  signers.note_persons(name, found.signatures, Reason::audit_statement, findings);
  is_about_the_table(name, table, meeting, sha256(*csv), *xml, findings);
}

bool is_known(std::string_view name) {
  return std::ranges::any_of(tables, [&](std::string_view table) {
    return name == fmt::format("{}{}.csv", folder, table) || name == fmt::format("{}{}.xml", folder, table);
  });
}

}  // namespace

WholeSignatures signed_wholly(std::string_view name, ByteView bytes, const ValidationContext& context) {
  const Secret no_password;
  auto report = verify_document({.path = std::string(name), .bytes = bytes, .password = no_password}, context);
  if (report.error) return {{{report.error->reason, report.error->detail}}, {}};
  if (report.signatures.empty()) return {{{Reason::no_signature, ""}}, {}};
  Findings findings;
  for (const auto& signature : report.signatures) append_all(findings, signature.verdict);
  if (report.signatures.back().coverage != Coverage::whole_document) {
    findings.push_back({Reason::changed_after_signing, "the last signature does not cover the whole file"});
  }
  return {std::move(findings), std::move(report.signatures)};
}

Result<StatementReading> read_statement(ByteView xml) {
  const auto tree = read_xml(xml, {.document_bytes = std::size_t{1} << 20, .depth = 40, .nodes = 100'000});
  if (!tree) return tree.error();
  StatementReading reading;
  auto& statement = reading.statement;
  ElementFields fields(tree->root(), statement_namespace, "Statement", reading.findings);
  statement.table = fields.attribute("table").value_or("");
  statement.meeting = fields.attribute("meeting").value_or("");
  const auto hash = hash_from_hex(fields.attribute("sha256").value_or(""));
  if (!hash) fields.refuse("/@sha256", "must be 64 hexadecimal digits");
  statement.sha256 = hash.value_or(Hash{});
  statement.operator_name = fields.attribute("operator").value_or("");
  const auto at = from_rfc3339(fields.attribute("at").value_or(""));
  if (!at) fields.refuse("/@at", "must be a time");
  if (at) statement.at = *at;
  fields.skip_children_of(xml_namespace::dsig);
  fields.refuse_others();
  return reading;
}

void check_statements(const BundleFiles& files, std::string_view meeting, const ValidationContext& context,
                      SignerBook& signers, FindingList& findings) {
  for (const auto table : tables) {
    const bool is_there =
        files.has(fmt::format("{}{}.csv", folder, table)) || files.has(fmt::format("{}{}.xml", folder, table));
    if (is_there) is_signed_for(files, table, meeting, context, signers, findings);
  }
  for (const auto& name : files.names_in(folder)) {
    if (!is_known(name)) findings.add(Reason::audit_statement, name + ": is no table of the bureau");
  }
}

}  // namespace sceau::audit
