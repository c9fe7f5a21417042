// SPDX-License-Identifier: Apache-2.0
// What somebody said: by a form of the urn, on paper, or at the door. Kept small, for there may be a million.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verifier/audit/bundle_files.h"
#include "verifier/audit/person_names.h"

namespace sceau::audit {

enum class Vote : std::uint8_t { none, for_it, against, abstain, chair, named, split, null };

struct Split {
  std::int64_t for_it = 0, against = 0, abstain = 0;
  bool operator==(const Split&) const = default;
};

inline constexpr std::uint16_t unknown_label = 0xFFFF;

struct Choice {
  std::uint16_t resolution = unknown_label;  // its place in the agenda
  Vote vote = Vote::none;
  std::uint16_t split = 0;  // its place in Choices::splits
  bool operator==(const Choice&) const = default;
};

// What was said on each of a row of resolutions.
struct Choices {
  std::vector<Choice> all;
  std::vector<Split> splits;

  struct Said {
    Vote vote = Vote::none;
    Split split = {};
  };
  void add(std::uint16_t resolution, Said said);
  Said on(std::size_t resolution) const;  // none where nothing was said
  bool has_split() const { return !splits.empty(); }
  bool operator==(const Choices&) const = default;
};

enum class ProxyKind : std::uint8_t { chair, named, blank };
enum class ProxyRelation : std::uint8_t { none, shareholder, spouse, civil_partner, other };
std::optional<ProxyKind> proxy_kind_named(std::string_view word);
std::optional<ProxyRelation> proxy_relation_named(std::string_view word);

struct Proxy {
  ProxyKind kind = ProxyKind::chair;
  ProxyRelation relation = ProxyRelation::none;
  Person holder;
  bool is_the_shareholder = false;  // the holder has the names and the domicile of who gives the proxy
  bool operator==(const Proxy&) const = default;
};

struct StatedHolding {
  std::string account, isin;
  std::int64_t shares = 0;
  bool has_attestation = false;
  auto operator<=>(const StatedHolding&) const = default;
};

struct Form {
  std::string meeting;
  Hash agenda{};
  std::string shareholder;
  std::vector<StatedHolding> holdings;
  Choices choices;
  Vote new_resolutions = Vote::none;
  std::optional<Proxy> proxy;
  bool operator==(const Form&) const = default;
};

}  // namespace sceau::audit
