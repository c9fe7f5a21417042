// SPDX-License-Identifier: Apache-2.0
// A general meeting as its issuer describes it in meeting.toml. Reading one checks form, not law: check_meeting does.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"
#include "vote/business_calendar.h"
#include "vote/deadline.h"
#include "vote/resolution.h"

namespace sceau {

struct Issuer {
  std::string name, legal_form, siren, seat, lei;
  std::vector<std::string> isin;
  bool is_listed = false;  // on a regulated market
};

enum class DoubleVote { none, automatic, by_articles };

// num/den of the shares with voting rights.
struct Fraction {
  std::int64_t numerator = 0, denominator = 1;
  bool operator==(const Fraction&) const = default;
};

// What the articles of association say.
struct Articles {
  bool allow_electronic_vote = false;
  std::string electronic_vote_reference;
  bool allow_simple_signature = false;
  std::string simple_signature_reference, identification_process;
  bool allow_mode_change = false;
  std::string mode_change_reference;
  RecordRule record_rule = RecordRule::meeting_day;
  DoubleVote double_vote = DoubleVote::none;
  std::optional<std::int64_t> paper_cutoff_days;        // before the meeting, where shorter than the law's three
  std::optional<Fraction> first_quorum, second_quorum;  // ordinary meetings of unlisted companies, where higher
};

enum class MeetingKind { ordinary, extraordinary, mixed, special };

struct Predecessor {
  std::string id;
  CalendarDay date;
  std::string agenda_hash;  // hex
};

struct Convocation {
  std::optional<CalendarDay> sent;
  std::int64_t call = 1;  // 1, or 2 and more for a later one
  std::optional<Predecessor> predecessor;
};

// What the issuer sets beside the law. Dates and wall times are those of Paris.
struct Cutoffs {
  std::optional<LocalTime> opens;
  std::optional<LocalTime> closes;  // where earlier than 15:00 of the day before
  std::string closes_reference;
  std::int64_t grace_seconds = 0;
  std::string grace_reference;
  std::optional<CalendarDay> paper;           // last day on which paper forms may arrive
  std::optional<LocalTime> proxies;           // electronic proxies, where earlier than ballots
  std::optional<CalendarDay> intermediaries;  // where they stop earlier (L9)
  bool distance_is_confirmed = false;
};

struct Bureau {
  std::vector<std::string> scrutineers;  // files with their certificates, relative to the meeting's folder
  std::int64_t threshold = 0;            // so many of them open the urn
};

struct Meeting {
  std::string id;
  Issuer issuer;
  Articles articles;
  MeetingKind kind = MeetingKind::ordinary;
  LocalTime starts;  // wall time at the place
  std::string zone;  // of the place: "Europe/Paris"
  std::string place;
  std::string origin;  // "https://vote.exemple.fr"
  Convocation convocation;
  Cutoffs cutoffs;
  CalendarChanges calendar;
  Bureau bureau;
  std::vector<Resolution> agenda;

  CalendarDay date() const { return CalendarDay(std::chrono::floor<std::chrono::days>(starts)); }
};

struct MeetingReading {
  Meeting meeting;    // what could be read; of use only where there are no findings
  Findings findings;  // value.missing, value.wrong, value.unknown_key: each with its line
};

// Errors: those of read_toml.
Result<MeetingReading> read_meeting(ByteView toml);

// A letter, then letters, digits, '-' and '_', 40 at most: the id is part of file names and addresses.
bool is_meeting_id(std::string_view id);

// The commented meeting.toml of `vote new`: reads without findings, and check_meeting says what is still to be filled
// in. `date` is that of the meeting. Precondition: is_meeting_id(id).
std::string meeting_template(std::string_view id, CalendarDay date);

}  // namespace sceau
