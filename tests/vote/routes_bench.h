// SPDX-License-Identifier: Apache-2.0
// The API of an intake, asked without sockets.
#pragma once

#include "foundation/text_encoding.h"
#include "tests/vote/intake_bench.h"
#include "vote/intake_routes.h"
#include "vote/problem.h"

namespace sceau {

inline constexpr std::string_view ballots = "/v1/meetings/ag2027/ballots";

struct Ask {
  std::string method = "GET";
  std::string target = "/v1/time";
  HttpHeaders headers = {};
  std::string body = {};
};

class RoutesBench : public testing::Test {
 protected:
  RoutesBench() { make({.hosts = {"vote.exemple.fr"}, .version = "1", .openapi = "openapi: 3.1.0\n"}); }

  void make(RouteSettings settings) {
    routes = std::make_unique<IntakeRoutes>(*bench.intake, *bench.store, system_random(), std::move(settings),
                                            [this] { return is_ready; });
  }
  HttpResponse ask(const Ask& ask, std::string host = "vote.exemple.fr") {
    HttpRequest request;
    request.method = ask.method;
    request.target = ask.target;
    request.headers = ask.headers;
    if (!host.empty()) request.headers.emplace_back("Host", std::move(host));
    request.body = to_bytes(ask.body);
    request.received_at = bench.now;
    request.remote_address = "192.0.2.1";
    return routes->answer(request).response;
  }
  static std::pair<std::string, std::string> basic(std::string_view shareholder, std::string_view code) {
    return {"Authorization", "Basic " + base64(as_bytes(std::string(shareholder) + ":" + std::string(code)))};
  }
  Ask cast(const Form& form, HttpHeaders more = {}) {
    Ask ask{"POST", std::string(ballots), {{"Content-Type", "application/json"}, basic("s1", code_of_s1)}};
    for (auto& field : more) ask.headers.push_back(std::move(field));
    ask.body = write_form_json(form);
    return ask;
  }
  void expect_problem(const HttpResponse& response, Reason reason) {
    EXPECT_EQ(response.status, http_status(reason)) << to_string(response.body);
    EXPECT_EQ(header(response.headers, "Content-Type"), "application/problem+json");
    EXPECT_THAT(to_string(response.body), testing::HasSubstr("\"code\":\"" + std::string(stable_name(reason)) + "\""));
    EXPECT_THAT(to_string(response.body), testing::HasSubstr("/problems/" + problem_type(reason) + "\""));
  }

  IntakeBench bench;
  bool is_ready = true;
  std::unique_ptr<IntakeRoutes> routes;
};

}  // namespace sceau
