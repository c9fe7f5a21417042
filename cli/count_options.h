// SPDX-License-Identifier: Apache-2.0
// What the command line offers once the vote is over: close, tables of the bureau, count, papers, publication, bundle,
// audit.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace sceau {

class CountOptions {
 public:
  // Binds into this object, which must stay where it is.
  void add_to(CLI::App& vote);
  // Which of them the command line asked for; nothing where it was none.
  std::optional<CommandArguments> chosen() const;

 private:
  void add_close(CLI::App& vote);
  void add_tables(CLI::App& vote);
  void add_tally(CLI::App& vote);
  void add_minutes(CLI::App& vote);
  void add_publish(CLI::App& vote);
  void add_bundle(CLI::App& vote);
  void add_erase(CLI::App& vote);
  void add_audit(CLI::App& vote);

  VoteCloseArguments close_;
  VoteTableArguments table_;
  VoteTallyArguments tally_;
  VoteMinutesArguments minutes_;
  VotePublishArguments publish_;
  VoteBundleArguments bundle_;
  VoteEraseArguments erase_;
  VoteAuditArguments audit_;
  std::map<std::string, const CLI::App*> commands_;        // by name
  std::map<std::string, const CLI::App*> table_commands_;  // by kind of table
};

}  // namespace sceau
