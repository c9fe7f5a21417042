// SPDX-License-Identifier: Apache-2.0
#include "vote/route_parameters.h"

#include <algorithm>

namespace sceau {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (auto end = text.find(at); end != text.npos; end = text.find(at)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

std::string_view value_of(const RouteParameters& parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &RouteParameters::value_type::first);
  return found == parameters.end() ? std::string_view() : found->second;
}

bool matches(std::string_view pattern, std::string_view path, RouteParameters& segments) {
  const auto wanted = split(pattern, '/'), found = split(path, '/');
  if (wanted.size() != found.size()) return false;
  RouteParameters named;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool is_named = wanted[i].starts_with('{');
    if (is_named ? found[i].empty() : wanted[i] != found[i]) return false;
    if (is_named) named.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), found[i]);
  }
  segments = std::move(named);
  return true;
}

RouteParameters parameters_of(std::string_view query) {
  RouteParameters parameters;
  if (query.empty()) return parameters;
  for (const auto part : split(query, '&')) {
    const auto equals = part.find('=');
    parameters.emplace_back(part.substr(0, equals), equals == part.npos ? "" : part.substr(equals + 1));
  }
  return parameters;
}

}  // namespace sceau
