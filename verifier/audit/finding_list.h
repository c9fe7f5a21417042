// SPDX-License-Identifier: Apache-2.0
// What the checks of a bundle found, in their order. A hostile bundle may be wrong in a million places: of one reason
// so many are listed, the others counted.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "foundation/finding.h"
#include "foundation/result.h"

namespace sceau::audit {

inline constexpr std::size_t most_findings_of_a_reason = 200;

class FindingList {
 public:
  // The detail says file, place and both values. Texts of the bundle in it are shown with printable().
  void add(Reason reason, const std::string& detail);
  // Whatever kept `file` from being read.
  void add_malformed(std::string_view file, const Error& error);
  // The findings of a reader of the formats, each as one of `reason`.
  void add_all(Reason reason, std::string_view file, const Findings& found);

  // Set in front of every further detail: "carried/ag2026.zip: ".
  void set_place(std::string place) { place_ = std::move(place); }

  bool empty() const { return findings_.empty(); }
  std::size_t size() const { return findings_.size(); }
  // The findings, with a last one for each reason of which more were found than are listed.
  Findings take() &&;

 private:
  std::string place_;
  Findings findings_;
  std::map<Reason, std::size_t> counts_;
};

}  // namespace sceau::audit
