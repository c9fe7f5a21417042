// SPDX-License-Identifier: Apache-2.0
#include "vote/receipt.h"

#include "tests/vote/intake_bench.h"
#include "vote/receipt_id.h"

namespace sceau {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;

class ReceiptTest : public testing::Test {
 protected:
  ReceiptTest() : receipt(*bench.cast(bench.form_of("s1"), code_of_s1).receipt) {}

  Findings check(const Receipt& checked) {
    return check_receipt(checked, {"vote.exemple.fr/ag2027", bench.log_key->public_key()});
  }
  void expect(const Receipt& checked, Reason reason) {
    EXPECT_THAT(check(checked), Contains(Field(&Finding::reason, reason)));
  }
  // As a forger would who has the log's key, to reach the checks behind the signature.
  Receipt signed_anew(Receipt changed) {
    return *issue_receipt(changed.id, changed.entry, changed.proof, changed.confirmation, *bench.log_key);
  }

  IntakeBench bench;
  Receipt receipt;
};

TEST_F(ReceiptTest, IsReadBackAsItWasWritten) {
  const auto text = write_receipt(receipt);
  const auto read = read_receipt(as_bytes(text));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(write_receipt(*read), text);
  EXPECT_EQ(read->facts, receipt.facts);
  EXPECT_THAT(check(*read), IsEmpty());
}

TEST_F(ReceiptTest, AnyChangedByteIsNoticed) {
  const auto text = write_receipt(receipt);
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto read = read_receipt(as_bytes(changed));
    if (!read) {
      EXPECT_EQ(read.error().reason, Reason::vote_receipt_malformed);
    } else {
      EXPECT_FALSE(check(*read).empty()) << changed.substr(i > 20 ? i - 20 : 0, 40);
    }
  }
}

TEST_F(ReceiptTest, OnlyTheCanonicalFormIsRead) {
  const auto text = write_receipt(receipt);
  for (const auto& wrong : {" " + text, text + "{}", std::string("{}"), std::string("[]"), text.substr(1)}) {
    EXPECT_EQ(read_receipt(as_bytes(wrong)).error().reason, Reason::vote_receipt_malformed);
  }
}

TEST_F(ReceiptTest, AnotherKeyDidNotSignIt) {
  const auto other = signing_key_from(*generate_key(NewKey::ed25519));
  const auto findings = check_receipt(receipt, {"vote.exemple.fr/ag2027", (*other)->public_key()});
  EXPECT_THAT(findings, Contains(Field(&Finding::reason, Reason::vote_receipt_signature)));
  EXPECT_THAT(findings, Contains(Field(&Finding::reason, Reason::log_checkpoint_signature)));
}

TEST_F(ReceiptTest, AnotherEntryIsNotInTheLog) {
  auto changed = receipt;
  changed.entry.salt[0] ^= 1;
  expect(signed_anew(changed), Reason::vote_receipt_not_in_log);
  changed = receipt;
  changed.proof.index += 1;
  expect(signed_anew(changed), Reason::vote_receipt_not_in_log);
  EXPECT_THAT(check(signed_anew(receipt)), IsEmpty());
}

TEST_F(ReceiptTest, TheProofOfAnotherReceiptIsNone) {
  const auto other = *bench.cast(bench.form_of("s2"), code_of_s2).receipt;
  auto swapped = receipt;
  swapped.proof = other.proof;
  expect(signed_anew(swapped), Reason::vote_receipt_not_in_log);
}

TEST_F(ReceiptTest, FieldsThatContradictOneAnother) {
  auto changed = receipt;
  changed.entry.type = EntryType::refusal;
  expect(signed_anew(changed), Reason::vote_receipt_inconsistent);
  changed = receipt;
  changed.entry.at += std::chrono::seconds(1);
  expect(signed_anew(changed), Reason::vote_receipt_inconsistent);
}

TEST_F(ReceiptTest, IdsAreMadeByTheKeyAlone) {
  const auto& key = bench.keys->receipts;
  for (const EntryRow row : {EntryRow{1}, EntryRow{2}, EntryRow{1} << 40}) {
    const auto id = *receipt_id(key, row);
    EXPECT_EQ(id.size(), 40u);
    EXPECT_EQ(**row_of_receipt(key, id), row);
    EXPECT_FALSE(row_of_receipt(bench.keys->hashes, id)->has_value());
    auto changed = id;
    changed[0] = changed[0] == '0' ? '1' : '0';
    EXPECT_FALSE(row_of_receipt(key, changed)->has_value());
  }
  EXPECT_FALSE(row_of_receipt(key, "")->has_value());
  EXPECT_FALSE(row_of_receipt(key, std::string(40, 'G'))->has_value());
}

}  // namespace
}  // namespace sceau
