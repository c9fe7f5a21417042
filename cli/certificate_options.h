// SPDX-License-Identifier: Apache-2.0
// What the command line offers about certificates.
#pragma once

#include <optional>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace sceau {

class CertificateOptions {
 public:
  // Binds into this object, which must stay where it is.
  void add_to(CLI::App& app);
  // Which of them the command line asked for; nothing where it was none.
  std::optional<CommandArguments> chosen() const;

 private:
  CertShowArguments show_;
  CertCheckArguments check_;
  const CLI::App* cert_ = nullptr;
};

}  // namespace sceau
