// SPDX-License-Identifier: Apache-2.0
#include "vote/checkpoint_anchor.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = 64 * 1024;

}  // namespace

Result<std::optional<std::string>> read_anchor(const Path& file) {
  auto bytes = read_file(file, most_bytes);
  if (bytes) return std::optional(to_string(*bytes));
  if (bytes.error().reason == Reason::file_not_found) return std::optional<std::string>();
  return bytes.error();
}

Status write_anchor(const Path& file, std::string_view checkpoint, const Disk& disk) {
  return write_atomically(file, as_bytes(checkpoint), {.existing = Existing::replace, .mode = 0644}, disk);
}

}  // namespace sceau
