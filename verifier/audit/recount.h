// SPDX-License-Identifier: Apache-2.0
// The count again, from the files alone (docs/counting.md, 4 and 5).
#pragma once

#include <array>

#include "verifier/audit/counted_resolutions.h"
#include "verifier/audit/settle.h"
#include "verifier/audit/weights.h"

namespace sceau::audit {

enum class Way : std::uint8_t { electronic, paper, chair, proxy, present };
inline constexpr std::array<std::string_view, 5> way_names = {"electronic", "paper", "chair", "proxy", "present"};

struct Figures {
  std::int64_t for_it = 0, against = 0, abstain = 0, unusable = 0;  // votes
  std::int64_t shares_present = 0, excluded = 0;                    // shares; votes
  std::int64_t votes_cast() const { return for_it + against; }
  Figures& operator+=(const Figures& more);
  bool operator==(const Figures&) const = default;
};

struct Quorum {
  std::optional<Fraction> fraction;  // none is asked where it is absent
  std::int64_t base = 0, present = 0, required = 0;
  bool is_reached_with(std::int64_t shares) const;
};

enum class Majority : std::uint8_t { simple, two_thirds };
bool has_majority(Majority rule, std::int64_t votes_for, std::int64_t votes_cast);
std::int64_t votes_required(Majority rule, std::int64_t votes_cast);

struct ResolutionResult {
  CountedResolution counted;
  std::size_t place = 0;  // among all resolutions
  // Where it was voted on:
  std::array<Figures, 5> ways{};
  Figures total;
  Quorum quorum;
  Majority majority = Majority::simple;

  bool is_voted() const { return counted.status == ResolutionStatus::voted; }
  bool is_quorum_reached() const { return quorum.is_reached_with(quorum.present); }
  bool is_adopted() const { return is_quorum_reached() && has_majority(majority, total.for_it, total.votes_cast()); }
};

// What one participation gives to one resolution; nothing where it is not even present there.
struct Contribution {
  Way way = Way::electronic;
  Figures figures;
};

struct Attendance {
  std::int64_t participations = 0;
  Weight weight;
};

class Recount {
 public:
  explicit Recount(const CountInputs& inputs);

  const CountInputs& inputs() const { return inputs_; }
  const Settlement& settlement() const { return settlement_; }
  const std::vector<ResolutionResult>& results() const { return results_; }
  const std::array<Attendance, 5>& attendance() const { return attendance_; }

  std::optional<Contribution> contribution(std::size_t participation, std::size_t resolution) const;

 private:
  struct Said {
    Way way = Way::electronic;
    Choices::Said vote;
  };
  std::optional<Said> said_on(const Participation& participation, std::size_t resolution) const;
  Choices::Said said_in_the_room(std::string_view badge, std::size_t resolution) const;
  void count_resolution(ResolutionResult& result) const;
  void count_attendance();
  Way way_present(std::size_t participation) const;

  CountInputs inputs_;
  Settlement settlement_;
  std::map<std::string_view, const RoomLine*> room_;  // the lines that count, by badge
  std::vector<std::vector<Part>> parts_;              // of each participation
  std::vector<ResolutionResult> results_;
  std::array<Attendance, 5> attendance_{};
};

}  // namespace sceau::audit
