// SPDX-License-Identifier: Apache-2.0
#include "cli/voter_options.h"

#include <CLI/CLI.hpp>

#include "cli/key_options.h"

namespace sceau {

void VoterOptions::add_to(CLI::App& vote) {
  add_codes(vote);
  add_cast(vote);
}

void VoterOptions::add_codes(CLI::App& vote) {
  auto& codes = *vote.add_subcommand("codes", "Make the access codes of the shareholders, once, as a table (CSV)");
  codes_command_ = &codes;
  codes.footer(std::string(source_words));
  codes.add_option("DIR", codes_.folder, "Folder of the meeting")->required();
  codes.add_option("--storage-key", codes_.storage_key, "Passphrase of what the server stores")->option_text("SOURCE");
  codes.add_option("-o,--output", codes_.output, "The table: a new file")->option_text("CSV")->required();
  codes.add_option("--again", codes_.again, "Only for this shareholder: the earlier code ends")
      ->option_text("SHAREHOLDER");
}

void VoterOptions::add_cast(CLI::App& vote) {
  auto& cast = *vote.add_subcommand("cast", "Vote: fill in the form, read it back, send it, check the receipt");
  cast_command_ = &cast;
  cast.footer(std::string(source_words));
  cast.add_option("--server", cast_.server, "The voting site: https://...")->option_text("URL")->required();
  cast.add_option("--meeting", cast_.meeting, "Name of the meeting")->option_text("ID")->required();
  cast.add_option("--ca", cast_.authorities, "Certificates to trust for the site instead of the system's")
      ->option_text("FILE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  cast.add_option("--voter", cast_.voter, "Your number in the register")->option_text("ID");
  cast.add_option("--code", cast_.code, "Your access code")->option_text("SOURCE");
  add_key_options(cast, cast_.signer);
  for (auto& [name, labels, words] : {std::tuple("--for", &cast_.in_favour, "Resolutions to vote for: 1,2,3"),
                                      std::tuple("--against", &cast_.against, "Resolutions to vote against"),
                                      std::tuple("--abstain", &cast_.abstain, "Resolutions to abstain on")}) {
    cast.add_option(name, *labels, words)
        ->option_text("LABELS")
        ->delimiter(',')
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
  }
  cast.add_option("--all", cast_.all, "On all others: for, against, abstain")
      ->option_text("VOTE")
      ->check(CLI::IsMember({"for", "against", "abstain"}));
  cast.add_option("--new-resolutions", cast_.new_resolutions, "Raised in the meeting: abstain, against, chair")
      ->option_text("VOTE")
      ->check(CLI::IsMember({"abstain", "against", "chair"}));
  cast.add_option("--form", cast_.form, "A form (XML or JSON) instead of the site's")->option_text("FILE");
  cast.add_option("--lang", cast_.language, "Language of the form: fr or en")
      ->option_text("LANG")
      ->check(CLI::IsMember({"fr", "en"}));
  cast.add_option("--signer-surname", cast_.signer_surname, "Who signs for a company")->option_text("NAME");
  cast.add_option("--signer-first-name", cast_.signer_first_name, "Who signs for a company")->option_text("NAME");
  cast.add_option("--log-key", cast_.log_key, "Public key of the log, else the site is asked")->option_text("FILE");
  cast.add_option("--idempotency-key", cast_.idempotency_key, "Of an earlier attempt without an answer")
      ->option_text("KEY");
  cast.add_flag("--yes", cast_.yes, "Send it without asking");
  cast.add_option("-o,--output", cast_.output, "The receipt: a new file, with the form beside it")
      ->option_text("FILE")
      ->required();
}

std::optional<CommandArguments> VoterOptions::chosen() const {
  if (codes_command_->parsed()) return codes_;
  if (cast_command_->parsed()) return cast_;
  return std::nullopt;
}

}  // namespace sceau
