// SPDX-License-Identifier: Apache-2.0
// What strangers send to a vote: forms in XML and JSON, and what issuers write: meetings and registers. Whatever is
// read without findings must write back to something that reads as the same.
#include <cstdlib>

#include "vote/form.h"
#include "vote/register.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const sceau::Result<sceau::FormReading>& reading) {
  if (!reading || !reading->findings.empty()) return;
  const auto& form = reading->form;
  require(sceau::are_form_texts(form));
  const auto xml = sceau::write_form(form);
  const auto json = sceau::write_form_json(form);
  if (xml.size() <= 65536) require(sceau::read_form(sceau::as_bytes(xml))->form == form);
  if (json.size() <= 65536) require(sceau::read_form_json(sceau::as_bytes(json))->form == form);
}

void check_register(sceau::ByteView bytes) {
  sceau::Meeting meeting;
  meeting.agenda.push_back({});
  meeting.agenda.front().label = "1";
  const auto reading = sceau::read_register(bytes, meeting);
  if (!reading || !reading->findings.empty()) return;
  const auto table = sceau::write_register(reading->shares);
  const auto again = sceau::read_register(sceau::as_bytes(table), meeting);
  require(again && again->findings.empty() && sceau::write_register(again->shares) == table);
  require(again->shares.totals() == reading->shares.totals());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  check(sceau::read_form(bytes));
  check(sceau::read_form_json(bytes));
  check_register(bytes);
  (void)static_cast<bool>(sceau::read_meeting(bytes));
  return 0;
}
