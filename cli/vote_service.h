// SPDX-License-Identifier: Apache-2.0
// Everything a server of one meeting is made of, put together from its folder: store, log, clock, intake, API, pages.
#pragma once

#include <atomic>
#include <thread>

#include "cli/arguments.h"
#include "cli/kernel_clock.h"
#include "cli/meeting_folder.h"
#include "cli/server_folder.h"
#include "cli/service_log.h"
#include "network/http_server.h"
#include "signer/signing_options.h"
#include "vote/checkpoint_stamps.h"
#include "vote/close_vote.h"
#include "vote/counted_as.h"
#include "vote/current_state.h"
#include "vote/intake_metrics.h"
#include "vote/intake_routes.h"
#include "vote/pages/page_routes.h"
#include "vote/reception_clock.h"

namespace sceau {

// What a service takes from outside beside its folder: the time, time-stamps where there is an authority, and whom it
// tells what happens.
struct ServiceSurroundings {
  ServiceClocks clocks;
  std::optional<Timestamper> timestamper = {};
  ServiceReport report = [](Instant at, std::string_view level, std::string_view event, const LogFields& fields) {
    write_service_line(at, level, event, fields);
  };
};

inline constexpr std::string_view service_node = "node-1";

// The time of this machine, the authorities of --tsa, standard error. Errors: those of timestamp_source.
Result<ServiceSurroundings> surroundings_of(const VoteServeArguments& arguments);

class VoteService {
 public:
  // Opens the meeting for voting: it is frozen, its urn is there, every scrutineer has rehearsed, its register was
  // taken over. Errors: vote.frozen_changed, vote.rehearsal_incomplete, vote.meeting_incomplete, vote.log_rolled_back,
  // vote.store_*, key.*, certificate.*, file.*.
  static Result<std::unique_ptr<VoteService>> open(const VoteServeArguments& arguments,
                                                   ServiceSurroundings surroundings);
  ~VoteService();

  const ServerKeys& keys() const { return *server_keys_; }
  const FrozenMeeting& meeting() const { return *meeting_; }
  const ServerFolder& folder() const { return server_; }
  std::size_t stamps() const { return stamps_ ? 1 : 0; }
  Clock clock();

  // Begins the housekeeping; `on_failure` is called once, from its thread, where the service cannot go on.
  void start(std::function<void()> on_failure);
  // The site answers to these names too: the address it listens on, where nobody else can reach it.
  void also_answer_to(const std::vector<std::string>& hosts) { routes_->also_answer_to(hosts); }

  HttpResponse answer(const HttpRequest& request);
  HttpResponse refuse(int status);
  bool is_overloaded() const { return routes_->is_overloaded(); }
  HttpResponse metrics(const HttpRequest& request, const ServerCounts& counts) const;

  // Closes the vote if the time has come: everybody in time has had a minute to finish, and two sources agree that the
  // deadline has passed, or have been waited for (D11, D14). True once it is closed, by whomever. Housekeeping does
  // this by itself. Errors: those of close_vote.
  Result<bool> try_to_close();
  // Why no time-stamp covers the close entry yet; nothing once one does. Closing again asks for it again.
  const std::optional<Error>& not_bracketed() const { return not_bracketed_; }
  void stamp_if_due();

  void drain() { is_draining_ = true; }  // /readyz says so; what comes is answered as before
  // Ends the housekeeping, then the log. After it nobody may ask for an answer.
  void stop();
  // Why the service cannot go on; nothing while it can.
  std::optional<Error> failure() const;

 private:
  explicit VoteService(ServiceSurroundings surroundings) : surroundings_(std::move(surroundings)) {}
  void tell(std::string_view level, std::string_view event, const LogFields& fields) const;
  Instant wall() const { return surroundings_.clocks.read().wall; }
  Status open_all(const VoteServeArguments& arguments);
  Status read_meeting_files();
  Status open_store(const VoteServeArguments& arguments);
  Status open_log(const VoteServeArguments& arguments);
  Status log_has_shown(const std::vector<std::string>& receipts);
  Status take_over_register();
  Status record_opening();
  void begin_stamping();
  Result<IntakeParts> intake_parts();
  Status open_intake();
  Status open_pages();
  void open_routes(const VoteServeArguments& arguments);
  StateKeeper keeper() const;
  ClockState clock_state() const;
  bool is_ready() const;
  void keep_house();
  void follow_acts();
  void watch_clock();
  void close_if_due();
  CheckpointStamps::Stamper stamper() const;
  CloseSettings close_settings(Instant at, CloseDecision decision) const;
  void end_bracket_of_close();
  void watch_log();
  std::chrono::seconds log_stands_still() const;

  const ServiceSurroundings surroundings_;
  MeetingFolder folder_;
  ServerFolder server_;
  std::optional<FrozenMeeting> meeting_;
  std::optional<Certificate> urn_;
  std::optional<ServerKeys> server_keys_;
  std::unique_ptr<BallotStore> store_;
  std::shared_ptr<const StorageKeys> keys_;
  std::unique_ptr<VoteLog> log_;
  std::unique_ptr<ReceptionClock> clock_;
  std::unique_ptr<CheckpointStamps> stamps_;
  std::unique_ptr<IntakeMetrics> metrics_;
  std::unique_ptr<VoteIntake> intake_;
  std::unique_ptr<VotingPages> pages_;
  std::unique_ptr<PublishedCount> published_;
  std::unique_ptr<IntakeRoutes> routes_;
  std::unique_ptr<AccessLog> access_log_;
  Bytes mark_;
  bool step_was_told_ = false, is_stopped_ = false;
  std::atomic<bool> is_closed_{false};
  std::optional<Error> not_bracketed_;  // of the one thread that closes
  std::uint64_t logged_before_ = 0;
  std::int64_t next_closing_attempt_ = 0;       // monotonic seconds
  std::atomic<std::int64_t> waiting_since_{0};  // monotonic seconds; 0: nothing waits for the log
  std::function<void()> on_failure_;
  std::atomic<bool> is_draining_{false}, is_ending_{false};
  std::thread housekeeping_;
};

}  // namespace sceau
