// SPDX-License-Identifier: Apache-2.0
#include "foundation/wiping_memory.h"

#include <gtest/gtest.h>

#include <cstring>

#include "foundation/http_message.h"

namespace sceau {
namespace {

// Whether freed memory is really overwritten is seen from outside: tests/faults/core_after_requests.py.
TEST(WipingMemory, MovesWhatItReallocates) {
  for (const bool wipes : {false, true}) {
    if (wipes) wipe_freed_memory();
    void* memory = wiping_reallocate(nullptr, 8);
    ASSERT_NE(memory, nullptr);
    std::memcpy(memory, "sixteen", 8);
    memory = wiping_reallocate(memory, 100'000);
    ASSERT_NE(memory, nullptr);
    EXPECT_STREQ(static_cast<char*>(memory), "sixteen");
    memory = wiping_reallocate(memory, 4);
    EXPECT_EQ(std::memcmp(memory, "sixt", 4), 0);
    wiping_free(memory);
    wiping_free(nullptr);
    wiping_free(wiping_allocate(0));
    wipe_unused_stack();
  }
}

TEST(WipingMemory, OverwritesARequest) {
  HttpRequest request;
  request.target = "/ballots";
  request.headers = {{"Authorization", "Basic bWFya2Vy"}};
  request.body = to_bytes("the form");
  const auto* const body = request.body.data();
  const auto body_size = request.body.size();
  wipe(request);
  EXPECT_TRUE(request.headers.empty() && request.body.empty() && request.target.empty());
  for (std::size_t i = 0; i < body_size; ++i) EXPECT_EQ(body[i], 0);
}

}  // namespace
}  // namespace sceau
