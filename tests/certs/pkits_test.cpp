// SPDX-License-Identifier: Apache-2.0
// NIST PKITS: the files and expected results lie in the folder pkits of the corpus that SCEAU_CORPUS names.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "certs/check_chain.h"

namespace sceau {
namespace {

Bytes contents(const Path& path) {
  auto bytes = read_file(path, 1 << 20);
  return bytes ? std::move(*bytes) : Bytes();
}

// A row of expected.tsv: the command line words of the case and what is expected.
struct Row {
  std::string name, expect;
  std::vector<Certificate> leaf, untrusted;
  TrustAnchors anchors;
  std::vector<RevocationList> lists;
  Instant time;
  PolicySettings policies;
};

void take_word(Row& row, const Path& folder, const std::string& option, const std::string& value) {
  if (option == "--trust") row.anchors.certificates = *certificates_from(contents(folder / value));
  if (option == "--crl") row.lists.push_back(revocation_lists_from(contents(folder / value))->front());
  if (option == "--untrusted") row.untrusted.push_back(certificates_from(contents(folder / value))->front());
  if (option == "--at") row.time = *from_rfc3339(value);
  if (option == "--initial-policy") row.policies.initial_policies.push_back(value);
}

Row read_row(const Path& folder, const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream cells(line);
  for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
  Row row;
  row.name = columns.at(5);
  row.expect = columns.at(1);
  row.leaf = *certificates_from(contents(folder / columns.at(0)));
  std::istringstream words(columns.at(4));
  for (std::string word; words >> word;) {
    row.policies.require_explicit_policy |= word == "--require-explicit-policy";
    row.policies.inhibit_policy_mapping |= word == "--inhibit-policy-mapping";
    row.policies.inhibit_any_policy |= word == "--inhibit-any-policy";
    const bool has_value =
        word == "--trust" || word == "--crl" || word == "--untrusted" || word == "--at" || word == "--initial-policy";
    std::string value;
    if (has_value && words >> value) take_word(row, folder, word, value);
  }
  return row;
}

TEST(Pkits, AgreesWithNistOnEveryCase) {
  const char* const corpus = std::getenv("SCEAU_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "SCEAU_CORPUS names no corpus";
  const Path folder = Path(corpus) / "pkits";
  std::ifstream table(folder / "expected.tsv");
  std::string line;
  std::getline(table, line);
  int cases = 0;
  RevocationMemory memory;  // of all cases, twice each: it must not change what any of them says
  for (; std::getline(table, line); ++cases) {
    const auto row = read_row(folder, line);
    const ChainOptions options{
        .anchors = row.anchors, .untrusted = row.untrusted, .time = row.time, .policies = row.policies};
    const auto result = check_chain(row.leaf.front(), options, row.lists);
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(check_chain(row.leaf.front(), options, row.lists, &memory).findings, result.findings) << row.name;
    }
    if (row.expect == "verdict") continue;
    EXPECT_EQ(result.findings.empty(), row.expect == "PASSED") << row.name;
  }
  EXPECT_GT(cases, 100);
}

}  // namespace
}  // namespace sceau
