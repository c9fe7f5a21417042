// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/shares_register.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "verifier/audit/bundle_files.h"
#include "verifier/audit/table_reader.h"

namespace sceau::audit {
namespace {

constexpr std::int64_t most_shares = (std::int64_t{1} << 53) - 1;  // and votes, of a whole register

ShortDigest shortened(const std::string& text) {
  const auto hash = sha256(as_bytes(text));
  ShortDigest digest{};
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

// The place of a value in a table, where it is added if it is new.
template <typename T>
class Interned {
 public:
  explicit Interned(std::vector<T>& table) : table_(table) {
    for (const auto& value : table) places_.emplace(value, static_cast<std::uint16_t>(places_.size()));
  }
  std::optional<std::uint16_t> place_of(const T& value) {
    if (const auto known = places_.find(value); known != places_.end()) return known->second;
    if (table_.size() > 60'000) return std::nullopt;
    places_.emplace(value, static_cast<std::uint16_t>(table_.size()));
    table_.push_back(value);
    return places_.at(value);
  }

 private:
  std::vector<T>& table_;
  std::map<T, std::uint16_t> places_;
};

std::vector<std::string> split(const std::string& text, char between) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(between, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

struct Row {
  Shareholder shareholder;
  Holding holding;
  std::size_t line = 0;
};

class RegisterBuilder {
 public:
  explicit RegisterBuilder(Findings& findings)
      : findings_(findings), isins_(shares_.isins), deprived_(shares_.deprived) {}

  void add(TableLine& line) {
    rows_.push_back({read_shareholder(line), read_holding(line), line.number()});
    shares_sum_ += rows_.back().holding.shares;
    votes_sum_ += rows_.back().holding.votes;
    if (shares_sum_ > most_shares || votes_sum_ > most_shares) line.refuse("shares", "and votes are too many");
  }

  Register build() && {
    const auto key = [this](const Row& row) {
      return std::tie(row.shareholder.id, row.holding.account, shares_.isins[row.holding.isin]);
    };
    std::ranges::sort(rows_, [&](const Row& one, const Row& other) { return key(one) < key(other); });
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      if (findings_.empty() && key(rows_[i - 1]) == key(rows_[i])) refuse(rows_[i], "a holding that is there already");
    }
    for (auto& row : rows_) place(row);
    return std::move(shares_);
  }

 private:
  Shareholder read_shareholder(TableLine& line) {
    const Person person{.surname = line.text("surname"),
                        .first_name = line.text("first_name"),
                        .company = line.text("company"),
                        .registration = line.text("registration"),
                        .domicile = line.text("domicile")};
    const auto& intermediary = line.text("intermediary");
    if (!intermediary.empty() && intermediary != "yes" && intermediary != "no") {
      line.refuse("intermediary", "is neither yes nor no");
    }
    return {.id = line.needed("shareholder"),
            .name = name_digest(person),
            .exact = exact_digest(person),
            .is_intermediary = intermediary == "yes"};
  }

  Holding read_holding(TableLine& line) {
    Holding holding{.account = line.needed("account")};
    const auto& kind = line.text("kind");
    holding.is_treasury = kind == "treasury";
    holding.is_bearer = kind == "bearer";
    if (kind != "registered" && kind != "administered" && kind != "bearer" && kind != "treasury") {
      line.refuse("kind", "is not known");
    }
    holding.shares = line.count("shares");
    holding.votes = line.count("votes");
    holding.has_attestation = !line.text("attestation").empty();
    const auto isin = isins_.place_of(line.text("isin"));
    if (!isin) line.refuse("isin", "is one too many");
    holding.isin = isin.value_or(0);
    read_deprived(line, holding);
    return holding;
  }

  void read_deprived(TableLine& line, Holding& holding) {
    const auto& text = line.text("deprived");
    holding.is_deprived_of_all = text == "all";
    if (text.empty() || holding.is_deprived_of_all) return;
    const auto labels = deprived_.place_of(split(text, '|'));
    if (!labels) line.refuse("deprived", "is one list too many");
    holding.deprived = labels.value_or(0);
  }

  void place(Row& row) {
    auto& all = shares_.shareholders;
    if (all.empty() || all.back().id != row.shareholder.id) {
      row.shareholder.first_holding = static_cast<std::uint32_t>(shares_.holdings.size());
      all.push_back(row.shareholder);
    } else if (all.back().exact != row.shareholder.exact ||
               all.back().is_intermediary != row.shareholder.is_intermediary) {
      refuse(row, "says something else about the shareholder than another line");
    }
    ++all.back().holdings;
    shares_.holdings.push_back(std::move(row.holding));
  }

  void refuse(const Row& row, std::string_view what) {
    if (findings_.size() >= 20) return;
    findings_.push_back({Reason::value_wrong, "line " + std::to_string(row.line) + ": " + std::string(what)});
  }

  Findings& findings_;
  Register shares_;
  Interned<std::string> isins_;
  Interned<std::vector<std::string>> deprived_;
  std::vector<Row> rows_;
  std::int64_t shares_sum_ = 0, votes_sum_ = 0;
};

}  // namespace

ShortDigest name_digest(const Person& person) { return shortened(name_key(person)); }

ShortDigest exact_digest(const Person& person) {
  return shortened(person.surname + '\n' + person.first_name + '\n' + person.company + '\n' + person.domicile);
}

const Shareholder* Register::shareholder(std::string_view id) const {
  const auto found = std::ranges::lower_bound(shareholders, id, {}, &Shareholder::id);
  return found != shareholders.end() && found->id == id ? &*found : nullptr;
}

std::span<const Holding> Register::holdings_of(const Shareholder& shareholder) const {
  return std::span(holdings).subspan(shareholder.first_holding, shareholder.holdings);
}

const Holding* Register::holding(std::string_view id, std::string_view account, std::string_view isin) const {
  const auto* owner = shareholder(id);
  if (owner == nullptr) return nullptr;
  const auto theirs = holdings_of(*owner);
  const auto key = [this](const Holding& each) {
    return std::pair<std::string_view, std::string_view>(each.account, isin_of(each));
  };
  const std::pair wanted(account, isin);
  const auto found = std::ranges::lower_bound(theirs, wanted, {}, key);
  return found != theirs.end() && key(*found) == wanted ? &*found : nullptr;
}

RegisterTotals Register::totals() const {
  RegisterTotals totals{.shareholders = static_cast<std::int64_t>(shareholders.size()),
                        .holdings = static_cast<std::int64_t>(holdings.size())};
  for (const auto& holding : holdings) {
    totals.shares += holding.shares;
    if (holding.is_treasury) totals.treasury += holding.shares;
    if (is_always_deprived(holding)) continue;
    totals.shares_with_vote += holding.shares;
    totals.votes += holding.votes;
  }
  return totals;
}

bool Register::is_always_deprived(const Holding& holding) {
  return holding.is_treasury || holding.is_deprived_of_all || holding.votes == 0;
}

bool Register::is_deprived(const Holding& holding, const Resolution& resolution) const {
  const auto& labels = deprived[holding.deprived];
  return is_always_deprived(holding) || std::ranges::count(labels, resolution.label) != 0 ||
         std::ranges::binary_search(resolution.deprived, holding.account);
}

Result<RegisterReading> read_register(ByteView csv) {
  static const Columns columns = {{"shareholder", "account", "kind", "shares", "votes", "domicile"},
                                  {"surname", "first_name", "company", "registration", "email", "language",
                                   "intermediary", "isin", "deprived", "attestation"}};
  RegisterReading reading;
  RegisterBuilder builder(reading.findings);
  const auto read = read_table(csv, columns, reading.findings, [&](TableLine& line) { builder.add(line); });
  if (!read) return read.error();
  reading.shares = std::move(builder).build();
  return reading;
}

}  // namespace sceau::audit
