// SPDX-License-Identifier: Apache-2.0
#include "vote/issue_codes.h"

#include <gmock/gmock.h>

#include <map>

#include "formats/csv/csv_reader.h"
#include "foundation/text_encoding.h"
#include "tests/certs/scratch_folder.h"
#include "tests/vote/sample_meeting.h"
#include "vote/entry_at_rest.h"
#include "vote/identify_voter.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Instant noon = *from_rfc3339("2027-04-21T12:00:00Z");

class IssueCodes : public testing::Test {
 protected:
  IssueCodes() {
    auto opened = SqliteStore::open({.file = folder.path() / "ballots.sqlite"});
    if (!opened) throw std::runtime_error(opened.error().detail);
    store = std::move(*opened);
    keys = std::make_shared<const StorageKeys>(StorageKeys{key_of(1), key_of(2), key_of(3), key_of(4)});
  }

  static SymmetricKey key_of(std::uint8_t octet) { return *symmetric_key_from(SecretBytes(Bytes(32, octet))); }

  Result<CodeLetters> issue_all() { return first_codes(shares, *store, *keys, system_random()); }
  Result<CodeLetters> issue_again(std::string_view who) {
    return another_code(shares, who, *store, *keys, system_random());
  }
  Status enforce(const CodeLetters& letters) { return put_in_force(letters, *store, *keys, noon, system_random()); }

  bool opens(std::string_view shareholder, std::string_view code) {
    AttemptLimits limits;
    const auto look_up = [this](ByteView tag) -> Result<std::optional<Bytes>> {
      const auto found = store->credential_of(tag);
      if (!found) return found.error();
      return *found ? std::optional((*found)->code) : std::nullopt;
    };
    return bool(identify_voter({shareholder, code, "192.0.2.1", noon}, *keys, look_up, limits).voter);
  }

  // The codes of a table by shareholder, and its lines as they are.
  static std::map<std::string, std::string> codes_in(const CodeLetters& letters) {
    std::map<std::string, std::string> codes;
    const auto status = read_csv(as_bytes(letters.table.reveal()), [&](const CsvRecord& record) -> Status {
      codes[record.fields.front()] = record.fields.back();
      return Done{};
    });
    EXPECT_TRUE(status);
    codes.erase("shareholder");
    return codes;
  }

  LogEntry last_entry() {
    const auto row = store->unlogged(100)->back().row;
    return *stored_entry((*store->entry_at(row))->entry, keys->at_rest);
  }

  test::ScratchFolder folder;
  std::unique_ptr<SqliteStore> store;
  std::shared_ptr<const StorageKeys> keys;
  Register shares = sample_register();
};

TEST_F(IssueCodes, one_for_every_shareholder_who_has_something_to_vote_with) {
  const auto letters = issue_all();
  ASSERT_TRUE(letters);
  const auto codes = codes_in(*letters);
  std::vector<std::string> who;
  for (const auto& [shareholder, code] : codes) who.push_back(shareholder);
  EXPECT_THAT(who, ElementsAre("s1", "s2", "s3", "s4", "s5"));  // s9 are treasury shares
  EXPECT_FALSE(opens("s1", codes.at("s1"))) << "not yet in force";

  ASSERT_TRUE(enforce(*letters));
  for (const auto& [shareholder, code] : codes) EXPECT_TRUE(opens(shareholder, code)) << shareholder;
  EXPECT_FALSE(opens("s1", codes.at("s2")));
}

TEST_F(IssueCodes, the_table_is_csv_for_a_mail_merge) {
  const auto letters = issue_all();
  std::vector<std::string> header, jeanne;
  ASSERT_TRUE(read_csv(as_bytes(letters->table.reveal()), [&](const CsvRecord& record) -> Status {
    if (record.line == 1) header = record.fields;
    if (record.fields.front() == "s1") jeanne = record.fields;
    return Done{};
  }));
  EXPECT_THAT(header,
              ElementsAre("shareholder", "surname", "first_name", "company", "address", "language", "email", "code"));
  ASSERT_EQ(jeanne.size(), 8U);
  EXPECT_EQ(jeanne[1], "Martin");
  EXPECT_EQ(jeanne[4], shares.shareholder("s1")->identity.domicile);
  EXPECT_TRUE(read_access_code(jeanne[7]));
}

TEST_F(IssueCodes, are_written_once) {
  const auto first = issue_all();
  const auto rival = issue_all();
  ASSERT_TRUE(first && rival);
  ASSERT_TRUE(enforce(*first));
  EXPECT_EQ(issue_all().error().reason, Reason::vote_codes_exist);
  EXPECT_EQ(enforce(*rival).error().reason, Reason::vote_credential_outdated);
  EXPECT_TRUE(opens("s1", codes_in(*first).at("s1")));
  EXPECT_FALSE(opens("s1", codes_in(*rival).at("s1")));
}

TEST_F(IssueCodes, another_one_kills_the_code_that_was_lost) {
  const auto first = issue_all();
  ASSERT_TRUE(enforce(*first));
  const auto second = issue_again("s1");
  ASSERT_TRUE(second);
  EXPECT_EQ(codes_in(*second).size(), 1U);
  ASSERT_TRUE(enforce(*second));
  EXPECT_TRUE(opens("s1", codes_in(*second).at("s1")));
  EXPECT_FALSE(opens("s1", codes_in(*first).at("s1")));
  EXPECT_TRUE(opens("s2", codes_in(*first).at("s2")));
  EXPECT_EQ(issue_again("s9").error().reason, Reason::vote_not_entitled);
  EXPECT_EQ(issue_again("nobody").error().reason, Reason::vote_not_entitled);
}

TEST_F(IssueCodes, another_one_leaves_a_ballot_that_was_cast) {
  ASSERT_TRUE(enforce(*issue_all()));
  const auto tag = *voter_tag(keys->tags, "s1");
  const LogEntry ballot{EntryType::ballot, noon, "node-1", {}, to_bytes("{}")};
  const auto stored = store_entry(ballot, to_bytes("sealed"), keys->at_rest, system_random());
  const Expression expression{.voter = tag, .mode = ParticipationMode::voting_form, .request = Bytes(32, 9)};
  ASSERT_EQ(store->append(*stored, expression)->outcome, AppendOutcome::stored);
  const auto before = store->participation_of(tag);
  ASSERT_TRUE(enforce(*issue_again("s1")));
  EXPECT_EQ(*store->participation_of(tag), *before);
}

TEST_F(IssueCodes, both_are_logged_acts_without_names_or_codes) {
  const auto first = issue_all();
  ASSERT_TRUE(enforce(*first));
  EXPECT_EQ(last_entry().type, EntryType::admin);
  EXPECT_EQ(to_string(last_entry().payload), R"({"act":"access-codes-issued","count":5})");
  const auto second = issue_again("s1");
  ASSERT_TRUE(enforce(*second));
  const auto entry = last_entry();
  EXPECT_EQ(entry.at, noon);
  EXPECT_EQ(to_string(entry.payload), R"({"act":"access-code-replaced","generation":2,"shareholder":")" +
                                          hex_lower(*voter_tag(keys->tags, "s1")) + R"("})");
}

TEST_F(IssueCodes, the_disk_shows_neither_codes_nor_names) {
  const auto letters = issue_all();
  ASSERT_TRUE(enforce(*letters));
  store.reset();
  std::string disk;
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    disk += to_string(*read_file(file.path(), 1 << 24));
  }
  EXPECT_THAT(disk, HasSubstr("SQLite"));
  EXPECT_THAT(disk, Not(HasSubstr("Martin")));
  for (const auto& [shareholder, code] : codes_in(*letters)) {
    EXPECT_THAT(disk, Not(HasSubstr(code)));
    EXPECT_THAT(disk, Not(HasSubstr(std::string(as_text(read_access_code(code)->reveal())))));
  }
}

}  // namespace
}  // namespace sceau
