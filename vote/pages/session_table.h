// SPDX-License-Identifier: Apache-2.0
// Who is at work on the pages: held in memory alone, forgotten after a while, and bounded in number. No choice is ever
// in it.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/random_bytes.h"
#include "vote/intake.h"

namespace sceau {

struct SessionLimits {
  std::chrono::minutes idle{60};      // each page begins it anew; WCAG 2.2, 2.2.1 and the wish for 20 minutes at least
  std::chrono::minutes longest{720};  // from the identification on
  std::size_t most = 100'000;         // then the one that rested longest is forgotten
};

struct Session {
  Visitor visitor;
  Instant last_used;
  std::string receipt = {};  // id of the one to show: of what was cast in this session
};

// 128 random bits in hex. Error: that of the source.
Result<std::string> new_session_id(const RandomSource& random);
bool is_session_id(std::string_view text);

class SessionTable {
 public:
  explicit SessionTable(SessionLimits limits) : limits_(limits) {}

  // Under a new id, so that nobody can know it beforehand. Errors: those of the source, internal.crypto.
  Result<std::string> open(Voter voter, Instant now, const RandomSource& random);
  // The session, which this use prolongs; nothing where there is none or it has ended.
  std::optional<Session> use(std::string_view id, Instant now);
  void show_receipt(std::string_view id, std::string receipt);
  void close(std::string_view id);

  Instant end_of(const Session& session) const;
  std::size_t size() const;

 private:
  bool has_ended(const Session& session, Instant now) const { return now > end_of(session); }
  void make_room(Instant now);

  SessionLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::string, Session, std::less<>> sessions_;
};

}  // namespace sceau
