// SPDX-License-Identifier: Apache-2.0
#include "cli/validation_setup.h"

#include <fmt/format.h>

#include "cli/system_clock.h"

namespace sceau {
namespace {

constexpr std::size_t largest_list = std::size_t{1} << 28;  // bytes

Status add_lists(const std::vector<std::string>& paths, std::vector<RevocationList>& lists) {
  for (const auto& path : paths) {
    const auto bytes = read_file(path, largest_list);
    if (!bytes) return bytes.error();
    const auto found = revocation_lists_from(*bytes);
    if (!found) return Error{found.error().reason, fmt::format("{}: {}", path, found.error().detail)};
    lists.insert(lists.end(), found->begin(), found->end());
  }
  return Done{};
}

Result<Instant> time_of_validation(const std::string& at) {
  if (!at.empty()) return from_rfc3339(at);
  return Instant(std::chrono::floor<std::chrono::seconds>(now()));
}

}  // namespace

Result<ValidationContext> validation_context(const std::vector<std::string>& trust,
                                             const std::vector<std::string>& crls, const std::string& at) {
  ValidationContext context;
  const auto time = time_of_validation(at);
  if (!time) return Error{Reason::usage_wrong, fmt::format("--at {}: write it as 2026-11-24T02:00:00Z", at)};
  context.time = *time;
  if (!trust.empty()) {
    auto anchors = load_trust_anchors(std::vector<Path>(trust.begin(), trust.end()));
    if (!anchors) return anchors.error();
    context.anchors = std::move(*anchors);
  }
  if (auto added = add_lists(crls, context.revocation_lists); !added) return added.error();
  return context;
}

}  // namespace sceau
