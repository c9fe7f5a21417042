// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>

#include "formats/csv/csv_reader.h"
#include "foundation/nearest_word.h"
#include "foundation/text_encoding.h"
#include "vote/plain_line.h"
#include "vote/register_columns.h"

namespace sceau {
namespace {

constexpr std::size_t most_findings = 100;

// Decimal digits alone, no sign, no leading zeros.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= 0;
  return is_whole && std::to_string(number) == text ? std::optional(number) : std::nullopt;
}

std::vector<std::string> split_labels(std::string_view text) {
  std::vector<std::string> labels;
  while (!text.empty()) {
    const auto bar = std::min(text.find('|'), text.size());
    labels.emplace_back(text.substr(0, bar));
    text.remove_prefix(std::min(bar + 1, text.size()));
  }
  return labels;
}

}  // namespace

// Takes the table line by line, keeps what is sound, and collects what is not.
class RegisterBuilder {
 public:
  explicit RegisterBuilder(const Meeting& meeting) : meeting_(meeting) {}

  Status take(const CsvRecord& record) {
    if (places_.empty()) return take_header(record);
    record_ = &record;
    auto person = read_shareholder();
    auto holding = read_holding();
    check_holding(holding);
    keep(std::move(person), std::move(holding));
    return Done{};
  }

  RegisterReading finish() {
    if (more_ != 0) findings_.push_back({Reason::vote_register_irregular, fmt::format("and {} more", more_)});
    return {Register(std::move(shareholders_), std::move(holdings_)), std::move(findings_)};
  }

  bool has_header() const { return !places_.empty(); }

 private:
  Status take_header(const CsvRecord& record) {
    std::vector<std::string> known;
    for (const auto& [name, column] : register_columns) known.emplace_back(name);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const auto column = meaning_of(register_columns, record.fields[i]);
      if (!column) return unknown_column(record.fields[i], known);
      if (!places_.emplace(*column, i).second) return wrong_header("the column '" + record.fields[i] + "' twice");
    }
    for (const auto column : needed_register_columns) {
      if (!places_.contains(column)) {
        return wrong_header(fmt::format("the column '{}' is missing", word_of(register_columns, column)));
      }
    }
    return Done{};
  }

  static Error wrong_header(const std::string& what) {
    return {Reason::vote_register_irregular, "line 1: " + printable(what)};
  }

  static Error unknown_column(const std::string& name, const std::vector<std::string>& known) {
    if (name.find(';') != name.npos) return wrong_header("the columns are separated by ';', and must be by ','");
    const auto near = nearest_word(name, known);
    return wrong_header("'" + name + "' is no column of a register" +
                        (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

  void refuse(const std::string& what) {
    if (findings_.size() == most_findings) {
      ++more_;
    } else {
      findings_.push_back({Reason::vote_register_irregular, fmt::format("line {}: {}", record_->line, what)});
    }
  }

  std::string field(RegisterColumn column) {
    const auto place = places_.find(column);
    if (place == places_.end()) return "";
    const auto& text = record_->fields[place->second];
    if (!is_plain_line(text)) refuse(fmt::format("{} is not one plain line", word_of(register_columns, column)));
    return text;
  }

  template <typename Table>
  auto word(RegisterColumn column, const Table& table, decltype(table[0].second) otherwise) {
    const auto text = field(column);
    const auto meaning = meaning_of(table, text);
    if (!meaning && !text.empty())
      refuse(fmt::format("'{}' is not known as {}", printable(text), word_of(register_columns, column)));
    return meaning.value_or(otherwise);
  }

  std::int64_t number(RegisterColumn column) {
    const auto text = field(column);
    const auto found = whole_number(text);
    if (found && *found <= most_shares) return *found;
    refuse(fmt::format("{}: '{}' is not a whole number", word_of(register_columns, column), printable(text)));
    return 0;
  }

  // L10, L54: surname, usual first name and domicile, or the company's name.
  Shareholder read_shareholder() {
    constexpr std::array yes_or_no = {Word<bool>{"yes", true}, Word<bool>{"no", false}};
    Shareholder person;
    person.id = field(RegisterColumn::shareholder);
    person.identity = {.surname = field(RegisterColumn::surname),
                       .first_name = field(RegisterColumn::first_name),
                       .company = field(RegisterColumn::company),
                       .registration = field(RegisterColumn::registration),
                       .domicile = field(RegisterColumn::domicile)};
    person.email = field(RegisterColumn::email);
    person.language = word(RegisterColumn::language, language_words, Language::french);
    person.is_intermediary = word(RegisterColumn::intermediary, yes_or_no, false);
    if (person.id.empty() || person.id.size() > 64) refuse("the shareholder has no id of 1 to 64 bytes");
    const auto& [surname, first_name, company, registration, domicile] = person.identity;
    if (surname.empty() == company.empty()) refuse("either a surname or a company must be there, not both");
    if (company.empty() && first_name.empty()) refuse("the usual first name is missing");
    if (domicile.empty()) refuse("the domicile is missing");
    return person;
  }

  Holding read_holding() {
    Holding holding;
    holding.shareholder = field(RegisterColumn::shareholder);
    holding.account = field(RegisterColumn::account);
    holding.isin = field(RegisterColumn::isin);
    if (field(RegisterColumn::kind).empty()) refuse("the kind of holding is missing");
    holding.kind = word(RegisterColumn::kind, registered_words, RegisteredKind::registered);
    holding.shares = number(RegisterColumn::shares);
    holding.votes = number(RegisterColumn::votes);
    holding.attestation = field(RegisterColumn::attestation);
    const auto deprived = field(RegisterColumn::deprived);
    holding.is_deprived_of_all = deprived == "all";
    if (!holding.is_deprived_of_all) holding.deprived = split_labels(deprived);
    return holding;
  }

  void check_holding(const Holding& holding) {
    if (holding.account.empty()) refuse("the account is missing");
    if (holding.shares == 0) refuse("a holding without shares");
    if (holding.kind == RegisteredKind::treasury && holding.votes != 0) refuse("treasury shares have no votes (L44)");
    if (holding.votes > holding.shares) check_double_votes(holding);
    for (const auto& label : holding.deprived) {
      if (std::ranges::find(meeting_.agenda, label, &Resolution::label) == meeting_.agenda.end()) {
        refuse(fmt::format("deprived: the agenda has no resolution '{}'", printable(label)));
      }
    }
  }

  // L45: registered shares alone, and at most two votes a share.
  void check_double_votes(const Holding& holding) {
    if (meeting_.articles.double_vote == DoubleVote::none) refuse("more votes than shares, and no double vote");
    if (holding.kind == RegisteredKind::bearer) refuse("bearer shares have no double vote");
    if (holding.votes > 2 * holding.shares) refuse("more than two votes a share");
  }

  void keep(Shareholder person, Holding holding) {
    shares_ = std::min(shares_ + holding.shares, most_shares + 1);
    if (shares_ > most_shares) refuse("more shares than can be counted");
    if (!holding_keys_.insert(holding.shareholder + '\n' + holding.account + '\n' + holding.isin).second) {
      refuse(fmt::format("the account '{}' is there twice", holding.account));
      return;
    }
    const auto [known, is_new] = shareholder_places_.emplace(person.id, shareholders_.size());
    if (is_new) {
      shareholders_.push_back(std::move(person));
    } else if (!(shareholders_[known->second] == person)) {
      refuse(fmt::format("the shareholder '{}' has other particulars on an earlier line", person.id));
    }
    holdings_.push_back(std::move(holding));
  }

  const Meeting& meeting_;
  const CsvRecord* record_ = nullptr;
  std::unordered_map<RegisterColumn, std::size_t> places_;
  std::vector<Shareholder> shareholders_;
  std::vector<Holding> holdings_;
  std::unordered_map<std::string, std::size_t> shareholder_places_;
  std::set<std::string> holding_keys_;
  std::int64_t shares_ = 0;
  Findings findings_;
  std::size_t more_ = 0;
};

Result<RegisterReading> read_register(ByteView csv, const Meeting& meeting) {
  RegisterBuilder builder(meeting);
  const auto read = read_csv(csv, [&](const CsvRecord& record) { return builder.take(record); });
  if (!read) return read.error();
  if (!builder.has_header()) return Error{Reason::vote_register_irregular, "the table is empty"};
  return builder.finish();
}

}  // namespace sceau
