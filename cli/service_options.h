// SPDX-License-Identifier: Apache-2.0
// What the command line offers about a server of votes: to run it, to check what it gave, to tell it what happened.
#pragma once

#include <optional>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace sceau {

class ServiceOptions {
 public:
  // Binds into this object, which must stay where it is.
  void add_to(CLI::App& vote);
  // Which of them the command line asked for; nothing where it was none.
  std::optional<CommandArguments> chosen() const;

 private:
  void add_serve(CLI::App& vote);
  void add_receipt(CLI::App& vote);
  void add_act(CLI::App& vote);

  VoteServeArguments serve_;
  VoteReceiptArguments receipt_;
  VoteActArguments act_;
  const CLI::App* vote_ = nullptr;
};

}  // namespace sceau
