// SPDX-License-Identifier: Apache-2.0
#include "vote/vote_log.h"

#include <algorithm>
#include <utility>

#include "vote/check_log.h"
#include "vote/checkpoint_anchor.h"

namespace sceau {
namespace {

Error damaged(std::string detail) { return {Reason::vote_store_damaged, std::move(detail)}; }

Result<StoredCheckpoint> sign(const VoteLogSettings& settings, LogIndex size, const TreeHash& root) {
  const auto is_signed = sign_checkpoint({settings.origin, size, root}, *settings.key);
  if (!is_signed) return is_signed.error();
  return StoredCheckpoint{size, to_bytes(write_checkpoint(*is_signed))};
}

Result<StoredCheckpoint> newest_of(const std::optional<StoredCheckpoint>& stored, const LogTree& tree,
                                   const VoteLogSettings& settings) {
  if (stored) return *stored;
  const auto root = tree.root_at(0);
  if (!root) return root.error();
  return sign(settings, 0, *root);
}

}  // namespace

Result<std::unique_ptr<VoteLog>> VoteLog::open(BallotStore& store, VoteLogSettings settings) {
  auto tree = LogTree::load(store);
  if (!tree) return tree.error();
  const LogVerifier verifier{settings.origin, settings.key->public_key()};
  const auto stored = store.newest_checkpoint();
  if (!stored) return stored.error();
  const auto is_whole = check_stored(*stored, *tree, verifier);
  if (!is_whole) return is_whole.error();
  const auto is_newest = check_anchor(settings.anchor, *tree, verifier);
  if (!is_newest) return is_newest.error();
  auto newest = newest_of(*stored, *tree, settings);
  if (!newest) return newest.error();
  const auto anchored = write_anchor(settings.anchor, as_text(newest->note), settings.disk);
  if (!anchored) return anchored.error();
  return std::unique_ptr<VoteLog>(new VoteLog(store, std::move(settings), std::move(*tree), std::move(*newest)));
}

VoteLog::VoteLog(BallotStore& store, VoteLogSettings settings, LogTree tree, StoredCheckpoint newest)
    : store_(store),
      settings_(std::move(settings)),
      verifier_{settings_.origin, settings_.key->public_key()},
      tree_(std::move(tree)),
      newest_(std::move(newest)),
      newest_first_(newest_.size),
      thread_([this] { run(); }) {}

VoteLog::~VoteLog() {
  stop();
  thread_.join();
}

void VoteLog::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  work_.notify_all();
  announced_.notify_all();
}

Result<LogProof> VoteLog::wait_for(EntryRow row) {
  std::optional<LogIndex> index;
  {
    std::unique_lock lock(mutex_);
    const auto is_logged = [&] {
      index = tree_.index_of(row);
      return index && *index < newest_.size;
    };
    ++waiting_;
    if (++arrived_ == settings_.most_entries) work_.notify_all();
    announced_.wait(lock, [&] { return is_logged() || failure_ || is_stopping_; });
    --waiting_;
    if (failure_) return *failure_;
    if (!is_logged()) return Error{Reason::vote_not_recorded, "the log was stopped"};
  }
  return proof_of(*index);
}

Result<StoredCheckpoint> VoteLog::flush() {
  std::unique_lock lock(mutex_);
  const auto mine = ++flush_asked_;
  work_.notify_all();
  announced_.wait(lock, [&] { return flush_done_ >= mine || failure_ || is_stopping_; });
  if (failure_) return *failure_;
  if (flush_done_ < mine) return Error{Reason::vote_not_recorded, "the log was stopped"};
  return newest_;
}

StoredCheckpoint VoteLog::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

Status VoteLog::check_shown(std::string_view checkpoint) {
  const auto shown = open_checkpoint(checkpoint, verifier_);
  if (!shown) return shown.error();
  Status is_past = Done{};
  {
    const std::lock_guard lock(mutex_);
    is_past = is_prefix(*shown, newest_.size, tree_);
  }
  if (!is_past) stop_for(is_past.error());
  return is_past;
}

LogGauges VoteLog::gauges() const {
  const std::lock_guard lock(mutex_);
  return {newest_.size, waiting_};
}

std::optional<Error> VoteLog::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void VoteLog::run() {
  while (wait_for_work()) {
    const auto taken = take_what_waits();
    if (taken) continue;
    const auto reason = taken.error().reason;
    const bool may_pass = !store_.is_dead() && (reason == Reason::vote_not_recorded || reason == Reason::file_no_space);
    if (!may_pass) return stop_for(taken.error());
    pause();
  }
}

void VoteLog::pause() {
  std::unique_lock lock(mutex_);
  work_.wait_for(lock, settings_.period, [this] { return is_stopping_; });
}

// False at the end.
bool VoteLog::wait_for_work() {
  std::unique_lock lock(mutex_);
  work_.wait_for(lock, settings_.period,
                 [this] { return arrived_ >= settings_.most_entries || flush_asked_ > flush_done_ || is_stopping_; });
  return !is_stopping_ && !failure_;
}

Status VoteLog::take_what_waits() {
  std::uint64_t asked = 0;
  {
    const std::lock_guard lock(mutex_);
    asked = flush_asked_;
    arrived_ = 0;
  }
  for (bool has_more = true; has_more;) {
    const auto taken = take_one_batch();
    if (!taken) return taken.error();
    has_more = *taken;
  }
  const std::lock_guard lock(mutex_);
  flush_done_ = asked;
  announced_.notify_all();
  return Done{};
}

// False where nothing waits.
Result<bool> VoteLog::take_one_batch() {
  if (must_reload_) {
    const auto reloaded = reload();
    if (!reloaded) return reloaded.error();
  }
  if (!pending_) {
    auto entries = next_entries();
    if (!entries) return entries.error();
    if (entries->empty()) return is_behind();
    const auto prepared = prepare(std::move(*entries));
    if (!prepared) return prepared.error();
  }
  const auto published = publish();
  if (!published) return published.error();
  return true;
}

// Within a batch the order of arrival is lost. So an entry that is about no submission (the opening, a corrected
// register, the close) is a batch of its own: what came before it is in the log before it, what came later behind it.
Result<std::vector<UnloggedEntry>> VoteLog::next_entries() {
  auto entries = store_.unlogged(settings_.most_entries);
  if (!entries) return entries.error();
  const auto other = std::ranges::find_if_not(*entries, is_decision, &UnloggedEntry::type);
  const bool is_next = other == entries->begin() && other != entries->end();
  entries->erase(is_next ? std::next(other) : other, entries->end());
  return entries;
}

Status VoteLog::prepare(std::vector<UnloggedEntry> entries) {
  std::ranges::sort(entries, {}, &UnloggedEntry::leaf);
  LogBatch batch;
  for (const auto& entry : entries) batch.rows.push_back(entry.row);
  batch.size_before = tree_.size();  // only this thread changes the tree
  must_reload_ = true;               // until the tree has all of them
  const auto root = tree_.recompute(entries, store_, settings_.leaf_of);
  if (!root) return root.error();
  const auto extended = extend(entries);
  if (!extended) return extended.error();
  if (*extended != *root) return damaged("two computations of the root of the log differ");
  auto checkpoint = sign(settings_, batch.size_before + batch.rows.size(), *root);
  if (!checkpoint) return checkpoint.error();
  batch.note = std::move(checkpoint->note);
  pending_ = Pending{std::move(batch)};
  must_reload_ = false;
  return Done{};
}

Result<TreeHash> VoteLog::extend(const std::vector<UnloggedEntry>& entries) {
  const std::lock_guard lock(mutex_);
  return tree_.extend(entries);
}

// May be called again after the disk was full: the same batch, the same checkpoint.
Status VoteLog::publish() {
  if (!pending_->is_in_store) {
    const auto added = store_.add_to_log(pending_->batch);
    if (!added) return added.error();
    if (*added == BatchOutcome::overtaken) {
      must_reload_ = true;
      return Done{};
    }
    pending_->is_in_store = true;
  }
  const auto anchored = write_anchor(settings_.anchor, as_text(pending_->batch.note), settings_.disk);
  if (!anchored) return anchored;
  const auto first = pending_->batch.size_before;
  announce({first + pending_->batch.rows.size(), std::move(pending_->batch.note)}, first);
  pending_.reset();
  return Done{};
}

// Has another sealer taken entries that somebody may wait for here?
Result<bool> VoteLog::is_behind() {
  const auto stored = store_.newest_checkpoint();
  if (!stored) return stored.error();
  must_reload_ = *stored && (*stored)->size > tree_.size();
  return must_reload_;
}

// Another sealer went on from where this one stood, or the tree was left half extended.
Status VoteLog::reload() {
  auto tree = LogTree::load(store_);
  if (!tree) return tree.error();
  const auto stored = store_.newest_checkpoint();
  if (!stored) return stored.error();
  const auto is_whole = check_stored(*stored, *tree, verifier_);
  if (!is_whole) return is_whole;
  const auto ours = open_checkpoint(as_text(newest().note), verifier_);
  if (!ours) return ours.error();
  const auto goes_on = is_prefix(*ours, tree->size(), *tree);
  if (!goes_on) return goes_on;

  pending_.reset();
  must_reload_ = false;
  const bool has_more = tree->size() > ours->size;
  {
    const std::lock_guard lock(mutex_);
    tree_ = std::move(*tree);
  }
  if (!has_more) return Done{};
  const auto anchored = write_anchor(settings_.anchor, as_text((*stored)->note), settings_.disk);
  if (!anchored) {
    must_reload_ = true;
    return anchored;
  }
  announce(**stored, (*stored)->size);
  return Done{};
}

void VoteLog::announce(StoredCheckpoint checkpoint, LogIndex first) {
  const std::lock_guard lock(mutex_);
  newest_ = std::move(checkpoint);
  newest_first_ = first;
  announced_.notify_all();
}

void VoteLog::stop_for(Error error) {
  {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(error);
  }
  work_.notify_all();
  announced_.notify_all();
}

Result<StoredCheckpoint> VoteLog::covering(LogIndex index) {
  {
    const std::lock_guard lock(mutex_);
    if (index >= newest_first_) return newest_;
  }
  const auto stored = store_.checkpoint_covering(index);
  if (!stored) return stored.error();
  if (!*stored) return damaged("no checkpoint covers an entry of the log");
  return **stored;
}

Result<LogProof> VoteLog::proof_of(LogIndex index) {
  auto checkpoint = covering(index);
  if (!checkpoint) return checkpoint.error();
  const std::lock_guard lock(mutex_);
  auto path = tree_.prove(index, checkpoint->size);
  if (!path) return path.error();
  return LogProof{index, std::move(*path), std::move(checkpoint->note)};
}

}  // namespace sceau
