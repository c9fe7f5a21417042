// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/submissions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace sceau::audit {
namespace {

constexpr std::array<std::string_view, 10> disposition_names = {
    "",     "counted",  "counted-litigious", "excluded-litigious", "applied", "invalidated",
    "late", "rejected", "revoked",           "superseded"};
constexpr std::array<std::string_view, 5> ways = {"log", "carried", "paper", "carried-paper", "attendance"};

// Carried ones first, the attendance last; else by instant, electronic before paper, index, number.
bool comes_before(const Submission& one, const Submission& other) {
  const auto key = [](const Submission& each) {
    const int group = each.is_carried() ? 0 : each.source == Source::attendance ? 2 : 1;
    return std::tuple(group, each.at, each.is_paper(), each.number, each.paper, each.home);
  };
  return key(one) < key(other);
}

class Collector {
 public:
  void add_entries(const CountedMeeting& from, std::size_t home, bool hands_on_forms) {
    for (const auto& decision : from.log.decisions) {
      if (decision.index >= from.log_size) break;
      const auto opened = from.urn.forms.find(decision.index);
      const bool is_there = opened != from.urn.forms.end();
      if (home > 0 && !is_handed_on(decision.type, hands_on_forms)) continue;
      Submission submission{.source = home == 0 ? Source::log : Source::carried,
                            .number = decision.index,
                            .home = home,
                            .at = decision.received_at,
                            .decision = &decision};
      if (is_there && decision.type != EntryType::refusal) {
        submission.form = &opened->second.form;
        submission.identified_at = opened->second.identified_at;
        submission.shareholder = submission.form->shareholder;
      }
      all_.push_back(submission);
    }
  }

  void add_papers(const CountedMeeting& from, std::size_t home, bool hands_on_forms) {
    for (const auto& paper : from.tables.papers) {
      Submission submission{.source = home == 0 ? Source::paper : Source::carried_paper,
                            .paper = paper.number,
                            .home = home,
                            .at = paper.arrived,
                            .form = &paper.form,
                            .irregular = paper.irregular,
                            .shareholder = paper.form.shareholder};
      if (home == 0 || hands_on_forms || submission.mode() == Mode::proxy) all_.push_back(submission);
    }
  }

  void add_attendance(const CountedMeeting& from) {
    for (const auto& line : from.tables.attendance) {
      all_.push_back({.source = Source::attendance,
                      .number = line.line,
                      .form = &line.form,
                      .badge = line.badge,
                      .has_lapsed = line.has_lapsed,
                      .shareholder = line.form.shareholder});
    }
  }

  std::vector<Submission> take() && {
    std::ranges::sort(all_, comes_before);
    return std::move(all_);
  }

  std::vector<Submission>& all() { return all_; }

 private:
  static bool is_handed_on(EntryType type, bool hands_on_forms) {
    return type == EntryType::mandate || type == EntryType::revocation || (type == EntryType::ballot && hands_on_forms);
  }

  std::vector<Submission> all_;
};

// Where there is no form, the shareholder may still be known by the tag, from any register of that meeting.
void recognise_voters(std::vector<Submission>& all, const CountedMeeting& counted, std::size_t home) {
  std::map<Hash, std::vector<Submission*>> unknown;
  for (auto& submission : all) {
    if (submission.home == home && submission.decision != nullptr && submission.form == nullptr) {
      unknown[submission.decision->voter].push_back(&submission);
    }
  }
  if (unknown.empty()) return;
  const auto recognise = [&](const Hash& tag, std::string_view id) {
    const auto theirs = unknown.find(tag);
    if (theirs == unknown.end()) return;
    for (auto* submission : theirs->second) submission->shareholder = id;
  };
  for (const auto& shareholder : counted.registers.last.shareholders) {
    recognise(voter_tag(counted.voter_tags, shareholder.id), shareholder.id);
  }
  for (const auto& [tag, id] : counted.registers.former_voters) recognise(tag, id);
}

}  // namespace

std::string_view name_of(Disposition disposition) { return disposition_names[static_cast<std::size_t>(disposition)]; }

std::string_view way_of(Source source) { return ways[static_cast<std::size_t>(source)]; }

Mode Submission::mode() const {
  if (form == nullptr) return Mode::none;
  if (form->proxy && form->choices.all.empty()) return Mode::proxy;
  return source == Source::attendance ? Mode::card : Mode::voting_form;
}

std::string Submission::reference() const {
  return is_paper() ? fmt::format("{}/{}", way_of(source), paper) : fmt::format("{}/{}", way_of(source), number);
}

std::vector<Submission> collect_submissions(const CountedMeeting& counted, const std::vector<CountedMeeting>& carried) {
  Collector collector;
  collector.add_entries(counted, 0, true);
  collector.add_papers(counted, 0, true);
  collector.add_attendance(counted);
  const auto& predecessor = counted.meeting.settings.predecessor;
  for (std::size_t i = 0; i < carried.size(); ++i) {
    const bool is_predecessor = predecessor && predecessor->id == carried[i].meeting.settings.id;
    collector.add_entries(carried[i], i + 1, is_predecessor);
    collector.add_papers(carried[i], i + 1, is_predecessor);
  }
  recognise_voters(collector.all(), counted, 0);
  for (std::size_t i = 0; i < carried.size(); ++i) recognise_voters(collector.all(), carried[i], i + 1);
  return std::move(collector).take();
}

}  // namespace sceau::audit
