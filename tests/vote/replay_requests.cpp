// SPDX-License-Identifier: Apache-2.0
// The routes without sockets, for a script: one request a line on standard input as JSON {"method", "target",
// "headers", "body"}, one answer a line on standard output. All requests are of one meeting, an hour before the close.
// A line {"published": TEXT} publishes a tally; nothing answers it.
#include <iostream>
#include <string>

#include "formats/json/json_writer.h"
#include "formats/json/strict_json.h"
#include "tests/vote/intake_bench.h"
#include "vote/counted_as.h"

namespace sceau {
namespace {

std::string text_of(const Value& value, std::string_view key) {
  const auto* found = member(value, key);
  const auto* text = found ? std::get_if<std::string>(&found->content) : nullptr;
  return text ? *text : "";
}

HttpRequest request_of(const Value& line, Instant now) {
  HttpRequest request;
  request.method = text_of(line, "method");
  request.target = text_of(line, "target");
  request.body = to_bytes(text_of(line, "body"));
  request.received_at = now;
  request.remote_address = "192.0.2.1";
  const auto* headers = member(line, "headers");
  if (!headers) return request;
  for (const auto& field : std::get<ValueObject>(headers->content)) {
    request.headers.emplace_back(field.key, std::get<std::string>(field.value.content));
  }
  return request;
}

void print(const HttpResponse& response) {
  JsonWriter json;
  json.begin_object().key("status").number(response.status).key("headers").begin_object();
  for (const auto& [name, value] : response.headers) json.key(name).text(value);
  std::cout << json.end_object().key("body").text(as_text(response.body)).end_object().str() << std::endl;
}

int run(const std::string& openapi) {
  IntakeBench bench;
  const auto file = read_file(openapi, std::size_t{1} << 20);
  if (!file) return 1;
  PublishedCount published(*bench.store, bench.keys->receipts);
  IntakeRoutes routes(*bench.intake, *bench.store, system_random(),
                      {.hosts = {"vote.exemple.fr"},
                       .version = "0",
                       .openapi = to_string(*file),
                       .log_key = *verifier_key("vote.exemple.fr/ag2027", bench.log_key->public_key()),
                       .counted_as = [&](std::string_view receipt) { return published.look_up(receipt); }},
                      [] { return true; });
  for (std::string line; std::getline(std::cin, line);) {
    const auto value = read_json(as_bytes(line));
    if (!value) return 1;
    if (const auto tally = text_of(*value, "published"); !tally.empty()) {
      if (!publish_count(*bench.store, as_bytes(tally))) return 1;
      continue;
    }
    print(routes.answer(request_of(*value, bench.now)).response);
  }
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) { return argc == 2 ? sceau::run(argv[1]) : 64; }
