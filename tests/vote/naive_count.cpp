// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/naive_count.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "tests/vote/count_case_json.h"

namespace sceau {
namespace {

std::string in_temporary_folder(const std::string& name, const std::string& text) {
  const auto path = testing::TempDir() + "sceau-count-" + std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace

std::string differences_from_naive_count(const CountInput& input, const std::string& tally) {
  const auto case_path = in_temporary_folder("case.json", write_case(input));
  const auto tally_path = in_temporary_folder("tally.json", tally);
  const auto command =
      "python3 -B '" SCEAU_SOURCE_DIR "/tests/vote/naive_count.py' '" + case_path + "' '" + tally_path + "' 2>&1";
  auto* pipe = popen(command.c_str(), "r");
  if (!pipe) return "python3 cannot be started";
  std::string printed;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) printed += static_cast<char>(c);
  return pclose(pipe) == 0 ? printed : printed + "(ended with an error)";
}

}  // namespace sceau
