// SPDX-License-Identifier: Apache-2.0
// The bundle of the audit, in the clear or encrypted to one reader.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/meeting_bundle.h"
#include "cli/signing_identity.h"
#include "cli/timestamp_source.h"
#include "crypto/sealed_envelope.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Result<SigningOptions> sealing(const OpenedMeeting& meeting, const TimestampArguments& timestamp, Instant now) {
  auto seal = read_seal(meeting.server);
  if (!seal) return seal.error();
  if (auto allowed = may_sign_now(*seal, now); !allowed) return allowed.error();
  return options_for(std::move(*seal), timestamp, now);
}

Result<EnvelopeRecipient> reader_of(const std::string& certificate_file) {
  const auto pem = read_file(certificate_file, std::size_t{1} << 20);
  if (!pem) return pem.error();
  const auto certificates = read_certificates(*pem);
  if (!certificates) return certificates.error();
  return envelope_recipient(certificates->front().get());
}

struct Bundling {
  const OpenedMeeting& meeting;
  const SigningOptions& seal;
  Instant now;
  std::string output;
};

Status bundle_in_the_clear(const Bundling& wanted) {
  auto bundle = BundleWriter::create(wanted.output);
  if (!bundle) return bundle.error();
  return make_bundle(wanted.meeting, *bundle, wanted.seal, wanted.now);
}

// For one reader: the plain bundle is never on a disk.
Status bundle_for(const EnvelopeRecipient& reader, const Bundling& wanted) {
  auto bundle = BundleWriter::create_in_memory();
  if (!bundle) return bundle.error();
  if (auto made = make_bundle(wanted.meeting, *bundle, wanted.seal, wanted.now); !made) return made;
  const auto content = std::move(*bundle).take();
  if (!content) return content.error();
  const auto envelope = seal_envelope(reader, *content, system_random());
  if (!envelope) return envelope.error();
  return write_atomically(wanted.output, *envelope, {.mode = 0600});
}

Status make(const std::string& reader_certificate, const Bundling& wanted) {
  if (std::filesystem::exists(wanted.output)) return Error{Reason::file_exists, ""};
  if (reader_certificate.empty()) return bundle_in_the_clear(wanted);
  const auto reader = reader_of(reader_certificate);
  return reader ? bundle_for(*reader, wanted) : reader.error();
}

}  // namespace

int run(const VoteBundleArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return terminal.fail(arguments.folder, meeting.error());
  const auto seal = sealing(*meeting, arguments.timestamp, clock());
  if (!seal) return terminal.fail(arguments.folder, seal.error());
  const auto made = make(arguments.recipient, {*meeting, *seal, clock(), arguments.output});
  if (!made) return terminal.fail(arguments.output, made.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-bundle/1").key("bundle").text(arguments.output);
  terminal.print_json(json.end_object().str());
  terminal.say(
      fmt::format("{}: names who voted what; for the bureau, auditors and courts", printable(arguments.output)));
  return exit_success;
}

}  // namespace sceau
