// SPDX-License-Identifier: Apache-2.0
// Other programs as judges of what we write; tests do without them where they are not installed.
#pragma once

#include <cstdlib>
#include <string>

#include "foundation/bytes.h"
#include "foundation/file_bytes.h"

namespace sceau {

// A file in a folder of its own that goes away with it.
class TemporaryFile {
 public:
  explicit TemporaryFile(ByteView bytes);
  ~TemporaryFile();
  std::string path() const { return (folder_ / "file.pdf").string(); }
  Path folder() const { return folder_; }

 private:
  Path folder_;
};

bool is_installed(const std::string& tool);

// How bad `qpdf --check` finds it: 0 sound, 1 warnings, 2 errors. 0 where qpdf is not installed.
int qpdf_check(ByteView pdf);

}  // namespace sceau
