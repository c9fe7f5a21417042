// SPDX-License-Identifier: Apache-2.0
// A private key in a file, with the passphrase it needs.
#pragma once

#include <memory>
#include <string>

#include "crypto/decryption_key.h"
#include "crypto/private_key.h"

namespace sceau {

struct KeyFile {
  Bytes bytes;
  Secret passphrase;  // empty where the file needs none
};

// Asked for, of `source`, only where the key file that was read from `path` needs one. Errors: those of read_secret.
Result<Secret> passphrase_of(ByteView key_file, const std::string& path, const std::string& source);

// With its passphrase. Errors: file.*, those of passphrase_of.
Result<KeyFile> read_key_file(const std::string& path, const std::string& source);

// Errors: those of read_private_key and decryption_key_from.
Result<std::shared_ptr<const DecryptionKey>> decryption_key_of(const KeyFile& file);

}  // namespace sceau
