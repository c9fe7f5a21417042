// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/byte_range.h"

#include <algorithm>

namespace sceau {
namespace {

struct Range {
  std::size_t first_end = 0;
  std::size_t second_begin = 0;
  std::size_t second_end = 0;
};

// Four numbers, from 0, rising, inside the file.
std::optional<Range> sound_range(const std::vector<std::int64_t>& numbers, std::size_t file_size) {
  if (numbers.size() != 4 || std::ranges::any_of(numbers, [](auto number) { return number < 0; })) return std::nullopt;
  const auto begin = std::size_t(numbers[0]), first = std::size_t(numbers[1]);
  const auto second = std::size_t(numbers[2]), length = std::size_t(numbers[3]);
  if (begin != 0 || first == 0 || second <= first || second > file_size || length > file_size - second) {
    return std::nullopt;
  }
  return Range{first, second, second + length};
}

bool is_own_hole(ByteView bytes, const Range& range, const SignatureDictionary& signature) {
  if (signature.contents.size() < 2 || signature.cms.empty()) return false;  // cms: the digits were read as pairs
  return RawSpan{range.first_end, range.second_begin} == signature.contents && bytes[range.first_end] == '<' &&
         bytes[range.second_begin - 1] == '>';
}

bool is_white_space(ByteView bytes) { return std::ranges::all_of(bytes, is_pdf_space); }

// The revision that ends where the range ends: after its %%EOF with nothing but white space between, and before the
// next one says anything.
std::optional<std::size_t> revision_ending_at(const PdfFile& file, std::size_t end) {
  const auto& revisions = file.revisions();
  for (std::size_t i = revisions.size(); i-- > 0;) {
    const std::size_t eof = revisions[i].eof_end;
    if (eof == 0 || eof > end) continue;
    const bool ends_here = is_white_space(bytes_in(file.bytes(), {eof, end}));
    return ends_here ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

void classify(const PdfFile& file, const SignatureDictionary& signature, CoveredBytes& covered) {
  covered.revision = revision_ending_at(file, covered.end);
  if (covered.end == file.bytes().size()) {
    covered.coverage = ByteRangeCoverage::whole_document;
    covered.revision = file.revisions().size() - 1;
  } else if (covered.revision && *covered.revision >= signature.revision) {
    covered.coverage = ByteRangeCoverage::whole_revision;
  } else {
    covered.coverage = ByteRangeCoverage::partial;
    covered.findings.push_back({Reason::byte_range_has_gap,
                                "the byte range ends inside a revision, at offset " + std::to_string(covered.end)});
  }
}

}  // namespace

CoveredBytes covered_bytes(const PdfFile& file, const SignatureDictionary& signature) {
  CoveredBytes covered;
  const ByteView bytes = file.bytes();
  const auto range = sound_range(signature.byte_range, bytes.size());
  if (!range) {
    if (!contains(signature.findings, Reason::byte_range_malformed)) {
      covered.findings.push_back({Reason::byte_range_malformed, "the byte range is impossible for this file"});
    }
    return covered;
  }
  covered.pieces = {bytes.first(range->first_end), bytes_in(bytes, {range->second_begin, range->second_end})};
  covered.end = range->second_end;
  if (!is_own_hole(bytes, *range, signature)) {
    covered.coverage = ByteRangeCoverage::partial;
    covered.findings.push_back({Reason::byte_range_has_gap, "the gap is not exactly the /Contents of this signature"});
    return covered;
  }
  classify(file, signature, covered);
  return covered;
}

}  // namespace sceau
