// SPDX-License-Identifier: Apache-2.0
// Requests made before a run and kept in one file: for each a line "STATUS LENGTH", then LENGTH bytes of HTTP without a
// Connection field. STATUS is the one that the answer must have, 0 where any will do.
#pragma once

#include <string>
#include <vector>

#include "foundation/file_bytes.h"

namespace sceau::test {

struct PreparedRequest {
  int status = 0;
  std::string text;  // head and body
};

// A POST to the target with these header fields ("Name: value\r\n" each), Host among them.
PreparedRequest prepared_post(const std::string& target, const std::string& fields, std::string_view body, int status);

// The same with "Connection: close".
std::string last_of_connection(const PreparedRequest& request);

// Errors: those of read_file, value.wrong (the file is no such file).
Result<std::vector<PreparedRequest>> read_prepared(const Path& path);
std::string packed(const std::vector<PreparedRequest>& requests);

// How long the whole answer is that begins here, once its head is complete; 0 before. `closes` is set where its head
// says that the connection ends.
std::size_t answer_length(std::string_view received, bool& closes);
int answer_status(std::string_view received);  // 0 where there is none

}  // namespace sceau::test
