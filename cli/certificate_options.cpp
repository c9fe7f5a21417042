// SPDX-License-Identifier: Apache-2.0
#include "cli/certificate_options.h"

#include <CLI/CLI.hpp>

#include "cli/key_options.h"

namespace sceau {

void CertificateOptions::add_to(CLI::App& app) {
  auto& cert = *app.add_subcommand("cert", "Show and check certificates, make the demonstration authority");
  cert_ = &cert;
  cert.fallthrough();
  cert.require_subcommand(1);
  auto& show = *cert.add_subcommand("show", "Show what certificates say");
  show.add_option("FILE", show_.inputs, "Certificates, PEM or DER")->required();
  auto& check = *cert.add_subcommand("check", "Build and check the chain of a certificate (RFC 5280)");
  check.add_option("LEAF", check_.input, "The certificate")->required();
  repeatable(check.add_option("--trust", check_.trust, "Trust anchor"), "FILE|DIR");
  repeatable(check.add_option("--crl", check_.crls, "Revocation list"), "FILE");
  check.add_option("--at", check_.at, "Judge as of this time (2026-11-24T02:00:00Z), not now")->option_text("TIME");
  check.add_option("--untrusted", check_.untrusted, "Certificates that may complete the chain")
      ->option_text("CERT ...");
  repeatable(check.add_option("--initial-policy", check_.initial_policies, "Acceptable certificate policy"), "OID");
  check.add_flag("--require-explicit-policy", check_.require_explicit_policy, "RFC 5280, 6.1.1 (f)");
  check.add_flag("--inhibit-policy-mapping", check_.inhibit_policy_mapping, "RFC 5280, 6.1.1 (e)");
  check.add_flag("--inhibit-any-policy", check_.inhibit_any_policy, "RFC 5280, 6.1.1 (g)");
  cert.add_subcommand("init-demo", "Make the demonstration authority, or say where it is");
}

std::optional<CommandArguments> CertificateOptions::chosen() const {
  if (!cert_->parsed()) return std::nullopt;
  if (cert_->got_subcommand("show")) return show_;
  if (cert_->got_subcommand("check")) return check_;
  return CertInitDemoArguments{};
}

}  // namespace sceau
