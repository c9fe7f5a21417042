// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_document.h"

#include <fmt/format.h>

#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "signer/sign_xml.h"
#include "vote/form_element.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = 2 * most_form_bytes;
constexpr XmlLimits limits = {.document_bytes = most_bytes, .depth = 26, .attributes_per_element = 16, .nodes = 6000};

Instant instant_attribute(ElementFields& fields, std::string_view name) {
  const auto text = fields.attribute(name);
  if (!text) return {};
  const auto instant = from_rfc3339(*text);
  if (!instant) fields.refuse(fmt::format("/@{}", name), "is no time");
  return instant ? *instant : Instant();
}

IdentificationEvidence read_evidence(ElementFields fields) {
  IdentificationEvidence evidence;
  evidence.process = fields.attribute("process").value_or("");
  evidence.code_generation = fields.integer_attribute("codeGeneration").value_or(0);
  evidence.session = fields.optional_attribute("session").value_or("");
  evidence.identified_at = instant_attribute(fields, "identifiedAt");
  evidence.received_at = instant_attribute(fields, "receivedAt");
  evidence.submitted_sha256 = fields.attribute("submittedSha256").value_or("");
  fields.refuse_others();
  return evidence;
}

BallotReading read_wrapped(XmlNode root) {
  BallotReading reading;
  ElementFields fields(root, ballot_namespace, "Ballot", reading.findings);
  if (auto part = fields.child("Identification")) reading.evidence = read_evidence(*part);
  const auto forms = children_named(root, form_namespace, "Form");
  if (forms.size() == 1) {
    reading.form = read_form_element(forms.front());
  } else {
    fields.refuse("", "must hold one form");
  }
  fields.skip_children_of(form_namespace);
  fields.skip_children_of(xml_namespace::dsig);
  fields.refuse_others();
  return reading;
}

}  // namespace

std::string write_ballot(const Form& form, const IdentificationEvidence& evidence) {
  const auto document = write_form(form);
  const auto end_of_declaration = document.find('\n') + 1;
  auto text = document.substr(0, end_of_declaration);
  text += fmt::format("<Ballot xmlns=\"{}\">\n  <Identification process=\"{}\" codeGeneration=\"{}\"", ballot_namespace,
                      escaped_text(evidence.process), evidence.code_generation);
  if (!evidence.session.empty()) text += fmt::format(" session=\"{}\"", escaped_text(evidence.session));
  text += fmt::format(" identifiedAt=\"{}\" receivedAt=\"{}\" submittedSha256=\"{}\"/>\n",
                      to_rfc3339(evidence.identified_at), to_rfc3339(evidence.received_at),
                      escaped_text(evidence.submitted_sha256));
  return text.append(document, end_of_declaration).append("</Ballot>\n");
}

Result<Bytes> seal_simple_ballot(const Form& form, const IdentificationEvidence& evidence,
                                 const SigningOptions& company_seal) {
  return sign_xml(as_bytes(write_ballot(form, evidence)), company_seal);
}

Result<XmlTree> read_ballot_tree(ByteView xml) {
  if (xml.size() > most_bytes) return Error{Reason::vote_malformed, "the ballot is larger than 128 kB"};
  return read_xml(xml, limits);
}

BallotReading read_ballot(const XmlTree& tree) {
  if (is_named(tree.root(), ballot_namespace, "Ballot")) return read_wrapped(tree.root());
  return BallotReading{read_form_element(tree.root()), std::nullopt, {}};
}

Result<BallotReading> read_ballot(ByteView xml) {
  const auto tree = read_ballot_tree(xml);
  if (!tree) return tree.error();
  return read_ballot(*tree);
}

}  // namespace sceau
