// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only: the QPDF behind a PdfFile, and the place where its exceptions end.
#pragma once

#ifdef __clang__
// clang 16 refuses the JSON.hh of qpdf 11.3 in C++20 (a vector of a class not yet complete); only the name is needed.
#define JSON_HH
class JSON;
#endif

#include <memory>
#include <new>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <stdexcept>
#include <string>

#include "formats/pdf/pdf_file.h"

namespace sceau {

struct PdfFile::Document {
  QPDF qpdf;
  std::string damage;  // what qpdf first complained of after opening; see damage_found()
};

// qpdf goes on where an object is damaged and takes something else for it. What it said first of any object read
// since the file was opened; empty where all of them were sound.
const std::string& damage_found(PdfFile::Document& document);

// What qpdf threw, as an Error.
Error error_from(const std::exception& exception);

// Runs `work`, which may call qpdf; whatever qpdf throws becomes an Error.
template <typename Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& exception) {
    return error_from(exception);
  }
}

inline ObjectId id_of(const QPDFObjectHandle& object) { return {object.getObjectID(), object.getGeneration()}; }

}  // namespace sceau
