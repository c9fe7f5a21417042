// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sceau {

std::string_view openapi_text();  // docs/openapi.yaml, carried inside the program

}  // namespace sceau
