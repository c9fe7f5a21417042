// SPDX-License-Identifier: Apache-2.0
// Canonical forms on request, many in one process, for the differential tests under tests/interop. Each line of
// standard input is a request, its words separated by tabs:
//   document METHOD PREFIXES FILE   the canonical form of a whole file
//   references FILE                 the octets of each reference of each signature in the file
// Each answer on standard output is "ok SIZE" and that many bytes, or "error REASON".
#include <iostream>
#include <sstream>

#include "formats/xml/canonical_form.h"
#include "formats/xml/signature_reference.h"
#include "formats/xml/xml_reader.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

std::string next_word(std::istream& words) {
  std::string word;
  std::getline(words, word, '\t');
  return word;
}

void print(const Result<Bytes>& result) {
  if (!result) {
    std::cout << "error " << stable_name(result.error().reason) << '\n';
  } else {
    std::cout << "ok " << result->size() << '\n' << as_text(*result);
  }
}

Result<XmlTree> read_tree(const std::string& name) {
  const auto file = map_file(name);
  if (!file) return file.error();
  return read_xml(file->bytes());
}

void answer_document(std::istream& words) {
  auto form = canonical_form_named(next_word(words)).value();
  std::istringstream prefixes(next_word(words));
  for (std::string prefix; prefixes >> prefix;) form.inclusive_prefixes.push_back(prefix);
  const auto tree = read_tree(next_word(words));
  print(tree ? canonical_bytes(*tree, {.apex = tree->document()}, form) : Result<Bytes>(tree.error()));
}

Result<Bytes> octets_of(const XmlTree& tree, const XmlSignature& signature, const XmlReference& reference) {
  const auto data = resolve_reference(tree, signature, reference);
  if (!data) return data.error();
  Bytes octets;
  const auto written = write_octets(tree, *data, [&](ByteView piece) { append(octets, piece); });
  if (!written) return written.error();
  return octets;
}

void answer_references(std::istream& words) {
  const auto tree = read_tree(next_word(words));
  if (!tree) return print(tree.error());
  for (const auto element : tree->signatures()) {
    const auto signature = read_signature(element);
    for (const auto& reference : signature.references) print(octets_of(*tree, signature, reference));
  }
}

}  // namespace
}  // namespace sceau

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    const auto request = sceau::next_word(words);
    if (request == "document") sceau::answer_document(words);
    if (request == "references") sceau::answer_references(words);
  }
}
