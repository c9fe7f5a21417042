// SPDX-License-Identifier: Apache-2.0
// What was fixed of a meeting before anybody voted: frozen.json and form-template.json.
#pragma once

#include "verifier/audit/bundle_files.h"
#include "verifier/audit/meeting_settings.h"

namespace sceau::audit {

// A time as it was frozen: what the clock shows where, and when that is.
struct FrozenTime {
  LocalTime wall{};
  std::string zone;
  Instant utc{};
};

struct FrozenScrutineer {
  Hash certificate{}, rehearsal{};
};

struct FrozenMeeting {
  Hash itself{};  // of the canonical form of frozen.json
  std::string meeting;
  Hash settings{}, agenda{}, form{};
  FrozenTime starts, closes, proxies, paper, record;
  std::optional<FrozenTime> opens;
  Hash urn{};
  std::vector<FrozenScrutineer> scrutineers;
};

struct FrozenReading {
  FrozenMeeting frozen;
  Findings findings;  // value.*
};
FrozenReading read_frozen(const Value& json);

struct Mention {
  std::string rule, text;
  bool operator==(const Mention&) const = default;
};

// What all forms of a meeting have in common.
struct FormTemplate {
  std::string meeting, issuer, siren, starts, zone, place;
  Value agenda;
  std::vector<Mention> mentions_fr, mentions_en;
};

struct TemplateReading {
  FormTemplate common;
  Findings findings;  // value.*
};
TemplateReading read_form_template(const Value& json);

// The agenda as the template has it, of the resolutions of meeting.toml.
Value agenda_value(const std::vector<Resolution>& agenda);

}  // namespace sceau::audit
