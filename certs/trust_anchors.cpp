// SPDX-License-Identifier: Apache-2.0
#include "certs/trust_anchors.h"

#include <algorithm>

#include "certs/pem_blocks.h"

namespace sceau {
namespace {

constexpr std::size_t file_limit_bytes = std::size_t{64} << 20;

// What `bytes` hold, as far as it can be read.
TrustAnchors material_of(ByteView bytes) {
  TrustAnchors found;
  if (auto certificates = certificates_from(bytes)) found.certificates = std::move(*certificates);
  if (auto lists = revocation_lists_from(bytes)) found.revocation_lists = std::move(*lists);
  return found;
}

void take(TrustAnchors& into, TrustAnchors more) {
  std::ranges::move(more.certificates, std::back_inserter(into.certificates));
  std::ranges::move(more.revocation_lists, std::back_inserter(into.revocation_lists));
}

Status take_file(TrustAnchors& into, const Path& path) {
  auto bytes = read_file(path, file_limit_bytes);
  if (!bytes) return bytes.error();
  auto certificates = certificates_from(*bytes);
  if (!certificates) return Error{certificates.error().reason, path.string() + ": " + certificates.error().detail};
  take(into, material_of(*bytes));
  return Done{};
}

Status take_folder(TrustAnchors& into, const Path& folder) {
  std::error_code failed;
  std::vector<Path> files;
  std::filesystem::directory_iterator entry(folder, failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
    std::error_code unreadable;
    if (entry->is_regular_file(unreadable)) files.push_back(entry->path());
  }
  if (failed) return Error{Reason::file_not_readable, folder.string() + ": " + failed.message()};
  std::ranges::sort(files);
  for (const auto& file : files) {
    if (const auto bytes = read_file(file, file_limit_bytes)) take(into, material_of(*bytes));
  }
  return Done{};
}

}  // namespace

Result<TrustAnchors> load_trust_anchors(std::span<const Path> places) {
  TrustAnchors anchors;
  for (const auto& place : places) {
    std::error_code failed;
    const bool is_folder = std::filesystem::is_directory(place, failed);
    const auto taken = is_folder ? take_folder(anchors, place) : take_file(anchors, place);
    if (!taken) return taken.error();
  }
  if (anchors.empty()) return Error{Reason::trust_anchors_missing, places.empty() ? "none named" : places[0].string()};
  return anchors;
}

}  // namespace sceau
