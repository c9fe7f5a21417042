// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/srgb_profile.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace sceau {
namespace {

void put16(Bytes& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value >> 8));
  to.push_back(static_cast<std::uint8_t>(value));
}
void put32(Bytes& to, std::uint32_t value) {
  put16(to, value >> 16);
  put16(to, value);
}
void put_zeros(Bytes& to, std::size_t count) { to.insert(to.end(), count, 0); }

// s15Fixed16Number
void put_fixed(Bytes& to, double value) { put32(to, static_cast<std::uint32_t>(std::lround(value * 65536))); }

struct Xyz {
  double x, y, z;
};
Bytes xyz(Xyz value) {
  Bytes tag;
  append(tag, "XYZ ");
  put32(tag, 0);
  for (const double part : {value.x, value.y, value.z}) put_fixed(tag, part);
  return tag;
}

// Version 2.1, 6.5.17: the ASCII part alone.
Bytes description(std::string_view text) {
  Bytes tag;
  append(tag, "desc");
  put32(tag, 0);
  put32(tag, static_cast<std::uint32_t>(text.size() + 1));
  append(tag, text);
  put_zeros(tag, 1 + 4 + 4 + 2 + 1 + 67);
  return tag;
}

Bytes plain_text(std::string_view text) {
  Bytes tag;
  append(tag, "text");
  put32(tag, 0);
  append(tag, text);
  tag.push_back(0);
  return tag;
}

// IEC 61966-2-1, 5.2: from the number of a colour to its light.
double light_of(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

Bytes curve() {
  constexpr std::uint32_t points = 256;
  Bytes tag;
  append(tag, "curv");
  put32(tag, 0);
  put32(tag, points);
  for (std::uint32_t i = 0; i < points; ++i) {
    put16(tag, static_cast<std::uint32_t>(std::lround(65535 * light_of(i / (points - 1.0)))));
  }
  return tag;
}

constexpr Xyz d50 = {0.9642, 1.0, 0.8249};

struct Tag {
  std::string_view name;
  Bytes bytes;
};

Bytes header(std::uint32_t size) {
  Bytes bytes;
  put32(bytes, size);
  put32(bytes, 0);
  put32(bytes, 0x02100000);
  append(bytes, "mntrRGB XYZ ");
  for (const std::uint32_t part : {2000U, 1U, 1U, 0U, 0U, 0U}) put16(bytes, part);
  append(bytes, "acsp");
  put_zeros(bytes, 28);
  for (const double part : {d50.x, d50.y, d50.z}) put_fixed(bytes, part);
  put_zeros(bytes, 128 - bytes.size());
  return bytes;
}

}  // namespace

Bytes srgb_profile() {
  // Primaries and white of sRGB, adapted to D50 by the Bradford matrix.
  std::array<Tag, 9> tags = {{{"desc", description("sRGB")},
                              {"cprt", plain_text("No copyright, use freely")},
                              {"wtpt", xyz({0.95045, 1.0, 1.08905})},
                              {"rXYZ", xyz({0.43607, 0.22249, 0.01392})},
                              {"gXYZ", xyz({0.38515, 0.71687, 0.09708})},
                              {"bXYZ", xyz({0.14307, 0.06061, 0.71410})},
                              {"rTRC", curve()},
                              {"gTRC", {}},
                              {"bTRC", {}}}};
  Bytes table, data;
  put32(table, static_cast<std::uint32_t>(tags.size()));
  const auto start = static_cast<std::uint32_t>(128 + 4 + 12 * tags.size());
  std::uint32_t offset = start, size = 0;
  for (auto& tag : tags) {
    if (!tag.bytes.empty()) {  // the three curves are one
      offset = start + static_cast<std::uint32_t>(data.size());
      size = static_cast<std::uint32_t>(tag.bytes.size());
      append(data, tag.bytes);
      put_zeros(data, (4 - data.size() % 4) % 4);
    }
    append(table, tag.name);
    put32(table, offset);
    put32(table, size);
  }
  Bytes profile = header(start + static_cast<std::uint32_t>(data.size()));
  append(profile, table);
  append(profile, data);
  return profile;
}

}  // namespace sceau
