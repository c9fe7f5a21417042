// SPDX-License-Identifier: Apache-2.0
// A table that never grows beyond its limit: where it is full, the entry that was not asked for longest makes room. A
// tree, not a hash table, since others may choose the keys.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <utility>

namespace sceau {

template <typename Value>
class RecentEntries {
 public:
  explicit RecentEntries(std::size_t most) : most_(most) {}

  // Made where it is not there. The reference holds until the next call.
  Value& at(const std::string& key) {
    if (const auto found = places_.find(key); found != places_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->second;
    }
    if (entries_.size() >= most_ && !entries_.empty()) {
      places_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(key, Value{});
    places_.emplace(key, entries_.begin());
    return entries_.front().second;
  }

  std::size_t size() const { return entries_.size(); }

 private:
  std::size_t most_;
  std::list<std::pair<std::string, Value>> entries_;  // the latest in front
  std::map<std::string, typename std::list<std::pair<std::string, Value>>::iterator> places_;
};

}  // namespace sceau
