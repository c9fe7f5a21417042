// SPDX-License-Identifier: Apache-2.0
#include "vote/voting_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view xml_type = "application/xml";
constexpr std::chrono::seconds first_wait{1};

Error wrong_answer(std::string_view why) { return {Reason::network_answer_wrong, std::string(why)}; }

std::string address_of(const VotingSite& site, std::string_view path) {
  return fmt::format("{}/v1/meetings/{}{}", site.origin, site.meeting, path);
}

// RFC 7617
std::string authorization(const Credentials& credentials) {
  return "Basic " + base64(as_bytes(fmt::format("{}:{}", credentials.shareholder, credentials.code.reveal())));
}

std::string text_in(const Value& object, std::string_view key) {
  const auto* found = member(object, key);
  const auto* text = found ? std::get_if<std::string>(&found->content) : nullptr;
  return text ? *text : "";
}

// RFC 9457. What the site calls the reason is believed only as far as this program knows the name.
Error problem_in(const HttpResponse& response) {
  const auto problem = read_json(response.body);
  const auto reason = problem ? reason_named(text_in(*problem, "code")) : std::nullopt;
  if (!reason) return wrong_answer(fmt::format("status {}", response.status));
  return {*reason, printable(text_in(*problem, "detail"))};
}

Result<HttpResponse> get(const VotingSite& site, std::string_view path, std::string_view accepted,
                         const Credentials* credentials) {
  HttpRequest request;
  request.target = address_of(site, path);
  request.headers.emplace_back("Accept", accepted);
  if (credentials) request.headers.emplace_back("Authorization", authorization(*credentials));
  auto response = site.exchange(request);
  if (!response) return response.error();
  if (response->status != 200) return problem_in(*response);
  return response;
}

std::optional<AgendaItem> agenda_item(const Value& value, Language language) {
  const auto* only_told = member(value, "information_only");
  if (only_told && std::get_if<bool>(&only_told->content) && std::get<bool>(only_told->content)) return std::nullopt;
  const auto* titles = member(value, "title");
  return AgendaItem{text_in(value, "label"), titles ? text_in(*titles, word_of(language_words, language)) : ""};
}

// ---- Sending ----

std::string content_digest(ByteView form) {
  const auto hash = digest(DigestAlgorithm::sha256, form);
  return hash ? "sha-256=:" + base64(*hash) + ":" : "";
}

std::string path_of(const FormToSend& form) {
  switch (form.kind) {
    case RequestKind::ballot: return "/ballots";
    case RequestKind::mandate: return "/mandates";
    case RequestKind::revocation: return "/mandates/" + form.revoked;
  }
  return "";
}

HttpRequest request_of(const VotingSite& site, const FormToSend& form) {
  HttpRequest request;
  request.method = form.kind == RequestKind::revocation ? "DELETE" : "POST";
  request.target = address_of(site, path_of(form));
  request.body = form.form;
  const auto type = form.media == FormMedia::json ? json_type : xml_type;
  request.headers = {{"Content-Type", std::string(type)},
                     {"Accept", std::string(json_type)},
                     {"Content-Digest", content_digest(form.form)}};
  if (!form.idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", form.idempotency_key);
  if (form.credentials) request.headers.emplace_back("Authorization", authorization(*form.credentials));
  return request;
}

// RFC 9110, 10.2.3, in seconds.
std::optional<std::chrono::seconds> retry_after(const HttpResponse& response) {
  const auto text = header(response.headers, "Retry-After");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0) return std::nullopt;
  return std::chrono::seconds(seconds);
}

bool is_worth_another_attempt(const Result<HttpResponse>& response) {
  if (!response) return kind_of(response.error().reason) == ReasonKind::unavailable;
  return response->status == 408 || response->status == 429 || response->status == 503;
}

SiteAnswer answer_in(HttpResponse response) {
  if (response.status == 200 || response.status == 201) return {std::nullopt, std::move(response.body)};
  SiteAnswer answer{problem_in(response), std::nullopt};
  const auto problem = read_json(response.body);
  const auto* receipt = problem ? member(*problem, "refusal_receipt") : nullptr;
  if (receipt && std::holds_alternative<ValueObject>(receipt->content)) {
    answer.receipt = to_bytes(canonical_json(*receipt));
  }
  return answer;
}

}  // namespace

Result<std::vector<AgendaItem>> fetch_agenda(const VotingSite& site, Language language) {
  const auto response = get(site, "", json_type, nullptr);
  if (!response) return response.error();
  const auto meeting = read_json(response->body);
  const auto* agenda = meeting ? member(*meeting, "agenda") : nullptr;
  const auto* items = agenda ? std::get_if<ValueArray>(&agenda->content) : nullptr;
  if (!items) return wrong_answer("the meeting has no agenda");
  std::vector<AgendaItem> resolutions;
  for (const auto& value : *items) {
    if (auto item = agenda_item(value, language)) resolutions.push_back(std::move(*item));
  }
  return resolutions;
}

Result<Form> fetch_form(const VotingSite& site, const Credentials& credentials, Language language) {
  const auto path = fmt::format("/form?lang={}", word_of(language_words, language));
  const auto response = get(site, path, json_type, &credentials);
  if (!response) return response.error();
  auto reading = read_form_json(response->body);
  if (!reading) return wrong_answer(reading.error().detail);
  if (reading->form.meeting != site.meeting || reading->form.shareholder != credentials.shareholder) {
    return wrong_answer("the form is of another meeting or shareholder");
  }
  return std::move(reading->form);
}

Result<LogVerifier> fetch_log_key(const VotingSite& site) {
  const auto response = get(site, "/log/key", "text/plain", nullptr);
  if (!response) return response.error();
  auto line = as_text(response->body);
  if (line.ends_with('\n')) line.remove_suffix(1);
  return read_verifier_key(line);
}

Result<SiteAnswer> send_form(const VotingSite& site, const FormToSend& form, const Patience& patience) {
  const auto request = request_of(site, form);
  auto response = site.exchange(request);
  auto wait = first_wait;
  for (int attempt = 1; attempt < patience.attempts && is_worth_another_attempt(response); ++attempt) {
    const auto asked = response ? retry_after(*response) : std::nullopt;
    patience.wait(std::min(asked.value_or(wait), patience.longest_wait));
    wait *= 2;
    response = site.exchange(request);
  }
  if (!response) return response.error();
  return answer_in(std::move(*response));
}

Result<std::string> fetch_disposition(const VotingSite& site, std::string_view receipt_id) {
  const auto response = get(site, fmt::format("/receipts/{}/confirmation", receipt_id), json_type, nullptr);
  if (!response) return response.error();
  const auto counted = read_json(response->body);
  auto disposition = counted ? text_in(*counted, "disposition") : "";
  if (disposition.empty()) return wrong_answer("the confirmation says nothing");
  return disposition;
}

Findings check_answer(const Receipt& receipt, const VotingSite& site, ByteView form, const LogVerifier& log) {
  auto findings = check_receipt(receipt, log);
  const auto refuse = [&](bool is_wrong, std::string_view why) {
    if (is_wrong) findings.push_back({Reason::vote_receipt_inconsistent, std::string(why)});
  };
  const auto hash = digest(DigestAlgorithm::sha256, form);
  refuse(!hash || *hash != receipt.facts.form, "it is for another form");
  refuse(receipt.facts.meeting != site.meeting, "it is of another meeting");
  return findings;
}

}  // namespace sceau
