// SPDX-License-Identifier: Apache-2.0
// The files of a bundle as the input of a count, by the program's own readers.
#pragma once

#include <optional>

#include "tests/verifier/audit/sample_vote.h"
#include "vote/count_input.h"

namespace sceau {

class BundleInput {
 public:
  // Throws std::runtime_error where a reader refuses something.
  explicit BundleInput(const test::Files& files);
  BundleInput(const BundleInput&) = delete;
  BundleInput& operator=(const BundleInput&) = delete;

  const CountInput& input() const { return *input_; }

 private:
  void read_acts(const test::Files& files);
  void read_log(const test::Files& files);
  void read_urn(const test::Files& files);
  void read_tables(const test::Files& files);
  void read_carried_bundles(const test::Files& files);

  const FrozenMeeting meeting_;
  MeetingState state_;
  std::vector<Register> registers_;  // in the order of the log; the last one counts
  std::optional<CountInput> input_;
};

}  // namespace sceau
