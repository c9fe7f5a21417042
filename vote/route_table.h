// SPDX-License-Identifier: Apache-2.0
// The routes of the intake as rows of one table: what each takes, and what it can answer with.
#pragma once

#include <array>

#include "vote/intake_routes.h"
#include "vote/route_parameters.h"

namespace sceau {

// One request on its way through the table.
struct IntakeRoutes::Visit {
  const HttpRequest& request;
  std::string request_id;
  std::string_view path = {};
  std::optional<std::string_view> question = {};  // behind the path; nothing where there is none
  RouteParameters segments = {};                  // of the path, by the names of the template
  RouteParameters query = {};                     // the question, once a route takes it
  std::string_view route = "unknown";
  HttpHeaders headers = {};  // to be added to whatever is answered

  std::string_view segment(std::string_view name) const { return value_of(segments, name); }
  std::string_view asked(std::string_view name) const { return value_of(query, name); }
};

struct RouteRow {
  using Handler = HttpResponse (*)(IntakeRoutes&, IntakeRoutes::Visit&);

  std::string_view pattern;
  Handler get = nullptr, post = nullptr, remove = nullptr;
  std::array<std::string_view, 2> produces = {json_type, ""};
  std::array<std::string_view, 2> query = {"", ""};
  bool is_probe = false;  // asked for by machines that know the address, not the site's name

  std::string allowed() const;                             // the methods, as the header Allow lists them
  Handler handler(std::string_view method) const;          // null where the method is not allowed
  bool is_asked_well(const RouteParameters& asked) const;  // nothing that the row does not know, nothing twice
  bool is_accepted(const HttpHeaders& headers) const;      // does the client take one of its media types?
};

// Null where no pattern matches the path. The parts that the pattern names go into `segments`.
const RouteRow* find_route(std::string_view path, RouteParameters& segments);

}  // namespace sceau
