// SPDX-License-Identifier: Apache-2.0
#include "tests/formats/pdf/outside_tools.h"

#include <sys/wait.h>

#include <fstream>
#include <stdexcept>

namespace sceau {

TemporaryFile::TemporaryFile(ByteView bytes) {
  std::string name = (std::filesystem::temp_directory_path() / "sceau-test-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder_ = name;
  std::ofstream out(path(), std::ios::binary);
  const std::string_view text = as_text(bytes);
  out.write(text.data(), std::streamsize(text.size()));
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove_all(folder_); }

bool is_installed(const std::string& tool) {
  return std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) == 0;
}

int qpdf_check(ByteView pdf) {
  static const bool has_qpdf = is_installed("qpdf");
  if (!has_qpdf) return 0;
  const TemporaryFile file(pdf);
  const int status = std::system(("qpdf --check " + file.path() + " >/dev/null 2>&1").c_str());
  const int code = WEXITSTATUS(status);
  return code == 3 ? 1 : code;
}

}  // namespace sceau
