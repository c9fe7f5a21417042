// SPDX-License-Identifier: Apache-2.0
#include "vote/count_meeting.h"

#include <future>

#include "foundation/in_parallel.h"
#include "vote/ballot_document.h"
#include "vote/entry_at_rest.h"
#include "vote/log_walk.h"

namespace sceau {
namespace {

constexpr std::size_t entries_at_once = 128;

// Side by side, since nearly all of it is computing; the entries stay in their order.
using EntryOpening = Result<std::optional<OpenedEntry>>;
std::vector<std::optional<EntryOpening>> open_entries(const EntryRecords& records, const UrnAccess& urn) {
  std::vector<std::optional<EntryOpening>> opened(records.size());
  in_parallel(records.size(), processor_count(), [&](std::size_t i) { opened[i] = open_entry(records[i], urn); });
  return opened;
}

Status take_opened(OpenedEntry opened, CountedForms& found, PackWriter& packs) {
  append(found.findings, std::move(opened.findings));
  found.forms.push_back(std::move(opened.logged));
  if (opened.document.size() == 0) return Done{};
  ++found.opened;
  return packs.add(found.forms.back().index, opened.document.reveal());
}

// While one part is opened, the one before it is taken and the one behind it is read.
class FormOpening {
 public:
  FormOpening(const UrnAccess& urn, PackWriter& packs) : urn_(urn), packs_(packs) {}

  Status open(EntryRecords records) {
    auto next = std::async(std::launch::async,
                           [records = std::move(records), &urn = urn_] { return open_entries(records, urn); });
    auto taken = take_pending();
    pending_ = std::move(next);
    return taken;
  }

  Result<CountedForms> finish() {
    if (auto taken = take_pending(); !taken) return taken.error();
    if (auto finished = packs_.finish(); !finished) return finished.error();
    return std::move(found_);
  }

 private:
  Status take_pending() {
    if (!pending_.valid()) return Done{};
    for (auto& opened : pending_.get()) {
      if (!*opened) return opened->error();
      if (!**opened) continue;
      if (auto taken = take_opened(***std::move(opened), found_, packs_); !taken) return taken;
    }
    return Done{};
  }

  const UrnAccess& urn_;
  PackWriter& packs_;
  CountedForms found_;
  std::future<std::vector<std::optional<EntryOpening>>> pending_;
};

Result<LoggedForm> without_form(const EntryRecord& record, const SymmetricKey& at_rest, const VoterBook& voters) {
  const auto entry = stored_entry(record.entry, at_rest);
  if (!entry) return entry.error();
  auto facts = read_facts(entry->payload);
  if (!facts) return facts.error();
  auto shareholder = voters.shareholder(facts->shareholder);
  return LoggedForm{.index = static_cast<std::int64_t>(record.index.value_or(0)),
                    .leaf = record.entry.leaf,
                    .facts = std::move(*facts),
                    .shareholder = std::move(shareholder)};
}

Status put_form(std::vector<LoggedForm>& forms, std::int64_t index, ByteView document) {
  const auto logged = std::ranges::lower_bound(forms, index, {}, &LoggedForm::index);
  if (logged == forms.end() || logged->index != index) {
    return Error{Reason::bundle_malformed, "a document of no entry that was counted"};
  }
  auto ballot = read_ballot(document);
  if (!ballot) return ballot.error();
  if (ballot->evidence) logged->identified_at = ballot->evidence->identified_at;
  logged->form = std::move(ballot->form.form);
  logged->form->mentions = {};
  return Done{};
}

}  // namespace

Result<CountedForms> open_forms(BallotStore& store, LogIndex log_size, const UrnAccess& urn, PackWriter& packs) {
  FormOpening opening(urn, packs);
  const auto open = [&](EntryRecords records) { return opening.open(std::move(records)); };
  if (const auto read = for_each_part(store, 0, log_size, entries_at_once, open); !read) return read.error();
  return opening.finish();
}

Result<CountedForms> read_forms(BallotStore& store, LogIndex log_size, const SymmetricKey& at_rest,
                                const VoterBook& voters, const PackReader& read_packs) {
  CountedForms found;
  const auto take = [&](const EntryRecords& records) -> Status {
    for (const auto& record : records) {
      if (!is_decision(record.entry.type)) continue;
      auto logged = without_form(record, at_rest, voters);
      if (!logged) return logged.error();
      found.forms.push_back(std::move(*logged));
    }
    return Done{};
  };
  if (const auto read = for_each_part(store, 0, log_size, entries_at_once, take); !read) return read.error();
  const auto take_pack = [&](ByteView pack) {
    return read_pack(pack, [&](std::int64_t index, ByteView document) {
      ++found.opened;
      return put_form(found.forms, index, document);
    });
  };
  if (const auto read = read_packs(take_pack); !read) return read.error();
  return found;
}

Result<std::unique_ptr<CountedMeeting>> CountedMeeting::count(CountSources sources, CountedForms forms) {
  const auto& keeper = sources.keeper;
  auto current = current_state(keeper);
  if (!current) return current.error();
  std::unique_ptr<CountedMeeting> counted(new CountedMeeting(std::move(current->meeting), std::move(current->shares)));
  auto closed = closed_log(keeper.store, keeper.keys.at_rest);
  if (!closed) return closed.error();
  counted->closed_ = std::move(*closed);
  auto acts = recorded_acts(keeper);
  if (!acts) return acts.error();
  counted->acts_ = std::move(*acts);

  auto& input = counted->input_.emplace(CountInput{keeper.meeting, counted->state_, *counted->shares_});
  input.program = std::move(sources.program);
  input.electronic = std::move(forms.forms);
  if (sources.carried) carry_over(std::move(*sources.carried), input);
  if (auto taken = take_tables(sources.tables, sources.database, input); !taken) return taken.error();
  auto report = sceau::count(input);
  if (!report) return report.error();
  append(report->findings, std::move(forms.findings));
  counted->report_ = std::move(*report);
  counted->influence_ = influence_report(*counted->report_, input);
  return counted;
}

}  // namespace sceau
