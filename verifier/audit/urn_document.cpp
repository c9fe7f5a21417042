// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/urn_document.h"

#include <algorithm>

#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"

namespace sceau::audit {
namespace {

constexpr std::string_view form_namespace = "urn:sceau:vote:form:1", ballot_namespace = "urn:sceau:vote:ballot:1";
constexpr std::size_t most_holdings = 10'000;

Hash hash_of(ElementFields& fields, std::string_view name) {
  const auto text = fields.attribute(name);
  const auto hash = text ? hash_from_hex(*text) : std::nullopt;
  if (text && !hash) fields.refuse("/@" + std::string(name), "must be 64 hexadecimal digits");
  return hash.value_or(Hash{});
}

Instant instant_of(ElementFields& fields, std::string_view name) {
  const auto text = fields.attribute(name);
  const auto instant = text ? from_rfc3339(*text) : Result<Instant>(Instant());
  if (!instant) fields.refuse("/@" + std::string(name), "must be a time");
  return instant ? *instant : Instant();
}

std::string optional_text(ElementFields& fields, std::string_view name) {
  auto child = fields.optional_child(name);
  return child ? child->text() : std::string();
}

void read_meeting(ElementFields fields, UrnDocument& document) {
  document.form.meeting = fields.attribute("id").value_or("");
  document.language = fields.attribute("language").value_or("");
  if (document.language != "fr" && document.language != "en") fields.refuse("/@language", "must be fr or en");
  document.form.agenda = hash_of(fields, "agendaSha256");
  document.form_template = hash_of(fields, "formSha256");
  fields.refuse_others();
}

void read_mentions(ElementFields fields, UrnDocument& document) {
  for (auto& item : fields.children("Mention")) {
    auto rule = item.attribute("rule").value_or("");
    document.mentions.push_back({std::move(rule), item.text()});
  }
  fields.refuse_others();
}

Person read_person(ElementFields& fields) {
  Person person;
  person.surname = optional_text(fields, "Surname");
  person.first_name = optional_text(fields, "FirstName");
  person.company = optional_text(fields, "Company");
  person.registration = optional_text(fields, "Registration");
  person.domicile = optional_text(fields, "Domicile");
  return person;
}

void read_shareholder(ElementFields fields, UrnDocument& document) {
  document.form.shareholder = fields.attribute("id").value_or("");
  document.shareholder = read_person(fields);
  fields.refuse_others();
}

void read_signer(ElementFields fields, UrnDocument& document) {
  constexpr std::array<std::string_view, 4> capacities = {"shareholder", "legal-representative",
                                                          "judicial-representative", "intermediary"};
  document.signer.capacity = fields.attribute("capacity").value_or("");
  if (std::ranges::count(capacities, document.signer.capacity) == 0) fields.refuse("/@capacity", "is not known");
  document.signer.surname = optional_text(fields, "Surname");
  document.signer.first_name = optional_text(fields, "FirstName");
  fields.refuse_others();
}

void read_holdings(ElementFields fields, Form& form) {
  for (auto& item : fields.children("Holding")) {
    StatedHolding holding;
    holding.account = item.attribute("account").value_or("");
    const auto kind = item.attribute("kind").value_or("");
    if (kind != "registered" && kind != "administered" && kind != "bearer") item.refuse("/@kind", "is not known");
    holding.isin = item.optional_attribute("isin").value_or("");
    holding.shares = item.integer_attribute("shares").value_or(0);
    holding.has_attestation = !item.optional_attribute("attestation").value_or("").empty();
    item.refuse_others();
    form.holdings.push_back(std::move(holding));
  }
  if (form.holdings.size() > most_holdings) fields.refuse("", "more than 10,000 holdings");
  fields.refuse_others();
}

std::optional<Vote> vote_named(std::string_view word) {
  if (word == "for") return Vote::for_it;
  if (word == "against") return Vote::against;
  if (word == "abstain") return Vote::abstain;
  if (word == "chair") return Vote::chair;
  if (word == "named") return Vote::named;
  if (word == "split") return Vote::split;
  return std::nullopt;
}

Vote read_vote(ElementFields& fields) {
  const auto vote = vote_named(fields.attribute("choice").value_or(""));
  if (!vote) fields.refuse("/@choice", "is not known");
  return vote.value_or(Vote::none);
}

// Where the schema has no number, it is none.
std::int64_t votes_of(ElementFields& fields, std::string_view name) {
  if (!fields.optional_attribute(name)) return 0;
  return fields.integer_attribute(name).value_or(0);
}

Choices::Said read_choice(ElementFields& fields) {
  const auto vote = read_vote(fields);
  if (vote != Vote::split) return {vote};
  return {vote, {votes_of(fields, "for"), votes_of(fields, "against"), votes_of(fields, "abstain")}};
}

// The agenda is short, and forms follow it: the next one is tried first.
std::uint16_t place_of(std::string_view label, std::span<const Resolution> agenda, std::size_t next) {
  if (next < agenda.size() && agenda[next].label == label) return static_cast<std::uint16_t>(next);
  const auto found = std::ranges::find(agenda, label, &Resolution::label);
  return found == agenda.end() ? unknown_label : static_cast<std::uint16_t>(found - agenda.begin());
}

void read_instructions(ElementFields fields, Form& form, std::span<const Resolution> agenda) {
  std::size_t next = 0;
  for (auto& item : fields.children("Resolution")) {
    const auto place = place_of(item.attribute("label").value_or(""), agenda, next);
    form.choices.add(place, read_choice(item));
    item.refuse_others();
    next = std::size_t{place} + 1;
  }
  if (form.choices.all.size() > 1000) fields.refuse("", "more than 1,000 choices");
  if (auto raised = fields.optional_child("NewResolutions")) {
    form.new_resolutions = read_vote(*raised);
    if (form.new_resolutions == Vote::for_it || form.new_resolutions == Vote::split) {
      raised->refuse("/@choice", "cannot be said on new resolutions");
    }
    raised->refuse_others();
  }
  fields.refuse_others();
}

void read_proxy(ElementFields fields, UrnDocument& document) {
  Proxy proxy;
  const auto kind = proxy_kind_named(fields.attribute("kind").value_or(""));
  if (!kind) fields.refuse("/@kind", "is not known");
  const auto relation = proxy_relation_named(fields.optional_attribute("relation").value_or(""));
  if (!relation) fields.refuse("/@relation", "is not known");
  proxy.kind = kind.value_or(ProxyKind::chair);
  proxy.relation = relation.value_or(ProxyRelation::none);
  proxy.holder = read_person(fields);
  const auto &holder = proxy.holder, &giver = document.shareholder;
  proxy.is_the_shareholder = holder.surname == giver.surname && holder.first_name == giver.first_name &&
                             holder.company == giver.company && holder.domicile == giver.domicile;
  document.form.proxy = std::move(proxy);
  fields.refuse_others();
}

void read_form(XmlNode element, UrnDocumentReading& reading, std::span<const Resolution> agenda) {
  auto& document = reading.document;
  ElementFields fields(element, form_namespace, "Form", reading.findings);
  if (auto child = fields.child("Meeting")) read_meeting(*child, document);
  if (auto child = fields.optional_child("Mentions")) read_mentions(*child, document);
  if (auto child = fields.child("Shareholder")) read_shareholder(*child, document);
  if (auto child = fields.child("Signer")) read_signer(*child, document);
  if (auto child = fields.child("Holdings")) read_holdings(*child, document.form);
  if (auto child = fields.optional_child("Instructions")) read_instructions(*child, document.form, agenda);
  if (auto child = fields.optional_child("Proxy")) read_proxy(*child, document);
  fields.skip_children_of(xml_namespace::dsig);
  fields.refuse_others();
}

void read_evidence(ElementFields fields, UrnDocument& document) {
  Evidence evidence;
  (void)fields.attribute("process");
  (void)fields.integer_attribute("codeGeneration");
  (void)fields.optional_attribute("session");
  evidence.identified_at = instant_of(fields, "identifiedAt");
  evidence.received_at = instant_of(fields, "receivedAt");
  evidence.submitted = hash_of(fields, "submittedSha256");
  fields.refuse_others();
  document.evidence = evidence;
}

XmlNode only_form_in(XmlNode ballot, Findings& findings) {
  XmlNode form;
  for (auto child = ballot.first_child_element(); child; child = child.next_sibling_element()) {
    if (!is_named(child, form_namespace, "Form")) continue;
    if (form) findings.push_back({Reason::value_wrong, "/Ballot: more than one form"});
    form = child;
  }
  return form;
}

void read_ballot(XmlNode root, UrnDocumentReading& reading, std::span<const Resolution> agenda) {
  ElementFields fields(root, ballot_namespace, "Ballot", reading.findings);
  if (auto child = fields.child("Identification")) read_evidence(*child, reading.document);
  fields.skip_children_of(form_namespace);
  fields.skip_children_of(xml_namespace::dsig);
  fields.refuse_others();
  read_form(only_form_in(root, reading.findings), reading, agenda);
}

}  // namespace

UrnDocumentReading read_urn_document(const XmlTree& tree, std::span<const Resolution> agenda) {
  UrnDocumentReading reading;
  if (is_named(tree.root(), ballot_namespace, "Ballot")) {
    read_ballot(tree.root(), reading, agenda);
  } else {
    read_form(tree.root(), reading, agenda);
  }
  return reading;
}

}  // namespace sceau::audit
