// SPDX-License-Identifier: Apache-2.0
// What a folder says of its files, made durable: a name that was moved or removed comes back after a power cut unless
// its folder is synced.
#pragma once

#include <string_view>

#include "foundation/file_bytes.h"

namespace sceau {

// Syncs the folder in which `path` lies. A file system that cannot do that, and says so, is no error. Errors:
// file.not_writable, file.no_space.
Status sync_folder_of(const Path& path, const Disk& disk = real_disk());

// `from` takes the place of `to`, in one step and in the same file system. The file itself must be synced already.
// Errors: as sync_folder_of; after a failed sync the file may be back under its old name.
Status move_over(const Path& from, const Path& to, const Disk& disk = real_disk());

// A file, or a folder with everything in it; what is not there is removed already, and the folder is synced all the
// same. Errors: as sync_folder_of.
Status remove_durably(const Path& path, const Disk& disk = real_disk());

// "PATH: fsync: Input/output error"; `number` is an errno.
Error write_error(const Path& path, std::string_view step, int number);

}  // namespace sceau
