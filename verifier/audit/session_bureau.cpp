// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/session_bureau.h"

#include "formats/toml/toml_reader.h"

namespace sceau::audit {
namespace {

constexpr std::string_view session_name = "meeting/session.toml";

}  // namespace

std::optional<std::vector<BureauSeat>> read_bureau(const BundleFiles& files, FindingList& findings) {
  const auto bytes = files.read(session_name, findings);
  if (!bytes) return std::nullopt;
  const auto value = read_toml(*bytes);
  if (!value) {
    findings.add_malformed(session_name, value.error());
    return std::nullopt;
  }
  Findings wrong;
  ValueFields fields(*value, PathStyle::dotted, wrong);
  std::vector<BureauSeat> bureau;
  for (auto& member : fields.objects("bureau")) {
    bureau.push_back({member.text("role").value_or(""), member.text("name").value_or("")});
  }
  findings.add_all(Reason::audit_file_malformed, session_name, wrong);
  return wrong.empty() ? std::optional(std::move(bureau)) : std::nullopt;
}

}  // namespace sceau::audit
