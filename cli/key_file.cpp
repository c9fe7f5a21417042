// SPDX-License-Identifier: Apache-2.0
#include "cli/key_file.h"

#include <fmt/format.h>

#include "cli/secret_source.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

constexpr std::size_t most_key_bytes = std::size_t{1} << 20;

}  // namespace

Result<Secret> passphrase_of(ByteView key_file, const std::string& path, const std::string& source) {
  if (!needs_passphrase(key_file)) return Secret();
  return read_secret(source, fmt::format("Passphrase of {}", path));
}

Result<KeyFile> read_key_file(const std::string& path, const std::string& source) {
  auto bytes = read_file(path, most_key_bytes);
  if (!bytes) return bytes.error();
  auto passphrase = passphrase_of(*bytes, path, source);
  if (!passphrase) return passphrase.error();
  return KeyFile{std::move(*bytes), std::move(*passphrase)};
}

Result<std::shared_ptr<const DecryptionKey>> decryption_key_of(const KeyFile& file) {
  auto key = read_private_key(file.bytes, file.passphrase);
  if (!key) return key.error();
  return decryption_key_from(std::move(*key));
}

}  // namespace sceau
