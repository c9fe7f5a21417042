// SPDX-License-Identifier: Apache-2.0
#include "vote/rehearsal.h"

#include <gtest/gtest.h>

#include "tests/pki/test_pki.h"
#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

struct Scrutineer {
  EnvelopeRecipient recipient;
  std::shared_ptr<const DecryptionKey> key;
};

Scrutineer make_scrutineer() {
  const auto issued = test::issue({.common_name = "Scrutineer", .key_usage = "critical,keyAgreement"});
  EVP_PKEY_up_ref(issued.key.get());
  return {value_of(envelope_recipient(issued.certificate.handle())),
          value_of(decryption_key_from(PrivateKeyHandle(issued.key.get())))};
}

FrozenUrn urn_with(const std::vector<Trial>& trials) {
  FrozenUrn urn{.certificate_sha256 = Bytes(32, 1), .scrutineers = {}};
  for (const auto& trial : trials) urn.scrutineers.push_back({Bytes(32, 2), trial.answer_sha256});
  return urn;
}

TEST(Rehearsal, IsCompleteWhenEveryScrutineerHasOpened) {
  const auto one = make_scrutineer(), two = make_scrutineer();
  const auto first = value_of(make_trial("ag2027", one.recipient, system_random()));
  const auto second = value_of(make_trial("ag2027", two.recipient, system_random()));
  const auto urn = urn_with({first, second});
  const std::optional<std::string> answer_1 = value_of(answer_trial(first.envelope, "ag2027", one.recipient, *one.key));
  const std::optional<std::string> answer_2 =
      value_of(answer_trial(second.envelope, "ag2027", two.recipient, *two.key));

  EXPECT_TRUE(check_rehearsal(urn, std::vector{answer_1, answer_2}).empty());
  const auto count = [&urn](const std::vector<std::optional<std::string>>& answers) {
    const auto findings = check_rehearsal(urn, answers);
    for (const auto& finding : findings) EXPECT_EQ(finding.reason, Reason::vote_rehearsal_incomplete);
    return findings.size();
  };
  EXPECT_EQ(count({}), 2U);
  EXPECT_EQ(count({answer_1}), 1U);
  EXPECT_EQ(count({answer_1, std::nullopt}), 1U);
  EXPECT_EQ(count({answer_2, answer_1}), 2U);
  EXPECT_EQ(count({answer_1, *answer_2 + "\n"}), 1U);
}

// Whoever exchanges a trial envelope for one that holds a part of the urn key must get nothing out of it.
TEST(Rehearsal, OpensNothingButATrialOfThisMeeting) {
  const auto one = make_scrutineer();
  const auto trial = value_of(make_trial("ag2027", one.recipient, system_random()));
  const auto answer = value_of(answer_trial(trial.envelope, "ag2027", one.recipient, *one.key));
  for (const auto& content : {std::string("-----BEGIN PRIVATE KEY-----\n"), std::string(), std::string("a ballot"),
                              answer + "-----BEGIN PRIVATE KEY-----\n"}) {
    const auto envelope = value_of(seal_envelope(one.recipient, as_bytes(content), system_random()));
    const auto opened = answer_trial(envelope, "ag2027", one.recipient, *one.key);
    ASSERT_FALSE(opened) << content;
    EXPECT_EQ(opened.error().reason, Reason::envelope_malformed);
  }
  const auto elsewhere = answer_trial(trial.envelope, "ag2028", one.recipient, *one.key);
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().reason, Reason::envelope_malformed);
  const auto stranger = make_scrutineer();
  EXPECT_EQ(answer_trial(trial.envelope, "ag2027", stranger.recipient, *stranger.key).error().reason,
            Reason::envelope_for_another);
}

TEST(FrozenMeeting, KeepsItsUrn) {
  const FrozenUrn urn{.certificate_sha256 = Bytes(32, 1), .scrutineers = {{Bytes(32, 2), Bytes(32, 3)}}};
  const auto json = frozen_json(with_urn(sample_frozen(), urn));
  const auto toml = sample_toml();
  const auto again = value_of(read_frozen(as_bytes(toml), as_bytes(json), zone_database()));
  ASSERT_TRUE(again.urn());
  EXPECT_EQ(*again.urn(), urn);
  EXPECT_EQ(frozen_json(again), json);
  EXPECT_FALSE(value_of(read_frozen(as_bytes(toml), as_bytes(frozen_json(sample_frozen())), zone_database())).urn());

  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"0202", "02"}, {"rehearsal_sha256", "rehearsal"}, {"\"urn\":{", "\"urn\":{\"x\":1,"}}) {
    auto damaged = json;
    damaged.replace(damaged.find(from), from.size(), to);
    const auto read = read_frozen(as_bytes(toml), as_bytes(damaged), zone_database());
    ASSERT_FALSE(read) << damaged;
    EXPECT_EQ(read.error().reason, Reason::vote_frozen_changed) << damaged;
  }
}

}  // namespace
}  // namespace sceau
