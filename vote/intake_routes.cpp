// SPDX-License-Identifier: Apache-2.0
#include "vote/intake_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "foundation/text_encoding.h"
#include "vote/route_table.h"

namespace sceau {
namespace {

constexpr std::size_t request_id_bytes = 8;

bool is_same_host(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other,
                            [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

void set_header(HttpHeaders& headers, std::pair<std::string, std::string> field) {
  std::erase_if(headers, [&](const auto& other) { return other.first == field.first; });
  headers.push_back(std::move(field));
}

// A proxy in front, which limits its clients by itself.
bool is_this_machine(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

// Counts what is under way, as long as it lives.
class Turn {
 public:
  explicit Turn(std::atomic<int>& under_way) : under_way_(under_way) { ++under_way_; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { --under_way_; }

 private:
  std::atomic<int>& under_way_;
};

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

// What stands behind the question mark; nothing where there is none.
std::optional<std::string_view> question_of(std::string_view target) {
  const auto mark = target.find('?');
  return mark == target.npos ? std::nullopt : std::optional(target.substr(mark + 1));
}

HttpResponse as_sent(HttpResponse response, const std::string& request_id) {
  response.headers.emplace_back("X-Request-Id", request_id);
  add_security_headers(response);
  return response;
}

}  // namespace

IntakeRoutes::IntakeRoutes(Intake& intake, BallotStore& store, RandomSource random, RouteSettings settings,
                           std::function<bool()> is_ready, Pages pages)
    : intake_(intake),
      store_(store),
      mirror_(store),
      random_(std::move(random)),
      settings_(std::move(settings)),
      is_ready_(std::move(is_ready)),
      pages_(std::move(pages)),
      rate_(settings_.rate) {}

RoutedAnswer IntakeRoutes::answer(const HttpRequest& request) {
  Visit visit{.request = request,
              .request_id = new_request_id(),
              .path = path_of(request.target),
              .question = question_of(request.target)};
  auto response = route(visit);
  for (auto& field : visit.headers) set_header(response.headers, std::move(field));
  return {as_sent(std::move(response), visit.request_id), visit.route, std::move(visit.request_id)};
}

HttpResponse IntakeRoutes::refuse(int status) {
  const auto& meeting = intake_.meeting();
  ProblemContext context{.origin = meeting.meeting().origin, .target = "", .request_id = new_request_id()};
  const auto now = intake_.now();
  const auto admission = decide({.received_at = now}, meeting.ballots(), intake_.clock_state());
  if (status != 408 || admission.timeliness != Timeliness::late) {
    return as_sent(problem_of_transport(context, status), context.request_id);
  }
  context.received_at = now;
  context.closes = meeting.times().closes.utc;
  const Error late{Reason::vote_deadline_passed, "the request had not come whole by the close"};
  return as_sent(problem(context, late), context.request_id);
}

void IntakeRoutes::also_answer_to(const std::vector<std::string>& hosts) {
  const std::lock_guard lock(hosts_mutex_);
  settings_.hosts.insert(settings_.hosts.end(), hosts.begin(), hosts.end());
}

bool IntakeRoutes::is_this_site(const Visit& visit) const {
  const auto asked = header(visit.request.headers, "Host");
  const std::lock_guard lock(hosts_mutex_);
  return std::ranges::any_of(settings_.hosts, [&](const auto& host) { return is_same_host(host, asked); });
}

HttpResponse IntakeRoutes::route(Visit& visit) {
  const auto* row = find_route(visit.path, visit.segments);
  if (row) visit.route = row->pattern;
  if (!row || !row->is_probe) {
    if (const auto reason = reason_to_turn_away(visit)) return refuse(visit, *reason);
  }
  return row ? call(*row, visit) : show_page(visit);
}

std::optional<Reason> IntakeRoutes::reason_to_turn_away(const Visit& visit) {
  if (!is_this_site(visit)) return Reason::vote_wrong_origin;
  const auto& address = visit.request.remote_address;
  if (is_this_machine(address) || rate_.allows(address, visit.request.received_at)) return std::nullopt;
  return Reason::vote_rate_limited;
}

HttpResponse IntakeRoutes::show_page(Visit& visit) {
  if (!pages_ || visit.path.starts_with("/v1/")) return refuse(visit, Reason::vote_nothing_here);
  visit.route = "page";
  const Turn turn(under_way_);
  return pages_(visit.request);
}

HttpResponse IntakeRoutes::call(const RouteRow& row, Visit& visit) {
  const auto handler = row.handler(visit.request.method);
  if (!handler) {
    visit.headers.emplace_back("Allow", row.allowed());
    return refuse(visit, Reason::vote_method_not_allowed);
  }
  visit.query = parameters_of(visit.question.value_or(""));
  if (!row.is_asked_well(visit.query) || (visit.question && visit.query.empty())) {
    return refuse(visit, Reason::vote_malformed, "the query has something that is not asked for here");
  }
  if (!row.is_accepted(visit.request.headers)) return refuse(visit, Reason::vote_not_acceptable);
  const auto meeting = visit.segment("meeting");
  if (!meeting.empty() && meeting != intake_.meeting().meeting().id) {
    return refuse(visit, Reason::vote_meeting_unknown);
  }
  return handler(*this, visit);
}

HttpResponse IntakeRoutes::take(Visit& visit, RequestKind kind) {
  const Turn turn(under_way_);
  auto credentials = read_credentials(visit.request);
  if (!credentials) return refuse(visit, credentials.error().reason, credentials.error().detail);
  auto read = read_ballot_request(kind, visit.request);
  if (!read) return refuse(visit, read.error().reason, read.error().detail);
  read->revoked = visit.segment("receipt");

  auto claim = *credentials ? Claim(std::move(**credentials)) : Claim();
  const auto decision = intake_.accept(std::move(*read), std::move(claim));
  if (!decision.findings.empty()) return problem(context_of(visit), decision);
  auto response = sceau::answer(decision.is_replay ? 200 : 201, json_type, write_receipt(*decision.receipt));
  response.headers.emplace_back(
      "Location", fmt::format("/v1/meetings/{}/ballots/{}", visit.segment("meeting"), decision.receipt->id));
  return response;
}

Result<Voter> IntakeRoutes::identify(Visit& visit) {
  auto credentials = read_credentials(visit.request);
  if (!credentials) return credentials.error();
  if (!*credentials) return Error{Reason::vote_authentication_failed, "Authorization: Basic is needed"};
  auto identification = intake_.identify(**credentials, {visit.request.remote_address, visit.request.received_at});
  if (identification.retry_after.count() > 0) {
    visit.headers.emplace_back("Retry-After", std::to_string(identification.retry_after.count()));
  }
  return std::move(identification.voter);
}

ProblemContext IntakeRoutes::context_of(const Visit& visit) const {
  return {.origin = intake_.meeting().meeting().origin,
          .target = printable(visit.path),
          .request_id = visit.request_id,
          .received_at = visit.request.received_at,
          .closes = intake_.meeting().times().closes.utc};
}

HttpResponse IntakeRoutes::refuse(const Visit& visit, Reason reason, std::string detail) const {
  return problem(context_of(visit), Error{reason, std::move(detail)});
}

// A size that the log does not have is the client's mistake; anything else is the store's.
HttpResponse IntakeRoutes::refuse_proof(const Visit& visit, const Error& error) const {
  if (error.reason == Reason::value_wrong) return refuse(visit, Reason::vote_nothing_here, error.detail);
  return refuse(visit, error.reason, error.detail);
}

std::string IntakeRoutes::new_request_id() const {
  const auto bytes = random_bytes(random_, request_id_bytes);
  return bytes ? hex_lower(*bytes) : "";
}

}  // namespace sceau
