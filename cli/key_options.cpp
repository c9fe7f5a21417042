// SPDX-License-Identifier: Apache-2.0
#include "cli/key_options.h"

#include <CLI/CLI.hpp>

namespace sceau {

void add_key_options(CLI::App& command, KeyArguments& signer) {
  command.add_option("--key", signer.key, "Private key: PKCS#12 or PEM, or pkcs11:... on a token")
      ->option_text("FILE|URI");
  command.add_option("--cert", signer.certificate, "Its certificate and chain, where --key has none")
      ->option_text("FILE");
  command.add_option("--passphrase", signer.passphrase, "Passphrase of the key file")->option_text("SOURCE");
  command.add_option("--pin", signer.pin, "PIN of the token")->option_text("SOURCE");
  command.add_option("--pkcs11-module", signer.pkcs11_module, "Library of the token's maker")->option_text("PATH");
}

CLI::Option* repeatable(CLI::Option* option, const char* value) {
  return option->option_text(value)->expected(1)->take_all()->allow_extra_args(false);
}

void add_timestamp_options(CLI::App& command, TimestampArguments& timestamp) {
  command.add_option("--tsa", timestamp.servers, "Time-stamp authority: URL or 'demo'; several are tried in order")
      ->option_text("URL ...")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("--tsa-policy", timestamp.policy, "Policy OID to ask for")->option_text("OID");
  command.add_option("--tsa-user", timestamp.user, "User name for HTTP basic authentication")->option_text("NAME");
  command.add_option("--tsa-password", timestamp.password, "Its password")->option_text("SOURCE");
  repeatable(command.add_option("--tsa-header", timestamp.headers, "Further HTTP header, its value from a SOURCE"),
             "NAME=SOURCE");
  repeatable(
      command.add_option("--tsa-ca", timestamp.authorities, "Certificates to trust for https instead of the system's"),
      "FILE");
  command.add_option("--tsa-timeout", timestamp.timeout_seconds, "Seconds to wait for each authority")
      ->option_text("SECONDS")
      ->check(CLI::Range(1, 600));
}

}  // namespace sceau
