// SPDX-License-Identifier: Apache-2.0
// The voters of `sceau vote demo`: each acts through the API of the site as any client would, over HTTPS.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "certs/authority/demo_issuer.h"
#include "cli/demo_shareholders.h"
#include "crypto/random_bytes.h"
#include "vote/voting_client.h"

namespace sceau {

struct DemoSite {
  VotingSite site;
  LogVerifier log;  // as the bureau handed it out, not as the site says
  std::vector<AgendaItem> agenda;
  std::map<std::string, Credentials> credentials;  // by shareholder
  const DemoIssuer& signers;                       // issues the certificates of those who sign
  Clock clock;
};

// The codes of the letters: a table as `sceau vote codes` writes it. Errors: those of read_csv.
Result<std::map<std::string, Credentials>> read_letters(ByteView csv);

// What came back, each receipt checked. By shareholder, the last one of each.
struct DemoTurnout {
  std::int64_t admitted = 0, refused = 0;
  std::map<std::string, Bytes> receipts;
};

// L51: everybody asks the site how his or her receipt was counted; how many got which answer. Errors: those of
// fetch_disposition, vote.receipt_malformed.
Result<std::map<std::string, std::int64_t>> look_up(const DemoSite& site, const std::map<std::string, Bytes>& receipts);

// One receipt of each kind of voter into `folder`, by the shareholder's name: for whoever tries `vote receipt check` or
// `vote audit --receipt`. Errors: file.*.
Status keep_receipts(const Path& folder, std::span<const DemoShareholder> all,
                     const std::map<std::string, Bytes>& receipts);

// Everybody at once, a few dozen at a time. The first thing that goes otherwise than the part says is the error:
// internal.error, those of the client, of signing, and of check_answer.
Result<DemoTurnout> let_act(const DemoSite& site, std::span<const DemoShareholder> all,
                            const std::function<bool(DemoPart)>& whose_turn);

}  // namespace sceau
