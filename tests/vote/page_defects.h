// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "formats/xml/xml_tree.h"

namespace sceau {

// What any page must keep to, whatever it says: language and one h1; ids used once; every control with a label; every
// aria-describedby, label and link within the page leading somewhere; headings that skip no level; no program, no style
// and no address of another site in it. Empty: nothing was found.
std::vector<std::string> page_defects(XmlNode root);

}  // namespace sceau
