// SPDX-License-Identifier: Apache-2.0
// Which revision wrote an object last, and where: from the cross-reference sections, without reading the object.
#pragma once

#include <map>
#include <set>

#include "formats/pdf/pdf_file.h"

namespace sceau {

struct ObjectPlace {
  std::size_t revision = 0;  // index into PdfFile::revisions()
  XrefEntry entry;           // never a free one
};

// The places of those of the wanted objects that exist. Sections are searched from the newest on; one that cannot be
// read ends the search, and what it and older ones would have told is missing.
std::map<ObjectId, ObjectPlace> locate_objects(const PdfFile& file, const std::set<ObjectId>& wanted);

// The dictionary at the place of an object outside object streams, where "12 0 obj" really stands there.
std::optional<RawDictionary> raw_dictionary_at(ByteView bytes, const ObjectPlace& place);

}  // namespace sceau
