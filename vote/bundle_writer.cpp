// SPDX-License-Identifier: Apache-2.0
#include "vote/bundle_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <set>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "vote/closed_log.h"
#include "vote/entry_at_rest.h"
#include "vote/entry_lines.h"
#include "vote/form_element.h"

namespace sceau {
namespace {

constexpr std::string_view bundle_namespace = "urn:sceau:vote:bundle:1";
constexpr std::size_t entries_at_once = 256;

// Lines of so many entries a call, until the log of that size is written.
class EntryLines {
 public:
  EntryLines(BallotStore& store, const SymmetricKey& at_rest, LogIndex size)
      : store_(store), at_rest_(at_rest), size_(size) {}

  Result<Bytes> next() {
    Bytes piece;
    if (!std::exchange(has_begun_, true)) append(piece, entry_lines_header);
    if (index_ == size_) return piece;
    const auto records = store_.entries(index_, std::min<std::size_t>(entries_at_once, size_ - index_));
    if (!records) return records.error();
    if (records->empty()) return Error{Reason::vote_store_damaged, "the log is shorter than its checkpoint"};
    for (const auto& record : *records) {
      const auto entry = stored_entry(record.entry, at_rest_);
      if (!entry) return entry.error();
      append(piece, entry_line(static_cast<std::int64_t>(index_++), *entry));
    }
    return piece;
  }

 private:
  BallotStore& store_;
  const SymmetricKey& at_rest_;
  const LogIndex size_;
  LogIndex index_ = 0;
  bool has_begun_ = false;
};

// While one piece is compressed the next one is made.
class ReadAhead {
 public:
  explicit ReadAhead(const BytesSource& source)
      : source_(source), next_(std::async(std::launch::async, source).share()) {}

  Result<Bytes> operator()() {
    auto piece = next_.get();
    const bool is_last = !piece || piece->empty();
    if (!is_last) next_ = std::async(std::launch::async, source_).share();
    return piece;
  }

 private:
  const BytesSource& source_;
  std::shared_future<Result<Bytes>> next_;  // shared: copied into a function, and asked again behind the end
};

Status add_stamped(BundleWriter& bundle, BallotStore& store, LogIndex size) {
  const auto checkpoint = store.checkpoint_covering(size - 1);
  if (!checkpoint) return checkpoint.error();
  if (!*checkpoint || (*checkpoint)->size != size) return Error{Reason::vote_store_damaged, "a stamped checkpoint"};
  return bundle.add(fmt::format("log/stamped/{}.checkpoint", size), (*checkpoint)->note);
}

// Where one checkpoint was stamped more than once, the first token says most.
Status add_stamps(BundleWriter& bundle, BallotStore& store, LogIndex closed_size, LogIndex log_size) {
  const auto stamps = store.timestamps();
  if (!stamps) return stamps.error();
  std::set<LogIndex> done;
  for (const auto& stamp : *stamps) {
    if (stamp.size > log_size || !done.insert(stamp.size).second) continue;
    if (auto added = add_stamped(bundle, store, stamp.size); !added) return added;
    auto added = bundle.add(fmt::format("log/stamped/{}.tsr", stamp.size), stamp.token);
    if (!added) return added;
  }
  return done.contains(closed_size) ? Status(Done{}) : add_stamped(bundle, store, closed_size);
}

}  // namespace

Result<BundleWriter> BundleWriter::create(const Path& path) {
  auto zip = create_zip(path);
  if (!zip) return zip.error();
  return BundleWriter(std::move(*zip));
}

Result<BundleWriter> BundleWriter::create_in_memory() {
  auto zip = create_zip_in_memory();
  if (!zip) return zip.error();
  return BundleWriter(std::move(*zip));
}

// Digest and compression go side by side.
Status BundleWriter::add(const std::string& name, ByteView content, ZipMethod method) {
  auto digested = std::async(std::launch::async, [content] { return digest(DigestAlgorithm::sha256, content); });
  if (auto added = zip_.add(name, content, method); !added) return added;
  const auto hash = digested.get();
  if (!hash) return hash.error();
  rows_.push_back({name, content.size(), hex_lower(*hash)});
  return Done{};
}

Status BundleWriter::add(const std::string& name, const BytesSource& next, ZipMethod method) {
  auto digester = Digester::start(DigestAlgorithm::sha256);
  if (!digester) return digester.error();
  std::uint64_t size = 0;
  const BytesSource digested = [&]() -> Result<Bytes> {
    auto piece = next();
    if (!piece) return piece;
    digester->update(*piece);
    size += piece->size();
    return piece;
  };
  if (auto added = zip_.add(name, ReadAhead(digested), method); !added) return added;
  const auto hash = digester->finish();
  if (!hash) return hash.error();
  rows_.push_back({name, size, hex_lower(*hash)});
  return Done{};
}

std::string BundleWriter::manifest(std::string_view meeting, Instant made) const {
  auto rows = rows_;
  std::ranges::sort(rows, {}, &Row::name);
  auto xml =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"{}\" meeting=\"{}\" made=\"{}\">\n",
                  bundle_namespace, escaped_text(meeting), to_rfc3339(made));
  for (const auto& row : rows) {
    xml +=
        fmt::format("  <file name=\"{}\" size=\"{}\" sha256=\"{}\"/>\n", escaped_text(row.name), row.size, row.sha256);
  }
  return xml + "</bundle>\n";
}

Status BundleWriter::finish(std::string_view meeting, Instant made, const SigningOptions& seal) {
  const auto manifest_xml = sign_xml(as_bytes(manifest(meeting, made)), seal);
  if (!manifest_xml) return manifest_xml.error();
  if (auto added = zip_.add("manifest.xml", *manifest_xml, ZipMethod::stored); !added) return added;
  return zip_.finish();
}

Status add_log(BundleWriter& bundle, BallotStore& store, const StorageKeys& keys) {
  const auto newest = store.newest_checkpoint();
  if (!newest) return newest.error();
  const auto closed = closed_log(store, keys.at_rest);
  if (!closed) return closed.error();
  const auto size = (*newest)->size;
  EntryLines lines(store, keys.at_rest, size);
  if (auto added = bundle.add("log/entries.tsv", [&] { return lines.next(); }); !added) return added;
  if (auto added = bundle.add("log/checkpoint", (*newest)->note); !added) return added;
  auto stamped = add_stamps(bundle, store, static_cast<LogIndex>(closed->entries), size);
  if (!stamped) return stamped;
  const auto tags = hex_lower(keys.tags.reveal()) + "\n";
  return bundle.add("log/voter-tags.key", as_bytes(tags));
}

}  // namespace sceau
