// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_memory.h"

#include <pugixml.hpp>

#include "foundation/wiping_memory.h"

namespace sceau {

void wipe_freed_trees() { pugi::set_memory_management_functions(wiping_allocate, wiping_free); }

}  // namespace sceau
