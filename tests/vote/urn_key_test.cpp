// SPDX-License-Identifier: Apache-2.0
#include "vote/urn_key.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

template <typename T>
void expect_reason(const Result<T>& result, Reason reason) {
  ASSERT_FALSE(result);
  EXPECT_EQ(stable_name(result.error().reason), stable_name(reason)) << result.error().detail;
}

struct Scrutineer {
  EnvelopeRecipient recipient;
  std::shared_ptr<const DecryptionKey> key;
};

PrivateKeyHandle copy_of(const test::Issued& issued) {
  EVP_PKEY_up_ref(issued.key.get());
  return PrivateKeyHandle(issued.key.get());
}

Scrutineer make_scrutineer(NewKey kind) {
  const auto issued = test::issue({.common_name = "Scrutineer", .key_usage = "", .key = kind});
  return {value_of(envelope_recipient(issued.certificate.handle())), value_of(decryption_key_from(copy_of(issued)))};
}

test::Issued make_urn() { return test::issue({.common_name = "Urn of ag2027", .key_usage = "critical,keyAgreement"}); }

// One of them has an RSA key.
struct Bench {
  test::Issued urn = make_urn();
  std::vector<Scrutineer> scrutineers;
  std::vector<EnvelopeRecipient> recipients;

  explicit Bench(std::size_t count) {
    for (std::size_t at = 0; at < count; ++at) {
      scrutineers.push_back(make_scrutineer(at == 1 ? NewKey::rsa_3072 : NewKey::p256));
      recipients.push_back(scrutineers.back().recipient);
    }
  }
  std::vector<UrnEnvelope> wrap(std::size_t threshold) const {
    return value_of(wrap_urn_key(urn.key.get(), recipients, threshold, system_random()));
  }
  Result<OpenedLayer> open(ByteView envelope, std::size_t number) const {
    const auto& one = scrutineers[number - 1];
    return open_layer(envelope, one.recipient, *one.key, urn.certificate);
  }
};

TEST(QualifiedSets, AreAllSetsOfThatManyScrutineers) {
  EXPECT_EQ(value_of(qualified_sets(3, 2)), (std::vector<ScrutineerSet>{{1, 2}, {1, 3}, {2, 3}}));
  EXPECT_EQ(value_of(qualified_sets(1, 1)), (std::vector<ScrutineerSet>{{1}}));
  EXPECT_EQ(value_of(qualified_sets(3, 3)), (std::vector<ScrutineerSet>{{1, 2, 3}}));
  EXPECT_EQ(value_of(qualified_sets(4, 1)).size(), 4U);
  EXPECT_EQ(value_of(qualified_sets(5, 3)).size(), 10U);
  EXPECT_EQ(value_of(qualified_sets(12, 6)).size(), 924U);
  EXPECT_EQ(value_of(qualified_sets(1000, 1)).size(), 1000U);
  EXPECT_EQ(set_name({2, 11, 12}), "2-11-12");
}

TEST(QualifiedSets, AreRefusedWhereTheyAreTooManyOrNone) {
  for (const auto& [count, threshold] : std::vector<std::pair<std::size_t, std::size_t>>{
           {3, 0}, {3, 4}, {0, 0}, {0, 1}, {13, 6}, {1001, 1}, {100'000, 50'000}}) {
    expect_reason(qualified_sets(count, threshold), Reason::vote_bureau_irregular);
  }
}

TEST(UrnKey, CNIL_1_08_every_qualified_set_opens_it) {
  const Bench bench(3);
  const auto envelopes = bench.wrap(2);
  ASSERT_EQ(envelopes.size(), 3U);
  for (const auto& [set, envelope] : envelopes) {
    const auto next = value_of(bench.open(envelope, set[0]));
    ASSERT_TRUE(std::holds_alternative<Bytes>(next)) << set_name(set);
    const auto last = value_of(bench.open(std::get<Bytes>(next), set[1]));
    ASSERT_TRUE(std::holds_alternative<PrivateKeyHandle>(last)) << set_name(set);
    EXPECT_EQ(EVP_PKEY_eq(std::get<PrivateKeyHandle>(last).get(), bench.urn.key.get()), 1);
  }
}

TEST(UrnKey, CNIL_1_08_fewer_scrutineers_do_not_open_it) {
  const Bench bench(3);
  for (const auto& [set, envelope] : bench.wrap(2)) {
    for (std::size_t number = 1; number <= 3; ++number) {
      if (number == set[0]) continue;
      expect_reason(bench.open(envelope, number), Reason::envelope_for_another);
    }
    const auto next = std::get<Bytes>(value_of(bench.open(envelope, set[0])));
    for (std::size_t number = 1; number <= 3; ++number) {
      if (number == set[1]) continue;
      expect_reason(bench.open(next, number), Reason::envelope_for_another);
    }
  }
}

TEST(UrnKey, MayBeOpenedByOneWhereThatIsTheRule) {
  const Bench bench(1);
  const auto envelopes = bench.wrap(1);
  ASSERT_EQ(envelopes.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<PrivateKeyHandle>(value_of(bench.open(envelopes.front().envelope, 1))));
}

TEST(UrnKey, OfAnotherUrnIsRefused) {
  Bench bench(1);
  const auto envelope = bench.wrap(1).front().envelope;
  bench.urn = make_urn();
  expect_reason(bench.open(envelope, 1), Reason::key_does_not_fit);
}

TEST(UrnKey, IsNothingElseThanAKeyOrAnEnvelope) {
  const Bench bench(1);
  for (const std::string content :
       {"", "a ballot", "-----BEGIN PRIVATE KEY-----", "sceau.rehearsal/1\nag2027\n", "\x30\x03\x02\x01\x01"}) {
    const auto envelope = value_of(seal_envelope(bench.recipients[0], as_bytes(content), system_random()));
    const auto opened = bench.open(envelope, 1);
    ASSERT_FALSE(opened) << content;
    EXPECT_TRUE(opened.error().reason == Reason::envelope_malformed ||
                opened.error().reason == Reason::key_not_readable)
        << opened.error().detail;
  }
}

TEST(UrnKey, IsWrappedAnewEachTime) {
  const Bench bench(2);
  EXPECT_NE(bench.wrap(2).front().envelope, bench.wrap(2).front().envelope);
  expect_reason(wrap_urn_key(bench.urn.key.get(), bench.recipients, 3, system_random()), Reason::vote_bureau_irregular);
  const RandomSource dry = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "dry"}; };
  expect_reason(wrap_urn_key(bench.urn.key.get(), bench.recipients, 2, dry), Reason::crypto_failed);
}

}  // namespace
}  // namespace sceau
