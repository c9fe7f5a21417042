// SPDX-License-Identifier: Apache-2.0
// One line of log/entries.tsv: an entry of the log as it was hashed into the tree.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/instant.h"
#include "verifier/audit/bundle_files.h"

namespace sceau::audit {

enum class EntryType {
  open,
  admin,
  register_change,
  ballot,
  mandate,
  revocation,
  refusal,
  clock,
  close,
  opening,
  tally,
  publish,
  erase,
};

std::string_view name_of(EntryType type);  // "register-change"
std::optional<EntryType> entry_type_named(std::string_view name);

// Is it about a submission of a shareholder?
bool is_decision(EntryType type);
// Does it belong to the count, and so stand behind the close?
bool is_of_the_count(EntryType type);

// The texts are views into the line.
struct LogLine {
  std::uint64_t index = 0;
  EntryType type = EntryType::open;
  std::string_view at_text;
  Instant at{};
  std::string_view node;
  Hash salt{};  // 32 octets
  std::string_view payload;
};

// Entries come into the log by batches, and within one in any order: what was written within this time of each other
// may stand the other way round.
inline constexpr std::chrono::seconds longest_batch{10};

// Was the submission at `one` received before that at `other`, as far as the log can tell? Submissions of one batch
// stand in it in no order; whatever else is in the log is a batch of its own. `index` is theirs.
struct LogPlace {
  std::uint64_t index = 0;
  Instant at{};
};
bool comes_before(const LogPlace& one, const LogPlace& other);

inline constexpr std::string_view log_header = "index\ttype\tat\tnode\tsalt\tpayload";

// Six fields with a tab between, none with a control character. The payload is not looked into. Errors: value.wrong,
// text.malformed.
Result<LogLine> read_log_line(std::string_view line);

// The data of the entry's leaf: SHA-256("sceau.vote.leaf/1" 0 salt type 0 at 0 node 0 payload). Error: internal.crypto.
Result<Hash> leaf_data(const LogLine& line);

// Cuts what is fed into lines; a line is good for the call only.
class LineCutter {
 public:
  using Visitor = std::function<Status(std::string_view line)>;
  explicit LineCutter(Visitor visit) : visit_(std::move(visit)) {}

  // Errors: input.too_large (a line of more than 1 MiB), those of the visitor.
  Status feed(ByteView piece);
  // Error: value.wrong where the last line does not end.
  Status finish() const;

 private:
  Visitor visit_;
  std::string begun_;
};

// Every line after the header. Errors: those of ZipReader, LineCutter and read_log_line, and what `visit` returns; the
// detail names the line.
Status for_each_log_line(const BundleFiles& files, const std::function<Status(const LogLine&)>& visit);

}  // namespace sceau::audit
