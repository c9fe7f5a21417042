// SPDX-License-Identifier: Apache-2.0
#include "cli/meeting_options.h"

#include <CLI/CLI.hpp>

namespace sceau {

void MeetingOptions::add_to(CLI::App& vote) {
  vote_ = &vote;
  add_settings(vote);
  add_open(vote);
  add_register(vote);
  auto& demo = *vote.add_subcommand("demo", "Play a whole meeting with 1,000 made-up shareholders, audit included");
  demo.add_option("--dir", demo_.folder, "Folder for its files (default: a new one)")->option_text("DIR");
}

void MeetingOptions::add_settings(CLI::App& vote) {
  auto& make = *vote.add_subcommand("new", "Make the folder of a meeting, with a meeting.toml to fill in");
  make.add_option("ID", new_.id, "Name of the meeting and of its folder")->required();
  make.add_option("--date", new_.date, "Date of the meeting: 2027-05-12")->option_text("DATE")->required();
  auto& check = *vote.add_subcommand("check", "Say everything that the law has against a meeting as described");
  check.add_option("DIR", check_.folder, "Folder of the meeting")->required();
  auto& freeze = *vote.add_subcommand("freeze", "Fix agenda, form and times of a meeting without defects");
  freeze.add_option("DIR", freeze_.folder, "Folder of the meeting")->required();
}

void MeetingOptions::add_open(CLI::App& vote) {
  auto& open = *vote.add_subcommand("open", "Open the urn after the close, one scrutineer after the other");
  open.add_option("DIR", open_.folder, "Folder of the meeting")->required();
  open.add_option("--key", open_.key, "Your private key (PKCS#12 or PEM)")->option_text("FILE")->required();
  open.add_option("--passphrase", open_.passphrase, "Passphrase of your key")->option_text("SOURCE");
  open.add_option("--urn-passphrase", open_.urn_passphrase, "New passphrase under which the last one keeps the urn key")
      ->option_text("SOURCE");
  open.add_flag("--rehearse", open_.rehearse, "Before the vote: open the trial envelope only");
}

void MeetingOptions::add_register(CLI::App& vote) {
  auto& take =
      *vote.add_subcommand("register", "Read a register of shareholders (CSV), show its totals and hash, keep it");
  take.add_option("DIR", register_.folder, "Folder of the meeting")->required();
  take.add_option("CSV", register_.table, "The register")->required();
  take.add_flag("--dry-run", register_.dry_run, "Do everything but keep it");
  auto& backup = *vote.add_subcommand("backup", "Copy the store of the ballots, also while votes come in");
  backup.add_option("DIR", backup_.folder, "Folder of the meeting")->required();
  backup.add_option("FILE", backup_.output, "The copy; never overwritten")->required();
}

std::optional<CommandArguments> MeetingOptions::chosen() const {
  if (vote_->got_subcommand("new")) return new_;
  if (vote_->got_subcommand("check")) return check_;
  if (vote_->got_subcommand("freeze")) return freeze_;
  if (vote_->got_subcommand("open")) return open_;
  if (vote_->got_subcommand("register")) return register_;
  if (vote_->got_subcommand("backup")) return backup_;
  if (vote_->got_subcommand("demo")) return demo_;
  return std::nullopt;
}

}  // namespace sceau
