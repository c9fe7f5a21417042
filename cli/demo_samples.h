// SPDX-License-Identifier: Apache-2.0
// The two documents of samples/, carried inside the program so that `sceau demo` needs no file. The source of this
// header is written at build time by cmake/embed_samples.cmake.
#pragma once

#include "foundation/bytes.h"

namespace sceau {

ByteView sample_contract();   // samples/contract.pdf
ByteView sample_hr_letter();  // samples/hr-letter.xml

}  // namespace sceau
