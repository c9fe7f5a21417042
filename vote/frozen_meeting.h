// SPDX-License-Identifier: Apache-2.0
// A meeting whose agenda, form and times can no longer change. Voting happens on a frozen meeting only.
#pragma once

#include <string>

#include "vote/frozen_urn.h"
#include "vote/meeting.h"
#include "vote/mentions.h"

namespace sceau {

// All times of a meeting as they were computed when it was frozen.
struct MeetingTimes {
  LegalTime starts;
  LegalTime closes;   // electronic ballots
  LegalTime proxies;  // electronic proxies
  LegalTime paper;
  LegalTime record;
  std::optional<LegalTime> opens;
  bool operator==(const MeetingTimes&) const = default;
};

// SHA-256 of what was frozen.
struct MeetingHashes {
  Bytes settings;  // of the bytes of meeting.toml
  Bytes agenda;    // agenda_hash()
  Bytes form;      // of the template: what every form of this meeting has in common, mentions included
  Bytes calendar;  // of the closed days around the meeting
  bool operator==(const MeetingHashes&) const = default;
};

class FrozenMeeting {
 public:
  const Meeting& meeting() const { return meeting_; }
  const MeetingTimes& times() const { return times_; }
  const MeetingHashes& hashes() const { return hashes_; }
  const std::optional<FrozenUrn>& urn() const { return urn_; }  // none before the bureau has made one

  VotingWindow ballots() const;
  VotingWindow proxies() const;
  VotingWindow paper() const { return {.closes = times_.paper}; }
  std::vector<Mention> mentions(Language language) const;

 private:
  friend Result<FrozenMeeting> freeze(ByteView toml, const ZoneDatabase& database);
  friend Result<FrozenMeeting> read_frozen(ByteView toml, ByteView json, const ZoneDatabase& database);
  friend FrozenMeeting with_urn(FrozenMeeting frozen, FrozenUrn urn);
  FrozenMeeting(Meeting meeting, MeetingTimes times, MeetingHashes hashes)
      : meeting_(std::move(meeting)), times_(std::move(times)), hashes_(std::move(hashes)) {}
  Meeting meeting_;
  MeetingTimes times_;
  MeetingHashes hashes_;
  std::optional<FrozenUrn> urn_;
};

// From the bytes of meeting.toml. Errors: those of read_meeting, the first of its findings or of check_meeting's
// defects (ask these two for all of them), vote.time_zone_data.
Result<FrozenMeeting> freeze(ByteView toml, const ZoneDatabase& database);

// The same meeting with its urn, which belongs to what is frozen.
FrozenMeeting with_urn(FrozenMeeting frozen, FrozenUrn urn);

// What stands in the file beside meeting.toml: canonical JSON, the same bytes for the same meeting.
std::string frozen_json(const FrozenMeeting& frozen);

// What every form of the meeting has in common: canonical JSON, whose SHA-256 is hashes().form.
std::string form_template_json(const FrozenMeeting& frozen);

// Reads both files again. Instants stay as they were frozen, whatever today's database says: check_frozen_times tells.
// Errors: those of freeze, json.malformed, vote.frozen_changed (the two files no longer fit together).
Result<FrozenMeeting> read_frozen(ByteView toml, ByteView json, const ZoneDatabase& database);

// D19 for every time of the meeting. Findings: vote.deadline_moved.
Findings check_frozen_times(const FrozenMeeting& frozen, const ZoneDatabase& database);

}  // namespace sceau
