// SPDX-License-Identifier: Apache-2.0
#include "cli/process_limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "crypto/openssl_memory.h"
#include "formats/xml/xml_memory.h"
#include "foundation/wiping_memory.h"

namespace sceau {

void forbid_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

Status wipe_what_is_freed() {
  wipe_freed_memory();
  wipe_freed_trees();
  return wipe_freed_openssl_memory();
}

void raise_file_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace sceau
