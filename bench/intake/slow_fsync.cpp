// SPDX-License-Identifier: Apache-2.0
// LD_PRELOAD=slow_fsync.so COMMAND: every fsync and fdatasync takes 4 ms longer, as on a disk of a data centre. The
// disks of virtual machines answer from a cache of their host, and figures from them say nothing about durable ones.
#include <dlfcn.h>

#include <chrono>
#include <thread>

namespace {

constexpr auto added = std::chrono::milliseconds(4);

int slowed(const char* name, int descriptor) {
  using Sync = int (*)(int);
  const auto real = reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, name));
  std::this_thread::sleep_for(added);
  return real(descriptor);
}

}  // namespace

extern "C" int fsync(int descriptor) { return slowed("fsync", descriptor); }
extern "C" int fdatasync(int descriptor) { return slowed("fdatasync", descriptor); }
