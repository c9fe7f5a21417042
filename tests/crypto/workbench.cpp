// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/workbench.h"

#include <stdlib.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "foundation/file_bytes.h"

namespace sceau::test {
namespace {

std::string key_arguments(const std::string& kind) {
  if (kind == "p256") return "-newkey ec -pkeyopt ec_paramgen_curve:P-256";
  if (kind == "p384") return "-newkey ec -pkeyopt ec_paramgen_curve:P-384";
  if (kind == "p521") return "-newkey ec -pkeyopt ec_paramgen_curve:P-521";
  if (kind == "brainpool") return "-newkey ec -pkeyopt ec_paramgen_curve:brainpoolP256r1";
  return "-newkey " + kind;
}

}  // namespace

Workbench::Workbench() {
  std::string name = (std::filesystem::temp_directory_path() / "sceau-crypto-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = name;
}

Workbench::~Workbench() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

CommandResult Workbench::run(const std::string& command) const {
  const std::string line = "cd '" + folder_.string() + "' && { " + command + "; } 2>&1 </dev/null";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen");
  CommandResult result{0, {}};
  std::array<char, 4096> buffer{};
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.output.append(buffer.data(), count);
  }
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

void Workbench::must(const std::string& command) const {
  const auto result = run(command);
  if (result.status != 0) throw std::runtime_error(command + "\n" + result.output);
}

void Workbench::write(const std::string& name, ByteView bytes) const {
  std::ofstream(folder_ / name, std::ios::binary) << as_text(bytes);
}

Bytes Workbench::read(const std::string& name) const { return value_of(read_file(folder_ / name, 10'000'000)); }

SigningIdentity make_identity(const Workbench& bench, const std::string& name, const std::string& kind,
                              const std::string& extensions) {
  bench.must("openssl req -x509 -nodes " + key_arguments(kind) + " -keyout " + name + ".key -out " + name +
             ".crt -days 3650 -subj '/C=FR/CN=" + name + "' " + extensions);
  return value_of(read_identity(bench.read(name + ".key"), bench.read(name + ".crt"), Secret()));
}

Secret secret(std::string_view text) { return Secret(std::string(text)); }

Bytes fixture(std::string_view name) {
  return value_of(read_file(std::string(SCEAU_SOURCE_DIR "/tests/crypto/fixtures/") + std::string(name), 1'000'000));
}

SignedAttributes attributes_over(ByteView content, const SigningIdentity& identity, SignatureAlgorithm algorithm) {
  return value_of(encode_signed_attributes(
      {.message_digest = value_of(digest(digest_of(algorithm), content)), .certificate = identity.certificate}));
}

}  // namespace sceau::test
