// SPDX-License-Identifier: Apache-2.0
// Signing without keys: the hole is filled with bytes that only look like a signature.
#pragma once

#include "formats/pdf/byte_range.h"
#include "formats/pdf/reserve_signature.h"
#include "formats/pdf/revision_changes.h"

namespace sceau {

inline Result<Bytes> sign_dummy(ByteView original, const SignatureReservation& reservation = {.hole_bytes = 256}) {
  auto file = PdfFile::open(original);
  if (!file) return file.error();
  auto prepared = reserve_signature(*file, reservation);
  if (!prepared) return prepared.error();
  auto filled = fill_signature(std::move(*prepared), Bytes(100, 0x5a));
  if (!filled) return filled.error();
  Bytes whole;
  for (const ByteView piece : filled->pieces()) append(whole, piece);
  return whole;
}

struct Seen {
  SignatureDictionary signature;
  CoveredBytes covered;
  ChangesAfterSignature changes;
};

inline Result<std::vector<Seen>> look_at(ByteView pdf) {
  auto file = PdfFile::open(pdf);
  if (!file) return file.error();
  auto signatures = find_signatures(*file);
  if (!signatures) return signatures.error();
  std::vector<CoveredBytes> covered;
  for (const auto& signature : *signatures) covered.push_back(covered_bytes(*file, signature));
  const auto changes = changes_after_signatures(*file, *signatures, covered);
  std::vector<Seen> seen;
  for (std::size_t i = 0; i < signatures->size(); ++i) seen.push_back({(*signatures)[i], covered[i], changes[i]});
  return seen;
}

}  // namespace sceau
