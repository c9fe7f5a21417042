// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/typed_cells.h"

#include <array>
#include <charconv>

namespace sceau::audit {
namespace {

// Digits with a slash between; nothing where it is something else.
std::optional<Split> split_from(std::string_view text) {
  std::array<std::int64_t, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto end = i + 1 < numbers.size() ? text.find('/') : text.size();
    if (end == std::string_view::npos || end == 0 || text.front() == '-') return std::nullopt;
    const auto read = std::from_chars(text.data(), text.data() + end, numbers[i]);
    if (read.ec != std::errc() || read.ptr != text.data() + end) return std::nullopt;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return Split{numbers[0], numbers[1], numbers[2]};
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
