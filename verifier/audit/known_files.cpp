// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/known_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sceau::audit {
namespace {

constexpr std::array<std::string_view, 12> single_files = {
    "log/checkpoint",      "log/entries.tsv",        "log/log.pub",
    "log/voter-tags.key",  "manifest.xml",           "meeting/form-template.json",
    "meeting/frozen.json", "meeting/meeting.toml",   "meeting/session.toml",
    "meeting/urn.crt.pem", "results/influence.json", "results/tally.json"};
constexpr std::array<std::string_view, 8> folders = {"ballots/",           "carried/",     "issuers/advanced/",
                                                     "issuers/qualified/", "log/stamped/", "papers/",
                                                     "register/",          "typed/"};

bool is_of_a_scrutineer(std::string_view name, std::size_t scrutineers) {
  for (std::size_t number = 1; number <= scrutineers; ++number) {
    if (name == fmt::format("meeting/scrutineers/{}.crt.pem", number)) return true;
    if (name == fmt::format("meeting/rehearsal/{}.opened", number)) return true;
  }
  return false;
}

bool is_known(std::string_view name, std::size_t scrutineers) {
  return std::ranges::find(single_files, name) != single_files.end() ||
         std::ranges::any_of(folders, [&](std::string_view folder) { return name.starts_with(folder); }) ||
         is_of_a_scrutineer(name, scrutineers);
}

}  // namespace

void no_file_is_unknown(const BundleFiles& files, std::size_t scrutineers, FindingList& findings) {
  for (const auto& entry : files.zip().entries()) {
    if (is_known(entry.name, scrutineers)) continue;
    findings.add(Reason::audit_file_malformed, entry.name + ": no bundle has a file of this name");
  }
}

}  // namespace sceau::audit
