// SPDX-License-Identifier: Apache-2.0
#include "vote/frozen_urn.h"

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t sha256_bytes = 32;

Bytes read_hash(ValueFields& fields, std::string_view name) {
  const auto text = fields.text(name);
  if (!text) return {};
  auto hash = from_hex(*text);
  if (hash && hash->size() == sha256_bytes) return std::move(*hash);
  fields.refuse(name, "no SHA-256");
  return {};
}

}  // namespace

Value urn_value(const FrozenUrn& urn) {
  ValueArray scrutineers;
  for (const auto& scrutineer : urn.scrutineers) {
    scrutineers.push_back({ValueObject{{"certificate_sha256", {hex_lower(scrutineer.certificate_sha256)}},
                                       {"rehearsal_sha256", {hex_lower(scrutineer.rehearsal_sha256)}}}});
  }
  return {ValueObject{{"certificate_sha256", {hex_lower(urn.certificate_sha256)}},
                      {"scrutineers", {std::move(scrutineers)}}}};
}

FrozenUrn read_urn(ValueFields& fields) {
  FrozenUrn urn{.certificate_sha256 = read_hash(fields, "certificate_sha256"), .scrutineers = {}};
  for (auto& scrutineer : fields.objects("scrutineers")) {
    auto certificate = read_hash(scrutineer, "certificate_sha256");
    auto rehearsal = read_hash(scrutineer, "rehearsal_sha256");
    scrutineer.refuse_others();
    urn.scrutineers.push_back({std::move(certificate), std::move(rehearsal)});
  }
  fields.refuse_others();
  return urn;
}

}  // namespace sceau
