// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/revision_step.h"

#include <algorithm>
#include <map>
#include <set>

#include "formats/pdf/dangling_references.h"
#include "formats/pdf/form_fields.h"
#include "formats/pdf/object_parts.h"

namespace sceau {
namespace {

const Keys& keys_of_new_fields() {
  static const Keys keys{"/Type", "/Subtype", "/FT",     "/T",  "/TU", "/V",  "/Rect", "/F",
                         "/P",    "/AP",      "/Kids",   "/MK", "/DA", "/Ff", "/DR",   "/BS",
                         "/Lock", "/SV",      "/Border", "/M",  "/NM", "/Q",  "/H",    "/Parent"};
  return keys;
}
const Keys& keys_changed_by_signing() {
  static const Keys keys{"/V", "/AP", "/M", "/MK", "/DA", "/F"};
  return keys;
}
const Keys& keys_of_information() {
  static const Keys keys{"/Title",    "/Author",       "/Subject", "/Keywords", "/Creator",
                         "/Producer", "/CreationDate", "/ModDate", "/Trapped"};
  return keys;
}

// The last is an attachment of LibreOffice, never shown; some writers change what it refers to.
const Keys& keys_of_any_trailer() {
  static const Keys keys{"/Size", "/Prev",  "/ID",     "/Info",        "/XRefStm", "/Type",
                         "/W",    "/Index", "/Length", "/DecodeParms", "/Filter",  "/AdditionalStreams"};
  return keys;
}

bool takes_room(QPDFObjectHandle widget) { return FormField{"", widget, false}.is_visible(); }

class StepJudge {
 public:
  StepJudge(const PdfFile& before, const PdfFile& after) : before_(before), after_(after) {}

  RevisionStep judge() {
    read_entries();
    find_assigned();
    compare_trailers();
    compare_catalogs();
    compare_metadata();
    compare_forms();
    for (const ObjectId& page : pages_) compare_page(page);
    compare_information();
    compare_the_rest();
    refuse_prepared_references();
    if (step_.level < LaterChanges::other && changed_something_) {
      step_.level = step_.adds_signature || !adds_timestamp_ ? LaterChanges::form_filling : LaterChanges::lta;
    }
    return step_;
  }

 private:
  QPDF& before() const { return before_.document().qpdf; }
  QPDF& after() const { return after_.document().qpdf; }
  QPDFObjectHandle before(ObjectId id) const { return before().getObject(id.number, id.generation); }
  QPDFObjectHandle after(ObjectId id) const { return after().getObject(id.number, id.generation); }

  void object_to(const std::string& why) {
    if (step_.level != LaterChanges::other) step_.why = why;
    step_.level = LaterChanges::other;
  }

  void read_entries() {
    for (const XrefSection& section : after_.revisions().back().sections) {
      auto done = for_each_entry(after_.bytes(), section, [&](const XrefEntry& each) {
        if (each.id.number != 0) entries_.try_emplace(each.id.number, each);
      });
      if (!done) object_to(done.error().detail);
    }
  }

  // A number counts as assigned when any earlier revision ever put an object there.
  void find_assigned() {
    for (const Revision& revision : before_.revisions()) {
      for (const XrefSection& section : revision.sections) {
        auto done = for_each_entry(before_.bytes(), section, [&](const XrefEntry& each) {
          if (each.kind != XrefEntry::Kind::free && entries_.contains(each.id.number)) assigned_.insert(each.id.number);
        });
        if (!done) object_to(done.error().detail);
      }
    }
  }

  bool is_new(QPDFObjectHandle& object) const {
    const int number = object.getObjectID();
    return entries_.contains(number) && !assigned_.contains(number);
  }
  bool is_written(ObjectId id) const { return entries_.contains(id.number); }

  void compare_trailers() {
    const auto changed = changed_keys(before().getTrailer(), after().getTrailer());
    for (const std::string& key : changed) {
      const bool is_dropped = after().getTrailer().getKey(key).isNull() && key != "/Root" && key != "/Encrypt";
      if (!keys_of_any_trailer().contains(key) && !is_dropped) object_to("the trailer's " + key + " changed");
    }
  }

  void compare_catalogs() {
    const auto changed = changed_keys(before().getRoot(), after().getRoot());
    if (!is_within(changed, {"/AcroForm", "/Extensions", "/Metadata", "/Version"}))
      object_to("the document catalog changed: " + listed(changed));
    explain(id_of(after().getRoot()), !changed.empty());
    for (const char* key : {"/Extensions", "/Metadata"}) {
      if (changed.contains(key)) explain_new_objects(after().getRoot().getKey(key));
    }
  }

  // The metadata stream says something about the document and shows nothing of it, unless it is used elsewhere too.
  void compare_metadata() {
    auto metadata = after().getRoot().getKey("/Metadata");
    if (!metadata.isStream() || !assigned_.contains(metadata.getObjectID())) return;
    if (!is_name(metadata.getDict().getKey("/Type"), "/Metadata")) return;
    const auto is_apart = is_only_named_by(before_, metadata.getObjectID(), "/Metadata");
    if (is_apart && *is_apart) explain(id_of(metadata), false);
  }

  void explain(ObjectId id, bool changed = true) {
    explained_.insert(id.number);
    changed_something_ = changed_something_ || changed;
  }

  // Everything new that is reached from here through new objects only belongs to what is here.
  void explain_new_objects(QPDFObjectHandle object) {
    std::vector<QPDFObjectHandle> waiting{object};
    while (!waiting.empty()) {
      auto each = waiting.back();
      waiting.pop_back();
      if (each.isIndirect() && (!is_new(each) || !reached_.insert(each.getObjectID()).second)) continue;
      if (each.isIndirect()) explain(id_of(each));
      append_parts(each, waiting);
    }
  }

  void compare_forms() {
    auto old_form = interactive_form(before()), new_form = interactive_form(after());
    if (old_form.isNull() && new_form.isNull()) return;
    const auto changed = changed_keys(old_form, new_form);
    if (!is_within(changed, {"/DA", "/DR", "/Fields", "/NeedAppearances", "/SigFlags"}))
      object_to("the form changed: " + listed(changed));
    for (const char* key : {"/DA", "/DR"}) {
      if (!changed.contains(key)) continue;
      explain_new_objects(entry(new_form, key));
    }
    if (changed.contains("/NeedAppearances") && !entry(new_form, "/NeedAppearances").isNull()) {
      object_to("the form asks for new appearances");
    }
    if (new_form.isIndirect()) explain(id_of(new_form), !changed.empty());
    compare_field_lists(entry(old_form, "/Fields"), entry(new_form, "/Fields"));
    compare_old_fields();
  }

  // The old fields in their order, then new ones.
  void compare_field_lists(QPDFObjectHandle old_list, QPDFObjectHandle new_list) {
    const auto old_fields = elements(old_list), new_fields = elements(new_list);
    const bool is_longer =
        new_fields.size() >= old_fields.size() &&
        std::ranges::equal(old_fields, std::span(new_fields).first(old_fields.size()), is_same_entry);
    if (!is_longer) return object_to("form fields were removed or moved");
    if (new_list.isIndirect()) explain(id_of(new_list), new_fields.size() > old_fields.size());
    auto names = topmost_field_names(before());
    for (std::size_t i = old_fields.size(); i < new_fields.size(); ++i) check_new_field(new_fields[i], names);
  }

  void check_new_field(QPDFObjectHandle field, std::vector<std::string>& names) {
    auto title = entry(field, "/T");
    const std::string name = title.isString() ? title.getUTF8Value() : std::string();
    const bool is_sound = field.isIndirect() && is_new(field) && is_name(entry(field, "/FT"), "/Sig") &&
                          !name.empty() && name.find('.') == std::string::npos &&
                          is_within(keys_of(field), keys_of_new_fields());
    if (!is_sound) return object_to("a form field was added that is no plain signature field");
    if (std::ranges::find(names, name) != names.end()) return object_to("a second field named '" + name + "'");
    names.push_back(name);
    check_new_widgets(field);
    explain_new_objects(field);
    note_signature(field);
    const bool is_empty = !FormField{"", field, false}.has_value && entry(field, "/V").isNull();
    if (is_empty && step_.adds_visible_field) object_to("a visible field without signature was added");
  }

  void check_new_widgets(QPDFObjectHandle field) {
    auto widgets = elements(entry(field, "/Kids"));
    widgets.push_back(field);
    for (auto& widget : widgets) {
      const bool is_sound = widget.isDictionary() && widget.isIndirect() && is_new(widget) &&
                            is_within(keys_of(widget), keys_of_new_fields());
      if (!is_sound) return object_to("the widget of a new field is no new object");
      new_widgets_.insert(id_of(widget));
      step_.adds_visible_field = step_.adds_visible_field || takes_room(widget);
      auto page = entry(widget, "/P");
      if (page.isIndirect()) pages_.insert(id_of(page));
    }
  }

  void note_signature(QPDFObjectHandle field) {
    auto value = entry(field, "/V");
    if (!value.isDictionary()) return;
    const bool is_timestamp = is_name(entry(value, "/SubFilter"), "/ETSI.RFC3161");
    adds_timestamp_ = adds_timestamp_ || is_timestamp;
    step_.adds_signature = step_.adds_signature || !is_timestamp;
    if (value.isIndirect() && !is_new(value))
      object_to("a signature dictionary was taken over from an earlier revision");
  }

  // Signature fields that were there: an empty one may be signed, nothing else.
  void compare_old_fields() {
    for (const FormField& field : list_signature_fields(before())) {
      if (!field.object.isIndirect() || !is_written(id_of(field.object))) continue;
      auto now = after(id_of(field.object));
      const auto changed = changed_keys(field.object, now);
      if (changed.empty()) continue;
      if (field.has_value || !is_within(changed, keys_changed_by_signing()) || !changed.contains("/V")) {
        object_to("the signature field '" + field.name + "' changed");
        continue;
      }
      explain(id_of(now));
      for (const std::string& key : changed) explain_new_objects(entry(now, key));
      note_signature(now);
      compare_old_widgets(now);
    }
  }

  void compare_old_widgets(QPDFObjectHandle field) {
    for (auto& widget : elements(entry(field, "/Kids"))) {
      if (!widget.isIndirect() || !is_written(id_of(widget))) continue;
      const auto changed = changed_keys(before(id_of(widget)), widget);
      if (!is_within(changed, keys_changed_by_signing())) return object_to("the widget of a signed field changed");
      explain(id_of(widget));
      for (const std::string& key : changed) explain_new_objects(entry(widget, key));
    }
  }

  // A page may gain the widgets of new fields.
  void compare_page(ObjectId id) {
    auto old_page = before(id), new_page = after(id);
    if (!old_page.isDictionary() || !is_name(entry(old_page, "/Type"), "/Page")) {
      return object_to("a new widget hangs on something that was no page");
    }
    const auto changed = changed_keys(old_page, new_page);
    if (!is_within(changed, {"/Annots"})) return object_to("a page changed: " + listed(changed));
    auto old_list = entry(old_page, "/Annots"), new_list = entry(new_page, "/Annots");
    auto kept = elements(new_list);
    std::erase_if(kept,
                  [&](QPDFObjectHandle& each) { return each.isIndirect() && new_widgets_.contains(id_of(each)); });
    if (!std::ranges::equal(elements(old_list), kept, is_same_entry))
      return object_to("the annotations of a page changed");
    explain(id, !changed.empty());
    if (new_list.isIndirect()) explain(id_of(new_list), is_written(id_of(new_list)));
  }

  void compare_information() {
    auto old_info = before().getTrailer().getKey("/Info"), new_info = after().getTrailer().getKey("/Info");
    if (!new_info.isIndirect() || !is_written(id_of(new_info))) return;
    if (is_within(changed_keys(old_info, new_info), keys_of_information())) explain(id_of(new_info), false);
  }

  void compare_the_rest() {
    for (const auto& [number, each] : entries_) {
      const bool is_assigned = assigned_.contains(number);
      if (each.kind == XrefEntry::Kind::free) {
        if (is_assigned) object_to("object " + std::to_string(number) + " was freed");
      } else if (is_assigned && !explained_.contains(number)) {
        compare_object(each.id);
      }
    }
  }

  void compare_object(ObjectId id) {
    auto old_object = before(id), new_object = after(id);
    const auto is_section = [](QPDFObjectHandle& each) {
      return each.isStream() && is_name(each.getDict().getKey("/Type"), "/XRef");
    };
    if (is_section(old_object) && is_section(new_object)) return;
    if (!is_same(old_object, new_object)) object_to("object " + std::to_string(id.number) + " changed");
  }

  void refuse_prepared_references() {
    std::set<int> new_numbers;
    for (const auto& [number, each] : entries_) {
      if (!assigned_.contains(number) && each.kind != XrefEntry::Kind::free) new_numbers.insert(number);
    }
    const auto mentioned = mentioned_objects(before_, new_numbers);
    if (!mentioned) return object_to(mentioned.error().detail);
    if (!mentioned->empty())
      object_to("object " + std::to_string(*mentioned->begin()) + " was referred to before it was there");
    refuse_reachable_orphans(new_numbers);
  }

  // A new object that belongs to no change accounted for: qpdf's reading of the old objects must not lead there either.
  void refuse_reachable_orphans(std::set<int> orphans) {
    for (const auto& [number, each] : entries_) {
      if (each.kind == XrefEntry::Kind::compressed) orphans.erase(int(each.where));
    }
    std::erase_if(orphans, [&](int number) { return explained_.contains(number) || is_new_section(number); });
    if (orphans.empty()) return;
    std::set<ObjectId> seen;
    std::vector<QPDFObjectHandle> waiting{before().getTrailer().getKey("/Root")};
    while (!waiting.empty()) {
      auto each = waiting.back();
      waiting.pop_back();
      if (each.isIndirect() && !seen.insert(id_of(each)).second) continue;
      if (each.isIndirect() && orphans.contains(each.getObjectID())) {
        return object_to("object " + std::to_string(each.getObjectID()) + " was reachable before it was there");
      }
      append_parts(each, waiting);
    }
  }

  bool is_new_section(int number) const {
    return std::ranges::any_of(after_.revisions().back().sections, [&](const XrefSection& section) {
      const XrefEntry& each = entries_.at(number);
      return each.kind == XrefEntry::Kind::in_use && each.where == section.offset;
    });
  }

  static void append_parts(QPDFObjectHandle object, std::vector<QPDFObjectHandle>& parts) {
    for (auto& element : elements(object)) parts.push_back(element);
    auto dictionary = object.isStream() ? object.getDict() : object;
    if (!dictionary.isDictionary()) return;
    for (const auto& [key, value] : dictionary.getDictAsMap()) parts.push_back(value);
  }

  const PdfFile& before_;
  const PdfFile& after_;
  RevisionStep step_;
  std::map<int, XrefEntry> entries_;  // of the new revision, by object number
  std::set<int> assigned_;            // those of them that were there before
  std::set<int> explained_;           // numbers whose change is accounted for
  std::set<int> reached_;
  std::set<ObjectId> new_widgets_;
  std::set<ObjectId> pages_;
  bool adds_timestamp_ = false;
  bool changed_something_ = false;
};

}  // namespace

RevisionStep compare_revisions(const PdfFile& before, const PdfFile& after) {
  const auto judged = guarded([&]() -> Result<RevisionStep> { return StepJudge(before, after).judge(); });
  if (judged) return *judged;
  return {.level = LaterChanges::other, .why = judged.error().detail};
}

}  // namespace sceau
