// SPDX-License-Identifier: Apache-2.0
// Where the demonstration authority keeps what, and the lock that lets one process at a time make or change it.
#pragma once

#include "foundation/file_bytes.h"

namespace sceau {

// The files below the authority's folder.
struct DemoFolder {
  Path folder;
  Path made() const { return folder / "format"; }  // written last
  Path key(const char* name) const { return folder / (std::string(name) + ".key.pem"); }
  Path certificates(const char* name) const { return folder / (std::string(name) + ".crt.pem"); }
  Path trust() const { return folder / "trust"; }
  Path root() const { return trust() / "root.crt.pem"; }
  Path list(const char* name) const { return trust() / (std::string(name) + ".crl.pem"); }
};

// Held while it lives; a file beside the folder, "NAME.lock", that stays. The kernel lets go of it when the process
// dies.
class FolderLock {
 public:
  FolderLock(FolderLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  friend Result<FolderLock> lock_folder(const Path& folder);
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// Waits for the lock. The parents of `folder` are made (0700). Error: authority.not_made.
Result<FolderLock> lock_folder(const Path& folder);

// An empty folder "NAME.making" (0700) beside `folder`; what an interrupted making left there is removed. Only under
// the lock. Error: authority.not_made.
Result<Path> fresh_folder_beside(const Path& folder);

// Gives the made folder its name, durably. `folder` must not exist, or be empty. Error: authority.not_made.
Status move_into_place(const Path& made, const Path& folder);

}  // namespace sceau
