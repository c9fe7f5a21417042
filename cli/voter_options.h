// SPDX-License-Identifier: Apache-2.0
// What the command line offers about voters: their codes and their votes.
#pragma once

#include <optional>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace sceau {

class VoterOptions {
 public:
  // Binds into this object, which must stay where it is.
  void add_to(CLI::App& vote);
  // Which of them the command line asked for; nothing where it was none.
  std::optional<CommandArguments> chosen() const;

 private:
  void add_codes(CLI::App& vote);
  void add_cast(CLI::App& vote);

  VoteCodesArguments codes_;
  VoteCastArguments cast_;
  const CLI::App* codes_command_ = nullptr;
  const CLI::App* cast_command_ = nullptr;
};

}  // namespace sceau
