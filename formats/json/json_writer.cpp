// SPDX-License-Identifier: Apache-2.0
#include "formats/json/json_writer.h"

#include <Poco/JSON/PrintHandler.h>
#include <Poco/JSONString.h>

#include <ios>
#include <sstream>

#include "foundation/text_encoding.h"

namespace sceau {

struct JsonWriter::State {
  State() { out << std::boolalpha; }  // Poco 1.11 writes true as 1 otherwise
  std::ostringstream out;
  Poco::JSON::PrintHandler printer{out, 0, Poco::JSON_WRAP_STRINGS};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  state_->printer.startObject();
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  state_->printer.endObject();
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  state_->printer.startArray();
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  state_->printer.endArray();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  state_->printer.key(std::string(name));
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  state_->printer.value(is_utf8(value) ? std::string(value) : printable(value));
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  state_->printer.value(static_cast<Poco::Int64>(value));
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  state_->printer.value(value);
  return *this;
}

JsonWriter& JsonWriter::null() {
  state_->printer.null();
  return *this;
}

JsonWriter& JsonWriter::text_or_null(const std::optional<std::string>& value) { return value ? text(*value) : null(); }

std::string JsonWriter::str() const { return state_->out.str(); }

}  // namespace sceau
