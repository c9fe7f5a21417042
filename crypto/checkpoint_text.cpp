// SPDX-License-Identifier: Apache-2.0
// The text of checkpoints and signed notes, written and read.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "crypto/transparency_log.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view signature_mark = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t most_signatures = 16;
constexpr std::size_t most_note_bytes = 64 * 1024;

Error malformed(const char* what) { return {Reason::log_checkpoint_malformed, what}; }

// Takes the text before the next line end off the front; nothing where there is no line end.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

bool has_control_characters(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7f;
  });
}

// White space beyond ASCII (Unicode property White_Space), in UTF-8.
bool has_wide_space(std::string_view text) {
  constexpr std::string_view spaces[] = {"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
                                         "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
                                         "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
                                         "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
  return std::ranges::any_of(spaces, [text](std::string_view space) { return text.find(space) != text.npos; });
}

// Decimal, without sign or leading zeros.
std::optional<std::uint64_t> size_from(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (failure != std::errc() || end != text.data() + text.size() || fmt::to_string(size) != text) return std::nullopt;
  return size;
}

// Base64 with one spelling for one value: the reader passes over white space.
std::optional<Bytes> octets_from(std::string_view text) {
  auto octets = from_base64(text);
  if (!octets || base64(*octets) != text) return std::nullopt;
  return std::move(*octets);
}

Result<Checkpoint> read_text(std::string_view& note) {
  const auto origin = take_line(note);
  const auto size_line = take_line(note);
  const auto root_line = take_line(note);
  if (!root_line || origin->empty() || has_control_characters(*origin)) return malformed("the three lines of the text");
  const auto size = size_from(*size_line);
  const auto octets = octets_from(*root_line);
  if (!size || !octets) return malformed("a size or root that is not in its one form");
  const auto root = tree_hash_from(*octets);
  if (!root) return malformed("a root that is not 32 octets long");
  return Checkpoint{std::string(*origin), *size, *root};
}

Result<NoteSignature> read_signature(std::string_view line) {
  if (!line.starts_with(signature_mark)) return malformed("a line that is no signature");
  line.remove_prefix(signature_mark.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_note_name(line.substr(0, space))) return malformed("the name of a key");
  const auto value = octets_from(line.substr(space + 1));
  NoteSignature signature{std::string(line.substr(0, space)), {}, {}};
  if (!value || value->size() <= signature.key_id.size()) return malformed("the value of a signature");
  std::copy_n(value->begin(), signature.key_id.size(), signature.key_id.begin());
  signature.signature.assign(value->begin() + signature.key_id.size(), value->end());
  return signature;
}

bool is_of_same_key(const NoteSignature& one, const NoteSignature& other) {
  return one.name == other.name && one.key_id == other.key_id;
}

}  // namespace

bool is_note_name(std::string_view name) {
  return !name.empty() && is_utf8(name) && !has_control_characters(name) &&
         name.find_first_of(" +") == std::string_view::npos && !has_wide_space(name);
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64(checkpoint.root));
}

std::string write_checkpoint(const SignedCheckpoint& checkpoint) {
  std::string note = checkpoint_text(checkpoint.checkpoint) + '\n';
  for (const auto& signature : checkpoint.signatures) {
    Bytes value(signature.key_id.begin(), signature.key_id.end());
    append(value, signature.signature);
    note += fmt::format("{}{} {}\n", signature_mark, signature.name, base64(value));
  }
  return note;
}

Result<SignedCheckpoint> parse_checkpoint(std::string_view note) {
  if (note.size() > most_note_bytes || !is_utf8(note)) return malformed("too long, or not UTF-8");
  auto checkpoint = read_text(note);
  if (!checkpoint) return checkpoint.error();
  if (take_line(note) != std::string_view()) return malformed("no empty line after the third");

  SignedCheckpoint parsed{std::move(*checkpoint), {}};
  while (const auto line = take_line(note)) {
    auto signature = read_signature(*line);
    if (!signature) return signature.error();
    const auto is_same = [&signature](const NoteSignature& other) { return is_of_same_key(*signature, other); };
    if (std::ranges::any_of(parsed.signatures, is_same)) return malformed("two signatures of one key");
    parsed.signatures.push_back(std::move(*signature));
    if (parsed.signatures.size() > most_signatures) return malformed("more than 16 signatures");
  }
  if (!note.empty() || parsed.signatures.empty()) return malformed("no signature, or no line end after the last");
  return parsed;
}

}  // namespace sceau
