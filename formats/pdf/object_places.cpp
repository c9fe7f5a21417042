// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/object_places.h"

namespace sceau {
namespace {

// Goes from the newest section to the oldest: what is found or freed first counts.
class Search {
 public:
  explicit Search(const std::set<ObjectId>& wanted) {
    for (const ObjectId& id : wanted) missing_[id.number].insert(id.generation);
  }
  bool is_done() const { return missing_.empty(); }
  void see(std::size_t revision, const XrefEntry& entry) {
    const auto waiting = missing_.find(entry.id.number);
    if (waiting == missing_.end()) return;
    if (entry.kind == XrefEntry::Kind::free) {
      missing_.erase(waiting);
      return;
    }
    if (waiting->second.erase(entry.id.generation) != 0) found_[entry.id] = {revision, entry};
    if (waiting->second.empty()) missing_.erase(waiting);
  }
  std::map<ObjectId, ObjectPlace> take() { return std::move(found_); }

 private:
  std::map<int, std::set<int>> missing_;  // number -> generations
  std::map<ObjectId, ObjectPlace> found_;
};

}  // namespace

std::map<ObjectId, ObjectPlace> locate_objects(const PdfFile& file, const std::set<ObjectId>& wanted) {
  Search search(wanted);
  for (std::size_t revision = file.revisions().size(); revision-- > 0 && !search.is_done();) {
    for (const XrefSection& section : file.revisions()[revision].sections) {
      auto done = for_each_entry(file.bytes(), section, [&](const XrefEntry& entry) { search.see(revision, entry); });
      if (!done) return search.take();
    }
  }
  return search.take();
}

std::optional<RawDictionary> raw_dictionary_at(ByteView bytes, const ObjectPlace& place) {
  if (place.entry.kind != XrefEntry::Kind::in_use) return std::nullopt;
  const auto object = read_raw_object(bytes, place.entry.where);
  if (!object || object->id != place.entry.id) return std::nullopt;
  return read_raw_dictionary(bytes, object->value_at);
}

}  // namespace sceau
