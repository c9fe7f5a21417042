// SPDX-License-Identifier: Apache-2.0
// The tables of the store: made once, recognised afterwards.
#pragma once

#include "vote/sqlite_connection.h"

namespace sceau {

// Makes the tables in an empty database; in another, checks that they are of this version. Errors:
// vote.store_not_usable (another program's database, or another version's), those of the connection.
Status prepare_schema(SqliteConnection& connection);

// Is it a store of this version? Errors: as above.
Status check_schema(SqliteConnection& connection);

}  // namespace sceau
