// SPDX-License-Identifier: Apache-2.0
// The form in JSON: the same names as in XML, in the manner of JSON.
#include <fmt/format.h>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "vote/form.h"

namespace sceau {
namespace {

constexpr JsonLimits limits = {.document_bytes = std::size_t{64} << 10, .depth = 8, .values = 10'000, .members = 40};
constexpr std::string_view format = "sceau.form/1";
constexpr IntegerRange most_votes = {0, (std::int64_t{1} << 53) - 1};  // what canonical JSON can say

std::string optional_text(ValueFields& fields, std::string_view key) {
  return fields.text(key, Presence::optional).value_or("");
}

void read_meeting_object(ValueFields fields, Form& form) {
  form.meeting = fields.text("id").value_or("");
  form.language = fields.choice<Language>("language", language_words).value_or(Language::french);
  form.agenda_hash = fields.text("agenda_sha256").value_or("");
  form.form_hash = fields.text("form_sha256").value_or("");
  fields.refuse_others();
}

Mention read_mention(ValueFields fields) {
  const auto rule = legal_rule_named(fields.text("rule").value_or(""));
  if (!rule) fields.refuse("rule", "is no rule that is known here");
  Mention mention{rule.value_or(LegalRule::L8), fields.text("text").value_or("")};
  fields.refuse_others();
  return mention;
}

Person read_person(ValueFields& fields) {
  return {.surname = optional_text(fields, "surname"),
          .first_name = optional_text(fields, "first_name"),
          .company = optional_text(fields, "company"),
          .registration = optional_text(fields, "registration"),
          .domicile = optional_text(fields, "domicile")};
}

FormSigner read_signer(ValueFields fields) {
  FormSigner signer;
  signer.capacity = fields.choice<Capacity>("capacity", capacity_words).value_or(Capacity::shareholder);
  signer.surname = optional_text(fields, "surname");
  signer.first_name = optional_text(fields, "first_name");
  fields.refuse_others();
  return signer;
}

FormHolding read_holding(ValueFields fields) {
  FormHolding holding;
  holding.account = fields.text("account").value_or("");
  holding.kind = fields.choice<HoldingKind>("kind", holding_words);
  holding.isin = optional_text(fields, "isin");
  holding.shares = fields.integer("shares", most_votes);
  holding.attestation = optional_text(fields, "attestation");
  fields.refuse_others();
  return holding;
}

std::optional<Vote> read_vote(ValueFields& fields, std::string_view key, Findings& findings) {
  const auto vote = meaning_of(vote_words, optional_text(fields, key));
  if (!vote) findings.push_back({Reason::vote_resolution_invalid, fields.path_of(key)});
  return vote;
}

ResolutionChoice read_choice(ValueFields fields, Findings& findings) {
  ResolutionChoice choice;
  choice.label = fields.text("label").value_or("");
  choice.vote = read_vote(fields, "choice", findings);
  if (choice.vote == Vote::split) {
    choice.split.in_favour = fields.integer("for", most_votes).value_or(0);
    choice.split.against = fields.integer("against", most_votes).value_or(0);
    choice.split.abstain = fields.integer("abstain", most_votes).value_or(0);
  }
  fields.refuse_others();
  return choice;
}

Proxy read_proxy(ValueFields fields) {
  Proxy proxy;
  proxy.kind = fields.choice<ProxyKind>("kind", proxy_words).value_or(ProxyKind::blank);
  if (proxy.kind == ProxyKind::named) proxy.relation = fields.choice<ProxyRelation>("relation", relation_words);
  proxy.holder = read_person(fields);
  fields.refuse_others();
  return proxy;
}

void read_document(ValueFields fields, FormReading& reading) {
  auto& form = reading.form;
  if (fields.text("format").value_or("") != format) fields.refuse("format", fmt::format("must be \"{}\"", format));
  if (auto part = fields.object("meeting")) read_meeting_object(*part, form);
  for (auto& item : fields.objects("mentions", Presence::optional)) form.mentions.push_back(read_mention(item));
  if (auto part = fields.object("shareholder")) {
    form.shareholder = part->text("id").value_or("");
    form.identity = read_person(*part);
    part->refuse_others();
  }
  if (auto part = fields.object("signer")) form.signer = read_signer(*part);
  for (auto& item : fields.objects("holdings")) form.holdings.push_back(read_holding(item));
  for (auto& item : fields.objects("choices", Presence::optional)) {
    form.choices.push_back(read_choice(item, reading.findings));
  }
  if (fields.has("new_resolutions")) form.new_resolutions = read_vote(fields, "new_resolutions", reading.findings);
  if (auto part = fields.object("proxy", Presence::optional)) form.proxy = read_proxy(*part);
  fields.refuse_others();
}

void put(ValueObject& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.push_back({std::string(key), {std::string(text)}});
}

void put_person(ValueObject& object, const Person& person) {
  put(object, "surname", person.surname);
  put(object, "first_name", person.first_name);
  put(object, "company", person.company);
  put(object, "registration", person.registration);
  put(object, "domicile", person.domicile);
}

Value holding_value(const FormHolding& holding) {
  ValueObject object;
  put(object, "account", holding.account);
  if (holding.kind) put(object, "kind", word_of(holding_words, *holding.kind));
  put(object, "isin", holding.isin);
  if (holding.shares) object.push_back({"shares", {*holding.shares}});
  put(object, "attestation", holding.attestation);
  return {std::move(object)};
}

Value choice_value(const ResolutionChoice& choice) {
  ValueObject object;
  put(object, "label", choice.label);
  if (choice.vote) put(object, "choice", word_of(vote_words, *choice.vote));
  if (choice.vote == Vote::split) {
    object.push_back({"for", {choice.split.in_favour}});
    object.push_back({"against", {choice.split.against}});
    object.push_back({"abstain", {choice.split.abstain}});
  }
  return {std::move(object)};
}

Value proxy_value(const Proxy& proxy) {
  ValueObject object;
  put(object, "kind", word_of(proxy_words, proxy.kind));
  if (proxy.relation) put(object, "relation", word_of(relation_words, *proxy.relation));
  put_person(object, proxy.holder);
  return {std::move(object)};
}

Value meeting_value(const Form& form) {
  return {ValueObject{{"id", {form.meeting}},
                      {"language", {std::string(word_of(language_words, form.language))}},
                      {"agenda_sha256", {form.agenda_hash}},
                      {"form_sha256", {form.form_hash}}}};
}

Value shareholder_value(const Form& form) {
  ValueObject object = {{"id", {form.shareholder}}};
  put_person(object, form.identity);
  return {std::move(object)};
}

Value signer_value(const FormSigner& signer) {
  ValueObject object;
  put(object, "capacity", word_of(capacity_words, signer.capacity));
  put(object, "surname", signer.surname);
  put(object, "first_name", signer.first_name);
  return {std::move(object)};
}

}  // namespace

Result<FormReading> read_form_json(ByteView json) {
  if (json.size() > limits.document_bytes) return Error{Reason::vote_malformed, "the form is larger than 64 kB"};
  const auto value = read_json(json, limits);
  if (!value) return value.error();
  FormReading reading;
  read_document(ValueFields(*value, PathStyle::json_pointer, reading.findings), reading);
  if (!are_form_texts(reading.form)) reading.findings.push_back({Reason::value_wrong, "a text is not one plain line"});
  return reading;
}

std::string write_form_json(const Form& form) {
  ValueArray mentions, holdings, choices;
  for (const auto& mention : form.mentions) {
    mentions.push_back({ValueObject{{"rule", {std::string(row_of(mention.rule).name)}}, {"text", {mention.text}}}});
  }
  for (const auto& holding : form.holdings) holdings.push_back(holding_value(holding));
  for (const auto& choice : form.choices) choices.push_back(choice_value(choice));

  ValueObject document = {{"format", {std::string(format)}},     {"meeting", meeting_value(form)},
                          {"mentions", {std::move(mentions)}},   {"shareholder", shareholder_value(form)},
                          {"signer", signer_value(form.signer)}, {"holdings", {std::move(holdings)}}};
  if (!choices.empty()) document.push_back({"choices", {std::move(choices)}});
  if (form.new_resolutions) put(document, "new_resolutions", word_of(vote_words, *form.new_resolutions));
  if (form.proxy) document.push_back({"proxy", proxy_value(*form.proxy)});
  return canonical_json({std::move(document)});
}

}  // namespace sceau
