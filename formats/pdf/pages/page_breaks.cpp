// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/page_breaks.h"

#include <algorithm>

namespace sceau {
namespace {

constexpr double rounding = 0.001;

class PageFiller {
 public:
  explicit PageFiller(double height) : height_(height) {}

  void add(std::span<const Strip> together) {
    if (!fits(together) && !is_fresh()) turn_page(together.front());
    for (const auto& strip : together) place(strip);
  }

  std::vector<StripPage> pages() && { return std::move(pages_); }

 private:
  bool is_fresh() const { return pages_.empty() || pages_.back().size() == repeated_; }

  double space_before(const Strip& strip) const {
    return pages_.empty() || pages_.back().empty() ? 0 : strip.space_before;
  }

  bool fits(std::span<const Strip> together) const {
    double end = end_;
    for (const auto& strip : together) end += strip.space_before + strip.height;
    if (pages_.empty() || pages_.back().empty()) end -= together.front().space_before;
    return end <= height_ + rounding;
  }

  void place(const Strip& strip) {
    if (strip.is_header) header_ = strip;
    if (!fits({&strip, 1}) && !is_fresh()) turn_page(strip);
    if (pages_.empty()) pages_.emplace_back();
    end_ += space_before(strip);
    pages_.back().push_back({strip, end_});
    end_ += strip.height;
  }

  void turn_page(const Strip& next) {
    pages_.emplace_back();
    end_ = 0;
    repeated_ = 0;
    if (!next.is_row || !header_.is_header || header_.block != next.block) return;
    pages_.back().push_back({header_, 0, true});
    end_ = header_.height;
    repeated_ = 1;
  }

  double height_;
  double end_ = 0;            // of what stands on the page
  std::size_t repeated_ = 0;  // headers on the page that stood on an earlier one
  Strip header_;
  std::vector<StripPage> pages_;
};

}  // namespace

std::vector<StripPage> break_pages(std::span<const Strip> strips, double height) {
  PageFiller filler(height);
  while (!strips.empty()) {
    const auto last = std::ranges::find(strips, false, &Strip::keeps_with_next);
    const auto count = last == strips.end() ? strips.size() : static_cast<std::size_t>(last - strips.begin()) + 1;
    filler.add(strips.first(count));
    strips = strips.subspan(count);
  }
  return std::move(filler).pages();
}

}  // namespace sceau
