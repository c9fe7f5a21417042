// SPDX-License-Identifier: Apache-2.0
#include "bench/intake/receipts.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "tests/clients/prepared_requests.h"
#include "vote/receipt.h"

namespace sceau::bench {
namespace {

void must(bool done, const std::string& what) {
  if (done) return;
  std::fprintf(stderr, "intake_load: %s\n", what.c_str());
  std::exit(1);
}

LogVerifier verifier_in(const Path& path) {
  const auto text = read_file(path, 4096);
  must(static_cast<bool>(text), path.string());
  const auto line = as_text(*text);
  auto verifier = read_verifier_key(line.substr(0, line.find('\n')));
  must(static_cast<bool>(verifier), path.string() + " holds no key of a log");
  return *std::move(verifier);
}

bool is_admission(const test::PreparedRequest& answer) { return answer.status == 200 || answer.status == 201; }

bool is_problem(const test::PreparedRequest& answer, Reason reason) {
  const auto problem = read_json(as_bytes(answer.text));
  const auto* const code = problem ? member(*problem, "code") : nullptr;
  const auto* const name = code ? std::get_if<std::string>(&code->content) : nullptr;
  return name && *name == stable_name(reason);
}

// Nobody was identified: by a code that is another's, or by a signature that does not hold.
bool is_to_nobody(const test::PreparedRequest& answer) {
  return is_problem(answer, Reason::vote_authentication_failed) || is_problem(answer, Reason::vote_signature_invalid);
}

std::size_t& counter_for(const test::PreparedRequest& answer, CheckedReceipts& checked) {
  if (is_to_nobody(answer)) return checked.without;
  return is_problem(answer, Reason::vote_overloaded) ? checked.turned_away : checked.owed;
}

// Nothing where the answer carries none.
std::optional<std::string> receipt_in(const test::PreparedRequest& answer) {
  if (is_admission(answer)) return answer.text;
  const auto problem = read_json(as_bytes(answer.text));
  const auto* const refusal = problem ? member(*problem, "refusal_receipt") : nullptr;
  if (refusal == nullptr || !std::holds_alternative<ValueObject>(refusal->content)) return std::nullopt;
  return canonical_json(*refusal);
}

std::string first_wrong(const Result<Receipt>& receipt, const LogVerifier& log) {
  if (!receipt) return std::string(stable_name(receipt.error().reason));
  const auto findings = check_receipt(*receipt, log);
  return findings.empty() ? std::string() : std::string(stable_name(findings.front().reason));
}

}  // namespace

CheckedReceipts check_receipts(const Path& answers, const Path& log_key) {
  const auto verifier = verifier_in(log_key);
  const auto kept = test::read_prepared(answers);
  must(static_cast<bool>(kept), answers.string());
  CheckedReceipts checked;
  std::set<Bytes> seen;
  for (const auto& answer : *kept) {
    const auto text = receipt_in(answer);
    if (!text) {
      ++counter_for(answer, checked);
      continue;
    }
    const auto receipt = read_receipt(as_bytes(*text));
    if (const auto wrong = first_wrong(receipt, verifier); !wrong.empty()) {
      ++checked.wrong[wrong];
      continue;
    }
    if (!seen.insert(receipt->entry.salt).second) ++checked.repeated;
    if (is_admission(answer) == (receipt->facts.kind == DecisionKind::refusal)) ++checked.wrong["of another kind"];
    ++(receipt->facts.kind == DecisionKind::refusal ? checked.refusals : checked.admissions);
  }
  return checked;
}

}  // namespace sceau::bench
