// SPDX-License-Identifier: Apache-2.0
// What the target of a request names: parts of its path, by the template of a route, and its query. Nothing is decoded,
// since nothing that is asked for needs it.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace sceau {

using RouteParameters = std::vector<std::pair<std::string_view, std::string_view>>;

// Empty where there is none.
std::string_view value_of(const RouteParameters& parameters, std::string_view name);

// Do both have the same parts? Names in braces take any part that is not empty.
bool matches(std::string_view pattern, std::string_view path, RouteParameters& segments);

// "from=1&to=2"
RouteParameters parameters_of(std::string_view query);

}  // namespace sceau
