// SPDX-License-Identifier: Apache-2.0
#include "vote/route_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "foundation/whole_number.h"
#include "vote/intake_views.h"

namespace sceau {
struct RouteHandlers {
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
    const auto index = whole_number(visit.asked("index")), size = whole_number(visit.asked("size"));
    if (!index || !size) return routes.refuse(visit, Reason::vote_malformed, "index and size: whole numbers");
    const auto found = routes.mirror_.prove_inclusion(*index, *size);
    if (!found) return routes.refuse_proof(visit, found.error());
    return json_answer(200, inclusion_view(*index, *size, *found));
  }

  static HttpResponse consistency(Routes& routes, Visit& visit) {
    const auto from = whole_number(visit.asked("from")), to = whole_number(visit.asked("to"));
    if (!from || !to) return routes.refuse(visit, Reason::vote_malformed, "from and to: whole numbers");
    const auto found = routes.mirror_.prove_consistency(*from, *to);
    if (!found) return routes.refuse_proof(visit, found.error());
    return json_answer(200, consistency_view(*from, *to, *found));
  }
};

namespace {

constexpr std::array rows = {
    RouteRow{.pattern = "/healthz", .get = RouteHandlers::health, .produces = {text_type, ""}, .is_probe = true},
    RouteRow{.pattern = "/readyz", .get = RouteHandlers::readiness, .produces = {text_type, ""}, .is_probe = true},
    RouteRow{.pattern = "/version", .get = RouteHandlers::version},
    RouteRow{.pattern = "/openapi.yaml", .get = RouteHandlers::description, .produces = {yaml_type, ""}},
    RouteRow{.pattern = "/problems/{type}", .get = RouteHandlers::about_problem, .produces = {text_type, ""}},
    RouteRow{.pattern = "/v1/time", .get = RouteHandlers::time},
    RouteRow{.pattern = "/v1/meetings/{meeting}", .get = RouteHandlers::meeting},
    RouteRow{.pattern = "/v1/meetings/{meeting}/form",
             .get = RouteHandlers::form,
             .produces = {json_type, xml_type},
             .query = {"lang", ""}},
    RouteRow{.pattern = "/v1/meetings/{meeting}/ballots", .post = RouteHandlers::cast},
    RouteRow{.pattern = "/v1/meetings/{meeting}/ballots/{receipt}", .get = RouteHandlers::receipt},
    RouteRow{.pattern = "/v1/meetings/{meeting}/mandates", .post = RouteHandlers::mandate},
    RouteRow{.pattern = "/v1/meetings/{meeting}/mandates/{receipt}", .remove = RouteHandlers::revoke},
    RouteRow{.pattern = "/v1/meetings/{meeting}/receipts/{receipt}/confirmation", .get = RouteHandlers::confirmation},
    RouteRow{.pattern = "/v1/meetings/{meeting}/log/key", .get = RouteHandlers::log_key, .produces = {text_type, ""}},
    RouteRow{.pattern = "/v1/meetings/{meeting}/log/checkpoint",
             .get = RouteHandlers::checkpoint,
             .produces = {text_type, ""}},
    RouteRow{
        .pattern = "/v1/meetings/{meeting}/log/inclusion", .get = RouteHandlers::inclusion, .query = {"index", "size"}},
    RouteRow{.pattern = "/v1/meetings/{meeting}/log/consistency",
             .get = RouteHandlers::consistency,
             .query = {"from", "to"}},
};

}  // namespace

std::string RouteRow::allowed() const {
  std::vector<std::string_view> methods;
  if (get) methods.insert(methods.end(), {"GET", "HEAD"});
  if (post) methods.push_back("POST");
  if (remove) methods.push_back("DELETE");
  return fmt::format("{}", fmt::join(methods, ", "));
}

RouteRow::Handler RouteRow::handler(std::string_view method) const {
  if (method == "GET" || method == "HEAD") return get;
  if (method == "POST") return post;
  return method == "DELETE" ? remove : nullptr;
}

bool RouteRow::is_asked_well(const RouteParameters& asked) const {
  for (auto it = asked.begin(); it != asked.end(); ++it) {
    const bool is_known = !it->first.empty() && std::ranges::find(query, it->first) != query.end();
    const bool is_again = std::any_of(asked.begin(), it, [&](const auto& one) { return one.first == it->first; });
    if (!is_known || is_again) return false;
  }
  return true;
}

bool RouteRow::is_accepted(const HttpHeaders& headers) const {
  return std::ranges::any_of(produces, [&](auto type) { return !type.empty() && accepts(headers, type); });
}

const RouteRow* find_route(std::string_view path, RouteParameters& segments) {
  for (const auto& row : rows) {
    if (matches(row.pattern, path, segments)) return &row;
  }
  return nullptr;
}

}  // namespace sceau
