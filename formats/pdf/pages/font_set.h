// SPDX-License-Identifier: Apache-2.0
// Inside the module: the fonts a document is set in, and nothing else that may be installed.
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <memory>
#include <span>

#include "foundation/file_bytes.h"

namespace sceau {

template <auto FreeFunction>
struct FreePage {
  template <typename T>
  void operator()(T* object) const noexcept {
    FreeFunction(object);
  }
};
template <typename T, auto FreeFunction>
using PageHandle = std::unique_ptr<T, FreePage<FreeFunction>>;

using ContextHandle = PageHandle<PangoContext, g_object_unref>;
using LayoutHandle = PageHandle<PangoLayout, g_object_unref>;

class FontSet {
 public:
  // From font files, the first family leading. `language` is a BCP 47 tag. Null where a file cannot be used.
  static std::unique_ptr<FontSet> open(std::span<const Path> files, const std::string& language);

  PangoContext* context() const { return context_.get(); }

 private:
  using ConfigHandle = PageHandle<FcConfig, FcConfigDestroy>;
  using MapHandle = PageHandle<PangoFontMap, g_object_unref>;
  FontSet() = default;
  ConfigHandle config_;
  MapHandle map_;
  ContextHandle context_;
};

}  // namespace sceau
