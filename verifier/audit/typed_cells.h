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
// The columns of both beside others.
std::vector<std::string> with_holding_and_proxy(std::vector<std::string> others);

// Is nothing said of a proxy: no name, no domicile, no relation?
bool is_without_proxy_cells(const TableLine& line);

// As read_table(); every text is one plain line: UTF-8, at most 2000 octets, no space around it, no control character.
Status read_typed_lines(ByteView csv, const Columns& columns, Findings& findings,
                        const std::function<void(TableLine&)>& take);

Proxy read_proxy_cells(TableLine& line, ProxyKind kind, const Shareholder* giver);

}  // namespace sceau::audit
