// SPDX-License-Identifier: Apache-2.0
#include "cli/service_options.h"

#include <CLI/CLI.hpp>

#include "cli/key_options.h"

namespace sceau {

void ServiceOptions::add_to(CLI::App& vote) {
  vote_ = &vote;
  add_serve(vote);
  add_receipt(vote);
  add_act(vote);
}

void ServiceOptions::add_serve(CLI::App& vote) {
  auto& serve = *vote.add_subcommand("serve", "Take votes over HTTPS until stopped");
  serve.footer(std::string(source_words));
  serve.add_option("DIR", serve_.folder, "Folder of the meeting")->required();
  serve.add_option("--listen", serve_.listen, "Address and port (default 127.0.0.1:8443)")->option_text("HOST:PORT");
  serve.add_option("--metrics", serve_.metrics, "Address and port for the operator's figures, without TLS")
      ->option_text("HOST:PORT");
  serve.add_option("--storage-key", serve_.storage_key, "Passphrase under which the server keeps what it stores")
      ->option_text("SOURCE");
  repeatable(serve.add_option("--receipt", serve_.receipts, "Refuse to go on where the log is older than this receipt"),
             "FILE");
  serve.add_option("--access-log-months", serve_.access_log_months, "How long the access log is kept (default 12)")
      ->option_text("N")
      ->check(CLI::Range(1, 120));
  serve.add_option("--rate", serve_.rate, "Requests a second from one address (default 100; 0: no limit)")
      ->option_text("N")
      ->check(CLI::Range(0, 1000000));
  serve.add_option("--connections-per-address", serve_.connections_per_address, "At once (default 32)")
      ->option_text("N")
      ->check(CLI::Range(1, 100000));
  add_timestamp_options(serve, serve_.timestamp);
}

void ServiceOptions::add_receipt(CLI::App& vote) {
  auto& receipt = *vote.add_subcommand("receipt", "Work with receipts");
  receipt.fallthrough();
  receipt.require_subcommand(1);
  auto& check = *receipt.add_subcommand("check", "Check a receipt with the log's public key alone");
  check.add_option("RECEIPT", receipt_.receipt, "The receipt")->required();
  check.add_option("--log-key", receipt_.log_key, "The log's public key: log.pub of the server")
      ->option_text("FILE")
      ->required();
  check.add_option("--form", receipt_.form, "Is the receipt for this form?")->option_text("FILE");
  check.add_option("--tally", receipt_.tally, "After the count: how was it counted, by this tally.json?")
      ->option_text("FILE");
}

void ServiceOptions::add_act(CLI::App& vote) {
  auto& act = *vote.add_subcommand("act", "Record what happens to a frozen meeting: an entry of its log");
  act.footer(std::string(source_words));
  act.add_option("DIR", act_.folder, "Folder of the meeting")->required();
  act.add_option("ACT", act_.act, "cancel, postpone, withdraw or register")
      ->required()
      ->check(CLI::IsMember({"cancel", "postpone", "withdraw", "register"}));
  act.add_option("OBJECT", act_.object,
                 "postpone: id of the other meeting; withdraw: label of the resolution; register: the corrected CSV");
  act.add_option("--by", act_.by, "Who ordered it")->option_text("NAME")->required();
  act.add_option("--why", act_.why, "The reason, for the minutes")->option_text("TEXT")->required();
  act.add_option("--storage-key", act_.storage_key, "Passphrase of the server's store")->option_text("SOURCE");
}

std::optional<CommandArguments> ServiceOptions::chosen() const {
  if (vote_->got_subcommand("serve")) return serve_;
  if (vote_->got_subcommand("receipt")) return receipt_;
  if (vote_->got_subcommand("act")) return act_;
  return std::nullopt;
}

}  // namespace sceau
