// SPDX-License-Identifier: Apache-2.0
// The receipts that an intake gives: of what it has just stored, and of what is asked for later.
#include "vote/accept_vote.h"
#include "vote/entry_at_rest.h"
#include "vote/receipt_id.h"

namespace sceau {

Result<Receipt> VoteIntake::receipt_at(EntryRow row) {
  const auto record = parts_.store->entry_at(row);
  if (!record) return record.error();
  if (!*record) return Error{Reason::vote_receipt_unknown, "no such entry"};
  return receipt_of(row, (*record)->entry);
}

Result<Receipt> VoteIntake::receipt_of(EntryRow row, const StoredEntry& stored) {
  auto entry = stored_entry(stored, parts_.keys->at_rest);
  if (!entry) return entry.error();
  const auto facts = read_facts(entry->payload);
  if (!facts) return facts.error();
  auto id = receipt_id(parts_.keys->receipts, row);
  if (!id) return id.error();
  auto proof = parts_.wait_for_log(row);
  if (!proof) return proof.error();
  auto confirmation = confirmation_of(parts_.meeting.meeting(), parts_.meeting.times().closes, facts->kind);
  return issue_receipt(std::move(*id), std::move(*entry), std::move(*proof), std::move(confirmation), *parts_.log_key);
}

Result<Standing> VoteIntake::standing(const Voter& voter) {
  const auto participation = parts_.store->participation_of(voter.tag());
  if (!participation) return participation.error();
  if (!*participation) return Standing{};
  auto id = receipt_id(parts_.keys->receipts, (*participation)->row);
  if (!id) return id.error();
  return Standing{(*participation)->mode, std::move(*id)};
}

Result<Receipt> VoteIntake::receipt(const Voter& voter, std::string_view id) {
  const auto row = row_of_receipt(parts_.keys->receipts, id);
  if (!row) return row.error();
  const Error unknown{Reason::vote_receipt_unknown, ""};
  if (!*row) return unknown;
  const auto record = parts_.store->entry_at(**row);
  if (!record) return record.error();
  if (!*record || !is_decision((*record)->entry.type)) return unknown;
  auto receipt = receipt_of(**row, (*record)->entry);
  if (receipt && receipt->facts.shareholder != voter.tag()) return unknown;
  return receipt;
}

}  // namespace sceau
