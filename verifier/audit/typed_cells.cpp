// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/typed_cells.h"

#include <algorithm>
#include <array>

#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

constexpr std::array<std::string_view, 5> proxy_columns = {"proxy_surname", "proxy_first_name", "proxy_company",
                                                           "proxy_domicile", "proxy_relation"};

// Digits with a slash between, none of them with a zero too many; nothing where it is something else.
std::optional<Split> split_from(std::string_view text) {
  std::array<std::int64_t, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto end = i + 1 < numbers.size() ? text.find('/') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = whole_number(text.substr(0, end));
    if (!number) return std::nullopt;
    numbers[i] = *number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return Split{numbers[0], numbers[1], numbers[2]};
}

bool is_plain(std::string_view text) {
  constexpr std::size_t longest = 2000;
  if (text.size() > longest || !is_utf8(text) || text.starts_with(' ') || text.ends_with(' ')) return false;
  for (const auto no_character : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    if (text.find(no_character) != std::string_view::npos) return false;
  }
  return std::ranges::none_of(text, [](char c) { return ('\0' <= c && c < ' ') || c == '\x7F'; });
}

std::optional<Vote> vote_from(std::string_view text, VotesOf whose) {
  if (text.empty()) return Vote::none;
  if (text == "for") return Vote::for_it;
  if (text == "against") return Vote::against;
  if (text == "abstain") return Vote::abstain;
  if (text == "null") return Vote::null;
  if (text == "chair" && whose == VotesOf::forms) return Vote::chair;
  if (text == "named" && whose == VotesOf::forms) return Vote::named;
  return std::nullopt;
}

}  // namespace

std::string vote_column(const Resolution& resolution) { return "vote:" + resolution.label; }

Choices::Said read_vote_cell(TableLine& line, std::string_view column, VotesOf whose) {
  const auto& text = line.text(column);
  if (const auto split = split_from(text)) return {Vote::split, *split};
  const auto vote = vote_from(text, whose);
  if (!vote) line.refuse(column, "is no vote");
  return {vote.value_or(Vote::none)};
}

StatedHolding read_holding_cells(TableLine& line) {
  StatedHolding holding;
  holding.account = line.needed("account");
  holding.isin = line.text("isin");
  holding.shares = line.count("shares");
  if (holding.shares == 0) line.refuse("shares", "is zero");
  holding.has_attestation = !line.text("attestation").empty();
  return holding;
}

std::vector<std::string> with_holding_and_proxy(std::vector<std::string> others) {
  others.insert(others.end(), {"isin", "attestation"});
  others.insert(others.end(), proxy_columns.begin(), proxy_columns.end());
  return others;
}

bool is_without_proxy_cells(const TableLine& line) {
  return std::ranges::all_of(proxy_columns, [&](std::string_view name) { return line.text(name).empty(); });
}

Status read_typed_lines(ByteView csv, const Columns& columns, Findings& findings,
                        const std::function<void(TableLine&)>& take) {
  return read_table(csv, columns, findings, [&](TableLine& line) {
    for (const auto* list : {&columns.needed, &columns.optional}) {
      for (const auto& name : *list) {
        if (!is_plain(line.text(name))) line.refuse(name, "is no plain line of text");
      }
    }
    take(line);
  });
}

Proxy read_proxy_cells(TableLine& line, ProxyKind kind, const Shareholder* giver) {
  Proxy proxy{.kind = kind, .holder = {}};
  proxy.holder.surname = line.text("proxy_surname");
  proxy.holder.first_name = line.text("proxy_first_name");
  proxy.holder.company = line.text("proxy_company");
  proxy.holder.domicile = line.text("proxy_domicile");
  proxy.is_the_shareholder = giver != nullptr && exact_digest(proxy.holder) == giver->exact;
  const auto relation = proxy_relation_named(line.text("proxy_relation"));
  if (!relation) line.refuse("proxy_relation", "is not known");
  proxy.relation = relation.value_or(ProxyRelation::none);
  return proxy;
}

}  // namespace sceau::audit
