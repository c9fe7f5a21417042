// SPDX-License-Identifier: Apache-2.0
#include "vote/printed_frame.h"

#include <fmt/format.h>

#include "vote/printed_words.h"

namespace sceau {

PageDocument printed_frame(const PrintedMeeting& printed, std::string_view what) {
  const auto& meeting = printed.meeting.meeting();
  const auto held = name_of_meeting(meeting);
  PageDocument document;
  document.title = fmt::format("{} – {} – {}", what, meeting.issuer.name, held);
  document.subject = fmt::format("Assemblée {}", meeting.id);
  document.author = meeting.issuer.name;
  document.created = printed.created;
  document.running_head = fmt::format("{} – {}", meeting.issuer.name, held);
  document.running_foot = fmt::format("{} – réf. {}", what, meeting.id);
  if (printed.is_demo) document.banner = "DEMO – DÉMONSTRATION, DOCUMENT SANS VALEUR JURIDIQUE";
  return document;
}

Table facts_table(const std::vector<Fact>& facts) {
  Table table{.columns = {{"", Alignment::left, 3}, {"", Alignment::left, 7}}, .has_row_titles = true};
  for (const auto& [what, how] : facts) table.rows.push_back({{what, how}});
  return table;
}

std::string_view name_of(BureauRole role) {
  switch (role) {
    case BureauRole::chair: return "Président de séance";
    case BureauRole::scrutineer: return "Scrutateur";
    case BureauRole::secretary: return "Secrétaire de séance";
  }
  return "";
}

Paragraph where_signatures_are() {
  return {
      "Chaque membre du bureau signe ce fichier dans le champ qui porte son nom. Les signatures électroniques sont "
      "dans le fichier et n'ont pas d'image : elles se vérifient dans un lecteur de PDF ou par « sceau verify », et "
      "ne se voient pas sur une copie imprimée.",
      ParagraphStyle::small};
}

SignatureBoxes signature_boxes(const SessionRecord& session) {
  SignatureBoxes boxes;
  const auto fields = signature_fields(session);
  for (std::size_t i = 0; i < session.bureau.size(); ++i) {
    const auto& member = session.bureau[i];
    const auto note = fmt::format("signature électronique, champ « {} »", fields[i]);
    boxes.boxes.push_back({std::string(name_of(member.role)), member.name, note, fields[i]});
  }
  return boxes;
}

}  // namespace sceau
