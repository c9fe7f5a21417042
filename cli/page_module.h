// SPDX-License-Identifier: Apache-2.0
// Where the module that lays pages out lies: beside the program where it was built, else where it was installed.
#pragma once

#include "formats/pdf/pages/page_layout.h"

namespace sceau {

// Errors: those of PageLayout::load.
Result<PageLayout> load_page_layout();

}  // namespace sceau
