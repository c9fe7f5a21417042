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

}  // namespace sceau
