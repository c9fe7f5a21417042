// SPDX-License-Identifier: Apache-2.0
// What several commands take alike: whose key signs, and where time-stamps come from.
#pragma once

#include <string>
#include <vector>

namespace sceau {

// Where time-stamps come from, as the user named it.
struct TimestampArguments {
  std::vector<std::string> servers;      // URLs in the order to try, or the word "demo"
  std::string policy;                    // the policy OID to ask for
  std::string user;                      // HTTP basic authentication
  std::string password = "tty";          // SOURCE; asked for only with a user
  std::vector<std::string> headers;      // NAME=SOURCE
  std::vector<std::string> authorities;  // certificate files for https, instead of the system's
  int timeout_seconds = 20;              // for each server, the whole exchange
};

// A private key and where its secrets come from.
struct KeyArguments {
  std::string key;  // a file, or the pkcs11: URI of a key on a token
  std::string certificate;
  std::string passphrase = "tty";  // SOURCE, of a file
  std::string pin = "tty";         // SOURCE, of a token
  std::string pkcs11_module;
};

}  // namespace sceau
