// SPDX-License-Identifier: Apache-2.0
// The form in XML: vote/schema/form-1.xsd says the same as the functions below.
#include <fmt/format.h>

#include "formats/xml/element_fields.h"
#include "formats/xml/namespaces.h"
#include "formats/xml/xml_reader.h"
#include "vote/form_element.h"

namespace sceau {
namespace {

constexpr XmlLimits limits = {
    .document_bytes = most_form_bytes, .depth = 24, .attributes_per_element = 16, .nodes = 5000};

template <typename Table>
auto word_attribute(ElementFields& fields, std::string_view name, const Table& table)
    -> decltype(meaning_of(table, "")) {
  const auto text = fields.attribute(name);
  if (!text) return std::nullopt;
  const auto meaning = meaning_of(table, *text);
  if (!meaning) fields.refuse(fmt::format("/@{}", name), "is no word that is known here");
  return meaning;
}

void read_meeting_element(ElementFields fields, Form& form) {
  form.meeting = fields.attribute("id").value_or("");
  form.language = word_attribute(fields, "language", language_words).value_or(Language::french);
  form.agenda_hash = fields.attribute("agendaSha256").value_or("");
  form.form_hash = fields.attribute("formSha256").value_or("");
  fields.refuse_others();
}

std::vector<Mention> read_mentions(ElementFields fields) {
  std::vector<Mention> mentions;
  for (auto& item : fields.children("Mention")) {
    const auto rule = legal_rule_named(item.attribute("rule").value_or(""));
    if (!rule) item.refuse("/@rule", "is no rule that is known here");
    mentions.push_back({rule.value_or(LegalRule::L8), item.text()});
  }
  fields.refuse_others();
  return mentions;
}

// Missing names are the business of check_form, which knows the article that wants them.
std::string optional_child_text(ElementFields& fields, std::string_view name) {
  auto child = fields.optional_child(name);
  return child ? child->text() : "";
}

Person read_person(ElementFields& fields) {
  Person person;
  person.surname = optional_child_text(fields, "Surname");
  person.first_name = optional_child_text(fields, "FirstName");
  person.company = optional_child_text(fields, "Company");
  person.registration = optional_child_text(fields, "Registration");
  person.domicile = optional_child_text(fields, "Domicile");
  fields.refuse_others();
  return person;
}

FormSigner read_signer(ElementFields fields) {
  FormSigner signer;
  signer.capacity = word_attribute(fields, "capacity", capacity_words).value_or(Capacity::shareholder);
  signer.surname = optional_child_text(fields, "Surname");
  signer.first_name = optional_child_text(fields, "FirstName");
  fields.refuse_others();
  return signer;
}

FormHolding read_holding(ElementFields& fields) {
  FormHolding holding;
  holding.account = fields.attribute("account").value_or("");
  holding.kind = word_attribute(fields, "kind", holding_words);
  holding.isin = fields.optional_attribute("isin").value_or("");
  holding.shares = fields.integer_attribute("shares");
  holding.attestation = fields.optional_attribute("attestation").value_or("");
  fields.refuse_others();
  return holding;
}

std::vector<FormHolding> read_holdings(ElementFields fields) {
  std::vector<FormHolding> holdings;
  for (auto& item : fields.children("Holding")) holdings.push_back(read_holding(item));
  fields.refuse_others();
  return holdings;
}

// A word that is no vote stays nothing; vote.resolution_invalid says where.
std::optional<Vote> read_vote(ElementFields& fields, Findings& findings) {
  const auto text = fields.optional_attribute("choice");
  const auto vote = meaning_of(vote_words, text.value_or(""));
  if (!vote) findings.push_back({Reason::vote_resolution_invalid, fields.path() + "/@choice"});
  return vote;
}

ResolutionChoice read_choice(ElementFields& fields, Findings& findings) {
  ResolutionChoice choice;
  choice.label = fields.attribute("label").value_or("");
  choice.vote = read_vote(fields, findings);
  if (choice.vote == Vote::split) {
    choice.split.in_favour = fields.integer_attribute("for").value_or(0);
    choice.split.against = fields.integer_attribute("against").value_or(0);
    choice.split.abstain = fields.integer_attribute("abstain").value_or(0);
  }
  fields.refuse_others();
  return choice;
}

void read_instructions(ElementFields fields, Form& form, Findings& findings) {
  for (auto& item : fields.children("Resolution")) form.choices.push_back(read_choice(item, findings));
  if (auto item = fields.optional_child("NewResolutions")) {
    form.new_resolutions = read_vote(*item, findings);
    item->refuse_others();
  }
  fields.refuse_others();
}

Proxy read_proxy(ElementFields fields) {
  Proxy proxy;
  proxy.kind = word_attribute(fields, "kind", proxy_words).value_or(ProxyKind::blank);
  if (proxy.kind == ProxyKind::named) proxy.relation = word_attribute(fields, "relation", relation_words);
  proxy.holder = read_person(fields);
  return proxy;
}

void read_root(ElementFields root, FormReading& reading) {
  auto& form = reading.form;
  if (auto part = root.child("Meeting")) read_meeting_element(*part, form);
  if (auto part = root.optional_child("Mentions")) form.mentions = read_mentions(*part);
  if (auto part = root.child("Shareholder")) {
    form.shareholder = part->attribute("id").value_or("");
    form.identity = read_person(*part);
  }
  if (auto part = root.child("Signer")) form.signer = read_signer(*part);
  if (auto part = root.child("Holdings")) form.holdings = read_holdings(*part);
  if (auto part = root.optional_child("Instructions")) read_instructions(*part, form, reading.findings);
  if (auto part = root.optional_child("Proxy")) form.proxy = read_proxy(*part);
  root.skip_children_of(xml_namespace::dsig);
  root.refuse_others();
}

// Builds the text of the form, two spaces for each level.
class FormWriter {
 public:
  void open(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string>> attributes = {}) {
    start(name, attributes);
    text_ += ">\n";
    open_.emplace_back(name);
  }
  void close() {
    const auto name = open_.back();
    open_.pop_back();
    text_ += fmt::format("{:{}}</{}>\n", "", 2 * open_.size(), name);
  }
  void empty(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string>> attributes) {
    start(name, attributes);
    text_ += "/>\n";
  }
  void leaf(std::string_view name, std::string_view value,
            std::initializer_list<std::pair<std::string_view, std::string>> attributes = {}) {
    start(name, attributes);
    text_ += fmt::format(">{}</{}>\n", escaped_text(value), name);
  }
  void optional_leaf(std::string_view name, std::string_view value) {
    if (!value.empty()) leaf(name, value);
  }
  std::string take() { return std::move(text_); }

 private:
  // An empty value means that there is no such attribute.
  void start(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string>> attributes) {
    text_ += fmt::format("{:{}}<{}", "", 2 * open_.size(), name);
    for (const auto& [key, value] : attributes) {
      if (!value.empty()) text_ += fmt::format(" {}=\"{}\"", key, escaped_text(value));
    }
  }

  std::string text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
};

template <typename Table, typename Enum>
std::string word(const Table& table, const std::optional<Enum>& value) {
  return value ? std::string(word_of(table, *value)) : "";
}

void write_person(FormWriter& writer, const Person& person) {
  writer.optional_leaf("Surname", person.surname);
  writer.optional_leaf("FirstName", person.first_name);
  writer.optional_leaf("Company", person.company);
  writer.optional_leaf("Registration", person.registration);
  writer.optional_leaf("Domicile", person.domicile);
}

void write_head(FormWriter& writer, const Form& form) {
  writer.empty("Meeting", {{"id", form.meeting},
                           {"language", std::string(word_of(language_words, form.language))},
                           {"agendaSha256", form.agenda_hash},
                           {"formSha256", form.form_hash}});
  writer.open("Mentions");
  for (const auto& mention : form.mentions) {
    writer.leaf("Mention", mention.text, {{"rule", std::string(row_of(mention.rule).name)}});
  }
  writer.close();
  writer.open("Shareholder", {{"id", form.shareholder}});
  write_person(writer, form.identity);
  writer.close();
  writer.open("Signer", {{"capacity", std::string(word_of(capacity_words, form.signer.capacity))}});
  writer.optional_leaf("Surname", form.signer.surname);
  writer.optional_leaf("FirstName", form.signer.first_name);
  writer.close();
}

void write_holdings(FormWriter& writer, const Form& form) {
  writer.open("Holdings");
  for (const auto& holding : form.holdings) {
    writer.empty("Holding", {{"account", holding.account},
                             {"kind", word(holding_words, holding.kind)},
                             {"isin", holding.isin},
                             {"shares", holding.shares ? std::to_string(*holding.shares) : ""},
                             {"attestation", holding.attestation}});
  }
  writer.close();
}

void write_choice(FormWriter& writer, const ResolutionChoice& choice) {
  if (choice.vote != Vote::split) {
    writer.empty("Resolution", {{"label", choice.label}, {"choice", word(vote_words, choice.vote)}});
    return;
  }
  writer.empty("Resolution", {{"label", choice.label},
                              {"choice", "split"},
                              {"for", std::to_string(choice.split.in_favour)},
                              {"against", std::to_string(choice.split.against)},
                              {"abstain", std::to_string(choice.split.abstain)}});
}

void write_instructions(FormWriter& writer, const Form& form) {
  if (form.choices.empty() && !form.new_resolutions) return;
  writer.open("Instructions");
  for (const auto& choice : form.choices) write_choice(writer, choice);
  if (form.new_resolutions) writer.empty("NewResolutions", {{"choice", word(vote_words, form.new_resolutions)}});
  writer.close();
}

void write_proxy(FormWriter& writer, const Form& form) {
  if (!form.proxy) return;
  writer.open("Proxy", {{"kind", std::string(word_of(proxy_words, form.proxy->kind))},
                        {"relation", word(relation_words, form.proxy->relation)}});
  write_person(writer, form.proxy->holder);
  writer.close();
}

}  // namespace

std::string escaped_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

FormReading read_form_element(XmlNode element) {
  FormReading reading;
  read_root(ElementFields(element, form_namespace, "Form", reading.findings), reading);
  if (!are_form_texts(reading.form)) reading.findings.push_back({Reason::value_wrong, "a text is not one plain line"});
  return reading;
}

Result<XmlTree> read_form_tree(ByteView xml) {
  if (xml.size() > most_form_bytes) return Error{Reason::vote_malformed, "the form is larger than 64 kB"};
  return read_xml(xml, limits);
}

Result<FormReading> read_form(ByteView xml) {
  const auto tree = read_form_tree(xml);
  if (!tree) return tree.error();
  return read_form_element(tree->root());
}

std::string write_form(const Form& form) {
  FormWriter writer;
  writer.open("Form", {{"xmlns", std::string(form_namespace)}});
  write_head(writer, form);
  write_holdings(writer, form);
  write_instructions(writer, form);
  write_proxy(writer, form);
  writer.close();
  return writer.take();
}

}  // namespace sceau
