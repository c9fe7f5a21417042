// SPDX-License-Identifier: Apache-2.0
// Reads an element whose content is known exactly: its attributes by name, its children in their order, and collects
// everything that is wrong with them. The counterpart of ValueFields for XML.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml/xml_tree.h"
#include "foundation/finding.h"

namespace sceau {

// Getters give nothing where something is absent or wrong; with `optional` in the name absence is no finding. Findings:
// value.missing, value.wrong, value.unknown_key; their details begin with a path like
// /Form/Holdings/Holding[2]/@shares. The tree, `namespace_uri`, the name of the root and `findings` must outlive the
// object.
class ElementFields {
 public:
  // The root of a document. A root of another name or namespace is a finding, and then nothing is found in it.
  ElementFields(XmlNode root, std::string_view namespace_uri, std::string_view local_name, Findings& findings);

  std::optional<std::string> attribute(std::string_view name);
  std::optional<std::string> optional_attribute(std::string_view name);
  std::optional<std::int64_t> integer_attribute(std::string_view name);  // not negative, no sign, no leading zeros

  // The next child, if it has that name.
  std::optional<ElementFields> child(std::string_view local_name);
  std::optional<ElementFields> optional_child(std::string_view local_name);
  // All that follow with that name.
  std::vector<ElementFields> children(std::string_view local_name);
  // The text of an element that holds nothing else; the last call for such an element.
  std::string text();
  // The text of the next child, which has that name and no attributes.
  std::optional<std::string> child_text(std::string_view local_name);

  // Steps over children of another namespace that follow: ds:Signature.
  void skip_children_of(std::string_view other_namespace);
  // The last call for an element with children: whatever was not asked for, and any text, comment or processing
  // instruction between the children, is a finding.
  void refuse_others();

  void refuse(std::string_view place, std::string_view why);  // `place` is "" or "/@name"
  std::string path() const;

 private:
  // A path is put together where somebody asks for it, which is where something is wrong.
  struct Step {
    std::shared_ptr<const Step> parent;
    std::string_view name;
    std::size_t number = 0;  // from 1 where there may be more of them
  };
  ElementFields(Step step, XmlNode element, std::string_view namespace_uri, Findings& findings);
  std::optional<ElementFields> next_child(std::string_view local_name, std::size_t number);
  void refuse_other_attributes();
  void refuse_mixed_content();

  XmlNode element_, next_;
  std::string_view namespace_;
  std::shared_ptr<const Step> step_;
  Findings* findings_;
  std::vector<std::string_view> asked_;  // the names of attributes as they stand in the tree
};

}  // namespace sceau
