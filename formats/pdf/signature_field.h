// SPDX-License-Identifier: Apache-2.0
// The signatures that stand in a PDF (ISO 32000-1, 12.8.1 and EN 319 142-1): their dictionaries as they are written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/pdf/pdf_file.h"
#include "foundation/finding.h"
#include "foundation/instant.h"

namespace sceau {

struct SignatureDictionary {
  std::string field_name{};  // fully qualified, UTF-8; not necessarily unique in a hostile file
  ObjectId object{};         // {0, 0} where the dictionary stands directly in its field
  std::size_t revision = 0;  // index into PdfFile::revisions(): the one that wrote the dictionary last
  RawSpan dictionary{};      // from "<<" to ">>"; empty where it cannot be found on the raw bytes

  std::string type{};                      // "Sig", "DocTimeStamp" or empty; names without their slash
  std::string filter{};                    // "Adobe.PPKLite"
  std::string sub_filter{};                // "ETSI.CAdES.detached"
  std::vector<std::int64_t> byte_range{};  // as written; empty where it is no direct array of integers
  RawSpan contents{};                      // from '<' to '>', both included; empty where there is no direct hex string
  Bytes cms{};                             // what the hex digits say, padding included

  std::string written_time{};             // /M as written
  std::optional<Instant> claimed_time{};  // /M where it is a date
  std::string name{}, reason{}, location{}, contact_info{};
  std::optional<int> doc_mdp{};     // P of a DocMDP reference: 1, 2 or 3
  std::vector<std::string> keys{};  // all keys of the dictionary, in their order
  bool is_visible = false;          // its widget takes room on the page

  Findings findings{};  // signature.dictionary and byte-range defects seen while reading

  bool is_document_timestamp() const { return sub_filter == "ETSI.RFC3161"; }
  bool has_key(std::string_view key) const;
};

// Every signature reachable from the form, oldest first. It judges the shape only: a listed signature may be
// worthless. A signature with defects is listed with its findings, never left out. Errors: pdf.malformed.
Result<std::vector<SignatureDictionary>> find_signatures(const PdfFile& file);

// The names of the signature fields that nobody has signed yet. Errors: pdf.malformed.
Result<std::vector<std::string>> empty_signature_fields(const PdfFile& file);

// Does a signature stand behind the end of the newest revision, where no cross-reference section reaches it? Whoever
// appends an old startxref to a signed file hides its signature so.
bool hides_a_signature(const PdfFile& file);

}  // namespace sceau
