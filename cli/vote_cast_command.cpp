// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "cli/secret_source.h"
#include "cli/signing_identity.h"
#include "cli/system_clock.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "network/http_client.h"
#include "signer/sign_xml.h"
#include "vote/access_code.h"
#include "vote/voting_client.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 10;  // of a form, a key, a receipt
constexpr std::size_t key_octets = 16;

// What was decided before anything is sent.
struct PreparedForm {
  Form form;
  std::vector<AgendaItem> agenda;
  Bytes bytes;
  FormMedia media = FormMedia::json;
};

bool has_choices(const VoteCastArguments& arguments) {
  return !arguments.in_favour.empty() || !arguments.against.empty() || !arguments.abstain.empty() ||
         !arguments.all.empty() || !arguments.new_resolutions.empty();
}

Status usage_fits(const VoteCastArguments& arguments) {
  const auto wrong = [](std::string_view why) { return Error{Reason::usage_wrong, std::string(why)}; };
  if (!arguments.server.starts_with("https://") && !arguments.server.starts_with("http://")) {
    return wrong("--server: a URL begins with https://");
  }
  if (arguments.voter.empty() && arguments.signer.key.empty() && arguments.form.empty()) {
    return wrong("who votes? name --voter ID with its --code, or sign with --key");
  }
  if (arguments.voter.empty() && arguments.form.empty()) {
    return wrong("without an access code the site gives no form: name one with --form FILE");
  }
  if (is_stream(arguments.output)) return wrong("-o: the receipt is written to a new file");
  std::error_code ignored;
  if (std::filesystem::exists(arguments.output, ignored)) return Error{Reason::file_exists, arguments.output};
  return Done{};
}

VotingSite site_of(const VoteCastArguments& arguments) {
  ClientOptions options;
  options.private_authorities.assign(arguments.authorities.begin(), arguments.authorities.end());
  auto origin = arguments.server;
  while (origin.ends_with('/')) origin.pop_back();
  return {std::move(origin), arguments.meeting, http_client(std::move(options))};
}

// A slip of the pen is found here, and costs no attempt.
Result<std::optional<Credentials>> credentials_of(const VoteCastArguments& arguments) {
  if (arguments.voter.empty()) return std::optional<Credentials>();
  auto code = read_secret(arguments.code, fmt::format("Access code of {}", arguments.voter));
  if (!code) return code.error();
  if (const auto readable = read_access_code(code->reveal()); !readable) return readable.error();
  return std::optional(Credentials{arguments.voter, std::move(*code)});
}

WantedVotes wanted_by(const VoteCastArguments& arguments) {
  WantedVotes wanted{.in_favour = arguments.in_favour, .against = arguments.against, .abstain = arguments.abstain};
  wanted.all_others = meaning_of(vote_words, arguments.all);
  wanted.new_resolutions = meaning_of(vote_words, arguments.new_resolutions);
  return wanted;
}

FormMedia media_of(ByteView form) { return as_text(form).starts_with("{") ? FormMedia::json : FormMedia::xml; }

Result<PreparedForm> given_form(const VoteCastArguments& arguments) {
  auto bytes = read_file(arguments.form, most_bytes);
  if (!bytes) return bytes.error();
  const auto media = media_of(*bytes);
  auto reading = media == FormMedia::json ? read_form_json(*bytes) : read_form(*bytes);
  if (!reading) return reading.error();
  return PreparedForm{std::move(reading->form), {}, std::move(*bytes), media};
}

Result<PreparedForm> form_of_site(const VotingSite& site, const Credentials& credentials, Language language) {
  auto form = fetch_form(site, credentials, language);
  if (!form) return form.error();
  return PreparedForm{std::move(*form), {}, {}, FormMedia::json};
}

// Choices and names that were given are put into the form; its bytes are then no longer those it came in.
Status complete(const VoteCastArguments& arguments, PreparedForm& prepared) {
  const bool has_names = !arguments.signer_surname.empty() || !arguments.signer_first_name.empty();
  if (has_names) {
    prepared.form.signer.surname = arguments.signer_surname;
    prepared.form.signer.first_name = arguments.signer_first_name;
  }
  if (has_choices(arguments) || prepared.bytes.empty()) {
    auto filled = fill_form(std::move(prepared.form), prepared.agenda, wanted_by(arguments));
    if (!filled) return filled.error();
    prepared.form = std::move(*filled);
    prepared.bytes.clear();
  }
  if (has_names) prepared.bytes.clear();
  if (are_form_texts(prepared.form)) return Done{};
  return Error{Reason::usage_wrong, "a name or a text of the form is not a plain line"};
}

Status sign(const VoteCastArguments& arguments, PreparedForm& prepared) {
  const auto time = std::chrono::floor<std::chrono::seconds>(now());
  auto identity = identity_of_key(arguments.signer, time);
  if (!identity) return identity.error();
  const auto options = default_options(std::move(*identity), time);
  if (!options) return options.error();
  if (prepared.bytes.empty() || prepared.media == FormMedia::json) prepared.bytes = to_bytes(write_form(prepared.form));
  auto is_signed = sign_xml(prepared.bytes, *options);
  if (!is_signed) return is_signed.error();
  prepared.bytes = std::move(*is_signed);
  prepared.media = FormMedia::xml;
  return Done{};
}

Result<PreparedForm> prepare(const VoteCastArguments& arguments, const VotingSite& site,
                             const std::optional<Credentials>& credentials) {
  const auto language = meaning_of(language_words, arguments.language).value_or(Language::french);
  auto prepared = arguments.form.empty() ? form_of_site(site, *credentials, language) : given_form(arguments);
  if (!prepared) return prepared.error();
  auto agenda = fetch_agenda(site, language);
  if (!agenda) return agenda.error();
  prepared->agenda = std::move(*agenda);
  if (auto status = complete(arguments, *prepared); !status) return status.error();
  if (!arguments.signer.key.empty()) {
    if (auto status = sign(arguments, *prepared); !status) return status.error();
  } else if (prepared->bytes.empty()) {
    prepared->bytes = to_bytes(write_form_json(prepared->form));
    prepared->media = FormMedia::json;
  }
  return prepared;
}

// The shareholder reads what will be sent, and says yes.
Status confirm(const VoteCastArguments& arguments, const PreparedForm& prepared, const Terminal& terminal) {
  for (const auto& line : read_back(prepared.form, prepared.agenda)) terminal.note(line);
  if (arguments.yes) return Done{};
  const int tty = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (tty < 0) return Error{Reason::usage_wrong, "there is no terminal to ask on; read the form back, then add --yes"};
  constexpr std::string_view question = "Send this form? A vote cannot be changed. [yes/no] ";
  std::array<char, 16> answer{};
  const bool is_asked = ::write(tty, question.data(), question.size()) > 0;
  const auto size = is_asked ? ::read(tty, answer.data(), answer.size()) : 0;
  ::close(tty);
  if (std::string_view(answer.data(), size > 0 ? static_cast<std::size_t>(size) : 0) == "yes\n") return Done{};
  return Error{Reason::vote_not_sent, ""};
}

Result<std::string> new_idempotency_key() {
  const auto octets = random_bytes(system_random(), key_octets);
  if (!octets) return octets.error();
  return hex_lower(*octets);
}

Result<LogVerifier> log_key_of(const VoteCastArguments& arguments, const VotingSite& site) {
  if (arguments.log_key.empty()) return fetch_log_key(site);
  const auto text = read_file(arguments.log_key, most_bytes);
  if (!text) return text.error();
  auto line = as_text(*text);
  if (line.ends_with('\n')) line.remove_suffix(1);
  return read_verifier_key(line);
}

// "receipt.json" -> "receipt.form.xml": the bytes that are sent, for whoever must send them once more.
Path place_of_form(const VoteCastArguments& arguments, FormMedia media) {
  return Path(arguments.output).replace_extension(media == FormMedia::json ? ".form.json" : ".form.xml");
}

Status keep_form(const VoteCastArguments& arguments, const PreparedForm& prepared) {
  const auto path = place_of_form(arguments, prepared.media);
  if (is_same_file(path, arguments.form)) return Done{};
  return write_atomically(path, prepared.bytes, {.existing = Existing::replace, .mode = 0600});
}

Error unanswered(const VoteCastArguments& arguments, const FormToSend& form, const Error& error) {
  return {error.reason, fmt::format("{}; whether the form was recorded is not known: send the same once more with "
                                    "--form {} --idempotency-key {}",
                                    error.detail, place_of_form(arguments, form.media).string(), form.idempotency_key)};
}

// The receipt is kept whatever is found against it: it is evidence.
Result<Receipt> keep_and_check(const VoteCastArguments& arguments, const Bytes& json, const VotingSite& site,
                               ByteView form, const LogVerifier& log) {
  const auto kept = write_atomically(arguments.output, json, {.existing = Existing::keep, .mode = 0600});
  if (!kept) return kept.error();
  auto receipt = read_receipt(json);
  if (!receipt) return receipt.error();
  const auto findings = check_answer(*receipt, site, form, log);
  if (findings.empty()) return receipt;
  return Error{findings.front().reason, findings.front().detail};
}

struct RecordedVote {
  std::string receipt;  // id
  Instant received_at;
};

Result<RecordedVote> cast(const VoteCastArguments& arguments, const Terminal& terminal) {
  if (auto status = usage_fits(arguments); !status) return status.error();
  const auto credentials = credentials_of(arguments);
  if (!credentials) return credentials.error();
  const auto site = site_of(arguments);
  const auto log = log_key_of(arguments, site);
  if (!log) return log.error();
  const auto prepared = prepare(arguments, site, *credentials);
  if (!prepared) return prepared.error();
  if (auto status = confirm(arguments, *prepared, terminal); !status) return status.error();
  if (auto status = keep_form(arguments, *prepared); !status) return status.error();

  const auto key = arguments.idempotency_key.empty() ? new_idempotency_key() : arguments.idempotency_key;
  if (!key) return key.error();
  const FormToSend form{prepared->bytes, prepared->media, *key, *credentials ? &**credentials : nullptr};
  const auto answer = send_form(site, form, {.wait = [](auto time) { std::this_thread::sleep_for(time); }});
  if (!answer) return unanswered(arguments, form, answer.error());
  if (!answer->receipt) return *answer->refusal;
  const auto receipt = keep_and_check(arguments, *answer->receipt, site, prepared->bytes, *log);
  if (answer->refusal) return *answer->refusal;
  if (!receipt) return receipt.error();
  if (receipt->facts.kind != DecisionKind::refusal) return RecordedVote{receipt->id, receipt->facts.received_at};
  return Error{Reason::vote_receipt_inconsistent, "the site says recorded, the receipt says refused"};
}

}  // namespace

int run(const VoteCastArguments& arguments, const Terminal& terminal) {
  const auto recorded = cast(arguments, terminal);
  if (!recorded) return terminal.fail(arguments.server, recorded.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-cast/1").key("receipt").text(recorded->receipt);
  json.key("received_at").text(to_rfc3339(recorded->received_at)).key("output").text(arguments.output);
  terminal.print_json(json.end_object().str());
  terminal.say(fmt::format("recorded: received {}, receipt {} in {}", to_rfc3339(recorded->received_at),
                           recorded->receipt, printable(arguments.output)));
  return exit_success;
}

}  // namespace sceau
