// SPDX-License-Identifier: Apache-2.0
#include "vote/urn_key.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <ranges>

namespace sceau {
namespace {

constexpr std::size_t most_sets = 1000;
constexpr std::string_view key_begins = "-----BEGIN PRIVATE KEY-----";

// The next set in the order of their names; false after the last one.
bool advance(ScrutineerSet& set, std::size_t count) {
  for (std::size_t place = set.size(); place-- > 0;) {
    const std::size_t highest = count - (set.size() - 1 - place);
    if (set[place] == highest) continue;
    std::iota(set.begin() + static_cast<std::ptrdiff_t>(place), set.end(), set[place] + 1);
    return true;
  }
  return false;
}

Result<Bytes> nest(const Secret& key_pem, const ScrutineerSet& set, std::span<const EnvelopeRecipient> scrutineers,
                   const RandomSource& random) {
  Bytes inner;
  ByteView content = as_bytes(key_pem.reveal());
  for (const std::size_t number : std::views::reverse(set)) {
    auto envelope = seal_envelope(scrutineers[number - 1], content, random);
    if (!envelope) return envelope.error();
    inner = std::move(*envelope);
    content = inner;
  }
  return inner;
}

Result<PrivateKeyHandle> urn_key_from(ByteView pem, const Certificate& urn) {
  auto key = read_private_key(pem, Secret());
  if (!key) return key.error();
  const auto own = public_key_of(key->get());
  const auto wanted = urn.public_key();
  if (!own || !wanted || *own != *wanted) {
    return Error{Reason::key_does_not_fit, "the key inside is not that of the urn's certificate"};
  }
  return key;
}

}  // namespace

std::string set_name(const ScrutineerSet& set) { return fmt::format("{}", fmt::join(set, "-")); }

Result<std::vector<ScrutineerSet>> qualified_sets(std::size_t count, std::size_t threshold) {
  if (threshold < 1 || threshold > count) {
    return Error{Reason::vote_bureau_irregular, fmt::format("{} of {} scrutineers", threshold, count)};
  }
  std::vector<ScrutineerSet> sets;
  ScrutineerSet set(threshold);
  std::iota(set.begin(), set.end(), std::size_t{1});
  do {
    if (sets.size() == most_sets) {
      return Error{Reason::vote_bureau_irregular,
                   fmt::format("{} of {} scrutineers come together in more than {} ways", threshold, count, most_sets)};
    }
    sets.push_back(set);
  } while (advance(set, count));
  return sets;
}

Result<std::vector<UrnEnvelope>> wrap_urn_key(const EVP_PKEY* urn_key, std::span<const EnvelopeRecipient> scrutineers,
                                              std::size_t threshold, const RandomSource& random) {
  auto sets = qualified_sets(scrutineers.size(), threshold);
  if (!sets) return sets.error();
  const auto pem = private_key_pem(urn_key, Secret());
  if (!pem) return pem.error();

  std::vector<UrnEnvelope> envelopes;
  for (auto& set : *sets) {
    auto envelope = nest(*pem, set, scrutineers, random);
    if (!envelope) return envelope.error();
    envelopes.push_back({std::move(set), std::move(*envelope)});
  }
  return envelopes;
}

Result<OpenedLayer> open_layer(ByteView envelope, const EnvelopeRecipient& scrutineer, const DecryptionKey& key,
                               const Certificate& urn) {
  const auto content = open_envelope(envelope, scrutineer, key);
  if (!content) return content.error();
  if (as_text(content->reveal()).starts_with(key_begins)) {
    auto urn_key = urn_key_from(content->reveal(), urn);
    if (!urn_key) return urn_key.error();
    return OpenedLayer(std::move(*urn_key));
  }
  // Only what is an envelope again leaves this function: a next scrutineer is needed for it.
  if (auto addressed = is_addressed_to(content->reveal(), scrutineer); !addressed) return addressed.error();
  return OpenedLayer(Bytes(content->reveal().begin(), content->reveal().end()));
}

}  // namespace sceau
