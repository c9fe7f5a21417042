// SPDX-License-Identifier: Apache-2.0
#include "tests/formats/pdf/pages/printed_pages.h"

#include <cstdio>
#include <stdexcept>

#include "tests/formats/pdf/outside_tools.h"

namespace sceau {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace

std::string printed_by(const std::string& command, ByteView pdf) {
  const TemporaryFile file(pdf);
  FILE* pipe = popen(replaced(command, "%", file.path()).c_str(), "r");
  if (!pipe) throw std::runtime_error("no pipe");
  std::string output;
  char buffer[4096];
  for (std::size_t size = 1; size > 0;) {
    size = fread(buffer, 1, sizeof buffer, pipe);
    output.append(buffer, size);
  }
  if (pclose(pipe) != 0) throw std::runtime_error("'" + command + "' failed: " + output);
  return output;
}

std::string text_of_pages(ByteView pdf) {
  auto text = printed_by("pdftotext -layout % -", pdf);
  for (const std::string space : {"\u00A0", "\u202F"}) text = replaced(text, space, " ");
  return replaced(text, "\u2011", "-");
}

int count_pages(ByteView pdf) {
  const auto text = printed_by("pdfinfo %", pdf);
  return std::stoi(text.substr(text.find("Pages:") + 6));
}

std::string first_out_of_order(const std::string& text, std::initializer_list<std::string> parts) {
  std::size_t at = 0;
  for (const auto& part : parts) {
    at = text.find(part, at);
    if (at == std::string::npos) return part;
    at += part.size();
  }
  return "";
}

}  // namespace sceau
