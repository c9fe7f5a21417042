// SPDX-License-Identifier: Apache-2.0
#include "vote/session_record.h"

#include <algorithm>
#include <map>

#include "formats/toml/toml_reader.h"
#include "formats/value_tree/value_fields.h"

namespace sceau {
namespace {

constexpr std::string_view format = "sceau.session/1";

std::string field_name(BureauRole role) {
  switch (role) {
    case BureauRole::chair: return "president";
    case BureauRole::scrutineer: return "scrutateur";
    case BureauRole::secretary: return "secretaire";
  }
  return "";
}

BureauMember read_member(ValueFields fields) {
  BureauMember member;
  member.role = fields.choice<BureauRole>("role", bureau_role_words).value_or(BureauRole::scrutineer);
  member.name = fields.text("name").value_or("");
  member.quality = fields.text("quality", Presence::optional).value_or("");
  if (member.name.empty()) fields.refuse("name", "is empty");
  fields.refuse_others();
  return member;
}

void read_times(SessionRecord& session, ValueFields& fields) {
  session.opened = fields.local_time("opened").value_or(LocalTime{});
  session.ended = fields.local_time("ended").value_or(LocalTime{});
  if (session.ended < session.opened) fields.refuse("ended", "is before the meeting was opened");
}

}  // namespace

Result<SessionReading> read_session(ByteView toml) {
  const auto value = read_toml(toml);
  if (!value) return value.error();
  SessionReading reading;
  auto& session = reading.session;
  ValueFields fields(*value, PathStyle::dotted, reading.findings);
  if (fields.text("format").value_or(std::string(format)) != format) fields.refuse("format", "is not sceau.session/1");
  read_times(session, fields);
  session.convening = fields.text("convening").value_or("");
  if (session.convening.empty()) fields.refuse("convening", "is empty");
  session.documents = fields.texts("documents");
  session.debates = fields.texts("debates");
  session.incidents = fields.texts("incidents", Presence::optional);
  for (auto& member : fields.objects("bureau")) session.bureau.push_back(read_member(member));
  if (std::ranges::count(session.bureau, BureauRole::chair, &BureauMember::role) != 1) {
    fields.refuse("bureau", "must have one chair");
  }
  fields.refuse_others();
  return reading;
}

std::vector<std::string> signature_fields(const SessionRecord& session) {
  std::vector<std::string> names;
  std::map<BureauRole, int> seen;
  for (const auto& member : session.bureau) {
    const auto all = std::ranges::count(session.bureau, member.role, &BureauMember::role);
    const auto number = ++seen[member.role];
    names.push_back(all == 1 ? field_name(member.role) : field_name(member.role) + "-" + std::to_string(number));
  }
  return names;
}

}  // namespace sceau
