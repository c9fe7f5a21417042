// SPDX-License-Identifier: Apache-2.0
#include "verifier/verdict.h"

#include <gtest/gtest.h>

#include "verifier/report.h"

namespace sceau {
namespace {

struct WorstCase {
  Indication one, other, worst;
};

class WorstOf : public testing::TestWithParam<WorstCase> {};

TEST_P(WorstOf, does_not_depend_on_the_order) {
  EXPECT_EQ(worst_of(GetParam().one, GetParam().other), GetParam().worst);
  EXPECT_EQ(worst_of(GetParam().other, GetParam().one), GetParam().worst);
}

INSTANTIATE_TEST_SUITE_P(
    Indications, WorstOf,
    testing::Values(WorstCase{Indication::total_passed, Indication::total_passed, Indication::total_passed},
                    WorstCase{Indication::total_passed, Indication::indeterminate, Indication::indeterminate},
                    WorstCase{Indication::indeterminate, Indication::total_failed, Indication::total_failed},
                    WorstCase{Indication::no_signature, Indication::indeterminate, Indication::indeterminate},
                    WorstCase{Indication::no_signature, Indication::total_passed, Indication::no_signature}));

DocumentReport document_with(std::vector<Indication> indications) {
  DocumentReport document;
  for (const auto indication : indications) {
    SignatureEntry entry;
    entry.verdict.indication = indication;
    document.signatures.push_back(entry);
  }
  return document;
}

TEST(DocumentReport, one_bad_signature_among_good_ones_decides) {
  EXPECT_EQ(document_with({Indication::total_passed, Indication::total_passed}).indication(), Indication::total_passed);
  EXPECT_EQ(document_with({Indication::total_passed, Indication::total_failed}).indication(), Indication::total_failed);
  EXPECT_EQ(document_with({}).indication(), Indication::no_signature);
}

}  // namespace
}  // namespace sceau
