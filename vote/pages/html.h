// SPDX-License-Identifier: Apache-2.0
// HTML that is escaped by construction: a text becomes Html only by being escaped, and names of elements and attributes
// are literals that the compiler has checked. What is made is well-formed XML too, so that tests read it with a parser.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sceau {

class HtmlName {
 public:
  // Lower-case letters, digits and '-'; anything else does not compile.
  consteval HtmlName(const char* name) : name_(name) {
    for (const char c : name_) {
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) throw "not a name of HTML";
    }
  }
  std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

struct HtmlAttribute {
  HtmlName name;
  std::string value;
};
using HtmlAttributes = std::vector<HtmlAttribute>;

class Html {
 public:
  Html() = default;
  // Text: '&', '<', '>', '"' and '\'' are escaped, control characters and wrong UTF-8 are made visible.
  Html(std::string_view text);
  Html(const std::string& text) : Html(std::string_view(text)) {}
  Html(const char* text) : Html(std::string_view(text)) {}
  Html(std::initializer_list<Html> parts);

  Html& operator+=(const Html& more);
  bool empty() const { return markup_.empty(); }
  const std::string& markup() const { return markup_; }

 private:
  friend Html element(HtmlName tag, const HtmlAttributes& attributes, const Html& content);
  friend Html void_element(HtmlName tag, const HtmlAttributes& attributes);
  std::string markup_;
};

// <tag attributes>content</tag>
Html element(HtmlName tag, const HtmlAttributes& attributes, const Html& content);
inline Html element(HtmlName tag, const Html& content) { return element(tag, HtmlAttributes(), content); }
// <tag attributes />, for the elements that HTML has as void: input, link, meta.
Html void_element(HtmlName tag, const HtmlAttributes& attributes);

}  // namespace sceau
