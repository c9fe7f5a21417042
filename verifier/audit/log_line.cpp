// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/log_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

constexpr std::string_view entries_name = "log/entries.tsv", domain = "sceau.vote.leaf/1";
constexpr std::size_t longest_line = std::size_t{1} << 20;

constexpr std::array<std::string_view, 13> type_names = {
    "open",  "admin", "register-change", "ballot", "mandate", "revocation", "refusal",
    "clock", "close", "opening",         "tally",  "publish", "erase"};

std::string_view cut_field(std::string_view& rest) {
  const auto end = std::min(rest.find('\t'), rest.size());
  const auto field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

std::optional<std::uint64_t> number_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_whole && (text.size() == 1 || text.front() != '0') ? std::optional(number) : std::nullopt;
}

bool is_plain(std::string_view text) {
  return is_utf8(text) && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

Error wrong(std::string detail) { return {Reason::value_wrong, std::move(detail)}; }

Error at_line(std::size_t line, const Error& error) {
  return {error.reason, fmt::format("line {}: {}", line, error.detail)};
}

}  // namespace

std::string_view name_of(EntryType type) { return type_names[static_cast<std::size_t>(type)]; }

std::optional<EntryType> entry_type_named(std::string_view name) {
  const auto found = std::ranges::find(type_names, name);
  if (found == type_names.end()) return std::nullopt;
  return static_cast<EntryType>(found - type_names.begin());
}

bool is_decision(EntryType type) {
  return type == EntryType::ballot || type == EntryType::mandate || type == EntryType::revocation ||
         type == EntryType::refusal;
}

bool is_of_the_count(EntryType type) {
  return type == EntryType::opening || type == EntryType::tally || type == EntryType::publish ||
         type == EntryType::erase;
}

bool comes_before(const LogPlace& one, const LogPlace& other) {
  return one.index < other.index || (one.at <= other.at && other.at - one.at <= longest_batch);
}

Result<LogLine> read_log_line(std::string_view line) {
  if (std::ranges::count(line, '\t') != 5) return wrong("not six fields");
  auto rest = line;
  LogLine read;
  const auto index = number_from(cut_field(rest));
  if (!index) return wrong("the index is no number");
  const auto type = entry_type_named(cut_field(rest));
  if (!type) return wrong("the type is not known");
  read.at_text = cut_field(rest);
  const auto at = from_rfc3339(read.at_text);
  if (!at) return wrong("the time is none");
  read.node = cut_field(rest);
  const auto salt = hash_from_hex(cut_field(rest));
  if (!salt) return wrong("the salt is not 64 hexadecimal digits");
  read.payload = rest;
  if (!is_plain(read.node) || !is_plain(read.payload)) return Error{Reason::text_malformed, "node or payload"};
  read.index = *index;
  read.type = *type;
  read.at = *at;
  read.salt = *salt;
  return read;
}

Result<Hash> leaf_data(const LogLine& line) {
  constexpr std::string_view zero("\0", 1);
  const std::array<ByteView, 10> pieces = {
      as_bytes(domain), as_bytes(zero),         line.salt,      as_bytes(name_of(line.type)),
      as_bytes(zero),   as_bytes(line.at_text), as_bytes(zero), as_bytes(line.node),
      as_bytes(zero),   as_bytes(line.payload)};
  const auto octets = digest(DigestAlgorithm::sha256, pieces);
  if (!octets) return octets.error();
  return tree_hash_from(*octets);
}

Status LineCutter::feed(ByteView piece) {
  auto rest = as_text(piece);
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    const auto visited = begun_.empty() ? visit_(rest.substr(0, end)) : visit_(begun_.append(rest, 0, end));
    if (!visited) return visited;
    begun_.clear();
    rest.remove_prefix(end + 1);
  }
  if (begun_.size() + rest.size() > longest_line) return Error{Reason::input_too_large, "a line of the log"};
  begun_.append(rest);
  return Done{};
}

Status LineCutter::finish() const {
  if (!begun_.empty()) return wrong("the last line does not end");
  return Done{};
}

Status for_each_log_line(const BundleFiles& files, const std::function<Status(const LogLine&)>& visit) {
  std::size_t number = 0;
  LineCutter cutter([&](std::string_view text) -> Status {
    if (++number == 1) return text == log_header ? Status(Done{}) : at_line(1, wrong("another header"));
    const auto line = read_log_line(text);
    if (!line) return at_line(number, line.error());
    const auto visited = visit(*line);
    return visited ? visited : at_line(number, visited.error());
  });
  const auto read = files.zip().stream(entries_name, [&](ByteView piece) { return cutter.feed(piece); });
  if (!read) return read;
  return number == 0 ? Status(wrong("no header")) : cutter.finish();
}

}  // namespace sceau::audit
