// SPDX-License-Identifier: Apache-2.0
// One scrutineer, on a machine of their own: opens the trial envelope, or, after the close, their layer of the urn key.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/secret_source.h"
#include "cli/urn_opening.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/rehearsal.h"
#include "vote/urn_key.h"

namespace sceau {
namespace {

constexpr std::size_t most_envelope_bytes = std::size_t{1} << 20;

Result<Path> rehearse(const UrnOpening& opening) {
  const auto number = opening.opener.number;
  const auto envelope = read_file(opening.folder.trial(number), most_envelope_bytes);
  if (!envelope) return envelope.error();
  const auto answer =
      answer_trial(*envelope, opening.meeting.meeting().id, opening.opener.recipient, *opening.opener.key);
  if (!answer) return answer.error();
  const auto path = opening.folder.answer(number);
  const auto written = write_atomically(path, as_bytes(*answer), {.existing = Existing::replace});
  if (!written) return written.error();
  return path;
}

// ---- The urn key ----

struct EnvelopeFile {
  std::string set;  // "1-3"
  Bytes envelope;
};

// The envelopes of a folder that are for the opener, in the order of their names.
Result<std::vector<EnvelopeFile>> envelopes_in(const Path& folder, const UrnOpener& opener) {
  std::vector<Path> paths;
  std::error_code failure;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() == ".cms") paths.push_back(at->path());
  }
  std::ranges::sort(paths);
  std::vector<EnvelopeFile> found;
  for (const auto& path : paths) {
    auto envelope = read_file(path, most_envelope_bytes);
    if (!envelope) return envelope.error();
    const auto is_own = is_addressed_to(*envelope, opener.recipient);
    if (!is_own) return Error{is_own.error().reason, path.string()};
    const auto name = path.filename().string();
    if (*is_own) found.push_back({name.substr(0, name.find('.')), std::move(*envelope)});
  }
  return found;
}

// What others have opened already comes first; else the opener is the first.
Result<std::vector<EnvelopeFile>> envelopes_for(const UrnOpening& opening) {
  auto opened = envelopes_in(opening.folder.opened_envelopes(), opening.opener);
  if (!opened || !opened->empty()) return opened;
  auto untouched = envelopes_in(opening.folder.urn_envelopes(), opening.opener);
  if (!untouched || !untouched->empty()) return untouched;
  return Error{Reason::envelope_for_another,
               fmt::format("nothing is here yet for scrutineer {}: one with a lower number opens first, and passes on "
                           "the folder {}",
                           opening.opener.number, opening.folder.opened_envelopes().string())};
}

std::string next_of(const UrnOpening& opening, ByteView envelope) {
  for (std::size_t at = 0; at < opening.scrutineers.size(); ++at) {
    const auto recipient = envelope_recipient(opening.scrutineers[at].handle());
    if (!recipient) continue;
    const auto addressed = is_addressed_to(envelope, *recipient);
    if (addressed && *addressed) return std::to_string(at + 1);
  }
  return "?";
}

// What came of it: files for others, each with the number of whom it is for; or the urn key.
struct OpeningResult {
  std::vector<std::pair<Path, std::string>> passed_on;
  std::optional<Path> urn_key;
};

Result<Path> pass_on(const UrnOpening& opening, const EnvelopeFile& from, ByteView next) {
  const auto folder = opening.folder.opened_envelopes();
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{Reason::file_not_writable, folder.string()};
  const auto path = folder / fmt::format("{}.after-{}.cms", from.set, opening.opener.number);
  const auto written = write_atomically(path, next, {.existing = Existing::replace});
  if (!written) return written.error();
  return path;
}

Result<Path> keep_urn_key(const UrnOpening& opening, const EVP_PKEY* key, const std::string& passphrase_source) {
  const auto path = opening.folder.urn_key();
  if (std::filesystem::exists(path)) return Error{Reason::file_exists, path.string()};
  const auto passphrase = read_secret(passphrase_source, "New passphrase for the urn key");
  if (!passphrase) return passphrase.error();
  if (passphrase->empty()) return Error{Reason::key_wrong_passphrase, "the urn key is not kept without a passphrase"};
  const auto pem = private_key_pem(key, *passphrase);
  if (!pem) return pem.error();
  const auto written = write_atomically(path, as_bytes(pem->reveal()), {.mode = 0600});
  if (!written) return written.error();
  return path;
}

// Who opened, for the log.
Status note_set(const UrnOpening& opening, const std::string& set) {
  std::error_code failure;
  std::filesystem::create_directories(opening.folder.opened_envelopes(), failure);
  return write_atomically(opening.folder.opened_set(), as_bytes(set + "\n"), {.existing = Existing::replace});
}

Result<OpeningResult> open_urn_key(const UrnOpening& opening, const VoteOpenArguments& arguments) {
  const auto envelopes = envelopes_for(opening);
  if (!envelopes) return envelopes.error();
  OpeningResult result;
  for (const auto& file : *envelopes) {
    const auto layer = open_layer(file.envelope, opening.opener.recipient, *opening.opener.key, opening.urn);
    if (!layer) return Error{layer.error().reason, fmt::format("set {}: {}", file.set, layer.error().detail)};
    if (const auto* key = std::get_if<PrivateKeyHandle>(&*layer)) {
      auto path = keep_urn_key(opening, key->get(), arguments.urn_passphrase);
      if (!path) return path.error();
      if (auto noted = note_set(opening, file.set); !noted) return noted.error();
      result.urn_key = std::move(*path);
      return result;
    }
    const auto& next = std::get<Bytes>(*layer);
    auto path = pass_on(opening, file, next);
    if (!path) return path.error();
    result.passed_on.emplace_back(std::move(*path), next_of(opening, next));
  }
  return result;
}

// ---- Told ----

void begin_report(JsonWriter& json, const UrnOpening& opening) {
  json.begin_object().key("report").text("sceau.vote-open/1").key("meeting").text(opening.meeting.meeting().id);
  json.key("scrutineer").number(static_cast<std::int64_t>(opening.opener.number));
}

void print_answer(const Terminal& terminal, const UrnOpening& opening, const Path& answer) {
  JsonWriter json;
  begin_report(json, opening);
  terminal.print_json(json.key("answer").text(answer.string()).end_object().str());
  terminal.say(fmt::format("{}: scrutineer {} can open the urn; give this file back to the bureau", answer.string(),
                           opening.opener.number));
}

void print_result(const Terminal& terminal, const UrnOpening& opening, const OpeningResult& result) {
  JsonWriter json;
  begin_report(json, opening);
  json.key("passed_on").begin_array();
  for (const auto& [path, next] : result.passed_on) {
    json.begin_object().key("file").text(path.string()).key("for").text(next).end_object();
    terminal.say(fmt::format("{}: for scrutineer {}", path.string(), next));
  }
  json.end_array().key("urn_key");
  if (result.urn_key) {
    json.text(result.urn_key->string());
  } else {
    json.null();
  }
  terminal.print_json(json.end_object().str());
  if (result.urn_key) {
    terminal.say(
        fmt::format("{}: the key of the urn, under its new passphrase; for the count", result.urn_key->string()));
  }
}

}  // namespace

int run(const VoteOpenArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto opening = prepare_opening(arguments, clock());
  if (!opening) return terminal.fail(arguments.folder, opening.error());
  if (arguments.rehearse) {
    const auto answer = rehearse(*opening);
    if (!answer) return terminal.fail(arguments.folder, answer.error());
    print_answer(terminal, *opening, *answer);
    return exit_success;
  }
  const auto result = open_urn_key(*opening, arguments);
  if (!result) return terminal.fail(arguments.folder, result.error());
  print_result(terminal, *opening, *result);
  return exit_success;
}

}  // namespace sceau
