// SPDX-License-Identifier: Apache-2.0
// crash_images [IMAGES]: votes on a disk that remembers what is not synced yet, and at random moments imagines what a
// power loss would leave. Whatever was acknowledged before that moment must be in each image, with the same receipt.
// The same on a disk that lies about its syncs must lose something, or this test sees nothing. The seed is printed;
// SCEAU_SEED repeats it as far as threads can be repeated.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "tests/faults/vote/recording_disk.h"
#include "tests/faults/vote/vote_casters.h"

namespace sceau::test {
namespace {

constexpr int casters = 16;
constexpr std::size_t snapshots_of_a_store = 25;
constexpr int images_of_a_snapshot = 4;
constexpr std::size_t receipts_looked_at = 300;

// Everything at one moment: what was acknowledged by then first, so that the files have at least that.
struct Snapshot {
  std::vector<Acknowledged> acknowledged;
  Bytes anchor;
  RecordedFiles files;
};

// Casters that vote until they are told to end.
class Votes {
 public:
  Votes(const VoteFolder& folder, OpenVote& vote) : folder_(folder), vote_(vote) {
    for (int i = 0; i < casters; ++i) threads_.emplace_back([this] { cast(); });
  }
  ~Votes() { is_over_ = true; }

  std::vector<Acknowledged> acknowledged() {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
  }

 private:
  void cast() {
    while (!is_over_) {
      const int number = next_++;
      const auto ballot = folder_.maker.make(number);
      const auto appended = ballot ? vote_.store->append(*ballot, expression_of(number)) : ballot.error();
      const auto proof = appended ? vote_.log->wait_for(appended->row) : appended.error();
      if (!proof) return;
      {
        const std::lock_guard lock(mutex_);
        acknowledged_.push_back({number, appended->row, proof->index, receipt_hash(*proof, ballot->leaf)});
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  const VoteFolder& folder_;
  OpenVote& vote_;
  std::atomic<bool> is_over_ = false;
  std::atomic<int> next_ = 1;
  std::mutex mutex_;
  std::vector<Acknowledged> acknowledged_;
  std::vector<std::jthread> threads_;  // last
};

Snapshot snapshot_of(Votes& votes, const Path& folder) {
  Snapshot snapshot;
  snapshot.acknowledged = votes.acknowledged();
  const auto anchor = read_file(folder / "checkpoint", 65536);
  if (anchor) snapshot.anchor = *anchor;
  snapshot.files = RecordingDisk::files();
  return snapshot;
}

void copy_keys(const Path& from, const Path& to) {
  std::filesystem::create_directories(to);
  for (const auto* name : key_files) {
    std::filesystem::copy_file(from / name, to / name, std::filesystem::copy_options::overwrite_existing);
  }
}

void write_image(const Snapshot& snapshot, const Path& to, std::mt19937& chance) {
  for (const auto& [path, file] : snapshot.files) {
    const auto name = Path(path).filename();
    const auto content = after_power_loss(file, chance);
    if (!write_atomically(to / name, content, {.existing = Existing::replace})) std::_Exit(6);
  }
  if (!write_atomically(to / "checkpoint", snapshot.anchor, {.existing = Existing::replace})) std::_Exit(6);
}

// The last receipts, and some of the others.
bool has_everything(const Snapshot& snapshot, OpenVote& vote, std::mt19937& chance) {
  const auto& all = snapshot.acknowledged;
  const auto count = std::min(all.size(), receipts_looked_at);
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_still_there(all[all.size() - 1 - i], vote)) return false;
  }
  for (std::size_t i = 0; i < 20 && !all.empty(); ++i) {
    if (!is_still_there(all[chance() % all.size()], vote)) return false;
  }
  return true;
}

// Nothing: what is wrong with it was printed.
bool is_good_image(const Snapshot& snapshot, const Path& keys, const Path& scratch, std::mt19937& chance,
                   bool is_loud) {
  std::filesystem::remove_all(scratch);
  copy_keys(keys, scratch);
  write_image(snapshot, scratch, chance);
  const VoteFolder folder(scratch);
  auto vote = open_vote(folder, std::chrono::microseconds(0), std::chrono::milliseconds(1));
  if (!vote) {
    if (is_loud) fmt::print("{}: {}\n", stable_name(vote.error().reason), vote.error().detail);
    return false;
  }
  const bool is_whole = has_everything(snapshot, *vote, chance);
  if (!is_whole && is_loud) fmt::print("an acknowledged ballot is LOST\n");
  if (is_whole && chance() % 50 == 0) close_and_count(*vote->store, *vote->log, folder.maker, *folder.urn_key);
  return is_whole;
}

struct Tally {
  std::size_t images = 0, bad = 0, receipts = 0;
};

void one_store(const Path& base, std::size_t images, std::mt19937& chance, bool is_loud, Tally& tally) {
  const auto live = base / "live";
  std::filesystem::remove_all(live);
  copy_keys(base, live);
  RecordingDisk::forget();
  const VoteFolder folder(live);
  auto vote = open_vote(folder, std::chrono::microseconds(500), std::chrono::milliseconds(2), RecordingDisk::name());
  if (!vote) {
    fmt::print("{}: {}\n", stable_name(vote.error().reason), vote.error().detail);
    std::_Exit(1);
  }
  Votes votes(folder, *vote);
  for (std::size_t i = 0; i < snapshots_of_a_store && tally.images < images; ++i) {
    std::this_thread::sleep_for(std::chrono::microseconds(chance() % 30'000));
    const auto snapshot = snapshot_of(votes, live);
    for (int image = 0; image < images_of_a_snapshot; ++image) {
      ++tally.images;
      tally.receipts += std::min(snapshot.acknowledged.size(), receipts_looked_at);
      tally.bad += is_good_image(snapshot, base, base / "image", chance, is_loud) ? 0U : 1U;
    }
  }
}

int run(const Path& folder, std::size_t images) {
  const char* given = std::getenv("SCEAU_SEED");
  const auto seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
  fmt::print("seed {}\n", seed);
  std::mt19937 chance(seed);
  const VoteFolder keys(folder);  // makes them
  Tally tally;
  while (tally.images < images) one_store(folder, images, chance, true, tally);
  fmt::print("{} crash images, {} receipts looked for, {} images bad\n", tally.images, tally.receipts, tally.bad);

  Tally of_liar;
  RecordingDisk::lies(true);
  one_store(folder, 20, chance, false, of_liar);
  fmt::print("on a disk that lies about syncs {} of {} images are bad\n", of_liar.bad, of_liar.images);
  return tally.bad == 0 && of_liar.bad > 0 ? 0 : 1;
}

}  // namespace
}  // namespace sceau::test

int main(int count, char** words) {
  if (count < 2) return 64;
  return sceau::test::run(words[1], count > 2 ? static_cast<std::size_t>(std::atoi(words[2])) : 2000);
}
