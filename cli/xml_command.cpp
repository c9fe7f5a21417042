// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "formats/xml/canonical_form.h"

namespace sceau {
namespace {

// Separated by spaces, as in the PrefixList of XML, or by commas, which need no quotes in a shell.
std::vector<std::string> split_prefixes(std::string_view list) {
  std::vector<std::string> prefixes;
  while (!list.empty()) {
    const auto end = std::min(list.find_first_of(", "), list.size());
    if (end != 0) prefixes.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return prefixes;
}

Result<CanonicalForm> form_asked_for(const XmlCanonicalizeArguments& arguments) {
  auto form = canonical_form_named(arguments.method);
  if (!form) {
    return Error{Reason::usage_wrong,
                 "--method " + arguments.method + ": write c14n, c14n11 or exc-c14n, with +comments to keep comments"};
  }
  form->inclusive_prefixes = split_prefixes(arguments.inclusive_prefixes);
  if (!form->inclusive_prefixes.empty() && form->method != CanonicalMethod::exclusive_1_0) {
    return Error{Reason::usage_wrong, "--inclusive-prefixes belongs to exc-c14n"};
  }
  return *form;
}

// All that can be refused is refused before the first byte, so nothing is held back.
Status canonicalize_to_stdout(const XmlCanonicalizeArguments& arguments) {
  const auto form = form_asked_for(arguments);
  if (!form) return form.error();
  const auto input = open_input(arguments.input);
  if (!input) return input.error();
  const auto written = canonicalize_document(
      input->bytes(), *form, [](ByteView piece) { std::fwrite(piece.data(), 1, piece.size(), stdout); });
  if (!written) return written.error();
  return Done{};
}

}  // namespace

int run(const XmlCanonicalizeArguments& arguments, const Terminal& terminal) {
  const auto done = canonicalize_to_stdout(arguments);
  return done ? exit_success : terminal.fail(arguments.input, done.error());
}

}  // namespace sceau
