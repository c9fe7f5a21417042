// SPDX-License-Identifier: Apache-2.0
// Bytes, owned and viewed. A ByteView never owns: whoever returns one says in its header what must outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sceau {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view as_text(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

inline Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }
inline std::string to_string(ByteView bytes) { return std::string(as_text(bytes)); }

inline void append(Bytes& to, ByteView more) { to.insert(to.end(), more.begin(), more.end()); }
inline void append(Bytes& to, std::string_view more) { to.insert(to.end(), more.begin(), more.end()); }

}  // namespace sceau
