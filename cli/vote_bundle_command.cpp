// SPDX-License-Identifier: Apache-2.0
// The bundle of the audit, in the clear or encrypted to one reader.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/meeting_bundle.h"
#include "cli/timestamp_source.h"
#include "crypto/sealed_envelope.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Result<SigningOptions> sealing(const OpenedMeeting& meeting, const TimestampArguments& timestamp, Instant now) {
  auto seal = read_seal(meeting.server);
  if (!seal) return seal.error();
  const auto algorithm = default_algorithm(seal->key->public_key());
  if (!algorithm) return algorithm.error();
  SigningOptions options{std::move(*seal), *algorithm, std::chrono::floor<std::chrono::seconds>(now), std::nullopt};
  if (timestamp.servers.empty()) return options;
  auto stamper = timestamp_source(timestamp, false);
  if (!stamper) return stamper.error();
  options.timestamper = std::move(*stamper);
  return options;
}

// For one reader: the plain bundle never stays on the disk.
Status encrypt_for(const Path& bundle, const Path& output, const std::string& certificate_file) {
  const auto pem = read_file(certificate_file, std::size_t{1} << 20);
  if (!pem) return pem.error();
  const auto certificates = read_certificates(*pem);
  if (!certificates) return certificates.error();
  const auto recipient = envelope_recipient(certificates->front().get());
  if (!recipient) return recipient.error();
  const auto content = map_file(bundle);
  if (!content) return content.error();
  const auto envelope = seal_envelope(*recipient, content->bytes(), system_random());
  if (!envelope) return envelope.error();
  return write_atomically(output, *envelope, {.mode = 0600});
}

}  // namespace

int run(const VoteBundleArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return terminal.fail(arguments.folder, meeting.error());
  const auto seal = sealing(*meeting, arguments.timestamp, clock());
  if (!seal) return terminal.fail(arguments.folder, seal.error());
  const bool is_encrypted = !arguments.recipient.empty();
  if (std::filesystem::exists(arguments.output)) return terminal.fail(arguments.output, {Reason::file_exists, ""});
  const Path plain = is_encrypted ? meeting->folder.count() / "bundle.zip" : Path(arguments.output);
  auto made = make_bundle(*meeting, plain, *seal, clock());
  if (made && is_encrypted) made = encrypt_for(plain, arguments.output, arguments.recipient);
  std::error_code ignored;
  if (is_encrypted) std::filesystem::remove(plain, ignored);
  if (!made) return terminal.fail(arguments.output, made.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-bundle/1").key("bundle").text(arguments.output);
  terminal.print_json(json.end_object().str());
  terminal.say(
      fmt::format("{}: names who voted what; for the bureau, auditors and courts", printable(arguments.output)));
  return exit_success;
}

}  // namespace sceau
