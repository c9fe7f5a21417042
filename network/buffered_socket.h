// SPDX-License-Identifier: Apache-2.0
// Reads and writes a Poco socket in the portions of HTTP, without Poco's HTTP streams, whose pooled buffers keep what
// passed through them: here what was read is wiped. Never throws; has no time-out of its own: a DeadlineWatch ends what
// takes too long.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <optional>
#include <string>

#include "foundation/bytes.h"
#include "network/tls_session.h"

namespace sceau {

enum class Reading { done, closed, too_large };

class BufferedSocket {
 public:
  explicit BufferedSocket(const Poco::Net::StreamSocket& socket) : socket_(socket) {}
  BufferedSocket(BufferedSocket&&) = default;
  BufferedSocket& operator=(BufferedSocket&&) = default;
  ~BufferedSocket();

  // From here on all goes through TLS, with us as the server. False where the handshake fails.
  bool accept_tls(const TlsIdentity& identity);

  // All read at most `limit` bytes and append to `into`; `closed` leaves what came before the end in it.
  Reading read_head(std::string& into, std::size_t limit);  // up to and with the first empty line
  Reading read_line(std::string& into, std::size_t limit);  // up to a CRLF, which is taken but not appended
  Reading read_exactly(Bytes& into, std::size_t count);
  Reading read_to_end(Bytes& into, std::size_t limit);

  bool write(ByteView bytes);
  void say_goodbye();  // in TLS, that no more will be written; nothing elsewhere
  // Says that no more will be written, and reads what the peer still sends, so that it sees the answer and not a reset.
  void finish_writing(std::size_t discard_limit);

  // What the peer has not taken is thrown away when the socket is closed, instead of kept by the kernel for later.
  void abandon_output();

  bool is_drained() const { return begin_ == end_; }  // nothing was received that was not read
  bool has_more_coming();                             // the peer has sent what nobody has received

  Poco::Net::StreamSocket& socket() { return socket_; }

 private:
  std::string_view received() const { return as_text(ByteView(buffer_).subspan(begin_, end_ - begin_)); }
  void take(std::size_t count);  // the first bytes received, which are wiped
  void make_room();
  bool receive();  // more into the buffer; false at the end
  Reading read_until(std::string_view mark, std::string& into, std::size_t limit);

  Poco::Net::StreamSocket socket_;
  std::optional<TlsSession> tls_;
  Bytes buffer_;  // of it, what was received and not read
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace sceau
