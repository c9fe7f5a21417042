// SPDX-License-Identifier: Apache-2.0
#include "tests/certs/scratch_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace sceau::test {

ScratchFolder::ScratchFolder() {
  char name[] = "/tmp/sceau-test-XXXXXX";
  if (::mkdtemp(name) == nullptr) throw std::runtime_error("no folder");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Path ScratchFolder::write(const std::string& name, std::string_view content) const {
  const auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

Bytes ScratchFolder::read(const std::string& name) const {
  auto bytes = read_file(path_ / name, 1 << 26);
  if (!bytes) throw std::runtime_error(bytes.error().detail);
  return std::move(*bytes);
}

std::string ScratchFolder::run(const std::string& command, int* status) const {
  const auto whole = "cd '" + path_.string() + "' && { " + command + "; } 2>>log";
  std::FILE* const pipe = ::popen(whole.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error(whole);
  std::string output;
  char portion[4096];
  for (std::size_t count = 0; (count = std::fread(portion, 1, sizeof portion, pipe)) > 0;)
    output.append(portion, count);
  const int ended = ::pclose(pipe);
  if (status != nullptr) *status = WEXITSTATUS(ended);
  if (status == nullptr && ended != 0) throw std::runtime_error(whole);
  return output;
}

}  // namespace sceau::test
