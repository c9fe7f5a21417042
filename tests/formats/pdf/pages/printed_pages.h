// SPDX-License-Identifier: Apache-2.0
// Printed pages as outside tools read them.
#pragma once

#include <string>

#include "foundation/bytes.h"

namespace sceau {

// What a shell command prints; it must end with 0. "%" in it stands for the PDF's path.
std::string printed_by(const std::string& command, ByteView pdf);

// The text of all pages as it is read, from pdftotext, with ordinary spaces.
std::string text_of_pages(ByteView pdf);

int count_pages(ByteView pdf);  // from pdfinfo

// Do the parts stand in the text in this order? The first one that does not; empty: all do.
std::string first_out_of_order(const std::string& text, std::initializer_list<std::string> parts);

}  // namespace sceau
