// SPDX-License-Identifier: Apache-2.0
// The openssl command line as an oracle: keys, certificates and signatures made and judged by it in a folder of its
// own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/private_key.h"
#include "crypto/signed_attributes.h"
#include "foundation/bytes.h"

namespace sceau::test {

struct CommandResult {
  int status;
  std::string output;  // both streams
};

// A folder that lives as long as the object.
class Workbench {
 public:
  Workbench();
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  // Runs in the folder, through the shell. `must` ends the test with the output where the command fails.
  CommandResult run(const std::string& command) const;
  void must(const std::string& command) const;

  void write(const std::string& name, ByteView bytes) const;
  Bytes read(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

// Self-signed, by `openssl req`: NAME.key, NAME.crt in the folder and as an identity. `kind` is "p256", "p384", "p521",
// "rsa:3072", "rsa:2048", "ed25519"; `extensions` are further arguments.
SigningIdentity make_identity(const Workbench& bench, const std::string& name, const std::string& kind,
                              const std::string& extensions = "");

Secret secret(std::string_view text);
Bytes fixture(std::string_view name);

// Ends the test program where there is no value: for what the test needs and does not test.
template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(std::string(stable_name(result.error().reason)) + ": " + result.error().detail);
  return std::move(*result);
}

// The attributes of a PAdES signature over `content`.
SignedAttributes attributes_over(ByteView content, const SigningIdentity& identity, SignatureAlgorithm algorithm);

}  // namespace sceau::test
