// SPDX-License-Identifier: Apache-2.0
#include "certs/pem_blocks.h"

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view dashes = "-----";

// Takes the block that begins at `text`; returns what follows it.
std::string_view take_block(std::string_view text, std::vector<PemBlock>& blocks) {
  text.remove_prefix(begin_mark.size());
  const auto label_end = text.find(dashes);
  if (label_end == std::string_view::npos || text.substr(0, label_end).find('\n') != std::string_view::npos) {
    return text;
  }
  PemBlock block{std::string(text.substr(0, label_end)), {}};
  text.remove_prefix(label_end + dashes.size());
  const auto end = text.find("-----END " + block.label + "-----");
  if (end != std::string_view::npos) {
    if (auto der = from_base64(text.substr(0, end))) block.der = std::move(*der);
    text.remove_prefix(end);
  }
  blocks.push_back(std::move(block));
  return text;
}

}  // namespace

std::vector<PemBlock> pem_blocks(ByteView bytes) {
  std::vector<PemBlock> blocks;
  auto text = as_text(bytes);
  for (auto begin = text.find(begin_mark); begin != std::string_view::npos; begin = text.find(begin_mark)) {
    text = take_block(text.substr(begin), blocks);
  }
  return blocks;
}

bool looks_like_pem(ByteView bytes) { return as_text(bytes).find(begin_mark) != std::string_view::npos; }

std::string pem_text(const std::string& label, ByteView der) {
  constexpr std::size_t line = 64;
  const std::string body = base64(der);
  std::string text = "-----BEGIN " + label + "-----\n";
  for (std::size_t at = 0; at < body.size(); at += line) text.append(body, at, line).push_back('\n');
  return text + "-----END " + label + "-----\n";
}

}  // namespace sceau
