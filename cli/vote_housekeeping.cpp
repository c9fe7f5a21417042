// SPDX-License-Identifier: Apache-2.0
// What a voting service does by itself while it answers: follows acts, watches clock and log, has the log time-stamped,
// and closes the vote.
#include "cli/vote_service.h"
#include "formats/json/canonical_json.h"

namespace sceau {
namespace {

constexpr auto housekeeping_period = std::chrono::milliseconds(250);
constexpr std::int64_t seconds_between_closing_attempts = 5;

// For durations only, which are the machine's whatever the service's clocks say.
std::int64_t uptime_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void VoteService::start(std::function<void()> on_failure) {
  on_failure_ = std::move(on_failure);
  housekeeping_ = std::thread([this] { keep_house(); });
}

void VoteService::keep_house() {
  while (!is_ending_) {
    follow_acts();
    watch_clock();
    stamp_if_due();
    close_if_due();
    watch_log();
    if (const auto failed = failure()) {
      tell("alarm", "stopped", error_fields(*failed));
      on_failure_();
      return;
    }
    std::this_thread::sleep_for(housekeeping_period);
  }
}

void VoteService::follow_acts() {
  auto mark = state_mark(*store_);
  if (!mark || *mark == mark_) return;
  auto current = current_state(keeper());
  if (!current) return tell("alarm", "acts_unreadable", error_fields(current.error()));
  intake_->change(std::move(*current));
  mark_ = std::move(*mark);
  tell("info", "act_in_force", {});
}

// D10: a step of more than a second is an alert in the log, once for each step.
void VoteService::watch_clock() {
  const auto readings = surroundings_.clocks.read();
  const auto apart = clock_->apart(readings);
  const bool has_stepped = std::chrono::abs(apart) > std::chrono::seconds(1);
  if (!has_stepped || step_was_told_) {
    step_was_told_ = has_stepped;
    return;
  }
  step_was_told_ = true;
  const auto facts =
      canonical_json({ValueObject{{"act", {std::string("clock-step")}}, {"apart_us", {std::int64_t{apart.count()}}}}});
  surroundings_.report(readings.wall, "alarm", "clock_stepped", {{"apart_us", std::to_string(apart.count())}});
  const auto recorded = record_fact(keeper(), EntryType::clock, clock_->read(readings), facts);
  if (!recorded) tell("alarm", "not_recorded", error_fields(recorded.error()));
}

// Since when entries have waited while the log took none.
void VoteService::watch_log() {
  const auto counts = store_->counts();
  if (!counts) return;
  const bool stands = counts->entries > counts->logged && counts->logged == logged_before_;
  logged_before_ = counts->logged;
  if (!stands) waiting_since_ = 0;
  if (stands && waiting_since_ == 0) waiting_since_ = uptime_seconds();
}

std::chrono::seconds VoteService::log_stands_still() const {
  const auto since = waiting_since_.load();
  return std::chrono::seconds(since == 0 ? 0 : uptime_seconds() - since);
}

void VoteService::stamp_if_due() {
  if (!stamps_ || !stamps_->is_due(clock()())) return;
  const auto stamped = stamps_->stamp(clock());
  if (!stamped) tell("alarm", "not_time_stamped", error_fields(stamped.error()));
}

CheckpointStamps::Stamper VoteService::stamper() const {
  if (surroundings_.timestamper) return *surroundings_.timestamper;
  return [](DigestAlgorithm, ByteView) -> Result<Bytes> {
    return Error{Reason::tsa_needed, "the close is not time-stamped"};
  };
}

CloseSettings VoteService::close_settings(Instant at, CloseDecision decision) const {
  return {.node = std::string(service_node),
          .at = at,
          .decision = decision,
          .stamper = stamper(),
          .at_rest = keys_->at_rest,
          .random = system_random()};
}

Result<bool> VoteService::try_to_close() {
  const auto now = clock()();
  if (is_closed_) {
    end_bracket_of_close();
    return true;
  }
  if (!may_open_urn(now, meeting_->ballots())) return false;
  const auto decision = decide_close(now, meeting_->times().closes, clock_state());
  if (decision == CloseDecision::wait) return false;
  const auto closed = close_vote(*store_, *log_, close_settings(now, decision));
  const bool was_closed = !closed && closed.error().reason == Reason::vote_deadline_passed;
  if (!closed && !was_closed) return closed.error();
  is_closed_ = true;
  if (was_closed) end_bracket_of_close();
  if (closed) not_bracketed_ = closed->not_bracketed;
  if (closed) tell("info", "closed", {{"entries", std::to_string(closed->entries)}});
  if (not_bracketed_) tell("alarm", "close_not_bracketed", error_fields(*not_bracketed_));
  return true;
}

void VoteService::end_bracket_of_close() {
  const auto ended = end_bracket(*store_, *log_, close_settings(clock()(), CloseDecision::close));
  not_bracketed_ = ended ? std::nullopt : std::optional(ended.error());
}

// D11, D14: nobody needs to do anything about the close. An authority that does not answer is asked again.
void VoteService::close_if_due() {
  if (is_closed_ || uptime_seconds() < next_closing_attempt_) return;
  const auto closed = try_to_close();
  if (closed) return;
  next_closing_attempt_ = uptime_seconds() + seconds_between_closing_attempts;
  tell("alarm", "not_closed", error_fields(closed.error()));
}

}  // namespace sceau
