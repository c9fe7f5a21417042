// SPDX-License-Identifier: Apache-2.0
#include "cli/page_module.h"

#include <filesystem>

namespace sceau {

Result<PageLayout> load_page_layout() {
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  const auto beside = program.parent_path() / "sceau-pages.so";
  if (!failure && std::filesystem::exists(beside, failure)) return PageLayout::load(beside);
  return PageLayout::load(program.parent_path().parent_path() / SCEAU_LIBRARY_FOLDER / "sceau" / "sceau-pages.so");
}

}  // namespace sceau
