// SPDX-License-Identifier: Apache-2.0
// The API of the intake: one function from request to answer, described word for word by docs/openapi.yaml. Nothing in
// it knows a socket; the server in front has read the request whole and set its `received_at`.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "vote/api_answer.h"
#include "vote/log_mirror.h"
#include "vote/rate_limit.h"

namespace sceau {

struct RouteSettings {
  std::vector<std::string> hosts = {};  // values of Host that are this site; requests for others are vote.wrong_origin
  std::string version = {};             // of the program
  std::string openapi = {};             // the text of docs/openapi.yaml
  std::string log_key = {};             // verifier_key() of the log
  // L51: how the submission of a receipt was counted, in JSON; PublishedCount::look_up.
  std::function<Result<std::string>(std::string_view receipt_id)> counted_as =
      [](std::string_view) -> Result<std::string> {
    return Error{Reason::vote_sealed, ""};
  };
  RateRule rate = {};  // for each address but those of this machine
  // Requests under way that may change something; with more the routes are overloaded. A disk that stands still for a
  // second should refuse nobody.
  int most_at_once = 1024;
};

// What an answer was, for log lines and figures. The route is a template: no id of anything is in it.
struct RoutedAnswer {
  HttpResponse response;
  std::string_view route;  // "/v1/meetings/{meeting}/ballots"; "unknown" where there is none
  std::string request_id;
};

struct RouteRow;

class IntakeRoutes {
 public:
  // Pages: what answers any address that is not the API's; null: nothing does. `is_ready`: would a ballot be taken now?
  using Pages = std::function<HttpResponse(const HttpRequest&)>;
  IntakeRoutes(Intake& intake, BallotStore& store, RandomSource random, RouteSettings settings,
               std::function<bool()> is_ready, Pages pages = nullptr);

  // Further values of Host, known once the server listens.
  void also_answer_to(const std::vector<std::string>& hosts);

  // Callable from several threads at once.
  RoutedAnswer answer(const HttpRequest& request);

  // For what the server in front refuses by itself (408, 413, 431, 503 and the like): the same problems, without a
  // request. One that ran out of time after the close is late.
  HttpResponse refuse(int status);

  // The server in front turns away what it has not read yet. What it has read has an instant of reception, which a
  // second attempt would not have.
  bool is_overloaded() const { return under_way_ >= settings_.most_at_once; }

 private:
  friend struct RouteRow;
  friend struct RouteHandlers;
  struct Visit;
  bool is_this_site(const Visit& visit) const;
  HttpResponse route(Visit& visit);
  std::optional<Reason> reason_to_turn_away(const Visit& visit);
  HttpResponse show_page(Visit& visit);
  HttpResponse call(const RouteRow& row, Visit& visit);
  HttpResponse refuse(const Visit& visit, Reason reason, std::string detail = {}) const;
  HttpResponse refuse_proof(const Visit& visit, const Error& error) const;
  Result<Voter> identify(Visit& visit);
  HttpResponse take(Visit& visit, RequestKind kind);
  ProblemContext context_of(const Visit& visit) const;
  std::string new_request_id() const;

  Intake& intake_;
  BallotStore& store_;
  LogMirror mirror_;
  RandomSource random_;
  RouteSettings settings_;
  std::function<bool()> is_ready_;
  Pages pages_;
  RateLimit rate_;
  mutable std::mutex hosts_mutex_;
  std::atomic<int> under_way_{0};
};

}  // namespace sceau
