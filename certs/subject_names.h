// SPDX-License-Identifier: Apache-2.0
// Who a certificate says its subject is, part by part (X.520, RFC 3739, ETSI EN 319 412-2 and -3).
#pragma once

#include <string>

#include "certs/certificate.h"

namespace sceau {

// Claims of the certificate's maker, UTF-8; empty where absent, where there is more than one, or where a part cannot be
// read as text.
struct SubjectNames {
  std::string surname, given_name;
  std::string organization;
  std::string organization_identifier;  // "NTRFR-552100554", "VATFR-…"
  std::string pseudonym;
  bool operator==(const SubjectNames&) const = default;
};

SubjectNames subject_names(const Certificate& certificate);

}  // namespace sceau
