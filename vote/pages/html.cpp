// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/html.h"

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || static_cast<unsigned char>(c) == 0x7F;
}

// U+FFFE and U+FFFF are UTF-8, but nothing that HTML or XML may hold.
bool is_text(std::string_view text) {
  return is_utf8(text) && std::ranges::none_of(text, is_control) && text.find("\xEF\xBF\xBE") == text.npos &&
         text.find("\xEF\xBF\xBF") == text.npos;
}

void append_escaped(std::string& to, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': to += "&amp;"; break;
      case '<': to += "&lt;"; break;
      case '>': to += "&gt;"; break;
      case '"': to += "&quot;"; break;
      case '\'': to += "&#39;"; break;
      default: to += c;
    }
  }
}

std::string visible(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
    shown += is_ascii && !is_control(c) ? std::string(1, c) : std::string("\xEF\xBF\xBD");
  }
  return shown;
}

void append_text(std::string& to, std::string_view text) {
  if (is_text(text)) {
    append_escaped(to, text);
  } else {
    append_escaped(to, visible(text));
  }
}

void append_opening(std::string& to, HtmlName tag, const HtmlAttributes& attributes) {
  to.append("<").append(tag.text());
  for (const auto& [name, value] : attributes) {
    to.append(" ").append(name.text()).append("=\"");
    append_text(to, value);
    to += '"';
  }
}

}  // namespace

Html::Html(std::string_view text) { append_text(markup_, text); }

Html::Html(std::initializer_list<Html> parts) {
  for (const auto& part : parts) markup_ += part.markup_;
}

Html& Html::operator+=(const Html& more) {
  markup_ += more.markup_;
  return *this;
}

Html element(HtmlName tag, const HtmlAttributes& attributes, const Html& content) {
  Html made;
  append_opening(made.markup_, tag, attributes);
  made.markup_.append(">").append(content.markup_).append("</").append(tag.text()).append(">");
  return made;
}

Html void_element(HtmlName tag, const HtmlAttributes& attributes) {
  Html made;
  append_opening(made.markup_, tag, attributes);
  made.markup_ += " />";
  return made;
}

}  // namespace sceau
