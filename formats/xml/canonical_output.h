// SPDX-License-Identifier: Apache-2.0
// The bytes of a canonical form on their way to a sink: escaped as Canonical XML 1.0 section 2.3 says, handed over in
// large pieces.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "foundation/bytes.h"

namespace sceau {

using ByteSink = std::function<void(ByteView)>;

class CanonicalOutput {
 public:
  explicit CanonicalOutput(const ByteSink& sink) : sink_(sink) { buffer_.reserve(buffer_size); }

  void put(char c) {
    if (buffer_.size() == buffer_size) flush();
    buffer_.push_back(static_cast<std::uint8_t>(c));
  }
  void put(std::string_view text);
  void put_text(std::string_view text);
  void put_attribute_value(std::string_view text);
  void flush();

 private:
  static constexpr std::size_t buffer_size = std::size_t{64} << 10;
  const ByteSink& sink_;
  Bytes buffer_;
};

}  // namespace sceau
