// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audited_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"

namespace sceau::audit {
namespace {

constexpr std::string_view entries_name = "log/entries.tsv";
constexpr std::uint64_t most_entries = 8'000'000;
constexpr std::uint64_t most_acts = 100'000;
constexpr std::size_t most_nodes = 1000;

class LogBuilder {
 public:
  LogBuilder(std::string_view meeting, const std::set<std::uint64_t>& wanted, FindingList& findings)
      : meeting_(meeting), wanted_(wanted), findings_(findings) {}

  Status add(const LogLine& line) {
    if (line.index != log_.size()) return Error{Reason::value_wrong, "an index out of order"};
    if (line.index == most_entries) return Error{Reason::input_too_large, "entries"};
    const auto leaf = leaf_data(line);
    if (!leaf) return leaf.error();
    const auto hash = leaf_hash(*leaf);
    if (!hash) return hash.error();
    if (const auto appended = log_.tree.append(*hash); !appended) return appended;
    note_place(line);
    read_payload(line, *leaf);
    return nodes_.size() > most_nodes || acts_ > most_acts ? Status(Error{Reason::input_too_large, "nodes or acts"})
                                                           : Status(Done{});
  }

  AuditedLog take() && { return std::move(log_); }

 private:
  void note_place(const LogLine& line) {
    log_.types.push_back(line.type);
    log_.latest.push_back(log_.latest.empty() ? line.at : std::max(log_.latest.back(), line.at));
    if (line.type == EntryType::close) log_.nodes_before[line.index] = nodes_;
    if (const auto node = nodes_.find(line.node); node != nodes_.end()) {
      ++node->second;
    } else {
      nodes_.emplace(line.node, 1);
    }
    if (wanted_.contains(line.index)) {
      log_.kept[line.index] = {line.type, std::string(line.at_text), std::string(line.node), std::string(line.payload),
                               line.salt};
    }
  }

  void read_payload(const LogLine& line, const Hash& leaf) {
    const auto place = fmt::format("log/entries.tsv: entry {}", line.index);
    const auto payload = read_json(as_bytes(line.payload));
    if (!payload) return findings_.add_malformed(place, payload.error());
    if (canonical_json(*payload) != line.payload) {
      findings_.add(Reason::audit_file_malformed, place + ": the payload is not in its canonical form");
    }
    if (is_decision(line.type)) return read_facts(line, *payload, leaf, place);
    ++acts_;
    findings_.add_all(Reason::audit_file_malformed, place, read_act(line, *payload, log_.acts));
  }

  void read_facts(const LogLine& line, const Value& payload, const Hash& leaf, const std::string& place) {
    auto reading = read_decision(line, payload, meeting_);
    reading.decision.leaf = leaf;
    findings_.add_all(Reason::audit_entry, place, reading.findings);
    log_.decisions.push_back(std::move(reading.decision));
  }

  std::string_view meeting_;
  const std::set<std::uint64_t>& wanted_;
  FindingList& findings_;
  std::uint64_t acts_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> nodes_;
  AuditedLog log_;
};

}  // namespace

std::optional<AuditedLog> read_log(const BundleFiles& files, std::string_view meeting,
                                   const std::set<std::uint64_t>& wanted, FindingList& findings) {
  if (!files.has(entries_name)) {
    findings.add(Reason::audit_file_missing, std::string(entries_name));
    return std::nullopt;
  }
  LogBuilder builder(meeting, wanted, findings);
  const auto read = for_each_log_line(files, [&](const LogLine& line) { return builder.add(line); });
  if (!read) {
    findings.add_malformed(entries_name, read.error());
    return std::nullopt;
  }
  return std::move(builder).take();
}

}  // namespace sceau::audit
