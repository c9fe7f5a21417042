// SPDX-License-Identifier: Apache-2.0
#include "vote/register.h"

#include <algorithm>
#include <tuple>

#include "crypto/digest.h"
#include "formats/csv/csv_reader.h"
#include "vote/register_columns.h"

namespace sceau {
namespace {

auto key_of(const Holding& holding) { return std::tie(holding.shareholder, holding.account, holding.isin); }

std::string joined(const std::vector<std::string>& labels) {
  std::string text;
  for (const auto& label : labels) text += (text.empty() ? "" : "|") + label;
  return text;
}

std::string field_of(RegisterColumn column, const Shareholder& person, const Holding& holding) {
  switch (column) {
    case RegisterColumn::shareholder: return person.id;
    case RegisterColumn::surname: return person.identity.surname;
    case RegisterColumn::first_name: return person.identity.first_name;
    case RegisterColumn::company: return person.identity.company;
    case RegisterColumn::registration: return person.identity.registration;
    case RegisterColumn::domicile: return person.identity.domicile;
    case RegisterColumn::email: return person.email;
    case RegisterColumn::language: return std::string(word_of(language_words, person.language));
    case RegisterColumn::intermediary: return person.is_intermediary ? "yes" : "no";
    case RegisterColumn::account: return holding.account;
    case RegisterColumn::kind: return std::string(word_of(registered_words, holding.kind));
    case RegisterColumn::isin: return holding.isin;
    case RegisterColumn::shares: return std::to_string(holding.shares);
    case RegisterColumn::votes: return std::to_string(holding.votes);
    case RegisterColumn::deprived: return holding.is_deprived_of_all ? "all" : joined(holding.deprived);
    case RegisterColumn::attestation: return holding.attestation;
  }
  return "";
}

}  // namespace

Register::Register(std::vector<Shareholder> shareholders, std::vector<Holding> holdings)
    : shareholders_(std::move(shareholders)), holdings_(std::move(holdings)) {
  std::ranges::sort(shareholders_, {}, &Shareholder::id);
  std::ranges::sort(holdings_, [](const Holding& a, const Holding& b) { return key_of(a) < key_of(b); });
}

const Shareholder* Register::shareholder(std::string_view id) const {
  const auto found = std::ranges::lower_bound(shareholders_, id, {}, &Shareholder::id);
  return found == shareholders_.end() || found->id != id ? nullptr : &*found;
}

std::span<const Holding> Register::holdings_of(std::string_view id) const {
  const auto range = std::ranges::equal_range(holdings_, id, {}, &Holding::shareholder);
  return {range.begin(), range.end()};
}

const Holding* Register::holding(std::string_view shareholder, std::string_view account, std::string_view isin) const {
  for (const auto& holding : holdings_of(shareholder)) {
    if (holding.account == account && holding.isin == isin) return &holding;
  }
  return nullptr;
}

RegisterTotals Register::totals() const {
  RegisterTotals totals{.shareholders = std::ssize(shareholders_), .holdings = std::ssize(holdings_)};
  for (const auto& holding : holdings_) {
    totals.shares += holding.shares;
    if (holding.kind == RegisteredKind::treasury) totals.treasury += holding.shares;
    if (holding.kind == RegisteredKind::treasury || holding.is_deprived_of_all || holding.votes == 0) continue;
    totals.shares_with_vote += holding.shares;
    totals.votes += holding.votes;
  }
  return totals;
}

std::string write_register(const Register& shares) {
  std::string table;
  for (const auto& [name, column] : register_columns) table += (table.empty() ? "" : ",") + std::string(name);
  table += "\r\n";
  for (const auto& holding : shares.holdings()) {
    const auto& person = *shares.shareholder(holding.shareholder);
    std::string line;
    for (const auto& [name, column] : register_columns) {
      if (column != RegisterColumn::shareholder) line += ',';
      line += csv_field(field_of(column, person, holding));
    }
    table += line + "\r\n";
  }
  return table;
}

Result<Bytes> register_hash(const Register& shares) {
  return digest(DigestAlgorithm::sha256, as_bytes(write_register(shares)));
}

bool is_deprived(const Holding& holding, const Resolution& resolution) {
  return holding.kind == RegisteredKind::treasury || holding.is_deprived_of_all || holding.votes == 0 ||
         std::ranges::find(holding.deprived, resolution.label) != holding.deprived.end() ||
         std::ranges::find(resolution.deprived, holding.account) != resolution.deprived.end();
}

std::int64_t quorum_base(const Register& shares, const Resolution& resolution) {
  std::int64_t base = 0;
  for (const auto& holding : shares.holdings()) {
    if (!is_deprived(holding, resolution)) base += holding.shares;
  }
  return base;
}

Register without_shares_sold(const Register& shares, std::span<const Sale> sales, Instant record) {
  auto holdings = shares.holdings();
  for (const auto& sale : sales) {
    if (sale.at >= record) continue;
    const auto key = std::tie(sale.shareholder, sale.account, sale.isin);
    const auto found = std::ranges::lower_bound(holdings, key, std::less<>(), key_of);
    if (found == holdings.end() || key_of(*found) != key) continue;
    found->shares = std::max<std::int64_t>(0, found->shares - sale.shares);
    found->votes = std::max<std::int64_t>(0, found->votes - sale.votes);
  }
  return Register(shares.shareholders(), std::move(holdings));
}

}  // namespace sceau
