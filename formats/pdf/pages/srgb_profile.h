// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf/pages only.
#pragma once

#include "foundation/bytes.h"

namespace sceau {

// An ICC profile (ISO 15076-1, version 2.1, display, RGB) of the colour space sRGB (IEC 61966-2-1), for the output
// intent of PDF/A. The same bytes always.
Bytes srgb_profile();

}  // namespace sceau
