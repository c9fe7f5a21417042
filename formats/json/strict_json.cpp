// SPDX-License-Identifier: Apache-2.0
#include "formats/json/strict_json.h"

#include <Poco/JSON/Parser.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// Receives Poco's events. A refusal is thrown as Poco's own exception, for that is how its parser is stopped; it is
// caught in read_json.
class TreeHandler : public Poco::JSON::Handler {
 public:
  explicit TreeHandler(const JsonLimits& limits) : limits_(limits) {}

  Value take() { return std::move(root_); }

  void reset() override {}
  void startObject() override { open(ValueObject{}); }
  void endObject() override { close(); }
  void startArray() override { open(ValueArray{}); }
  void endArray() override { close(); }
  void null() override { add({std::monostate{}}); }
  void value(int number) override { add({std::int64_t{number}}); }
  void value(unsigned number) override { add({std::int64_t{number}}); }
  void value(Poco::Int64 number) override { add({std::int64_t{number}}); }
  void value(Poco::UInt64 number) override {
    if (number > static_cast<Poco::UInt64>(std::numeric_limits<std::int64_t>::max())) refuse("a number too large");
    add({static_cast<std::int64_t>(number)});
  }
  void value(const std::string& text) override { add({text}); }
  void value(double) override { refuse("a number that is no integer of 64 bits"); }
  void value(bool truth) override { add({truth}); }

  void key(const std::string& name) override {
    auto& object = std::get<ValueObject>(open_.back().content);
    if (object.size() == limits_.members) refuse("too many members");
    if (std::ranges::find(object, name, &Member::key) != object.end()) {
      refuse(fmt::format("the key '{}' twice", printable(name)));
    }
    object.push_back({name, {}});
  }

 private:
  template <typename Container>
  void open(Container container) {
    if (open_.size() == limits_.depth) refuse("nested too deeply");
    count();
    open_.push_back({std::move(container)});
  }

  void close() {
    auto done = std::move(open_.back());
    open_.pop_back();
    place(std::move(done));
  }

  void add(Value value) {
    count();
    place(std::move(value));
  }

  void place(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* object = std::get_if<ValueObject>(&open_.back().content)) {
      object->back().value = std::move(value);
    } else {
      std::get<ValueArray>(open_.back().content).push_back(std::move(value));
    }
  }

  void count() {
    if (++values_ > limits_.values) refuse("too many values");
  }

  std::string pointer() const {
    std::string path;
    for (const auto& container : open_) {
      if (const auto* object = std::get_if<ValueObject>(&container.content)) {
        path += "/" + (object->empty() ? std::string() : printable(object->back().key));
      } else {
        path += fmt::format("/{}", std::get<ValueArray>(container.content).size());
      }
    }
    return path;
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Poco::JSON::JSONException(fmt::format("at '{}': {}", pointer(), what));
  }

  JsonLimits limits_;
  std::size_t values_ = 0;
  std::vector<Value> open_;
  Value root_;
};

}  // namespace

Result<Value> read_json(ByteView source, const JsonLimits& limits) {
  if (source.size() > limits.document_bytes) return Error{Reason::input_too_large, "the JSON text"};
  if (!is_utf8(as_text(source))) return Error{Reason::text_malformed, "the JSON text is not UTF-8"};
  try {
    Poco::SharedPtr<TreeHandler> handler(new TreeHandler(limits));
    Poco::JSON::Parser parser(handler);
    parser.setAllowNullByte(false);
    parser.setDepth(limits.depth + 1);
    parser.parse(to_string(source));
    auto root = handler->take();
    if (!std::holds_alternative<ValueObject>(root.content) && !std::holds_alternative<ValueArray>(root.content)) {
      return Error{Reason::json_malformed, "neither an object nor an array"};
    }
    return root;
  } catch (const Poco::Exception& error) {
    return Error{Reason::json_malformed, printable(error.message())};
  }
}

}  // namespace sceau
