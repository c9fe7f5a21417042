// SPDX-License-Identifier: Apache-2.0
#include "vote/issue_codes.h"

#include <algorithm>

#include "formats/csv/csv_reader.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/entry_at_rest.h"
#include "vote/identify_voter.h"

namespace sceau {
namespace {

constexpr std::string_view header = "shareholder,surname,first_name,company,address,language,email,code\r\n";
constexpr std::string_view node = "command-line";
constexpr std::size_t usual_line = 256;  // characters, so that the table seldom moves while it grows

bool has_something_to_vote_with(const Register& shares, const Shareholder& shareholder) {
  return std::ranges::any_of(shares.holdings_of(shareholder.id), [](const Holding& holding) {
    return holding.kind != RegisteredKind::treasury && holding.shares > 0;
  });
}

std::string line_of(const Shareholder& shareholder, const Secret& code) {
  const auto& identity = shareholder.identity;
  std::string line;
  for (const std::string_view field :
       {std::string_view(shareholder.id), std::string_view(identity.surname), std::string_view(identity.first_name),
        std::string_view(identity.company), std::string_view(identity.domicile),
        word_of(language_words, shareholder.language), std::string_view(shareholder.email), code.reveal()}) {
    if (!line.empty()) line += ',';
    line += csv_field(field);
  }
  return line + "\r\n";
}

// One code, its line and its credential.
Status add_code(const Shareholder& shareholder, std::int64_t generation, const StorageKeys& keys,
                const RandomSource& random, std::string& table, std::vector<Credential>& credentials) {
  const auto code = make_access_code(random);
  if (!code) return code.error();
  auto tag = voter_tag(keys.tags, shareholder.id);
  if (!tag) return tag.error();
  auto hash = code_hash(keys.hashes, *tag, *code);
  if (!hash) return hash.error();
  const Secret line(line_of(shareholder, write_access_code(*code)));
  table += line.reveal();
  credentials.push_back({std::move(*tag), std::move(*hash), generation});
  return Done{};
}

// What the newest code of a shareholder counts, from 1; 0 where there is none.
Result<std::int64_t> generation_of(const Shareholder& shareholder, BallotStore& store, const StorageKeys& keys) {
  const auto tag = voter_tag(keys.tags, shareholder.id);
  if (!tag) return tag.error();
  const auto credential = store.credential_of(*tag);
  if (!credential) return credential.error();
  return *credential ? (*credential)->generation : 0;
}

std::string act_of_all(std::size_t count) {
  return canonical_json(
      {ValueObject{{"act", {std::string("access-codes-issued")}}, {"count", {static_cast<std::int64_t>(count)}}}});
}

std::string act_of_one(const Credential& credential) {
  return canonical_json({ValueObject{{"act", {std::string("access-code-replaced")}},
                                     {"generation", {credential.generation}},
                                     {"shareholder", {hex_lower(credential.voter)}}}});
}

}  // namespace

Result<CodeLetters> first_codes(const Register& shares, BallotStore& store, const StorageKeys& keys,
                                const RandomSource& random) {
  std::string table;
  table.reserve((shares.shareholders().size() + 1) * usual_line);
  table += header;
  CodeLetters letters;
  for (const auto& shareholder : shares.shareholders()) {
    if (!has_something_to_vote_with(shares, shareholder)) continue;
    const auto generation = generation_of(shareholder, store, keys);
    if (!generation) return generation.error();
    if (*generation > 0) return Error{Reason::vote_codes_exist, ""};
    if (auto added = add_code(shareholder, 1, keys, random, table, letters.credentials); !added) return added.error();
  }
  letters.table = Secret(std::move(table));
  letters.act = act_of_all(letters.credentials.size());
  return letters;
}

Result<CodeLetters> another_code(const Register& shares, std::string_view shareholder, BallotStore& store,
                                 const StorageKeys& keys, const RandomSource& random) {
  const auto* found = shares.shareholder(shareholder);
  if (found == nullptr || !has_something_to_vote_with(shares, *found)) return Error{Reason::vote_not_entitled, ""};
  const auto generation = generation_of(*found, store, keys);
  if (!generation) return generation.error();
  std::string table;
  table.reserve(2 * usual_line);
  table += header;
  CodeLetters letters;
  auto added = add_code(*found, *generation + 1, keys, random, table, letters.credentials);
  if (!added) return added.error();
  letters.table = Secret(std::move(table));
  letters.act = act_of_one(letters.credentials.front());
  return letters;
}

Status put_in_force(const CodeLetters& letters, BallotStore& store, const StorageKeys& keys, Instant now,
                    const RandomSource& random) {
  LogEntry entry{EntryType::admin, now, std::string(node), {}, to_bytes(letters.act)};
  const auto stored = store_entry(std::move(entry), {}, keys.at_rest, random);
  if (!stored) return stored.error();
  if (const auto appended = store.append(*stored, std::nullopt); !appended) return appended.error();
  return store.put_credentials(letters.credentials);
}

}  // namespace sceau
