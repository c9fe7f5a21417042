// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/page_layout.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>

#include "formats/pdf/pages/archive_pdf.h"
#include "formats/pdf/pages/page_module.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// Debian 12 has fonts-liberation2, later ones fonts-liberation.
constexpr std::array<std::string_view, 2> liberation = {"liberation2", "liberation"};
constexpr std::array<std::string_view, 4> serif = {"LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf",
                                                   "LiberationSerif-Italic.ttf", "LiberationSerif-BoldItalic.ttf"};
constexpr std::array<std::string_view, 4> further = {"DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSans.ttf",
                                                     "DejaVuSans-Bold.ttf"};

bool is_there(const Path& file) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(file, ignored);
}

Result<std::vector<Path>> font_files(const Path& fonts) {
  std::vector<Path> files;
  for (const auto folder : liberation) {
    if (!files.empty() || !is_there(fonts / folder / serif.front())) continue;
    for (const auto name : serif) files.push_back(fonts / folder / name);
  }
  if (files.empty()) files.push_back(fonts / liberation.front() / serif.front());
  for (const auto name : further) files.push_back(fonts / "dejavu" / name);
  for (const auto& file : files) {
    if (!is_there(file)) return Error{Reason::page_fonts_missing, file.string() + " is not there"};
  }
  return files;
}

// The module stays loaded: glib, below pango, cannot be unloaded.
Result<const PageModule*> load_module(const Path& file) {
  void* loaded = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!loaded) return Error{Reason::page_module_missing, dlerror()};
  const auto* module = static_cast<const PageModule*>(dlsym(loaded, page_module_symbol));
  if (!module || std::string_view(module->tag) != page_module_tag) {
    return Error{Reason::page_module_missing, file.string() + " is not of this build"};
  }
  return module;
}

// What a text may show on paper: printable(), line by line.
std::string plain_text(std::string_view text) {
  std::string plain;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    plain += printable(text.substr(0, end)) + '\n';
    text.remove_prefix(end + 1);
  }
  return plain + printable(text);
}

using Visit = std::function<void(std::string&)>;

struct TextsOfBlock {
  const Visit& visit;
  void operator()(Heading& heading) const { visit(heading.text); }
  void operator()(Paragraph& paragraph) const { visit(paragraph.text); }
  void operator()(Table& table) const {
    for (auto& column : table.columns) visit(column.title);
    for (auto& row : table.rows) std::ranges::for_each(row.cells, visit);
  }
  void operator()(SignatureBoxes& boxes) const {
    for (auto& box : boxes.boxes) {
      for (auto* text : {&box.role, &box.name, &box.note}) visit(*text);
    }
  }
};

void for_each_text(PageDocument& document, const Visit& visit) {
  for (auto* text : {&document.title, &document.subject, &document.author, &document.running_head,
                     &document.running_foot, &document.banner}) {
    visit(*text);
  }
  for (auto& block : document.blocks) std::visit(TextsOfBlock{visit}, block);
  for (auto& attached : document.attachments) visit(attached.description);
}

Result<PageDocument> with_plain_texts(PageDocument document) {
  std::size_t bytes = 0;
  for_each_text(document, [&](const std::string& text) { bytes += text.size(); });
  if (bytes > most_page_text) return Error{Reason::input_too_large, "more text than can be printed"};
  for_each_text(document, [](std::string& text) { text = plain_text(text); });
  return document;
}

std::optional<Error> error_of(DrawingOutcome outcome, const std::string& complaint) {
  switch (outcome) {
    case DrawingOutcome::drawn: return std::nullopt;
    case DrawingOutcome::fonts_unusable: return Error{Reason::page_fonts_missing, "a font cannot be read"};
    case DrawingOutcome::too_many_pages: return Error{Reason::input_too_large, "more pages than can be printed"};
    case DrawingOutcome::failed: return Error{Reason::internal_error, "the pages were not drawn: " + complaint};
  }
  return Error{Reason::internal_error, "the pages were not drawn"};
}

}  // namespace

Result<PageLayout> PageLayout::load(const Path& module, const Path& fonts) {
  auto files = font_files(fonts);
  if (!files) return files.error();
  auto loaded = load_module(module);
  if (!loaded) return loaded.error();
  return PageLayout(*loaded, std::move(*files));
}

Result<Bytes> PageLayout::lay_out(const PageDocument& document) const {
  auto plain = with_plain_texts(document);
  if (!plain) return plain.error();
  DrawnPages drawn;
  std::string complaint;
  const auto outcome = module_->draw(*plain, fonts_, drawn, complaint);
  if (auto error = error_of(outcome, complaint)) return *error;
  return archive_pdf(drawn, *plain);
}

}  // namespace sceau
