// SPDX-License-Identifier: Apache-2.0
// vote_casters keys FOLDER
//   Makes the keys of a vote there.
// vote_casters cast FOLDER ATTEMPT CASTERS MOST GATHERING_US PERIOD_MS
//   First checks the acknowledged ballots ("A" lines) of standard input and hands in again those that had no answer
//   ("S" lines); says "V count" when it has. Then casts MOST new ones at most (0: without end), by so many casters.
// vote_casters check FOLDER
//   All "A" lines of standard input must be there. Then the vote is closed, opened and counted: every entry must open,
//   none may stand twice, and each acknowledged ballot must be counted.
#include "tests/faults/vote/vote_casters.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

using test::Acknowledged;
using test::OpenVote;
using test::VoteFolder;

constexpr int ended_dead = 5;

// One write a line, so that lines of threads never mix and a killed process leaves whole ones.
void say(const std::string& line) {
  const auto text = line + "\n";
  if (write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::_Exit(3);
}

[[noreturn]] void die(const Error& error) {
  say(fmt::format("D {} {}", stable_name(error.reason), error.detail));
  std::_Exit(ended_dead);
}

struct Lines {
  std::vector<Acknowledged> acknowledged;
  std::vector<int> unanswered;
};

Lines read_lines() {
  Lines lines;
  for (std::string kind; std::cin >> kind;) {
    Acknowledged ballot;
    std::cin >> ballot.number;
    if (kind == "S") {
      lines.unanswered.push_back(ballot.number);
    } else {
      std::cin >> ballot.row >> ballot.index >> ballot.receipt;
      lines.acknowledged.push_back(ballot);
    }
  }
  return lines;
}

void check_acknowledged(const std::vector<Acknowledged>& ballots, OpenVote& vote) {
  for (const auto& ballot : ballots) {
    if (is_still_there(ballot, vote)) continue;
    fmt::print(stderr, "LOST or changed: ballot {} of row {}, index {}\n", ballot.number, ballot.row, ballot.index);
    std::_Exit(1);
  }
}

void check_counted(const std::vector<Acknowledged>& ballots, const test::Counted& counted) {
  for (const auto& ballot : ballots) {
    const bool is_counted = std::ranges::binary_search(counted.numbers, ballot.number) &&
                            std::ranges::binary_search(counted.indexes, ballot.index);
    if (is_counted) continue;
    fmt::print(stderr, "NOT COUNTED: ballot {}, index {}\n", ballot.number, ballot.index);
    std::_Exit(1);
  }
}

class Casters {
 public:
  Casters(OpenVote& vote, const VoteFolder& folder, int attempt)
      : vote_(vote), folder_(folder), attempt_(attempt), next_(attempt * 1'000'000) {}

  void cast(int number) {
    say(fmt::format("S {}", number));
    while (!hand_in(number)) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }

  void cast_new_ones(int count, int most) {
    std::vector<std::jthread> threads;
    const int end = most == 0 ? INT32_MAX : attempt_ * 1'000'000 + most;
    for (int i = 0; i < count; ++i) {
      threads.emplace_back([this, end] {
        for (int number = next_++; number < end; number = next_++) cast(number);
      });
    }
  }

 private:
  // False: nothing was recorded, and it may be tried again.
  bool hand_in(int number) {
    const auto ballot = folder_.maker.make(number);
    if (!ballot) die(ballot.error());
    say(fmt::format("L {} {}", number, hex_lower(ballot->leaf)));
    const auto appended = vote_.store->append(*ballot, test::expression_of(number));
    if (!appended) {
      if (vote_.store->is_dead()) die(appended.error());
      say(fmt::format("N {} {}", number, stable_name(appended.error().reason)));
      return false;
    }
    const auto proof = vote_.log->wait_for(appended->row);
    if (!proof) die(proof.error());
    const auto stored = vote_.store->entry_at(appended->row);  // where it was replayed, of an earlier attempt
    if (!stored) die(stored.error());
    const auto receipt = test::receipt_hash(*proof, (*stored)->entry.leaf);
    say(fmt::format("A {} {} {} {}", number, appended->row, proof->index, receipt));
    return true;
  }

  OpenVote& vote_;
  const VoteFolder& folder_;
  int attempt_;
  std::atomic<int> next_;
};

int cast(char** words) {
  const VoteFolder folder(words[2]);
  auto vote =
      open_vote(folder, std::chrono::microseconds(std::atoi(words[6])), std::chrono::milliseconds(std::atoi(words[7])));
  if (!vote) die(vote.error());
  const auto before = read_lines();
  check_acknowledged(before.acknowledged, *vote);
  Casters casters(*vote, folder, std::atoi(words[3]));
  {
    std::vector<std::jthread> again;
    for (const int number : before.unanswered) again.emplace_back([&casters, number] { casters.cast(number); });
  }
  say(fmt::format("V {}", before.acknowledged.size()));
  casters.cast_new_ones(std::atoi(words[4]), std::atoi(words[5]));
  return 0;
}

int check(char** words) {
  const VoteFolder folder(words[2]);
  auto vote = open_vote(folder, std::chrono::microseconds(0), std::chrono::milliseconds(10));
  if (!vote) die(vote.error());
  const auto flushed = vote->log->flush();
  if (!flushed) die(flushed.error());
  const auto lines = read_lines();
  check_acknowledged(lines.acknowledged, *vote);
  const auto counted = close_and_count(*vote->store, *vote->log, folder.maker, *folder.urn_key);
  check_counted(lines.acknowledged, counted);
  fmt::print(
      "{} acknowledged ballots checked, none lost; closed, opened and counted: {} ballots of {} entries, none twice\n",
      lines.acknowledged.size(), counted.numbers.size(), counted.entries);
  return 0;
}

}  // namespace
}  // namespace sceau

int keys(char** words) {
  const sceau::test::VoteFolder made(words[2]);
  return 0;
}

int main(int count, char** words) {
  const std::string_view mode = count > 1 ? words[1] : "";
  if (mode == "cast" && count == 8) return sceau::cast(words);
  if (mode == "keys" && count == 3) return keys(words);
  if (mode == "check" && count == 3) return sceau::check(words);
  return 64;
}
