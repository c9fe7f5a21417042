// SPDX-License-Identifier: Apache-2.0
// CSV, TOML and JSON: what is accepted must write back to something that reads as the same.
#include <cstdlib>

#include "formats/csv/csv_reader.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/toml/toml_reader.h"

namespace {

using Table = std::vector<std::vector<std::string>>;

void require(bool holds) {
  if (!holds) std::abort();
}

std::pair<bool, Table> table_of(sceau::ByteView bytes) {
  Table table;
  const auto read = sceau::read_csv(bytes, [&](const sceau::CsvRecord& record) -> sceau::Status {
    table.push_back(record.fields);
    return sceau::Done{};
  });
  return {static_cast<bool>(read), std::move(table)};
}

void read_table(sceau::ByteView bytes) {
  const auto [accepted, table] = table_of(bytes);
  if (!accepted) return;
  std::string again;
  for (const auto& record : table) {
    for (std::size_t i = 0; i < record.size(); ++i) again += (i == 0 ? "" : ",") + sceau::csv_field(record[i]);
    again += "\r\n";
  }
  const auto reread = table_of(sceau::as_bytes(again));
  require(reread.first && reread.second == table);
}

void read_object(sceau::ByteView bytes) {
  const auto value = sceau::read_json(bytes);
  if (!value) return;
  const auto canonical = sceau::canonical_json(*value);
  const auto again = sceau::read_json(sceau::as_bytes(canonical), {.document_bytes = canonical.size()});
  require(again && sceau::canonical_json(*again) == canonical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  read_table(bytes);
  read_object(bytes);
  if (const auto settings = sceau::read_toml(bytes)) (void)sceau::canonical_json(*settings);
  return 0;
}
