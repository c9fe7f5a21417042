// SPDX-License-Identifier: Apache-2.0
// Cells that several of the typed tables have.
#pragma once

#include "verifier/audit/form.h"
#include "verifier/audit/shares_register.h"
#include "verifier/audit/table_reader.h"

namespace sceau::audit {

// "vote:12 bis"
std::string vote_column(const Resolution& resolution);

enum class VotesOf { forms, badges };  // a badge gives no proxy

// for, against, abstain, a split "10/20/5", null, or nothing; on a form also chair and named.
Choices::Said read_vote_cell(TableLine& line, std::string_view column, VotesOf whose);

// account, isin, shares (above zero), attestation
StatedHolding read_holding_cells(TableLine& line);

// proxy_surname, proxy_first_name, proxy_company, proxy_domicile and proxy_relation.
Proxy read_proxy_cells(TableLine& line, ProxyKind kind, const Shareholder* giver);

}  // namespace sceau::audit
