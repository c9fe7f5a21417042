// SPDX-License-Identifier: Apache-2.0
#include "network/client_connection.h"

#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <fmt/format.h>

#include <sstream>

#include "foundation/text_encoding.h"
#include "network/http_head.h"

namespace sceau {
namespace {

using Deadline = DeadlineWatch::Clock::time_point;

constexpr std::size_t head_limit_bytes = 64 * 1024;

Error unreachable(const Endpoint& endpoint, std::string_view why) {
  return {Reason::network_unreachable, fmt::format("{}:{}: {}", endpoint.host, endpoint.port, why)};
}

Poco::Timespan until(Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - DeadlineWatch::Clock::now());
  return Poco::Timespan(std::max<Poco::Timespan::TimeDiff>(left.count(), 1));
}

// The addresses of the host, in the resolver's order.
std::vector<Poco::Net::SocketAddress> addresses_of(const std::string& host, std::uint16_t port) {
  std::vector<Poco::Net::SocketAddress> addresses;
  Poco::Net::IPAddress literal;
  if (Poco::Net::IPAddress::tryParse(host, literal)) return {Poco::Net::SocketAddress(literal, port)};
  const auto entry = Poco::Net::DNS::hostByName(host);
  for (const auto& address : entry.addresses()) addresses.emplace_back(address, port);
  return addresses;
}

// The first address that accepts.
Poco::Net::StreamSocket connect_plain(const std::string& host, std::uint16_t port, Deadline deadline) {
  std::string failures = "it has no address";
  for (const auto& address : addresses_of(host, port)) {
    try {
      Poco::Net::StreamSocket socket;
      socket.connect(address, until(deadline));
      socket.setNoDelay(true);
      return socket;
    } catch (const Poco::Exception& failed) {
      failures = failed.displayText();
    }
  }
  throw Poco::Net::NetException(failures);
}

// Block by block: Poco's reader of whole files leaks where a file holds no certificate.
void add_authorities(Poco::Net::Context& context, const Path& file) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
  constexpr std::size_t limit_bytes = 1 << 20;
  const auto bytes = read_file(file, limit_bytes);
  if (!bytes) throw Poco::OpenFileException(file.string());
  const auto text = as_text(*bytes);
  auto at = text.find(begin);
  if (at == std::string_view::npos) throw Poco::Net::SSLException(file.string() + " holds no certificate");
  for (; at != std::string_view::npos; at = text.find(begin, at + 1)) {
    std::istringstream block{std::string(text.substr(at))};
    context.addCertificateAuthority(Poco::Crypto::X509Certificate(block));
  }
}

Poco::Net::Context::Ptr tls_context(const ClientOptions& options) {
  Poco::Net::Context::Params parameters;
  parameters.verificationMode = Poco::Net::Context::VERIFY_STRICT;
  parameters.loadDefaultCAs = options.private_authorities.empty();
  parameters.cipherList = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM";
  Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, parameters);
  context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
  for (const auto& file : options.private_authorities) add_authorities(*context, file);
  return context;
}

// RFC 9110, 9.3.6. Nothing may follow the head: the server speaks only after our TLS greeting.
bool open_tunnel(BufferedSocket& stream, const Endpoint& endpoint, const HttpProxy& proxy) {
  const auto target = fmt::format(
      "{}:{}", endpoint.host.find(':') == std::string::npos ? endpoint.host : "[" + endpoint.host + "]", endpoint.port);
  HttpHeaders headers{{"Host", target}};
  if (!proxy.credentials.empty()) headers.emplace_back("Proxy-Authorization", basic_authorization(proxy.credentials));
  std::string answer;
  if (!stream.write(as_bytes(head_text("CONNECT " + target + " HTTP/1.1", headers))) ||
      stream.read_head(answer, head_limit_bytes) != Reading::done) {
    return false;
  }
  const auto head = parse_response_head(answer, "CONNECT");
  return head && head->status / 100 == 2 && stream.is_drained();
}

Poco::Net::StreamSocket add_tls(const Poco::Net::StreamSocket& plain, const Endpoint& endpoint,
                                const ClientOptions& options) {
  auto secure = Poco::Net::SecureStreamSocket::attach(plain, endpoint.host, tls_context(options));
  secure.verifyPeerCertificate(endpoint.host);
  return secure;
}

}  // namespace

std::string authority_text(const Endpoint& endpoint) {
  const auto host = endpoint.host.find(':') == std::string::npos ? endpoint.host : "[" + endpoint.host + "]";
  const std::uint16_t usual = endpoint.scheme == "https" ? 443 : 80;
  return endpoint.port == usual ? host : fmt::format("{}:{}", host, endpoint.port);
}

Result<std::optional<HttpProxy>> proxy_for(const Endpoint& endpoint, const ProxySettings& settings) {
  const auto& text = endpoint.scheme == "https" ? settings.for_https : settings.for_http;
  if (text.empty() || bypasses_proxy(settings.none_for, endpoint.host, endpoint.port))
    return std::optional<HttpProxy>();
  auto proxy = proxy_from(text);
  if (!proxy) return Error{Reason::network_unreachable, "the proxy setting is no address of an http proxy"};
  return proxy;
}

std::string basic_authorization(const std::string& credentials) { return "Basic " + base64(as_bytes(credentials)); }

Result<ClientConnection> connect_to(const Endpoint& endpoint, const std::optional<HttpProxy>& proxy,
                                    const ClientOptions& options, DeadlineWatch& watch, Deadline deadline) {
  DeadlineWatch::Ticket ticket = 0;
  try {
    const auto socket =
        connect_plain(proxy ? proxy->host : endpoint.host, proxy ? proxy->port : endpoint.port, deadline);
    ticket = watch.watch(socket.impl()->sockfd(), deadline);
    if (ticket == 0) return unreachable(endpoint, "too many open files");
    BufferedSocket stream(socket);
    if (endpoint.scheme == "http") return ClientConnection{std::move(stream), ticket};
    if (proxy && !open_tunnel(stream, endpoint, *proxy)) return unreachable(endpoint, "the proxy opened no tunnel");
    return ClientConnection{BufferedSocket(add_tls(socket, endpoint, options)), ticket};
  } catch (const std::exception& failed) {
    const auto* const poco = dynamic_cast<const Poco::Exception*>(&failed);
    return unreachable(endpoint, watch.has_expired(ticket) ? "no answer in time"
                                 : poco != nullptr         ? poco->displayText()
                                                           : failed.what());
  }
}

}  // namespace sceau
