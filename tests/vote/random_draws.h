// SPDX-License-Identifier: Apache-2.0
// Draws of rapidcheck, from the whole range at once and not the small numbers first; what fails still shrinks towards
// the first choice.
#pragma once

#include <rapidcheck.h>

#include <initializer_list>

namespace sceau {

inline int below(int end) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); }
inline bool once_in(int times) { return below(times) == times - 1; }

template <typename T>
T one_of(std::initializer_list<T> choices) {
  return *(choices.begin() + below(static_cast<int>(choices.size())));
}

}  // namespace sceau
