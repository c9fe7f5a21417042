// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/base_uri.h"

#include <optional>
#include <vector>

#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

// RFC 3986, section 3, without the fragment, which Canonical XML 1.1 drops.
struct UriParts {
  std::optional<std::string_view> scheme, authority, query;
  std::string_view path;
};

UriParts split_uri(std::string_view uri) {
  UriParts parts;
  uri = uri.substr(0, uri.find('#'));
  if (const auto question = uri.find('?'); question != std::string_view::npos) {
    parts.query = uri.substr(question + 1);
    uri = uri.substr(0, question);
  }
  if (is_absolute_uri(uri)) {
    const auto colon = uri.find(':');
    parts.scheme = uri.substr(0, colon);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    const auto end = std::min(uri.find('/', 2), uri.size());
    parts.authority = uri.substr(2, end - 2);
    uri.remove_prefix(end);
  }
  parts.path = uri;
  return parts;
}

std::string merge_paths(const UriParts& base, std::string_view reference) {
  if (base.authority && base.path.empty()) return "/" + std::string(reference);
  std::string directory(base.path);
  if (directory == ".." || directory.ends_with("/..")) directory += '/';
  const auto slash = directory.rfind('/');
  directory.resize(slash == std::string::npos ? 0 : slash + 1);
  return directory + std::string(reference);
}

// "." goes, ".." takes the segment before it along where there is one; runs of '/' become one; a last "." or ".."
// leaves a '/' behind.
std::string remove_dot_segments(std::string_view path) {
  const bool is_absolute = path.starts_with('/');
  std::vector<std::string_view> segments;
  bool is_folder = false;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    is_folder = end != path.size() || segment == "." || segment == "..";
    path.remove_prefix(std::min(end + 1, path.size()));
    if (segment.empty() || segment == ".") continue;
    const bool can_climb = !segments.empty() && segments.back() != "..";
    if (segment != "..") {
      segments.push_back(segment);
    } else if (can_climb) {
      segments.pop_back();
    } else if (!is_absolute) {
      segments.push_back(segment);
    }
  }
  std::string result = is_absolute ? "/" : "";
  for (const auto segment : segments) result.append(segment) += '/';
  if (!segments.empty() && !is_folder) result.pop_back();
  return result;
}

std::string compose(const UriParts& parts, std::string_view path) {
  std::string uri;
  if (parts.scheme) uri.append(*parts.scheme) += ':';
  if (parts.authority) uri.append("//").append(*parts.authority);
  uri.append(path);
  if (parts.query) uri.append("?").append(*parts.query);
  return uri;
}

}  // namespace

// RFC 3986, section 5.2.2.
std::string join_uri(std::string_view base_uri, std::string_view reference_uri) {
  const auto base = split_uri(base_uri), reference = split_uri(reference_uri);
  auto target = reference;
  if (reference.scheme) return compose(target, remove_dot_segments(reference.path));
  target.scheme = base.scheme;
  if (reference.authority) return compose(target, remove_dot_segments(reference.path));
  target.authority = base.authority;
  if (reference.path.empty()) {
    if (!reference.query) target.query = base.query;
    return compose(target, remove_dot_segments(base.path));
  }
  if (reference.path.starts_with('/')) return compose(target, remove_dot_segments(reference.path));
  return compose(target, remove_dot_segments(merge_paths(base, reference.path)));
}

}  // namespace sceau
