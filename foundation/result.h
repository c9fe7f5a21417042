// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or the one reason why there is none. In the shape of C++23 std::expected, but [[nodiscard]] and
// with a checked operator*: looking at a value that is not there ends the program, for it is a bug in the caller.
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

#include "foundation/reason.h"

namespace sceau {

// Could not do it. `detail` says what, where and why in words; it never holds a secret.
struct Error {
  Reason reason;
  std::string detail;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return checked(); }
  const T& operator*() const& { return const_cast<Result*>(this)->checked(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return &checked(); }
  const T* operator->() const { return &const_cast<Result*>(this)->checked(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  T& checked() {
    if (state_.index() != 0) std::abort();
    return std::get<0>(state_);
  }
  std::variant<T, Error> state_;
};

// Success that carries nothing.
struct Done {};
using Status = Result<Done>;

}  // namespace sceau
