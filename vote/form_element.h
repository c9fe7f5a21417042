// SPDX-License-Identifier: Apache-2.0
// A form as a tree, and the element of a form inside a larger document: what is read and whose signature is checked
// are nodes of the same tree.
#pragma once

#include "formats/xml/xml_tree.h"
#include "vote/form.h"

namespace sceau {

inline constexpr std::size_t most_form_bytes = std::size_t{64} << 10;

// The document of read_form(); errors likewise.
Result<XmlTree> read_form_tree(ByteView xml);

// As read_form() of a document whose root it is. The tree must outlive the call only.
FormReading read_form_element(XmlNode element);

// For text and for attribute values in double quotes.
std::string escaped_text(std::string_view text);

}  // namespace sceau
