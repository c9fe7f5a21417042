// SPDX-License-Identifier: Apache-2.0
// Whatever is read has a canonical form that reads back to itself; signatures in it are read without harm; and a
// signature put into its bytes changes nothing else of the document.
#include <algorithm>
#include <cstdlib>

#include "formats/xml/signature_reference.h"
#include "formats/xml/signature_writer.h"
#include "formats/xml/xades_properties.h"
#include "formats/xml/xml_reader.h"

namespace {

using sceau::Bytes;
using sceau::ByteView;
using sceau::XmlTree;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr sceau::XmlLimits limits{.nodes = 20'000};

void write_back(const XmlTree& tree, const sceau::CanonicalForm& form) {
  const auto once = sceau::canonical_bytes(tree, {.apex = tree.document()}, form);
  if (!once) return require(once.error().reason == sceau::Reason::xml_relative_namespace);
  require(!once->empty());
  const auto again = sceau::read_xml(*once, limits);
  // Declarations that were spread over several elements may all be needed on one.
  if (!again) return require(again.error().reason == sceau::Reason::xml_too_complex);
  const auto twice = sceau::canonical_bytes(*again, {.apex = again->document()}, form);
  require(twice && *twice == *once);
}

void read_signatures(const XmlTree& tree) {
  std::size_t count = 0;
  for (const auto element : tree.signatures()) {
    if (++count > 4) return;
    const auto signature = sceau::read_signature(element);
    (void)sceau::read_xades_properties(signature);
    std::vector<sceau::ReferencedData> data;
    for (const auto& reference : signature.references) {
      auto resolved = sceau::resolve_reference(tree, signature, reference);
      if (!resolved) continue;
      const auto written = sceau::write_octets(tree, *resolved, [](ByteView) {});
      if (written) data.push_back(*std::move(resolved));
    }
    (void)sceau::signed_scope(tree, signature, data);
  }
}

Bytes without_signatures(const XmlTree& tree) {
  sceau::NodeSet nodes{.apex = tree.document(), .has_comments = true, .excluded = tree.signatures()};
  std::ranges::sort(nodes.excluded);
  auto bytes = sceau::canonical_bytes(tree, nodes, {.keeps_comments = true});
  return bytes ? *std::move(bytes) : Bytes();
}

void insert_signature(ByteView source, XmlTree tree) {
  if (tree.relative_namespace() || !tree.duplicate_ids().empty()) return;
  const auto before = without_signatures(tree);
  const auto skeleton = sceau::read_xml(sceau::as_bytes(sceau::signature_skeleton(
      {.id = sceau::free_signature_id(tree), .signature_uri = "urn:s", .digest_uri = "urn:d"})));
  require(static_cast<bool>(skeleton));
  const auto result = sceau::insert_at_root_end(source, tree, tree.append_to_root(*skeleton));
  require(static_cast<bool>(result));
  const auto again = sceau::read_xml(*result, {.depth = 300, .nodes = 30'000});
  require(again && again->signatures().size() == tree.signatures().size() && without_signatures(*again) == before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView source(data, size);
  auto tree = sceau::read_xml(source, limits);
  if (!tree) return 0;
  for (const auto method : {sceau::CanonicalMethod::inclusive_1_0, sceau::CanonicalMethod::inclusive_1_1,
                            sceau::CanonicalMethod::exclusive_1_0}) {
    write_back(*tree, {.method = method, .keeps_comments = true});
  }
  write_back(*tree, {.method = sceau::CanonicalMethod::exclusive_1_0, .inclusive_prefixes = {"a", "#default"}});
  read_signatures(*tree);
  insert_signature(source, *std::move(tree));
  return 0;
}
