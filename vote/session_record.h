// SPDX-License-Identifier: Apache-2.0
// What only those in the room know of a meeting: typed in by the bureau, and printed in its minutes (art. R. 225-106
// C. com., L56).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "formats/value_tree/value.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"
#include "vote/meeting.h"
#include "vote/word_table.h"

namespace sceau {

enum class BureauRole { chair, scrutineer, secretary };
inline constexpr std::array bureau_role_words = {Word<BureauRole>{"chair", BureauRole::chair},
                                                 Word<BureauRole>{"scrutineer", BureauRole::scrutineer},
                                                 Word<BureauRole>{"secretary", BureauRole::secretary}};

struct BureauMember {
  BureauRole role = BureauRole::scrutineer;
  std::string name = {};
  std::string quality = {};  // "président du conseil d'administration"; may be empty
  bool operator==(const BureauMember&) const = default;
};

struct SessionRecord {
  LocalTime opened{}, ended{};              // by the clock on the wall of the place
  std::string convening = {};               // how the shareholders were convened, in words
  std::vector<BureauMember> bureau = {};    // in the order in which they sign
  std::vector<std::string> documents = {};  // laid before the meeting
  std::vector<std::string> debates = {};    // their summary, a paragraph each
  std::vector<std::string> incidents = {};  // empty: none
  bool operator==(const SessionRecord&) const = default;
};

struct SessionReading {
  SessionRecord session;
  Findings findings;  // value.*, each with its line; with any of them nothing must be printed
};

// session.toml: format = "sceau.session/1", opened, ended, convening, documents, debates, incidents, and a [[bureau]]
// with role (chair, scrutineer, secretary), name and quality for each member. There is one chair (L55). Errors: those
// of read_toml.
Result<SessionReading> read_session(ByteView toml);

// A session.toml to fill in, with comments; read_session has findings on it until somebody did.
std::string session_template(const Meeting& meeting);

// The name of the signature field of each member: "president", "scrutateur-1", "secretaire".
std::vector<std::string> signature_fields(const SessionRecord& session);

}  // namespace sceau
