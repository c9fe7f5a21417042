// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_counting.h"

#include "cli/counted_folder.h"
#include "cli/demo_meeting.h"
#include "cli/demo_stage.h"
#include "cli/meeting_bundle.h"
#include "cli/meeting_papers.h"

namespace sceau {
namespace {

// Somebody who signs; the key lies with everybody's, as its owner would keep it: with certificate and chain in one
// file.
Result<DemoHolder> person(const DemoStage& stage, const std::string& name, const std::string& organization,
                          const Path& file) {
  auto holder =
      stage.company.issue({.common_name = name, .organization = organization}, stage.clock(), system_random());
  if (!holder) return holder.error();
  const auto pem = private_key_pem(holder->key.get(), Secret());
  if (!pem) return pem.error();
  const auto text = std::string(pem->reveal()) + to_pem(holder->certificate) + to_pem(stage.company.issuing());
  if (auto written = write_for_demo(file, text); !written) return written.error();
  return holder;
}

Result<Path> key_of_operator(const DemoStage& stage) {
  const auto path = stage.keys() / "operator.pem";
  const auto holder = person(stage, "Sabine Leroy", "DEMO Manufacture de l'Ouest SA", path);
  return holder ? Result<Path>(path) : holder.error();
}

Result<SigningOptions> stamped_options(const DemoStage& stage, SigningIdentity identity, Instant now) {
  auto options = default_options(std::move(identity), std::chrono::floor<std::chrono::seconds>(now));
  if (options) options->timestamper = stage.timestamper;
  return options;
}

// A member of the bureau, by the signature field that is his or hers.
Result<SigningOptions> options_of(const DemoStage& stage, const std::string& name, const std::string& field) {
  auto holder = person(stage, name, "DEMO", stage.keys() / (field + ".pem"));
  if (!holder) return holder.error();
  auto identity = stage.company.identity_of(std::move(*holder));
  if (!identity) return identity.error();
  return stamped_options(stage, std::move(*identity), stage.clock());
}

VoteTableArguments table(const DemoStage& stage, const char* kind, const Path& key) {
  VoteTableArguments arguments;
  arguments.kind = kind;
  arguments.folder = stage.meeting();
  arguments.table = stage.keys() / (std::string(kind) + ".csv");
  arguments.signer.key = key;
  arguments.operator_name = "Mme Sabine Leroy, service des assemblées";
  return arguments;
}

}  // namespace

Status write_for_demo(const Path& path, std::string_view text) {
  return write_atomically(path, as_bytes(text), {.existing = Existing::replace, .mode = 0600});
}

Status type_tables(const DemoStage& stage) {
  const auto& all = stage.shareholders;
  const std::array typed = {
      std::pair("paper.csv", demo_paper_forms(all)), std::pair("attendance.csv", demo_attendance(all)),
      std::pair("new-resolutions.csv", demo_new_resolutions()), std::pair("room.csv", demo_room_votes(all))};
  for (const auto& [name, csv] : typed) {
    if (auto written = write_for_demo(stage.keys() / name, csv); !written) return written;
  }
  const auto key = key_of_operator(stage);
  if (!key) return key.error();
  if (auto done = perform("import", table(stage, "paper", *key), stage.clock); !done) return done;
  if (auto done = perform("attendance", table(stage, "attendance", *key), stage.clock); !done) return done;
  auto room = table(stage, "room", *key);
  room.raised = stage.keys() / "new-resolutions.csv";
  return perform("room", room, stage.clock);
}

Status open_demo_urn(const DemoStage& stage) {
  for (const auto* name : {"scrutineer-1.pem", "scrutineer-3.pem"}) {
    VoteOpenArguments arguments;
    arguments.folder = stage.meeting();
    arguments.key = stage.keys() / name;
    arguments.urn_passphrase = stage.secret("urn-passphrase");
    if (auto done = perform("open", arguments, stage.clock); !done) return done;
  }
  return Done{};
}

Status count_demo(const DemoStage& stage) {
  VoteTallyArguments arguments;
  arguments.folder = stage.meeting();
  arguments.storage_key = stage.secret("storage-passphrase");
  arguments.urn_passphrase = stage.secret("urn-passphrase");
  return perform("tally", arguments, stage.clock);
}

Result<std::size_t> sign_demo_papers(const DemoStage& stage) {
  VoteMinutesArguments arguments;
  arguments.folder = stage.meeting();
  arguments.storage_key = stage.secret("storage-passphrase");
  if (auto done = perform("minutes", arguments, stage.clock); !done) return done.error();
  const MeetingFolder folder{stage.meeting()};
  const auto session = session_of(folder);
  if (!session) return session.error();
  const auto fields = signature_fields(*session);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto options = options_of(stage, session->bureau[i].name, fields[i]);
    if (!options) return options.error();
    if (auto done = sign_papers(folder.papers(), fields[i], *options); !done) return done.error();
  }
  return fields.size() * paper_files.size();
}

Status publish_demo(const DemoStage& stage) {
  VotePublishArguments arguments;
  arguments.folder = stage.meeting();
  arguments.storage_key = stage.secret("storage-passphrase");
  return perform("publish", arguments, stage.clock);
}

Status bundle_demo(const DemoStage& stage) {
  const auto meeting = open_meeting(stage.meeting(), stage.secret("storage-passphrase"));
  if (!meeting) return meeting.error();
  auto seal = read_seal(meeting->server);
  if (!seal) return seal.error();
  const auto now = std::chrono::floor<std::chrono::seconds>(stage.clock());
  const auto options = stamped_options(stage, std::move(*seal), now);
  if (!options) return options.error();
  auto bundle = BundleWriter::create(stage.bundle());
  if (!bundle) return bundle.error();
  return make_bundle(*meeting, *bundle, *options, now);
}

}  // namespace sceau
