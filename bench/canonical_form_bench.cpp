// SPDX-License-Identifier: Apache-2.0
// Canonicalisation into a digest. Floor: one copy of the bytes and their SHA-256.
#include "formats/xml/canonical_form.h"

#include <fmt/format.h>

#include "bench/floor.h"
#include "bench/hot_path.h"
#include "bench/sample_documents.h"
#include "crypto/digest.h"
#include "formats/xml/xml_reader.h"

namespace sceau::bench {
namespace {

// The tree points nowhere into the source, and must stay where it is.
struct Document {
  Bytes source;
  XmlTree tree;
};

std::shared_ptr<const Document> document_of(std::size_t bytes) {
  auto source = sample_xml(bytes);
  auto tree = sound(read_xml(source), "sample");
  return std::make_shared<const Document>(Document{std::move(source), std::move(tree)});
}

void digest_canonical_form(const XmlTree& tree, const CanonicalForm& form) {
  auto digester = sound(Digester::start(DigestAlgorithm::sha256), "digest");
  const auto done = canonicalize(tree, {.apex = tree.document()}, form, [&](ByteView part) { digester.update(part); });
  must(static_cast<bool>(done), "canonical form");
  benchmark::DoNotOptimize(sound(digester.finish(), "digest"));
}

void digest_copy(ByteView source) {
  const Bytes copy(source.begin(), source.end());
  benchmark::DoNotOptimize(plain_sha256(copy));
}

void register_size(const char* size, std::size_t bytes) {
  const auto document = document_of(bytes);
  const CanonicalForm exclusive{CanonicalMethod::exclusive_1_0};
  const auto floor = [document] { digest_copy(document->source); };
  hot_path(
      fmt::format("xml/read/{}", size),
      [document] { benchmark::DoNotOptimize(sound(read_xml(document->source), "sample")); }, floor);
  hot_path(
      fmt::format("xml/c14n/{}", size), [document] { digest_canonical_form(document->tree, {}); }, floor);
  hot_path(
      fmt::format("xml/exc-c14n/{}", size), [=] { digest_canonical_form(document->tree, exclusive); }, floor);
}

}  // namespace

void register_canonical_form() {
  register_size("10 KB", 10'000);
  register_size("10 MB", 10'000'000);
}

}  // namespace sceau::bench
