// SPDX-License-Identifier: Apache-2.0
// meeting.toml, as far as an audit needs it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/value_tree/value.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"

namespace sceau::audit {

enum class MeetingKind { ordinary, extraordinary, mixed, special };
enum class ResolutionKind { ordinary, extraordinary, reserves_increase, special };
enum class Author { board, shareholder, other };
enum class Recommendation { none, for_it, against };

// The words of files for them; nothing where there is no such word.
std::optional<ResolutionKind> resolution_kind_named(std::string_view word);
std::string_view name_of(ResolutionKind kind);
std::optional<Author> author_named(std::string_view word);

struct LocalizedText {
  std::string fr, en;
};

struct Resolution {
  std::string label;
  ResolutionKind kind = ResolutionKind::ordinary;
  Author author = Author::board;
  Recommendation recommendation = Recommendation::none;
  bool is_information_only = false;
  bool is_raised = false;             // in the meeting, and so not of the agenda
  std::vector<std::string> deprived;  // accounts that may not vote on it, sorted
  LocalizedText title = {}, text = {}, reasons = {};
};

struct Fraction {
  std::int64_t numerator = 0, denominator = 1;
};

struct Predecessor {
  std::string id;
  std::string agenda_sha256;  // as written
};

struct MeetingSettings {
  std::string id;
  MeetingKind kind = MeetingKind::ordinary;
  LocalTime starts{};
  std::string zone, place;
  std::string issuer, siren;
  bool is_listed = false;
  bool allow_simple_signature = false, allow_mode_change = false;
  bool knows_double_votes = false;
  std::optional<Fraction> first_quorum, second_quorum;
  std::int64_t call = 1;
  std::optional<Predecessor> predecessor;
  std::optional<LocalTime> opens, closes, proxies;  // the clock of Paris
  std::string closes_reference;
  std::int64_t grace_seconds = 0;
  std::optional<std::chrono::year_month_day> paper;  // the last day on which forms on paper may come
  std::size_t scrutineers = 0;
  std::int64_t threshold = 0;
  std::vector<Resolution> agenda;
};

struct SettingsReading {
  MeetingSettings settings;
  Findings findings;  // value.*; with any of them the settings are not to be used
};

// Keys that no audit needs are not looked at: the whole file is frozen by its hash. Errors: those of read_toml.
Result<SettingsReading> read_settings(ByteView toml);

}  // namespace sceau::audit
