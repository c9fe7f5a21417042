// SPDX-License-Identifier: Apache-2.0
#include "network/http_connection.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <fmt/format.h>

#include "foundation/secret.h"
#include "foundation/wiping_memory.h"

namespace sceau {
namespace {

constexpr std::size_t discard_limit_bytes = 1 << 20;
constexpr auto lingering = std::chrono::seconds(2);
// The handler's own time is not ours to limit; this only keeps a forgotten connection from living for ever.
constexpr auto handling_limit = std::chrono::minutes(10);

std::string date_text(Instant instant) {
  const Poco::Timestamp timestamp(instant.time_since_epoch().count());
  return Poco::DateTimeFormatter::format(timestamp, Poco::DateTimeFormat::HTTP_FORMAT);
}

std::shared_ptr<const TlsIdentity> shared(const std::optional<TlsIdentity>& identity) {
  return identity ? std::make_shared<const TlsIdentity>(*identity) : nullptr;
}

}  // namespace

HttpService::HttpService(ServerOptions server_options, Clock server_clock, HttpHandler server_handler)
    : options(std::move(server_options)),
      clock(std::move(server_clock)),
      handler(std::move(server_handler)),
      connections(static_cast<std::size_t>(options.threads + waiting_limit(options)), options.connections_per_address),
      identity(shared(options.tls)) {}

void HttpConnection::run() {
  bool goes_on = may_go_on(service_.options.request_deadline, Phase::idle) && greet() && serve_one();
  wipe_unused_stack();
  while (goes_on) {
    goes_on = may_go_on(service_.options.request_deadline, Phase::idle) && serve_one();
    wipe_unused_stack();
  }
}

bool HttpConnection::may_go_on(std::chrono::seconds seconds, Phase phase) {
  return service_.connections.set_deadline(socket(), DeadlineWatch::Clock::now() + seconds, phase);
}

// Within the deadline of the first request.
bool HttpConnection::greet() {
  const auto identity = service_.identity.load();
  if (!identity || stream_.accept_tls(*identity)) return true;
  ++service_.handshake_failures;
  return false;
}

bool HttpConnection::serve_one() {
  std::string text;
  const auto reading = stream_.read_head(text, service_.options.header_limit_bytes);
  if (reading == Reading::too_large) return refuse(431);
  if (reading == Reading::closed) return give_up(!text.empty());
  service_.connections.mark_busy(socket());
  auto [head, status] = parse_request_head(text);
  wipe(text);
  if (status != 0) return refuse(status);
  if (head.content_length > service_.options.body_limit_bytes) return refuse(413);
  // What has come whole has its instant of reception, and is never turned away for want of room.
  if (head.content_length > 0 && is_overloaded()) return refuse(503);
  if (head.expects_continue && !stream_.write(as_bytes("HTTP/1.1 100 Continue\r\n\r\n"))) return false;
  return serve(std::move(head));
}

bool HttpConnection::serve(RequestHead head) {
  HttpRequest request;
  request.headers = std::move(head.headers);
  request.target = std::move(head.target);
  request.method = std::move(head.method);
  const auto reading = stream_.read_exactly(request.body, head.content_length);
  request.received_at = service_.clock();
  request.remote_address = socket().peerAddress().host().toString();
  const bool goes_on = reading == Reading::done ? answer(request, head.keeps_alive) : give_up(true);
  wipe(request);
  return goes_on;
}

bool HttpConnection::answer(const HttpRequest& request, bool keeps_alive) {
  may_go_on(handling_limit, Phase::answering);
  const auto response = handle(request);
  may_go_on(service_.options.answer_deadline, Phase::answering);
  const bool sent = send(response, keeps_alive, request.method == "HEAD", request.received_at);
  if (sent && !keeps_alive) finish();
  return sent && keeps_alive;
}

HttpResponse HttpConnection::handle(const HttpRequest& request) {
  try {
    return service_.handler(request);
  } catch (...) {
    return service_.options.refusal(500);
  }
}

// The peer has gone, or its time is over: then it may still hear so.
bool HttpConnection::give_up(bool request_has_begun) {
  if (!service_.connections.has_expired(socket())) return false;
  ++service_.timeouts;
  return request_has_begun && refuse(408);
}

bool HttpConnection::is_overloaded() const {
  return service_.options.is_overloaded && service_.options.is_overloaded();
}

bool HttpConnection::refuse(int status) {
  may_go_on(service_.options.answer_deadline, Phase::answering);
  if (send(service_.options.refusal(status), false, false, service_.clock())) linger();
  return false;
}

void HttpConnection::finish() {
  if (stream_.is_drained() && !stream_.has_more_coming()) return stream_.say_goodbye();
  linger();
}

// A connection closed with unread bytes is reset, and the peer may lose the answer. What was refused may still be on
// its way.
void HttpConnection::linger() {
  may_go_on(lingering, Phase::answering);
  stream_.finish_writing(discard_limit_bytes);
}

bool HttpConnection::send(const HttpResponse& response, bool keeps_alive, bool head_only, Instant date) {
  HttpHeaders headers{{"Date", date_text(date)},
                      {"Content-Length", std::to_string(response.body.size())},
                      {"Connection", keeps_alive ? "keep-alive" : "close"}};
  headers.insert(headers.end(), response.headers.begin(), response.headers.end());
  auto message =
      to_bytes(head_text(fmt::format("HTTP/1.1 {} {}", response.status, reason_phrase(response.status)), headers));
  if (!head_only) append(message, response.body);
  const bool sent = stream_.write(message);
  if (!sent) stream_.abandon_output();
  wipe(message);
  return sent;
}

}  // namespace sceau
