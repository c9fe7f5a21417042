// SPDX-License-Identifier: Apache-2.0
// Reads and writes a Poco socket in the portions of HTTP, without Poco's HTTP streams, whose pooled buffers keep what
// passed through them. Never throws; has no time-out of its own: a DeadlineWatch ends what takes too long.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <string>

#include "foundation/bytes.h"

namespace sceau {

enum class Reading { done, closed, too_large };

class BufferedSocket {
 public:
  explicit BufferedSocket(const Poco::Net::StreamSocket& socket) : socket_(socket) {}

  // All read at most `limit` bytes and append to `into`; `closed` leaves what came before the end in it.
  Reading read_head(std::string& into, std::size_t limit);  // up to and with the first empty line
  Reading read_line(std::string& into, std::size_t limit);  // up to a CRLF, which is taken but not appended
  Reading read_exactly(Bytes& into, std::size_t count);
  Reading read_to_end(Bytes& into, std::size_t limit);

  bool write(ByteView bytes);
  // Says that no more will be written and reads what the peer still sends, so that it sees the answer and not a reset.
  void finish_writing(std::size_t discard_limit);

  bool is_drained() const { return buffer_.empty(); }  // nothing was received that was not read

  Poco::Net::StreamSocket& socket() { return socket_; }

 private:
  bool receive();  // more into the buffer; false at the end
  Reading read_until(std::string_view mark, std::string& into, std::size_t limit);

  Poco::Net::StreamSocket socket_;
  std::string buffer_;
};

}  // namespace sceau
