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

#include "formats/pdf/pdf_file.h"

namespace sceau {

struct PdfFile::Document {
  QPDF qpdf;
};

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
