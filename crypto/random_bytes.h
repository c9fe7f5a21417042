// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// Fills the whole span with unpredictable bytes, or fails. Tests pass a counter instead.
using RandomSource = std::function<Status(std::span<std::uint8_t>)>;

// OpenSSL's generator, seeded by the kernel. Error: internal.crypto.
const RandomSource& system_random();

Result<Bytes> random_bytes(const RandomSource& source, std::size_t count);

}  // namespace sceau
