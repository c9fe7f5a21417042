// SPDX-License-Identifier: Apache-2.0
#include "vote/intake_routes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "foundation/text_encoding.h"
#include "vote/intake_views.h"
#include "vote/route_parameters.h"

namespace sceau {

// One request on its way through the table.
struct IntakeRoutes::Visit {
  const HttpRequest& request;
  std::string request_id;
  std::string_view path = {};
  RouteParameters segments = {};  // of the path, by the names of the template
  RouteParameters query = {};
  std::string_view route = "unknown";
  HttpHeaders headers = {};  // to be added to whatever is answered

  std::string_view segment(std::string_view name) const { return value_of(segments, name); }
  std::string_view asked(std::string_view name) const { return value_of(query, name); }
};

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

std::optional<LogIndex> number_in(std::string_view text) {
  LogIndex number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_plain = text.size() == 1 || !text.starts_with('0');
  if (text.empty() || failure != std::errc() || end != text.data() + text.size() || !is_plain) return std::nullopt;
  return number;
}

}  // namespace

struct RouteTable {
  using Handler = HttpResponse (*)(IntakeRoutes&, IntakeRoutes::Visit&);
  struct Row {
    std::string_view pattern;
    Handler get = nullptr, post = nullptr, remove = nullptr;
    std::array<std::string_view, 2> produces = {json_type, ""};
    std::array<std::string_view, 2> query = {"", ""};
    bool is_probe = false;  // asked for by machines that know the address, not the site's name

    std::string allowed() const {
      std::vector<std::string_view> methods;
      if (get) methods.insert(methods.end(), {"GET", "HEAD"});
      if (post) methods.push_back("POST");
      if (remove) methods.push_back("DELETE");
      return fmt::format("{}", fmt::join(methods, ", "));
    }
    Handler handler(std::string_view method) const {
      if (method == "GET" || method == "HEAD") return get;
      if (method == "POST") return post;
      return method == "DELETE" ? remove : nullptr;
    }
  };

  using Routes = IntakeRoutes;
  using Visit = IntakeRoutes::Visit;

  static HttpResponse health(Routes&, Visit&) { return answer(200, text_type, "ok\n"); }

  static HttpResponse readiness(Routes& routes, Visit&) {
    const bool is_ready = routes.is_ready_();
    return answer(is_ready ? 200 : 503, text_type, is_ready ? "ready\n" : "not ready\n");
  }

  static HttpResponse version(Routes& routes, Visit&) {
    return json_answer(200, {ValueObject{{"name", {std::string("sceau")}}, {"version", {routes.settings_.version}}}});
  }

  static HttpResponse description(Routes& routes, Visit&) { return answer(200, yaml_type, routes.settings_.openapi); }

  static HttpResponse about_problem(Routes& routes, Visit& visit) {
    const auto page = problem_page(visit.segment("type"));
    return page ? answer(200, text_type, *page) : routes.refuse(visit, Reason::vote_nothing_here);
  }

  static HttpResponse time(Routes& routes, Visit&) { return json_answer(200, time_view(routes.intake_)); }

  static HttpResponse meeting(Routes& routes, Visit&) { return json_answer(200, meeting_view(routes.intake_)); }

  static HttpResponse form(Routes& routes, Visit& visit) {
    const auto language = meaning_of(language_words, visit.asked("lang").empty() ? "fr" : visit.asked("lang"));
    if (!language) return routes.refuse(visit, Reason::vote_malformed, "lang: fr or en");
    const auto voter = routes.identify(visit);
    if (!voter) return routes.refuse(visit, voter.error().reason, voter.error().detail);
    const auto prefilled = routes.intake_.form_for(*voter, *language);
    if (!prefilled) return routes.refuse(visit, prefilled.error().reason, prefilled.error().detail);
    if (accepts(visit.request.headers, json_type)) return answer(200, json_type, write_form_json(*prefilled));
    return answer(200, xml_type, write_form(*prefilled));
  }

  static HttpResponse cast(Routes& routes, Visit& visit) { return routes.take(visit, RequestKind::ballot); }
  static HttpResponse mandate(Routes& routes, Visit& visit) { return routes.take(visit, RequestKind::mandate); }
  static HttpResponse revoke(Routes& routes, Visit& visit) { return routes.take(visit, RequestKind::revocation); }

  static HttpResponse receipt(Routes& routes, Visit& visit) {
    const auto voter = routes.identify(visit);
    if (!voter) return routes.refuse(visit, voter.error().reason, voter.error().detail);
    const auto found = routes.intake_.receipt(*voter, visit.segment("receipt"));
    if (!found) return routes.refuse(visit, found.error().reason, found.error().detail);
    return answer(200, json_type, write_receipt(*found));
  }

  // L51: open to everybody once the count is published; until then to nobody.
  static HttpResponse confirmation(Routes& routes, Visit& visit) {
    const auto counted = routes.settings_.counted_as(visit.segment("receipt"));
    if (!counted) return routes.refuse(visit, counted.error().reason, counted.error().detail);
    return answer(200, json_type, *counted);
  }

  static HttpResponse log_key(Routes& routes, Visit&) {
    return answer(200, text_type, routes.settings_.log_key + "\n");
  }

  static HttpResponse checkpoint(Routes& routes, Visit& visit) {
    const auto newest = routes.store_.newest_checkpoint();
    if (!newest) return routes.refuse(visit, newest.error().reason);
    if (!*newest) return routes.refuse(visit, Reason::vote_nothing_here, "the log has no entry yet");
    return answer(200, text_type, to_string((*newest)->note));
  }

  static HttpResponse inclusion(Routes& routes, Visit& visit) {
    const auto index = number_in(visit.asked("index")), size = number_in(visit.asked("size"));
    if (!index || !size) return routes.refuse(visit, Reason::vote_malformed, "index and size: whole numbers");
    const auto found = routes.mirror_.prove_inclusion(*index, *size);
    if (!found) return routes.refuse_proof(visit, found.error());
    return json_answer(200, inclusion_view(*index, *size, *found));
  }

  static HttpResponse consistency(Routes& routes, Visit& visit) {
    const auto from = number_in(visit.asked("from")), to = number_in(visit.asked("to"));
    if (!from || !to) return routes.refuse(visit, Reason::vote_malformed, "from and to: whole numbers");
    const auto found = routes.mirror_.prove_consistency(*from, *to);
    if (!found) return routes.refuse_proof(visit, found.error());
    return json_answer(200, consistency_view(*from, *to, *found));
  }

  static const Row* find(std::string_view path, RouteParameters& segments);
};

namespace {

using Row = RouteTable::Row;
constexpr std::array rows = {
    Row{.pattern = "/healthz", .get = RouteTable::health, .produces = {text_type, ""}, .is_probe = true},
    Row{.pattern = "/readyz", .get = RouteTable::readiness, .produces = {text_type, ""}, .is_probe = true},
    Row{.pattern = "/version", .get = RouteTable::version},
    Row{.pattern = "/openapi.yaml", .get = RouteTable::description, .produces = {yaml_type, ""}},
    Row{.pattern = "/problems/{type}", .get = RouteTable::about_problem, .produces = {text_type, ""}},
    Row{.pattern = "/v1/time", .get = RouteTable::time},
    Row{.pattern = "/v1/meetings/{meeting}", .get = RouteTable::meeting},
    Row{.pattern = "/v1/meetings/{meeting}/form",
        .get = RouteTable::form,
        .produces = {json_type, xml_type},
        .query = {"lang", ""}},
    Row{.pattern = "/v1/meetings/{meeting}/ballots", .post = RouteTable::cast},
    Row{.pattern = "/v1/meetings/{meeting}/ballots/{receipt}", .get = RouteTable::receipt},
    Row{.pattern = "/v1/meetings/{meeting}/mandates", .post = RouteTable::mandate},
    Row{.pattern = "/v1/meetings/{meeting}/mandates/{receipt}", .remove = RouteTable::revoke},
    Row{.pattern = "/v1/meetings/{meeting}/receipts/{receipt}/confirmation", .get = RouteTable::confirmation},
    Row{.pattern = "/v1/meetings/{meeting}/log/key", .get = RouteTable::log_key, .produces = {text_type, ""}},
    Row{.pattern = "/v1/meetings/{meeting}/log/checkpoint", .get = RouteTable::checkpoint, .produces = {text_type, ""}},
    Row{.pattern = "/v1/meetings/{meeting}/log/inclusion", .get = RouteTable::inclusion, .query = {"index", "size"}},
    Row{.pattern = "/v1/meetings/{meeting}/log/consistency", .get = RouteTable::consistency, .query = {"from", "to"}},
};

bool is_asked_well(const Row& row, const RouteParameters& query) {
  for (auto it = query.begin(); it != query.end(); ++it) {
    const bool is_known = !it->first.empty() && std::ranges::find(row.query, it->first) != row.query.end();
    const bool is_again = std::any_of(query.begin(), it, [&](const auto& one) { return one.first == it->first; });
    if (!is_known || is_again) return false;
  }
  return true;
}

bool is_accepted(const Row& row, const HttpHeaders& headers) {
  return std::ranges::any_of(row.produces, [&](auto type) { return !type.empty() && accepts(headers, type); });
}

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

HttpResponse as_sent(HttpResponse response, const std::string& request_id) {
  response.headers.emplace_back("X-Request-Id", request_id);
  add_security_headers(response);
  return response;
}

}  // namespace

const RouteTable::Row* RouteTable::find(std::string_view path, RouteParameters& segments) {
  for (const auto& row : rows) {
    if (matches(row.pattern, path, segments)) return &row;
  }
  return nullptr;
}

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
  Visit visit{.request = request, .request_id = new_request_id()};
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
  const auto& request = visit.request;
  const std::string_view target = request.target;
  const auto question = target.find('?');
  visit.path = target.substr(0, question);
  const auto* row = RouteTable::find(visit.path, visit.segments);
  if (row) visit.route = row->pattern;

  const bool is_probe = row && row->is_probe;
  if (!is_probe && !is_this_site(visit)) return refuse(visit, Reason::vote_wrong_origin);
  if (!is_probe && !is_this_machine(request.remote_address) &&
      !rate_.allows(request.remote_address, request.received_at)) {
    return refuse(visit, Reason::vote_rate_limited);
  }
  if (!row && pages_ && !visit.path.starts_with("/v1/")) {
    visit.route = "page";
    const Turn turn(under_way_);
    return pages_(request);
  }
  if (!row) return refuse(visit, Reason::vote_nothing_here);
  const auto handler = row->handler(request.method);
  if (!handler) {
    visit.headers.emplace_back("Allow", row->allowed());
    return refuse(visit, Reason::vote_method_not_allowed);
  }
  visit.query = parameters_of(question == target.npos ? "" : target.substr(question + 1));
  const bool has_question = question != target.npos;
  if (!is_asked_well(*row, visit.query) || (has_question && visit.query.empty())) {
    return refuse(visit, Reason::vote_malformed, "the query has something that is not asked for here");
  }
  if (!is_accepted(*row, request.headers)) return refuse(visit, Reason::vote_not_acceptable);
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
