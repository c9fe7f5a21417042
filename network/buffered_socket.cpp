// SPDX-License-Identifier: Apache-2.0
#include "network/buffered_socket.h"

#include <Poco/Exception.h>
#include <string.h>
#include <sys/socket.h>

#include <algorithm>

#include "foundation/secret.h"

namespace sceau {
namespace {

constexpr std::size_t portion_bytes = 16 * 1024;

}  // namespace

BufferedSocket::~BufferedSocket() { wipe(buffer_); }

bool BufferedSocket::accept_tls(const TlsIdentity& identity) {
  try {
    socket_.setNoDelay(true);  // a session ticket that nobody has confirmed would hold back the first answer
  } catch (const Poco::Exception&) {
    return false;
  }
  tls_ = TlsSession::accept(identity, socket_.impl()->sockfd());
  return tls_.has_value();
}

void BufferedSocket::take(std::size_t count) {
  explicit_bzero(buffer_.data() + begin_, count);
  begin_ += count;
  if (begin_ == end_) begin_ = end_ = 0;
}

void BufferedSocket::make_room() {
  if (buffer_.size() - end_ >= portion_bytes) return;
  Bytes larger(2 * (end_ - begin_) + portion_bytes);
  std::ranges::copy(received(), larger.begin());
  end_ -= begin_;
  begin_ = 0;
  wipe(buffer_);
  buffer_ = std::move(larger);
}

bool BufferedSocket::receive() {
  make_room();
  try {
    auto* const room = buffer_.data() + end_;
    const std::size_t count =
        tls_ ? tls_->read(room, portion_bytes)
             : static_cast<std::size_t>(std::max(socket_.receiveBytes(room, static_cast<int>(portion_bytes)), 0));
    end_ += count;
    return count > 0;
  } catch (const Poco::Exception&) {
    return false;
  }
}

Reading BufferedSocket::read_until(std::string_view mark, std::string& into, std::size_t limit) {
  std::size_t searched = 0;
  while (true) {
    const auto found = received().find(mark, searched);
    const auto end = found == std::string::npos ? received().size() : found + mark.size();
    if (end > limit) return Reading::too_large;
    if (found != std::string::npos) {
      into.append(received(), 0, end);
      take(end);
      return Reading::done;
    }
    searched = end - std::min(end, mark.size() - 1);
    if (!receive()) {
      into += received();
      take(end);
      return Reading::closed;
    }
  }
}

Reading BufferedSocket::read_head(std::string& into, std::size_t limit) { return read_until("\r\n\r\n", into, limit); }

Reading BufferedSocket::read_line(std::string& into, std::size_t limit) {
  const auto outcome = read_until("\r\n", into, limit);
  if (outcome == Reading::done) into.resize(into.size() - 2);
  return outcome;
}

Reading BufferedSocket::read_exactly(Bytes& into, std::size_t count) {
  into.reserve(into.size() + std::min(count, portion_bytes));
  while (count > 0) {
    const auto portion = std::min(count, received().size());
    append(into, received().substr(0, portion));
    take(portion);
    count -= portion;
    if (count > 0 && !receive()) return Reading::closed;
  }
  return Reading::done;
}

Reading BufferedSocket::read_to_end(Bytes& into, std::size_t limit) {
  do {
    if (received().size() > limit - std::min(limit, into.size())) return Reading::too_large;
    append(into, received());
    take(received().size());
  } while (receive());
  return Reading::done;
}

bool BufferedSocket::write(ByteView bytes) {
  if (tls_) return tls_->write(bytes);
  try {
    while (!bytes.empty()) {
      const auto portion = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20));
      const int count = socket_.sendBytes(bytes.data(), portion, MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  } catch (const Poco::Exception&) {
    return false;
  }
}

bool BufferedSocket::has_more_coming() {
  try {
    return (tls_ && !tls_->is_drained()) || socket_.available() > 0;
  } catch (const Poco::Exception&) {
    return false;
  }
}

void BufferedSocket::say_goodbye() {
  if (tls_) tls_->say_goodbye();
}

// What comes now is thrown away as it is, deciphered or not.
void BufferedSocket::finish_writing(std::size_t discard_limit) {
  say_goodbye();
  std::size_t discarded = received().size();
  take(discarded);
  make_room();
  try {
    socket_.shutdownSend();
    while (discarded < discard_limit) {
      const int count = socket_.receiveBytes(buffer_.data(), static_cast<int>(portion_bytes));
      if (count <= 0) return;
      discarded += static_cast<std::size_t>(count);
    }
  } catch (const Poco::Exception&) {
    return;
  }
}

void BufferedSocket::abandon_output() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.impl()->sockfd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace sceau
