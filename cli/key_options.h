// SPDX-License-Identifier: Apache-2.0
// Options that several commands have in common.
#pragma once

#include <string_view>

#include "cli/arguments.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace sceau {

inline constexpr std::string_view source_words = "SOURCE is file:PATH (mode 0600), env:NAME, fd:N or tty (the default)";

// --key, --cert, --passphrase, --pin, --pkcs11-module
void add_key_options(CLI::App& command, KeyArguments& signer);

// --tsa and what goes with it.
void add_timestamp_options(CLI::App& command, TimestampArguments& timestamp);

// May be given several times, each time with one value.
CLI::Option* repeatable(CLI::Option* option, const char* value);

}  // namespace sceau
