// SPDX-License-Identifier: Apache-2.0
#include "vote/counted_as.h"

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "vote/receipt_id.h"

namespace sceau {
namespace {

constexpr std::string_view published = "published-tally", published_mark = "published-tally-sha256";

CountedAs read_input(ValueFields& input) {
  return {.disposition = input.text("disposition").value_or(""),
          .reason = input.text("reason", Presence::optional).value_or(""),
          .article = input.text("article", Presence::optional).value_or(""),
          .leaf = input.text("leaf", Presence::optional).value_or(""),
          .other = input.text("other", Presence::optional).value_or("")};
}

void put(ValueObject& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.push_back({std::string(key), {text}});
}

}  // namespace

Result<CountedInputs> CountedInputs::of(ByteView tally) {
  const auto value = read_json(tally);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  CountedInputs counted;
  if (fields.text("format").value_or("") != "sceau.tally/1") fields.refuse("format", "must be sceau.tally/1");
  for (auto& input : fields.objects("inputs")) {
    auto reference = input.text("reference").value_or("");
    counted.inputs_.emplace(std::move(reference), read_input(input));
  }
  if (!findings.empty()) return Error{Reason::bundle_malformed, findings.front().detail};
  return counted;
}

std::optional<CountedAs> CountedInputs::input(const std::string& reference) const {
  const auto found = inputs_.find(reference);
  return found == inputs_.end() ? std::nullopt : std::optional(found->second);
}

std::string write_counted_as(std::string_view receipt_id, const std::optional<CountedAs>& counted) {
  ValueObject object = {{"format", {std::string("sceau.counted-as/1")}},
                        {"receipt_id", {std::string(receipt_id)}},
                        {"disposition", {counted ? counted->disposition : std::string("after-the-count")}}};
  if (counted) {
    put(object, "reason", counted->reason);
    put(object, "article", counted->article);
    put(object, "other", counted->other);
  }
  return canonical_json({std::move(object)});
}

// The mark comes last: whoever sees it finds the tally.
Status publish_count(BallotStore& store, ByteView tally) {
  const auto hash = digest(DigestAlgorithm::sha256, tally);
  if (!hash) return hash.error();
  if (auto kept = store.put_blob(published, tally); !kept) return kept;
  return store.put_blob(published_mark, *hash);
}

Status PublishedCount::follow() {
  auto mark = store_.blob(published_mark);
  if (!mark) return mark.error();
  if (!*mark) return Error{Reason::vote_sealed, "the count is not published yet"};
  if (counted_ && **mark == mark_) return Done{};
  const auto tally = store_.blob(published);
  if (!tally) return tally.error();
  auto counted = CountedInputs::of(tally->value_or(Bytes()));
  if (!counted) return Error{Reason::vote_store_damaged, "the published tally"};
  counted_ = std::move(*counted);
  mark_ = std::move(**mark);
  return Done{};
}

Result<std::string> PublishedCount::look_up(std::string_view receipt_id) {
  const std::lock_guard lock(mutex_);
  if (auto followed = follow(); !followed) return followed.error();
  const auto row = row_of_receipt(receipts_, receipt_id);
  if (!row) return row.error();
  if (!*row) return Error{Reason::vote_receipt_unknown, ""};
  const auto record = store_.entry_at(**row);
  if (!record) return record.error();
  if (!*record) return Error{Reason::vote_receipt_unknown, ""};
  const auto& index = (*record)->index;
  return write_counted_as(receipt_id, index ? counted_->entry(*index) : std::nullopt);
}

}  // namespace sceau
