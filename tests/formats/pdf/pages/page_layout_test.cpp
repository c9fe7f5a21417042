// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/page_layout.h"

#include <gmock/gmock.h>

#include <sstream>

#include "tests/formats/pdf/outside_tools.h"
#include "tests/formats/pdf/pages/printed_pages.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::Not;

const PageLayout& layout() {
  static const auto loaded = PageLayout::load(SCEAU_PAGE_MODULE);
  return *loaded;
}

PageDocument document_of(std::vector<PageBlock> blocks) {
  return {.title = "Essai",
          .author = "Société d'essai",
          .created = *from_rfc3339("2027-05-12T10:00:00Z"),
          .running_head = "En-tête courant",
          .running_foot = "Pied courant",
          .blocks = std::move(blocks)};
}

Bytes laid_out(const PageDocument& document) {
  auto pdf = layout().lay_out(document);
  EXPECT_TRUE(pdf) << pdf.error().detail;
  return pdf ? *pdf : Bytes();
}

Table table_of(std::size_t rows) {
  Table table{.columns = {{"Nom", Alignment::left, 3}, {"Actions", Alignment::right, 1}}};
  for (std::size_t i = 0; i < rows; ++i) {
    table.rows.push_back({{"Actionnaire n° " + std::to_string(i + 1), std::to_string(1000 + i)}});
  }
  table.rows.push_back({{"Total des lignes", "42"}, true});
  return table;
}

TEST(PageLayout, TextIsThereInOrder) {
  auto document = document_of({Heading{1, "Procès-verbal"}, Paragraph{"L'an deux mille vingt-sept, l'œuvre s'achève."},
                               Heading{2, "Résultats"}, table_of(3),
                               SignatureBoxes{{{"Le président", "Jeanne Martin", "signature électronique", "chair"}}}});
  const auto pdf = laid_out(document);
  EXPECT_EQ(qpdf_check(pdf), 0);
  const auto text = text_of_pages(pdf);
  EXPECT_EQ(first_out_of_order(text, {"En-tête courant", "page 1 sur 1"}), "") << text;
  EXPECT_EQ(first_out_of_order(text, {"Procès-verbal", "L'an deux mille vingt-sept, l'œuvre s'achève.", "Résultats",
                                      "Nom", "Actions", "Actionnaire n° 1", "1000", "Actionnaire n° 3", "1002",
                                      "Total des lignes", "42", "Le président", "Jeanne Martin"}),
            "")
      << text;
}

TEST(PageLayout, SameDocumentSameBytes) {
  auto document = document_of({Heading{1, "Titre"}, table_of(80)});
  document.attachments = {{"tally.json", "application/json", "dépouillement", to_bytes("{}")}};
  const auto once = laid_out(document);
  EXPECT_EQ(once, laid_out(document));
  document.created += std::chrono::seconds(1);
  EXPECT_NE(once, laid_out(document));
}

TEST(PageLayout, ALongTableRepeatsItsHeaderAndLosesNoRow) {
  const auto pdf = laid_out(document_of({table_of(400)}));
  EXPECT_EQ(qpdf_check(pdf), 0);
  const auto text = text_of_pages(pdf);
  const int pages = count_pages(pdf);
  EXPECT_GT(pages, 5);
  EXPECT_THAT(text, HasSubstr("page 2 sur " + std::to_string(pages)));
  for (int i = 1; i <= 400; ++i) EXPECT_THAT(text, HasSubstr("Actionnaire n° " + std::to_string(i) + " "));
  int headers = 0;
  for (auto at = text.find("Nom "); at != std::string::npos; at = text.find("Nom ", at + 1)) ++headers;
  EXPECT_EQ(headers, pages);
}

// Of two tables that do not fit on one page together the second moves to the next, unless it may be cut.
TEST(PageLayout, ATableThatStaysWholeIsNotCut) {
  auto second = table_of(30);
  for (auto& row : second.rows) row.cells.front() = "de la seconde";
  const auto pages_with_second = [&] {
    std::istringstream all(text_of_pages(laid_out(document_of({table_of(20), second}))));
    int pages = 0;
    for (std::string page; std::getline(all, page, '\f');) pages += page.find("de la seconde") != std::string::npos;
    return pages;
  };
  EXPECT_EQ(pages_with_second(), 2);
  second.stays_whole = true;
  EXPECT_EQ(pages_with_second(), 1);
}

TEST(PageLayout, AParagraphThatKeepsWithNextStandsOnThePageOfTheTableBelow) {
  auto table = table_of(20);
  table.stays_whole = true;
  Paragraph text{"Le texte du projet."};
  const auto page_of = [&](const char* wanted) {
    std::istringstream all(text_of_pages(laid_out(document_of({table_of(20), text, table}))));
    std::string page;
    int number = 0, found = 0;
    for (; std::getline(all, page, '\f'); ++number) found = page.find(wanted) != std::string::npos ? number : found;
    return found;
  };
  EXPECT_EQ(page_of("Le texte du projet."), 0);
  text.keeps_with_next = true;
  EXPECT_EQ(page_of("Le texte du projet."), 1);
  EXPECT_EQ(page_of("Total des lignes"), 1);
}

TEST(PageLayout, ATableLongerThanAPageIsCutAllTheSame) {
  auto table = table_of(200);
  table.stays_whole = true;
  const auto pdf = laid_out(document_of({table}));
  EXPECT_THAT(text_of_pages(pdf), HasSubstr("Actionnaire n° 200 "));
  EXPECT_GT(count_pages(pdf), 2);
}

TEST(PageLayout, TheBannerStandsOnEveryPage) {
  auto document = document_of({table_of(100)});
  EXPECT_THAT(text_of_pages(laid_out(document)), Not(HasSubstr("DEMO")));
  document.banner = "DEMO";
  const auto pdf = laid_out(document);
  const int pages = count_pages(pdf);
  for (int i = 1; i <= pages; ++i) {
    const auto range = std::to_string(i);
    EXPECT_THAT(printed_by("pdftotext -f " + range + " -l " + range + " % -", pdf), HasSubstr("DEMO"));
  }
}

// Text of others: whatever it is, there are pages.
class HostileText : public testing::TestWithParam<std::string> {};

TEST_P(HostileText, IsPrintedOrShown) {
  const auto text = GetParam();
  Table table{.columns = {{text, Alignment::right, 1}, {"", Alignment::left, 0}}, .rows = {{{text, text, text}}, {{}}}};
  table.has_row_titles = true;
  auto document = document_of({Heading{1, text}, Heading{3, text}, Paragraph{text, ParagraphStyle::small}, table,
                               SignatureBoxes{{{text, text, text, ""}, {"", "", "", ""}, {text, "", "", ""}}}});
  document.title = document.subject = document.running_head = document.running_foot = document.banner = text;
  document.attachments = {{"a.txt", "text/plain", text, to_bytes(text)}};
  const auto pdf = laid_out(document);
  EXPECT_EQ(qpdf_check(pdf), 0);
  EXPECT_GT(count_pages(pdf), 0);
}

INSTANTIATE_TEST_SUITE_P(PageLayout, HostileText,
                         testing::Values("", "\n\n\n", std::string("a\0b", 3), "\x01\x02\x1B[2J\x7F",
                                         "\xFF\xFE broken \xC3", "\u202Eexe.fdp", "שלום עולם, 100 actions",
                                         "الشركة العامة 2027 (SA)", "漢字 🙂 \U0010FFFF", "ﷺ\u200D\u200Cé\u0301",
                                         std::string(5000, 'W'), std::string(3000, ' '),
                                         "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334",
                                         "<b>&amp;</b> ]]> (\\) %PDF", "Nguyễn Thị Ánh, Ł. Šťastný, Ｆull",
                                         std::string(500, '\n')));

TEST(PageLayout, DirectionMarksAndControlsAreShown) {
  const auto text = text_of_pages(laid_out(document_of({Paragraph{"Dupont\u202Etnop\u0007"}})));
  EXPECT_THAT(text, HasSubstr("Dupont\\xE2\\x80\\xAEtnop\\x07"));
}

TEST(PageLayout, AVeryLongWordIsBroken) {
  std::string word;
  for (int i = 0; i < 100; ++i) word += "anticonstitutionnellement";
  auto text = text_of_pages(laid_out(document_of(
      {Table{.columns = {{"", Alignment::left, 1}, {"", Alignment::left, 1}}, .rows = {{{word, "à côté"}}}}})));
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  EXPECT_EQ(std::count(text.begin(), text.end(), 'm'), 100);
}

TEST(PageLayout, ARowTallerThanAPageGoesOn) {
  std::string lines;
  for (int i = 1; i <= 200; ++i) lines += "ligne " + std::to_string(i) + " fin\n";
  const auto pdf = laid_out(document_of({Table{.columns = {{"Texte", Alignment::left, 1}}, .rows = {{{lines}}}}}));
  const auto text = text_of_pages(pdf);
  for (int i = 1; i <= 200; ++i) EXPECT_THAT(text, HasSubstr("ligne " + std::to_string(i) + " fin"));
}

TEST(PageLayout, AttachmentsComeOutUnchanged) {
  auto document = document_of({Paragraph{"voir annexe"}});
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  document.attachments = {{"données.bin", "application/octet-stream", "toutes les valeurs", all},
                          {"tally.json", "application/json", "dépouillement", to_bytes("{\"a\":1}")}};
  const auto pdf = laid_out(document);
  EXPECT_EQ(printed_by("qpdf --show-attachment=tally.json %", pdf), "{\"a\":1}");
  EXPECT_EQ(to_bytes(printed_by("qpdf --show-attachment='données.bin' %", pdf)), all);
  EXPECT_THAT(printed_by("qpdf --json=2 --json-object=trailer --json-key=qpdf %", pdf), Not(HasSubstr("cairo")));
}

TEST(PageLayout, SignatureFieldsStandWhereTheBoxesAre) {
  const auto pdf = laid_out(document_of({SignatureBoxes{
      {{"Président", "A", "", "president"}, {"Secrétaire", "B", "", "secretaire"}, {"Témoin", "C", "", ""}}}}));
  const auto signatures = printed_by("qpdf --json=2 --json-key=acroform %", pdf);
  EXPECT_THAT(signatures, HasSubstr("president"));
  EXPECT_THAT(signatures, HasSubstr("secretaire"));
  std::size_t fields = 0;
  for (auto at = signatures.find("fullname"); at != std::string::npos; at = signatures.find("fullname", at + 1))
    ++fields;
  EXPECT_EQ(fields, 2);
}

TEST(PageLayout, SaysWhatIsMissing) {
  const auto no_module = PageLayout::load("/nonexistent/sceau-pages.so");
  ASSERT_FALSE(no_module);
  EXPECT_EQ(no_module.error().reason, Reason::page_module_missing);
  const auto other_module = PageLayout::load("libm.so.6");
  ASSERT_FALSE(other_module);
  EXPECT_EQ(other_module.error().reason, Reason::page_module_missing);
  const auto no_fonts = PageLayout::load(SCEAU_PAGE_MODULE, "/nonexistent");
  ASSERT_FALSE(no_fonts);
  EXPECT_EQ(no_fonts.error().reason, Reason::page_fonts_missing);
}

TEST(PageLayout, TooMuchTextIsRefused) {
  const auto document = document_of({Paragraph{std::string(most_page_text + 1, 'a')}});
  const auto pdf = layout().lay_out(document);
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().reason, Reason::input_too_large);
}

}  // namespace
}  // namespace sceau
