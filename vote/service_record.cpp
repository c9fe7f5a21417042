// SPDX-License-Identifier: Apache-2.0
#include "vote/service_record.h"

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view opened_blob = "opened";

Value rehearsed_value(const FrozenUrn& urn) {
  ValueArray hashes;
  for (const auto& scrutineer : urn.scrutineers) hashes.emplace_back().content = hex_lower(scrutineer.rehearsal_sha256);
  return {std::move(hashes)};
}

}  // namespace

Status record_start(const StateKeeper& keeper, const Certificate& urn, std::string_view program, Instant now) {
  const auto opened = keeper.store.blob(opened_blob);
  if (!opened) return opened.error();
  const auto counts = keeper.store.counts();
  if (!counts) return counts.error();
  const auto tags = digest(DigestAlgorithm::sha256, keeper.keys.tags.reveal());
  if (!tags) return tags.error();
  const auto frozen = digest(DigestAlgorithm::sha256, as_bytes(frozen_json(keeper.meeting)));
  if (!frozen) return frozen.error();
  const bool is_first = !*opened && !counts->is_closed;
  const auto facts = canonical_json({ValueObject{{"act", {std::string(is_first ? "open" : "start")}},
                                                 {"program", {std::string(program)}},
                                                 {"frozen_sha256", {hex_lower(*frozen)}},
                                                 {"form_sha256", {hex_lower(keeper.meeting.hashes().form)}},
                                                 {"urn_sha256", {hex_lower(urn.sha256())}},
                                                 {"voter_tags_sha256", {hex_lower(*tags)}},
                                                 {"rehearsed_sha256", rehearsed_value(*keeper.meeting.urn())}}});
  if (!is_first) return record_fact(keeper, EntryType::admin, now, facts);
  return record_with(keeper, EntryType::open, now, facts, {opened_blob, std::nullopt, to_bytes("1")});
}

}  // namespace sceau
