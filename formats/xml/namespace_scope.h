// SPDX-License-Identifier: Apache-2.0
// What each prefix is bound to while a tree is walked, and to what the output rendered it last. Both go back when an
// element is left. Looking a prefix up stays cheap however many there are,
// and however they were chosen.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace sceau {

class NamespaceScope {
 public:
  struct Binding {
    std::string_view prefix;
    std::string_view uri;
  };

  void enter() { frames_.push_back(changes_.size()); }
  void leave();

  void declare(std::string_view prefix, std::string_view uri);
  // Should the output declare the prefix here? If so, the binding; from then on it counts as rendered. An unbound
  // default namespace counts as rendered from the start.
  std::optional<Binding> render(std::string_view prefix);

  std::string_view uri_of(std::string_view prefix);
  const std::vector<std::string_view>& prefixes() const { return prefixes_; }  // every one seen so far

 private:
  struct State {
    std::string_view declared;
    std::string_view rendered;
  };
  struct Change {
    std::size_t prefix;
    State before;
  };

  std::size_t index_of(std::string_view prefix);
  std::size_t add(std::string_view prefix);
  void remember(std::size_t index) { changes_.push_back({index, states_[index]}); }

  std::vector<std::string_view> prefixes_;
  std::vector<State> states_;
  std::map<std::string_view, std::size_t> index_;  // used only once there are many prefixes
  std::vector<Change> changes_;
  std::vector<std::size_t> frames_;
};

}  // namespace sceau
