// SPDX-License-Identifier: Apache-2.0
// L51: how a submission was counted, for whoever has its receipt. What the published tally says of one entry of the
// log, and no more: no name, no choice, no number of shares.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "crypto/symmetric_key.h"
#include "vote/ballot_store.h"

namespace sceau {

struct CountedAs {
  std::string disposition;  // "counted", as docs/counting.md has them
  std::string reason = {};  // stable name; empty: none
  std::string article = {};
  std::string leaf = {};   // in hexadecimal, of an entry of the log
  std::string other = {};  // the entry that took its place, or that it was counted with
  bool operator==(const CountedAs&) const = default;
};

// What became of each input of a count, by its tally file.
class CountedInputs {
 public:
  // Errors: those of read_json, bundle.malformed (this is no tally).
  static Result<CountedInputs> of(ByteView tally);

  // Nothing where the tally does not speak of it: an entry that was added after the count.
  std::optional<CountedAs> input(const std::string& reference) const;
  std::optional<CountedAs> entry(LogIndex index) const { return input("log/" + std::to_string(index)); }

 private:
  std::map<std::string, CountedAs> inputs_;
};

// Canonical JSON: what the site answers and what is printed. Without anything: added after the count.
std::string write_counted_as(std::string_view receipt_id, const std::optional<CountedAs>& counted);

// From now on everybody with a receipt may ask; a second count that is published takes the place of the first. Errors:
// of the store.
Status publish_count(BallotStore& store, ByteView tally);

// The look-up of a site. Callable from several threads at once.
class PublishedCount {
 public:
  // The store must outlive it; `receipts` is StorageKeys::receipts.
  PublishedCount(BallotStore& store, const SymmetricKey& receipts) : store_(store), receipts_(receipts) {}

  // write_counted_as() of it. Errors: vote.sealed (no count is published yet), vote.receipt_unknown, those of the
  // store.
  Result<std::string> look_up(std::string_view receipt_id);

 private:
  Status follow();
  BallotStore& store_;
  const SymmetricKey& receipts_;
  std::mutex mutex_;
  Bytes mark_;  // of the published count that `counted_` was read from
  std::optional<CountedInputs> counted_;
};

}  // namespace sceau
