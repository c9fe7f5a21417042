// SPDX-License-Identifier: Apache-2.0
#include "vote/resolution.h"

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"

namespace sceau {
namespace {

Value localized_value(const LocalizedText& text) {
  return {ValueObject{{"fr", {text.french}}, {"en", {text.english}}}};
}

}  // namespace

Value agenda_value(const std::vector<Resolution>& agenda) {
  ValueArray items;
  for (const auto& resolution : agenda) {
    items.push_back({ValueObject{{"label", {resolution.label}},
                                 {"kind", {std::string(word_of(resolution_kind_words, resolution.kind))}},
                                 {"author", {std::string(word_of(author_words, resolution.author))}},
                                 {"title", localized_value(resolution.title)},
                                 {"text", localized_value(resolution.text)},
                                 {"reasons", localized_value(resolution.reasons)},
                                 {"information_only", {resolution.is_information_only}}}});
  }
  return {std::move(items)};
}

Result<Bytes> agenda_hash(const std::vector<Resolution>& agenda) {
  return digest(DigestAlgorithm::sha256, as_bytes(canonical_json(agenda_value(agenda))));
}

}  // namespace sceau
