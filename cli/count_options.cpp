// SPDX-License-Identifier: Apache-2.0
#include "cli/count_options.h"

#include <CLI/CLI.hpp>
#include <array>

#include "cli/key_options.h"

namespace sceau {
namespace {

struct TableRow {
  const char *command, *kind, *what;
};
constexpr std::array tables{
    TableRow{"import", "paper", "Take over forms that came on paper: a table (CSV), signed for by whoever typed it"},
    TableRow{"attendance", "attendance", "Take over who is present or represented in the room (CSV), signed for"},
    TableRow{"room", "room", "Take over the votes cast in the room (CSV), signed for"},
    TableRow{"rulings", "rulings", "Take over what the bureau decided about litigious entries (CSV), signed for"},
};

void add_storage_key(CLI::App& command, std::string& source) {
  command.add_option("--storage-key", source, "Passphrase of the server's store")->option_text("SOURCE");
}

}  // namespace

void CountOptions::add_to(CLI::App& vote) {
  add_close(vote);
  add_tables(vote);
  add_tally(vote);
  add_minutes(vote);
  add_publish(vote);
  add_bundle(vote);
  add_audit(vote);
  add_erase(vote);
}

void CountOptions::add_close(CLI::App& vote) {
  auto& close = *vote.add_subcommand("close", "Close the vote after its deadline, where no server is running");
  commands_["close"] = &close;
  close.footer(std::string(source_words));
  close.add_option("DIR", close_.folder, "Folder of the meeting")->required();
  add_storage_key(close, close_.storage_key);
  add_timestamp_options(close, close_.timestamp);
}

void CountOptions::add_tables(CLI::App& vote) {
  for (const auto& row : tables) {
    auto& command = *vote.add_subcommand(row.command, row.what);
    table_commands_[row.kind] = &command;
    command.footer(std::string(source_words));
    command.add_option("DIR", table_.folder, "Folder of the meeting")->required();
    command.add_option("CSV", table_.table, "The table")->required();
    add_key_options(command, table_.signer);
    command.add_option("--operator", table_.operator_name, "Who typed it (default: the subject of the certificate)")
        ->option_text("NAME");
    command.add_flag("--force", table_.force, "Take the place of a table that was taken over before");
    if (row.kind != std::string("room")) continue;
    command.add_option("--raised", table_.raised, "Resolutions raised in the meeting (CSV), signed for too")
        ->option_text("CSV");
  }
}

void CountOptions::add_tally(CLI::App& vote) {
  auto& tally =
      *vote.add_subcommand("tally", "Open the ballots with the urn key and count every vote of every channel");
  commands_["tally"] = &tally;
  tally.footer(std::string(source_words));
  tally.add_option("DIR", tally_.folder, "Folder of the meeting")->required();
  add_storage_key(tally, tally_.storage_key);
  tally.add_option("--urn-passphrase", tally_.urn_passphrase, "Passphrase of the urn key")->option_text("SOURCE");
  auto& carried = *tally.add_option("--carried", tally_.carried,
                                    "Bundle of the first convocation, or of the other meeting of a fortnight");
  carried.option_text("BUNDLE");
  tally.add_flag("--no-carried", tally_.no_carried, "Count without the bundle that the last count was made with")
      ->excludes(&carried);
  repeatable(tally.add_option("--trust", tally_.trust, "Trust anchor for that bundle"), "FILE|DIR");
  repeatable(tally.add_option("--crl", tally_.crls, "Revocation list for it"), "FILE");
}

void CountOptions::add_minutes(CLI::App& vote) {
  auto& minutes = *vote.add_subcommand("minutes", "Lay out minutes, attendance sheet and influence report; sign them");
  commands_["minutes"] = &minutes;
  minutes.footer(std::string(source_words));
  minutes.add_option("DIR", minutes_.folder, "Folder of the meeting")->required();
  add_storage_key(minutes, minutes_.storage_key);
  minutes.add_option("--sign", minutes_.field, "Sign as this member of the bureau: president, scrutateur-1, ...")
      ->option_text("FIELD");
  add_key_options(minutes, minutes_.signer);
  minutes.add_flag("--force", minutes_.force, "Lay out anew although somebody has signed");
  add_timestamp_options(minutes, minutes_.timestamp);
}

void CountOptions::add_publish(CLI::App& vote) {
  auto& publish = *vote.add_subcommand("publish", "Write what everybody may see, and open the look-up by receipt");
  commands_["publish"] = &publish;
  publish.footer(std::string(source_words));
  publish.add_option("DIR", publish_.folder, "Folder of the meeting")->required();
  publish.add_option("-o,--output", publish_.output, "Folder for it (default: public, in the folder of the meeting)")
      ->option_text("FOLDER");
  add_storage_key(publish, publish_.storage_key);
}

void CountOptions::add_bundle(CLI::App& vote) {
  auto& bundle = *vote.add_subcommand("bundle", "Write the bundle for auditors: it names who voted what");
  commands_["bundle"] = &bundle;
  bundle.footer(std::string(source_words));
  bundle.add_option("DIR", bundle_.folder, "Folder of the meeting")->required();
  bundle.add_option("-o,--output", bundle_.output, "The bundle: a new file")->option_text("FILE")->required();
  bundle.add_option("--for", bundle_.recipient, "Encrypt it to this certificate")->option_text("FILE");
  add_storage_key(bundle, bundle_.storage_key);
  add_timestamp_options(bundle, bundle_.timestamp);
}

void CountOptions::add_erase(CLI::App& vote) {
  auto& erase = *vote.add_subcommand("erase", "Erase everybody's data once it need no longer be kept; the proofs stay");
  commands_["erase"] = &erase;
  erase.footer(std::string(source_words));
  erase.add_option("DIR", erase_.folder, "Folder of the meeting")->required();
  erase.add_option("--confirm", erase_.confirm, "The id of the meeting: nothing brings the data back")
      ->option_text("ID")
      ->required();
  add_storage_key(erase, erase_.storage_key);
}

void CountOptions::add_audit(CLI::App& vote) {
  auto& audit = *vote.add_subcommand("audit", "Recount a bundle offline, trusting nobody but --trust");
  commands_["audit"] = &audit;
  audit.footer(std::string(source_words));
  audit.add_option("BUNDLE", audit_.bundle, "The bundle")->required();
  repeatable(audit.add_option("--trust", audit_.trust, "Trust anchor: a certificate, or a folder of them and of CRLs"),
             "FILE|DIR");
  repeatable(audit.add_option("--crl", audit_.crls, "Revocation list"), "FILE");
  repeatable(audit.add_option("--receipt", audit_.receipts, "A voter's receipt: is its entry in this log?"), "FILE");
  repeatable(audit.add_option("--checkpoint", audit_.checkpoints, "A checkpoint somebody kept: is it of this log?"),
             "FILE");
  audit.add_option("--key", audit_.key, "Key and certificate that the bundle was encrypted to")->option_text("FILE");
  audit.add_option("--passphrase", audit_.passphrase, "Passphrase of that key")->option_text("SOURCE");
}

std::optional<CommandArguments> CountOptions::chosen() const {
  const auto got = [&](const char* name) { return commands_.at(name)->parsed(); };
  for (const auto& [kind, command] : table_commands_) {
    if (!command->parsed()) continue;
    auto table = table_;
    table.kind = kind;
    return table;
  }
  if (got("close")) return close_;
  if (got("tally")) return tally_;
  if (got("minutes")) return minutes_;
  if (got("publish")) return publish_;
  if (got("bundle")) return bundle_;
  if (got("audit")) return audit_;
  if (got("erase")) return erase_;
  return std::nullopt;
}

}  // namespace sceau
