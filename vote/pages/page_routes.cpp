// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_routes.h"

#include <algorithm>
#include <array>

#include "vote/pages/choose_fields.h"
#include "vote/pages/page_answer.h"
#include "vote/pages/page_request.h"
#include "vote/pages/page_visit.h"

namespace sceau {
namespace {

using Handler = HttpResponse (*)(PageVisit&);

template <Page (*page)(const PageSetting&)>
HttpResponse show_open(PageVisit& visit) {
  const auto setting = setting_of(visit, visit.page);
  return show(visit, setting, 200, page(setting));
}

HttpResponse show_welcome(PageVisit& visit) {
  const auto setting = setting_of(visit, "");
  return show(visit, setting, 200, welcome_page(setting, visit.intake.state()));
}

struct Route {
  std::string_view page;
  Handler get, post;  // null: not taken
  bool needs_session;
};

constexpr std::array routes = {
    Route{"", show_welcome, nullptr, false},
    Route{"about", show_open<about_page>, nullptr, false},
    Route{"check", show_open<check_page>, nullptr, false},
    Route{"left", show_open<left_page>, nullptr, false},
    Route{"identify", show_identify, take_identify, false},
    Route{"read", show_read, nullptr, true},
    Route{"vote", show_choices, show_choices, true},
    Route{"proxy", show_choices, show_choices, true},
    Route{"review", nullptr, take_choices, true},
    Route{"cast", nullptr, take_ballot, true},
    Route{"receipt", show_receipt, nullptr, true},
    Route{"receipt.json", send_receipt, nullptr, true},
    Route{"leave", nullptr, leave, false},
};

bool is_reading(const HttpRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

// Nobody is there any more, or not yet: a page is asked for again after the identification, choices are carried on.
HttpResponse without_session(const PageVisit& visit) {
  if (is_reading(visit.request)) return go_to(visit, "identify");
  const auto carried = choice_fields(visit.fields);
  const auto notice = carried.empty() ? Text::identify_ended : Text::identify_ended_choices;
  return ask_identity(visit, 403, {.notice = words(notice, visit.language), .carried = carried});
}

HttpResponse answer_get(PageVisit& visit, const Route& route) {
  if (route.needs_session && !visit.session) return without_session(visit);
  return route.get(visit);
}

HttpResponse answer_post(PageVisit& visit, const Route& route) {
  auto fields = posted_fields(visit.request);
  if (!fields) return show_problem(visit, fields.error().reason);
  visit.fields = std::move(*fields);
  if (is_from_another_site(visit.request) || !has_good_token(visit)) {
    const auto setting = setting_of(visit, "");
    return show(visit, setting, 403, stale_page(setting));
  }
  if (route.needs_session && !visit.session) return without_session(visit);
  return route.post(visit);
}

HttpResponse refuse_method(const PageVisit& visit, const Route& route) {
  const auto setting = setting_of(visit, "");
  const std::string_view allowed = !route.get ? "POST" : route.post ? "GET, HEAD, POST" : "GET, HEAD";
  return method_not_allowed(allowed, html_page(setting, problem_page(setting, Reason::vote_method_not_allowed)));
}

HttpResponse answer_route(PageVisit& visit) {
  const auto* route = std::ranges::find(routes, visit.page, &Route::page);
  if (route == routes.end()) {
    const auto setting = setting_of(visit, "");
    return show(visit, setting, 404, unknown_page(setting));
  }
  if (is_reading(visit.request) && route->get) return answer_get(visit, *route);
  if (visit.request.method == "POST" && route->post) return answer_post(visit, *route);
  return refuse_method(visit, *route);
}

}  // namespace

bool is_page_target(std::string_view target) { return page_address_of(target).has_value(); }

VotingPages::VotingPages(Intake& intake, SymmetricKey token_key, RandomSource random, SessionLimits limits)
    : intake_(intake), token_key_(std::move(token_key)), random_(std::move(random)), sessions_(limits) {}

HttpResponse VotingPages::answer(const HttpRequest& request) {
  const auto address = page_address_of(request.target);
  if (address && address->page == "style.css") return style_sheet(request);
  if (address && !address->language && is_reading(request))
    return see_other(page_address(wanted_language(request), ""));

  PageVisit visit{intake_, sessions_, token_key_, random_, request};
  visit.language = address && address->language ? *address->language : wanted_language(request);
  visit.page = address ? std::string(address->page) : "?";
  visit.cookie = cookie_of(request);
  if (!visit.cookie.empty()) visit.session = sessions_.use(visit.cookie, request.received_at);
  auto response = answer_route(visit);
  wipe(visit.fields);
  return response;
}

HttpResponse VotingPages::answer_problem(const HttpRequest& request, Reason reason) {
  PageVisit visit{intake_, sessions_, token_key_, random_, request};
  const auto address = page_address_of(request.target);
  visit.language = address && address->language ? *address->language : wanted_language(request);
  return show_problem(visit, reason);
}

}  // namespace sceau
