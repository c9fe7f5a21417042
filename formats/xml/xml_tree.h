// SPDX-License-Identifier: Apache-2.0
// A document as a tree that keeps every character the canonical form can see: qualified names and xmlns attributes as
// written, comments and processing instructions (also outside the root), text with CDATA sections merged into it.
// Only read_xml makes one. What is checked, shown and handed out are nodes of the same tree; it is never written out
// and read again between those steps.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/result.h"

namespace pugi {
class xml_document;
struct xml_node_struct;
}  // namespace pugi

namespace sceau {

// A node of a tree; valid as long as its tree. Names and values are views into the tree.
class XmlNode {
 public:
  XmlNode() = default;
  explicit XmlNode(pugi::xml_node_struct* raw) : raw_(raw) {}

  explicit operator bool() const { return raw_ != nullptr; }
  auto operator<=>(const XmlNode&) const = default;

  bool is_element() const;
  bool is_document() const;
  std::string_view name() const;        // of an element, as written: "ds:Signature"
  std::string_view prefix() const;      // "ds"; empty where there is none
  std::string_view local_name() const;  // "Signature"
  // By the name as written; attributes in namespaces other than xml and xmlns are not meant to be asked for this way.
  std::optional<std::string_view> attribute(std::string_view qualified_name) const;

  XmlNode parent() const;  // of the root: the document; of the document: null
  XmlNode first_child_element() const;
  XmlNode next_sibling_element() const;

  pugi::xml_node_struct* raw() const { return raw_; }  // for the files of formats/xml

 private:
  pugi::xml_node_struct* raw_ = nullptr;
};

// All text below the node in document order, comments and processing instructions left out.
std::string text_content(XmlNode node);
// The next node in document order within `apex`, null after the last; skips what is below `node` where `deeper` says
// so.
enum class Deeper { yes, no };
XmlNode next_element(XmlNode node, XmlNode apex, Deeper deeper = Deeper::yes);

enum class XmlEncoding { utf_8, utf_16_le, utf_16_be, iso_8859_1, iso_8859_2, us_ascii };

// Where in the source bytes the root element ends: at its end tag, or at the "/>" of a root that has no content.
struct RootEnd {
  std::size_t offset = 0;
  bool self_closing = false;
};

class XmlTree {
 public:
  XmlTree();
  XmlTree(XmlTree&&) noexcept;
  XmlTree& operator=(XmlTree&&) noexcept;
  ~XmlTree();

  XmlNode document() const;
  XmlNode root() const;
  XmlEncoding encoding() const { return encoding_; }
  std::size_t root_start() const { return root_start_; }  // where its start tag begins in the source bytes
  RootEnd root_end() const { return root_end_; }

  // The element whose Id, ID, id or xml:id attribute has this value.
  // Errors: xml.reference_not_found, xml.duplicate_id where two elements have it.
  Result<XmlNode> element_with_id(std::string_view id) const;
  bool has_id(std::string_view id) const;
  // The Ids that more than one element carries. Whoever signs or verifies refuses a tree that has any.
  const std::set<std::string, std::less<>>& duplicate_ids() const { return duplicate_ids_; }
  // Every ds:Signature element, in document order.
  const std::vector<XmlNode>& signatures() const { return signatures_; }
  // The first relative namespace URI declared anywhere: such a document has no canonical form.
  const std::optional<std::string>& relative_namespace() const { return relative_namespace_; }

  // Copies the root of `other` behind the last child of our root. This tree then is what reading the source would give
  // with the source of `other`'s root inserted at root_end(). A relative namespace in `other` is a bug of the caller.
  XmlNode append_to_root(const XmlTree& other);

 private:
  friend class TreeBuilder;
  struct IdEntry {
    std::string_view id;
    XmlNode element;
  };
  void note_ids(XmlNode element);
  void sort_ids();  // after the last note_ids: from then on Ids are found
  const IdEntry* find_id(std::string_view id) const;

  std::unique_ptr<pugi::xml_document> document_;
  std::vector<IdEntry> ids_;  // sorted, not hashed: whoever made the file chose the Ids
  std::set<std::string, std::less<>> duplicate_ids_;
  std::vector<XmlNode> signatures_;
  std::optional<std::string> relative_namespace_;
  XmlEncoding encoding_ = XmlEncoding::utf_8;
  std::size_t root_start_ = 0;
  RootEnd root_end_;
};

// Replaces all content of a leaf element by `text`. For the writer of signatures; not for anything that was verified.
void set_leaf_text(XmlNode element, const std::string& text);

}  // namespace sceau
