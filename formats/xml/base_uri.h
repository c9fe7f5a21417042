// SPDX-License-Identifier: Apache-2.0
// Joining of URI references for xml:base, as Canonical XML 1.1 section 2.4 changes RFC 3986 section 5.2: the base may
// be relative too, and leading "../" stay.
#pragma once

#include <string>
#include <string_view>

namespace sceau {

std::string join_uri(std::string_view base, std::string_view reference);

}  // namespace sceau
