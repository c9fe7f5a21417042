// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_folder.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/system_clock.h"
#include "foundation/text_encoding.h"

namespace sceau {

Result<Path> new_demo_folder(const std::string& wanted, const std::string& prefix) {
  auto name = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now()));
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  const Path folder = wanted.empty() ? Path(prefix + name) : Path(wanted);
  std::error_code error;
  const bool fresh = std::filesystem::create_directories(folder, error);
  if (error) return Error{Reason::file_not_writable, fmt::format("{}: {}", folder.string(), error.message())};
  if (!fresh && !std::filesystem::is_empty(folder, error)) {
    return Error{Reason::file_exists, fmt::format("{} is not empty", folder.string())};
  }
  return folder;
}

}  // namespace sceau
