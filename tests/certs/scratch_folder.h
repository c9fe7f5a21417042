// SPDX-License-Identifier: Apache-2.0
// A folder that goes with the test, and commands run in it: the openssl command is our oracle.
#pragma once

#include <string>

#include "foundation/file_bytes.h"

namespace sceau::test {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const Path& path() const { return path_; }
  Path write(const std::string& name, std::string_view content) const;  // makes the folders it needs
  Bytes read(const std::string& name) const;
  // What the command prints on standard output, run in the folder by sh; its exit status is `status`.
  std::string run(const std::string& command, int* status = nullptr) const;

 private:
  Path path_;
};

}  // namespace sceau::test
