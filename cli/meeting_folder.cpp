// SPDX-License-Identifier: Apache-2.0
#include "cli/meeting_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/document_input.h"
#include "foundation/text_encoding.h"
#include "vote/typed_table.h"

namespace sceau {
namespace {

constexpr std::size_t most_answer_bytes = 4096;
constexpr std::size_t most_set_bytes = 256;

Error without_urn() { return {Reason::value_missing, "frozen.json names no urn: freeze the meeting anew"}; }

Error changed(const std::string& name) {
  return {Reason::vote_frozen_changed, fmt::format("{} is not the certificate that was frozen", printable(name))};
}

}  // namespace

Result<FrozenMeeting> read_frozen_folder(const MeetingFolder& folder, const ZoneDatabase& database) {
  const auto toml = read_file(folder.settings(), most_settings_bytes);
  if (!toml) return toml.error();
  const auto json = read_file(folder.frozen(), most_settings_bytes);
  if (!json) return json.error();
  return read_frozen(*toml, *json, database);
}

std::vector<Certificate> read_scrutineers(const MeetingFolder& folder, const Bureau& bureau, Findings& defects) {
  std::vector<Certificate> certificates;
  for (const auto& name : bureau.scrutineers) {
    const auto input = open_input((folder.path / name).string());
    const auto read = input ? certificates_from(input->bytes()) : input.error();
    if (read) {
      certificates.push_back(read->front());
    } else {
      defects.push_back({Reason::vote_bureau_irregular,
                         fmt::format("{}: {}", printable(name), row_of(read.error().reason).sentence)});
    }
  }
  return certificates;
}

Result<std::vector<Certificate>> frozen_scrutineers(const MeetingFolder& folder, const FrozenMeeting& frozen) {
  if (!frozen.urn()) return without_urn();
  Findings unread;
  const auto& bureau = frozen.meeting().bureau;
  auto certificates = read_scrutineers(folder, bureau, unread);
  if (!unread.empty()) return Error{unread.front().reason, unread.front().detail};
  const auto& wanted = frozen.urn()->scrutineers;
  if (wanted.size() != certificates.size()) {
    return Error{Reason::vote_frozen_changed, "another number of scrutineers was frozen"};
  }
  for (std::size_t at = 0; at < certificates.size(); ++at) {
    if (certificates[at].sha256() != wanted[at].certificate_sha256) return changed(bureau.scrutineers[at]);
  }
  return certificates;
}

Result<Certificate> frozen_urn_certificate(const MeetingFolder& folder, const FrozenMeeting& frozen) {
  if (!frozen.urn()) return without_urn();
  const auto bytes = read_file(folder.urn_certificate(), most_settings_bytes);
  if (!bytes) return bytes.error();
  auto certificates = certificates_from(*bytes);
  if (!certificates) return certificates.error();
  if (certificates->front().sha256() != frozen.urn()->certificate_sha256) {
    return changed(folder.urn_certificate().string());
  }
  return certificates->front();
}

std::vector<std::optional<std::string>> read_rehearsal(const MeetingFolder& folder, const FrozenMeeting& frozen) {
  std::vector<std::optional<std::string>> answers;
  const std::size_t count = frozen.urn() ? frozen.urn()->scrutineers.size() : 0;
  for (std::size_t number = 1; number <= count; ++number) {
    const auto answer = read_file(folder.answer(number), most_answer_bytes);
    answers.push_back(answer ? std::optional(to_string(*answer)) : std::nullopt);
  }
  return answers;
}

Result<std::vector<std::int64_t>> urn_openers(const MeetingFolder& folder, const Bureau& bureau) {
  const auto set = read_file(folder.opened_set(), most_set_bytes);
  if (!set) return set.error();
  const Error irregular{Reason::vote_bureau_irregular,
                        fmt::format("{}: not {} of {} who opened the urn, as in 1-3", folder.opened_set().string(),
                                    bureau.threshold, bureau.scrutineers.size())};
  auto text = as_text(*set);
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::int64_t> numbers;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('-', begin), text.size());
    const auto number = typed_number(text.substr(begin, end - begin)).value_or(0);
    const auto before = numbers.empty() ? 0 : numbers.back();
    if (number <= before || std::cmp_greater(number, bureau.scrutineers.size())) return irregular;
    numbers.push_back(number);
    begin = end + 1;
  }
  if (std::cmp_less(numbers.size(), bureau.threshold)) return irregular;
  return numbers;
}

}  // namespace sceau
