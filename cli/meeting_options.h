// SPDX-License-Identifier: Apache-2.0
// What the command line offers about a meeting: to prepare it, to open its urn, to play one.
#pragma once

#include <optional>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace sceau {

class MeetingOptions {
 public:
  // Binds into this object, which must stay where it is.
  void add_to(CLI::App& vote);
  // Which of them the command line asked for; nothing where it was none.
  std::optional<CommandArguments> chosen() const;

 private:
  void add_settings(CLI::App& vote);
  void add_register(CLI::App& vote);
  void add_open(CLI::App& vote);

  VoteNewArguments new_;
  VoteCheckArguments check_;
  VoteFreezeArguments freeze_;
  VoteOpenArguments open_;
  VoteRegisterArguments register_;
  VoteBackupArguments backup_;
  VoteDemoArguments demo_;
  const CLI::App* vote_ = nullptr;
};

}  // namespace sceau
