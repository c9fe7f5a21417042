// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/weights.h"

#include <algorithm>

namespace sceau::audit {

Weight& Weight::operator+=(const Weight& more) {
  shares += more.shares;
  votes += more.votes;
  return *this;
}

Weight weight_of_part(const Holding& holding, std::int64_t stated) {
  const auto part = std::min(stated, holding.shares);
  if (part == holding.shares) return {holding.shares, holding.votes};
  return {part, static_cast<std::int64_t>(Wide{holding.votes} * part / holding.shares)};
}

std::vector<Part> parts_of(const Form& form, const Register& shares) {
  std::vector<Part> parts;
  for (const auto& stated : form.holdings) {
    const auto* holding = shares.holding(form.shareholder, stated.account, stated.isin);
    if (holding != nullptr) parts.push_back({holding, weight_of_part(*holding, stated.shares)});
  }
  return parts;
}

Weight held(const std::vector<Part>& parts) {
  Weight sum;
  for (const auto& part : parts) sum += part.weight;
  return sum;
}

Weight weight_at_all(const std::vector<Part>& parts) {
  Weight sum;
  for (const auto& part : parts) {
    if (!Register::is_always_deprived(*part.holding)) sum += part.weight;
  }
  return sum;
}

Weight weight_on(const std::vector<Part>& parts, const Register& shares, const Resolution& resolution) {
  Weight sum;
  for (const auto& part : parts) {
    if (!shares.is_deprived(*part.holding, resolution)) sum += part.weight;
  }
  return sum;
}

}  // namespace sceau::audit
