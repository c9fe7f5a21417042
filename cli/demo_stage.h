// SPDX-License-Identifier: Apache-2.0
// What all acts of `sceau vote demo` have in common: where its files lie, who issues certificates, what time it is.
#pragma once

#include <fmt/format.h>

#include <span>

#include "certs/authority/demo_issuer.h"
#include "cli/commands.h"
#include "cli/demo_shareholders.h"
#include "cli/exit_code.h"
#include "signer/signing_options.h"

namespace sceau {

struct DemoStage {
  Path folder;
  const DemoIssuer& company;  // of the company's seal, of bureau, operator and scrutineers
  const DemoIssuer& signers;  // of the shareholders who sign with a certificate
  Timestamper timestamper;
  Clock clock;
  std::span<const DemoShareholder> shareholders;

  Path meeting() const { return folder / "meeting"; }
  Path keys() const { return folder / "keys"; }  // everybody's: in a meeting of people nobody has them all
  Path bundle() const { return folder / "bundle.zip"; }
  Path receipts() const { return folder / "receipts"; }  // some of the voters'
  Path trust() const { return folder / "ca.pem"; }
  std::string secret(const char* name) const { return "file:" + (keys() / name).string(); }
};

// Readable by its owner alone; what is there is replaced. Errors: file.*.
Status write_for_demo(const Path& path, std::string_view text);

// One of the program's own commands, as the demonstration plays it: it says nothing as long as all is well. Error:
// internal.error.
template <typename Arguments>
Status perform(const char* what, const Arguments& arguments, const Clock& clock) {
  const Terminal silent({.quiet = true});
  const int code = run(arguments, silent, clock);
  if (code == exit_success) return Done{};
  return Error{Reason::internal_error, fmt::format("sceau vote {} ended with {}", what, code)};
}

}  // namespace sceau
