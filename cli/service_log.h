// SPDX-License-Identifier: Apache-2.0
// What a service tells its operator: one JSON object a line on standard error; and who connected, in files of their own
// with their own retention. Neither holds a code, a choice, a name or a whole address.
#pragma once

#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/file_bytes.h"
#include "foundation/http_message.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

using LogFields = std::vector<std::pair<std::string_view, std::string>>;

// "reason" and "detail".
LogFields error_fields(const Error& error);

// {"ts","level","event", ...}. Callable from several threads at once; a line is written whole.
void write_service_line(Instant at, std::string_view level, std::string_view event, const LogFields& fields);
void write_service_line(Instant at, std::string_view level, std::string_view event, const LogFields& fields,
                        std::FILE* file);  // elsewhere
// Whatever is told in its place; called from several threads at once.
using ServiceReport = std::function<void(Instant, std::string_view, std::string_view, const LogFields&)>;

// "192.0.2.0" and "2001:db8:1::": what is kept of an address.
std::string truncated_address(std::string_view address);

// access-2027-05.log in `folder`, one JSON object a line, mode 0600.
class AccessLog {
 public:
  AccessLog(Path folder, int months_kept) : folder_(std::move(folder)), months_kept_(months_kept) {}
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // Callable from several threads at once. At the first line of a month the files of those too long ago are removed. A
  // line that cannot be written is lost: votes do not wait for it.
  void write(Instant at, std::string_view address, std::string_view method, std::string_view route, int status,
             std::string_view request_id);

 private:
  void open_month(const std::string& month);
  void remove_before(const std::string& month) const;
  const Path folder_;
  const int months_kept_;
  std::mutex mutex_;
  std::string month_;
  int file_ = -1;
};

}  // namespace sceau
