// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/session_table.h"

#include <algorithm>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t id_bytes = 16;

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

Result<std::string> new_session_id(const RandomSource& random) {
  const auto bytes = random_bytes(random, id_bytes);
  if (!bytes) return bytes.error();
  return hex_lower(*bytes);
}

bool is_session_id(std::string_view text) {
  return text.size() == 2 * id_bytes && std::ranges::all_of(text, is_hex_digit);
}

Result<std::string> SessionTable::open(Voter voter, Instant now, const RandomSource& random) {
  auto id = new_session_id(random);
  if (!id) return id.error();
  const auto evidence = digest(DigestAlgorithm::sha256, as_bytes(*id));
  if (!evidence) return evidence.error();

  const std::lock_guard lock(mutex_);
  make_room(now);
  sessions_.insert_or_assign(*id, Session{{std::move(voter), now, hex_lower(*evidence)}, now});
  return id;
}

std::optional<Session> SessionTable::use(std::string_view id, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return std::nullopt;
  if (has_ended(found->second, now)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.last_used = std::max(found->second.last_used, now);
  return found->second;
}

void SessionTable::show_receipt(std::string_view id, std::string receipt) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found != sessions_.end()) found->second.receipt = std::move(receipt);
}

void SessionTable::close(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found != sessions_.end()) sessions_.erase(found);
}

Instant SessionTable::end_of(const Session& session) const {
  return std::min<Instant>(session.last_used + limits_.idle, session.visitor.identified_at + limits_.longest);
}

std::size_t SessionTable::size() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

// Looks at all of them only when the table is full, and then at once removes whatever has ended.
void SessionTable::make_room(Instant now) {
  if (sessions_.size() < limits_.most) return;
  std::erase_if(sessions_, [&](const auto& entry) { return has_ended(entry.second, now); });
  if (sessions_.size() < limits_.most) return;
  const auto used = [](const auto& entry) { return entry.second.last_used; };
  const auto oldest = std::ranges::min_element(sessions_, {}, used);
  if (oldest != sessions_.end()) sessions_.erase(oldest);
}

}  // namespace sceau
