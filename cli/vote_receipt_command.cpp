// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "crypto/digest.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/counted_as.h"
#include "vote/receipt.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 10;
constexpr std::size_t most_tally_bytes = std::size_t{512} << 20;

Result<LogVerifier> read_log_key(const Path& path) {
  const auto file = read_file(path, most_bytes);
  if (!file) return file.error();
  auto line = as_text(*file);
  if (line.ends_with('\n')) line.remove_suffix(1);
  return read_verifier_key(line);
}

// Is it the receipt for these very bytes?
Findings is_for_form(const Receipt& receipt, ByteView form) {
  const auto hash = digest(DigestAlgorithm::sha256, form);
  if (hash && *hash == receipt.facts.form) return {};
  return {{Reason::vote_receipt_inconsistent, "it is for another form"}};
}

// L51: what the tally says of the entry of the receipt, which must be the entry that the tally means.
struct Counting {
  Findings findings = {};
  std::optional<CountedAs> counted = {};
};

Result<Counting> counting_of(const Receipt& receipt, const std::string& tally) {
  const auto file = read_file(tally, most_tally_bytes);
  if (!file) return file.error();
  const auto inputs = CountedInputs::of(*file);
  if (!inputs) return inputs.error();
  Counting counting{.counted = inputs->entry(receipt.proof.index)};
  const auto leaf = leaf_data(receipt.entry);
  if (!leaf) return leaf.error();
  if (counting.counted && counting.counted->leaf != hex_lower(*leaf)) {
    counting.findings.push_back({Reason::vote_receipt_inconsistent, "the tally counted another entry in its place"});
  }
  return counting;
}

void print_counting(const Terminal& terminal, const std::optional<CountedAs>& counted) {
  if (!counted) return terminal.say("       not in the tally: it came after the count");
  terminal.say(fmt::format("       counted as: {}{}{}", counted->disposition, counted->reason.empty() ? "" : ", ",
                           counted->reason));
}

void print(const Terminal& terminal, const Receipt& receipt, const Findings& findings) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-receipt/1");
  json.key("indication").text(findings.empty() ? "PASSED" : "FAILED").key("receipt_id").text(receipt.id);
  json.key("meeting").text(receipt.facts.meeting).key("kind").text(word_of(decision_words, receipt.facts.kind));
  json.key("received_at").text(to_rfc3339(receipt.facts.received_at));
  json.key("index").number(static_cast<std::int64_t>(receipt.proof.index)).key("reasons").begin_array();
  for (const auto& finding : findings) {
    json.begin_object().key("reason").text(stable_name(finding.reason)).key("detail").text(finding.detail).end_object();
  }
  terminal.print_json(json.end_array().end_object().str());

  for (const auto& finding : findings) {
    terminal.say(fmt::format("{} {}: {} ({})", terminal.coloured(Tone::bad, "FAILED"), stable_name(finding.reason),
                             row_of(finding.reason).sentence, printable(finding.detail)));
  }
  if (!findings.empty()) return;
  terminal.say(fmt::format("{} {} for {}, received {}, entry {} of the log", terminal.coloured(Tone::good, "PASSED"),
                           word_of(decision_words, receipt.facts.kind), printable(receipt.facts.meeting),
                           to_rfc3339(receipt.facts.received_at), receipt.proof.index));
  for (const auto reason : receipt.facts.reasons) terminal.say(fmt::format("       refused: {}", stable_name(reason)));
}

}  // namespace

int run(const VoteReceiptArguments& arguments, const Terminal& terminal) {
  const auto log = read_log_key(arguments.log_key);
  if (!log) return terminal.fail(arguments.log_key, log.error());
  const auto file = read_file(arguments.receipt, most_bytes);
  if (!file) return terminal.fail(arguments.receipt, file.error());
  auto text = as_text(*file);
  if (text.ends_with('\n')) text.remove_suffix(1);
  const auto receipt = read_receipt(as_bytes(text));
  if (!receipt) return terminal.fail(arguments.receipt, receipt.error());
  auto findings = check_receipt(*receipt, *log);
  if (!arguments.form.empty()) {
    const auto form = read_file(arguments.form, most_bytes);
    if (!form) return terminal.fail(arguments.form, form.error());
    append(findings, is_for_form(*receipt, *form));
  }
  Counting counting;
  if (!arguments.tally.empty()) {
    auto found = counting_of(*receipt, arguments.tally);
    if (!found) return terminal.fail(arguments.tally, found.error());
    counting = std::move(*found);
    append(findings, counting.findings);
  }
  print(terminal, *receipt, findings);
  if (!arguments.tally.empty() && findings.empty()) print_counting(terminal, counting.counted);
  return findings.empty() ? exit_success : exit_code(ReasonKind::failed);
}

}  // namespace sceau
