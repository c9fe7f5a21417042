// SPDX-License-Identifier: Apache-2.0
// vote_close_race [ROUNDS]: in every round 64 casters hand in one ballot each while the vote is being closed. Then the
// urn is opened and the votes are counted: whoever has a receipt is counted, once; whoever was turned away is not; and
// nothing came after. The seed is printed; SCEAU_SEED repeats it as far as threads can be repeated.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <latch>
#include <random>
#include <thread>

#include "tests/faults/vote/vote_casters.h"

namespace sceau::test {
namespace {

constexpr int casters = 64;

struct Answers {
  std::vector<int> acknowledged, turned_away;
  std::vector<int> counted;  // by the count that followed the close at once
};

struct Totals {
  std::size_t acknowledged = 0, turned_away = 0, mixed_rounds = 0;
};

[[noreturn]] void give_up(int round, const std::string& what) {
  fmt::print("round {}: {}\n", round, what);
  std::_Exit(1);
}

// One ballot each, handed in as soon as everybody is there, a little apart.
class Race {
 public:
  Race(const VoteFolder& folder, OpenVote& vote, const std::vector<StoredEntry>& ballots, int round)
      : folder_(folder), vote_(vote), ballots_(ballots), round_(round) {}

  Answers run(std::mt19937& chance) {
    std::latch begin(casters + 1);
    std::vector<std::jthread> threads;
    for (int number = 1; number <= casters; ++number) {
      const auto wait = std::chrono::microseconds(chance() % 100'000);
      threads.emplace_back([this, &begin, number, wait] {
        begin.arrive_and_wait();
        std::this_thread::sleep_for(wait);
        hand_in(number);
      });
    }
    const auto wait = std::chrono::microseconds(chance() % 100'000);
    begin.arrive_and_wait();
    std::this_thread::sleep_for(wait);
    auto counted = close_and_count(*vote_.store, *vote_.log, folder_.maker, *folder_.urn_key);
    threads.clear();
    answers_.counted = std::move(counted.numbers);
    return std::move(answers_);
  }

 private:
  void hand_in(int number) {
    const auto appended = vote_.store->append(ballots_[static_cast<std::size_t>(number - 1)], expression_of(number));
    if (!appended) give_up(round_, appended.error().detail);
    if (appended->outcome == AppendOutcome::closed) return note(answers_.turned_away, number);
    if (appended->outcome != AppendOutcome::stored) give_up(round_, "another outcome");
    const auto proof = vote_.log->wait_for(appended->row);
    if (!proof) give_up(round_, proof.error().detail);
    note(answers_.acknowledged, number);
  }

  void note(std::vector<int>& answers, int number) {
    const std::lock_guard lock(mutex_);
    answers.push_back(number);
  }

  const VoteFolder& folder_;
  OpenVote& vote_;
  const std::vector<StoredEntry>& ballots_;
  const int round_;
  std::mutex mutex_;
  Answers answers_;
};

void one_round(int round, const VoteFolder& folder, const std::vector<StoredEntry>& ballots, std::mt19937& chance,
               Totals& totals) {
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("ballots.sqlite") || name == "checkpoint") std::filesystem::remove(entry.path());
  }
  auto vote = open_vote(folder, std::chrono::microseconds(200), std::chrono::milliseconds(1));
  if (!vote) give_up(round, vote.error().detail);
  auto answers = Race(folder, *vote, ballots, round).run(chance);
  const auto counted = close_and_count(*vote->store, *vote->log, folder.maker, *folder.urn_key);
  if (counted.numbers != answers.counted) give_up(round, "ADDED after the count");
  std::ranges::sort(answers.acknowledged);
  if (counted.numbers != answers.acknowledged) give_up(round, "the receipts are not the ballots that were counted");
  totals.acknowledged += answers.acknowledged.size();
  totals.turned_away += answers.turned_away.size();
  totals.mixed_rounds += !answers.acknowledged.empty() && !answers.turned_away.empty() ? 1U : 0U;
}

int run(const Path& path, int rounds) {
  const char* given = std::getenv("SCEAU_SEED");
  const auto seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
  fmt::print("seed {}\n", seed);
  std::mt19937 chance(seed);
  const VoteFolder folder(path);
  std::vector<StoredEntry> ballots;
  for (int number = 1; number <= casters; ++number) {
    auto ballot = folder.maker.make(number);
    if (!ballot) give_up(0, ballot.error().detail);
    ballots.push_back(std::move(*ballot));
  }
  Totals totals;
  for (int round = 1; round <= rounds; ++round) one_round(round, folder, ballots, chance, totals);
  fmt::print(
      "{} closes raced against {} casters: {} receipts, each counted once; {} turned away, none counted; in {} rounds "
      "there were both\n",
      rounds, casters, totals.acknowledged, totals.turned_away, totals.mixed_rounds);
  return totals.mixed_rounds >= static_cast<std::size_t>(rounds / 4) ? 0 : 1;
}

}  // namespace
}  // namespace sceau::test

int main(int count, char** words) {
  // Where syncs cost nothing the close finds a gap between two ballots; on a disk it mostly waits for the last one.
  const std::filesystem::path memory = "/dev/shm";
  const auto base = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  std::string folder = (base / "sceau-close-race-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 6;
  const int code = sceau::test::run(folder, count > 1 ? std::atoi(words[1]) : 1000);
  std::filesystem::remove_all(folder);
  return code;
}
