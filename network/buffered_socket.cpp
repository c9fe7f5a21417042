// SPDX-License-Identifier: Apache-2.0
#include "network/buffered_socket.h"

#include <Poco/Exception.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace sceau {

bool BufferedSocket::receive() {
  std::array<char, 16 * 1024> portion;
  try {
    const int count = socket_.receiveBytes(portion.data(), static_cast<int>(portion.size()));
    if (count <= 0) return false;
    buffer_.append(portion.data(), static_cast<std::size_t>(count));
    return true;
  } catch (const Poco::Exception&) {
    return false;
  }
}

Reading BufferedSocket::read_until(std::string_view mark, std::string& into, std::size_t limit) {
  std::size_t searched = 0;
  while (true) {
    const auto found = buffer_.find(mark, searched);
    const auto end = found == std::string::npos ? buffer_.size() : found + mark.size();
    if (end > limit) return Reading::too_large;
    if (found != std::string::npos) {
      into.append(buffer_, 0, end);
      buffer_.erase(0, end);
      return Reading::done;
    }
    searched = buffer_.size() - std::min(buffer_.size(), mark.size() - 1);
    if (!receive()) {
      into += buffer_;
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
  while (count > 0) {
    const auto portion = std::min(count, buffer_.size());
    append(into, std::string_view(buffer_).substr(0, portion));
    buffer_.erase(0, portion);
    count -= portion;
    if (count > 0 && !receive()) return Reading::closed;
  }
  return Reading::done;
}

Reading BufferedSocket::read_to_end(Bytes& into, std::size_t limit) {
  do {
    if (buffer_.size() > limit - std::min(limit, into.size())) return Reading::too_large;
    append(into, buffer_);
    buffer_.clear();
  } while (receive());
  return Reading::done;
}

bool BufferedSocket::write(ByteView bytes) {
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

void BufferedSocket::finish_writing(std::size_t discard_limit) {
  try {
    socket_.shutdownSend();
  } catch (const Poco::Exception&) {
    return;
  }
  std::size_t discarded = buffer_.size();
  for (buffer_.clear(); discarded < discard_limit && receive(); buffer_.clear()) discarded += buffer_.size();
}

}  // namespace sceau
