// SPDX-License-Identifier: Apache-2.0
// Documents to measure with, made here: the same bytes for the same arguments on every machine.
#pragma once

#include <cstddef>

#include "foundation/bytes.h"

namespace sceau::bench {

// What an office prints every day: four pages of text, a classic cross-reference table. At least 2,000 bytes.
inline constexpr std::size_t small_pdf_bytes = 18'600;
Bytes sample_pdf(std::size_t bytes);

// Elements with namespaces, attributes and text, about this large.
Bytes sample_xml(std::size_t bytes);

}  // namespace sceau::bench
