// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only: looking into qpdf's objects where any of them may be of another type than it should be, and
// comparing those of two revisions.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "formats/pdf/qpdf_document.h"

namespace sceau {

using Keys = std::set<std::string>;

bool is_name(QPDFObjectHandle object, const char* name);
QPDFObjectHandle entry(QPDFObjectHandle dictionary, const std::string& key);  // null where it is no dictionary
std::vector<QPDFObjectHandle> elements(QPDFObjectHandle array);               // none where it is no array
Keys keys_of(QPDFObjectHandle dictionary);                                    // also those that refer to nothing

// The same text, with references as references. Streams: the same encoded bytes too.
bool is_same(QPDFObjectHandle one, QPDFObjectHandle other);
// As an entry: a reference is itself, whatever stands behind it.
bool is_same_entry(const QPDFObjectHandle& one, const QPDFObjectHandle& other);
// The keys whose entries are not the same.
Keys changed_keys(QPDFObjectHandle before, QPDFObjectHandle after);

bool is_within(const Keys& keys, const Keys& allowed);
std::string listed(const Keys& keys);

}  // namespace sceau
