// SPDX-License-Identifier: Apache-2.0
// Canonical forms on request, many in one process. Each line of standard input: FILE, METHOD, the Id of an element (or
// nothing for the whole document) and inclusive prefixes, separated by tabs. For each, standard output gets either
// "ok SIZE" and the bytes, or "error REASON".
#include <iostream>
#include <sstream>

#include "formats/xml/canonical_form.h"
#include "formats/xml/xml_reader.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

struct Request {
  std::string file, method, id, prefixes;
};

Request parse_request(const std::string& line) {
  std::istringstream fields(line);
  Request request;
  std::getline(fields, request.file, '\t');
  std::getline(fields, request.method, '\t');
  std::getline(fields, request.id, '\t');
  std::getline(fields, request.prefixes, '\t');
  return request;
}

CanonicalForm form_of(const Request& request) {
  auto form = canonical_form_named(request.method).value();
  std::istringstream prefixes(request.prefixes);
  for (std::string prefix; prefixes >> prefix;) form.inclusive_prefixes.push_back(prefix);
  return form;
}

Result<Bytes> answer(const XmlTree& tree, const Request& request) {
  NodeSet nodes{.apex = tree.document()};
  if (!request.id.empty()) {
    const auto element = tree.element_with_id(request.id);
    if (!element) return element.error();
    nodes.apex = *element;
  }
  return canonical_bytes(tree, nodes, form_of(request));
}

void print(const Result<Bytes>& result) {
  if (!result) {
    std::cout << "error " << stable_name(result.error().reason) << '\n';
  } else {
    std::cout << "ok " << result->size() << '\n' << as_text(*result);
  }
}

int run() {
  std::string current;
  Result<XmlTree> tree = Error{Reason::file_not_found, ""};
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = parse_request(line);
    if (request.file != current) {
      const auto file = map_file(request.file);
      tree = file ? read_xml(file->bytes()) : Result<XmlTree>(file.error());
      current = request.file;
    }
    print(tree ? answer(*tree, request) : Result<Bytes>(tree.error()));
  }
  return 0;
}

}  // namespace
}  // namespace sceau

int main() { return sceau::run(); }
