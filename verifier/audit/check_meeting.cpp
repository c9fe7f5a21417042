// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_meeting.h"

#include <fmt/format.h>

#include "certs/certificate.h"
#include "formats/json/canonical_json.h"
#include "verifier/audit/european_time.h"

namespace sceau::audit {
namespace {

constexpr std::string_view toml_name = "meeting/meeting.toml", frozen_name = "meeting/frozen.json",
                           template_name = "meeting/form-template.json", paris = "Europe/Paris";

std::string shown(LocalTime wall) {
  auto text = to_rfc3339(Instant(wall.time_since_epoch()));
  text.pop_back();
  return text;
}

void must_equal(std::string_view place, const std::string& found, const std::string& wanted, FindingList& findings) {
  if (found == wanted) return;
  findings.add(Reason::audit_frozen_mismatch, fmt::format("{}: '{}', but must be '{}'", place, found, wanted));
}

void must_equal(std::string_view place, const Hash& found, const Hash& wanted, FindingList& findings) {
  must_equal(place, hex(found), hex(wanted), findings);
}

std::optional<MeetingSettings> read_toml_file(const Bytes& toml, FindingList& findings) {
  auto reading = read_settings(toml);
  if (!reading) {
    findings.add_malformed(toml_name, reading.error());
    return std::nullopt;
  }
  findings.add_all(Reason::audit_file_malformed, toml_name, reading->findings);
  return reading->findings.empty() ? std::optional(std::move(reading->settings)) : std::nullopt;
}

std::optional<FrozenMeeting> read_frozen_file(const BundleFiles& files, FindingList& findings) {
  const auto json = files.read_canonical_json(frozen_name, findings);
  if (!json) return std::nullopt;
  auto reading = read_frozen(*json);
  findings.add_all(Reason::audit_file_malformed, frozen_name, reading.findings);
  return reading.findings.empty() ? std::optional(std::move(reading.frozen)) : std::nullopt;
}

std::optional<FormTemplate> read_template_file(const BundleFiles& files, FindingList& findings) {
  const auto json = files.read_canonical_json(template_name, findings);
  if (!json) return std::nullopt;
  auto reading = read_form_template(*json);
  findings.add_all(Reason::audit_file_malformed, template_name, reading.findings);
  return reading.findings.empty() ? std::optional(std::move(reading.common)) : std::nullopt;
}

// The hash of the template is that of its canonical form, which read_canonical_json() has compared with the file.
void template_is_frozen(const BundleFiles& files, const AuditedMeeting& meeting, FindingList& findings) {
  const auto& [settings, frozen, common] = meeting;
  const auto bytes = files.read(template_name, findings);
  if (bytes) must_equal("meeting/frozen.json: /form_sha256", frozen.form, sha256(*bytes), findings);
  const auto agenda = canonical_json(common.agenda);
  must_equal("meeting/frozen.json: /agenda_sha256", frozen.agenda, sha256(as_bytes(agenda)), findings);
  must_equal("meeting/form-template.json: /agenda", agenda, canonical_json(agenda_value(settings.agenda)), findings);
}

void template_is_of_this_meeting(const AuditedMeeting& meeting, FindingList& findings) {
  const auto& [settings, frozen, common] = meeting;
  must_equal("meeting/form-template.json: /meeting", common.meeting, settings.id, findings);
  must_equal("meeting/form-template.json: /issuer", common.issuer, settings.issuer, findings);
  must_equal("meeting/form-template.json: /siren", common.siren, settings.siren, findings);
  must_equal("meeting/form-template.json: /starts", common.starts, shown(settings.starts), findings);
  must_equal("meeting/form-template.json: /zone", common.zone, settings.zone, findings);
  must_equal("meeting/form-template.json: /place", common.place, settings.place, findings);
}

void blame_time(std::string_view name, const std::string& found, const std::string& wanted, FindingList& findings) {
  findings.add(Reason::audit_deadline,
               fmt::format("meeting/frozen.json: /times/{}: {}, but must be {}", name, found, wanted));
}

void is_time_of_paris(std::string_view name, const FrozenTime& time, FindingList& findings) {
  if (time.zone != paris) return blame_time(name, time.zone, std::string(paris), findings);
  if (paris_time(time.wall) != time.utc) {
    blame_time(name, to_rfc3339(time.utc), to_rfc3339(paris_time(time.wall)), findings);
  }
}

void is_the_wanted_time(std::string_view name, const FrozenTime& time, const std::optional<LocalTime>& wanted,
                        FindingList& findings) {
  if (wanted && time.wall != *wanted) blame_time(name, shown(time.wall), shown(*wanted), findings);
}

// Art. R. 225-77: 15:00 in Paris on the day before. Articles may set an earlier hour, and must then be named.
void ballots_close_when_the_law_says(const AuditedMeeting& meeting, FindingList& findings) {
  const auto& settings = meeting.settings;
  const auto legal = legal_close(day_of(settings.starts));
  const auto& closes = meeting.frozen.closes;
  is_the_wanted_time("closes", closes, settings.closes.value_or(legal), findings);
  if (closes.wall > legal) blame_time("closes", shown(closes.wall), shown(legal), findings);
  if (closes.wall < legal && settings.closes_reference.empty()) {
    findings.add(Reason::audit_deadline,
                 fmt::format("meeting/meeting.toml: cutoffs.closes: {} is before {}, and no clause of the articles is "
                             "named for it",
                             shown(closes.wall), shown(legal)));
  }
}

// Art. R. 225-80: electronic proxies until the same hour at the latest.
void proxies_close_in_time(const AuditedMeeting& meeting, FindingList& findings) {
  const auto legal = legal_close(day_of(meeting.settings.starts));
  const auto& proxies = meeting.frozen.proxies;
  is_the_wanted_time("proxies", proxies, meeting.settings.proxies, findings);
  if (proxies.wall > legal) blame_time("proxies", shown(proxies.wall), shown(legal), findings);
}

void other_times_are_those_of_the_settings(const AuditedMeeting& meeting, FindingList& findings) {
  const auto& [settings, frozen, common] = meeting;
  is_the_wanted_time("starts", frozen.starts, settings.starts, findings);
  if (frozen.starts.zone != settings.zone) blame_time("starts", frozen.starts.zone, settings.zone, findings);
  if (settings.opens.has_value() != frozen.opens.has_value()) {
    blame_time("opens", frozen.opens ? "there" : "absent", settings.opens ? "there" : "absent", findings);
  }
  if (frozen.opens) is_the_wanted_time("opens", *frozen.opens, settings.opens, findings);
  // The last day counts to its end.
  if (settings.paper && day_of(frozen.paper.wall) != *settings.paper) {
    blame_time("paper", shown(frozen.paper.wall), shown(LocalTime(std::chrono::local_days(*settings.paper))), findings);
  }
}

void check_times(const AuditedMeeting& meeting, FindingList& findings) {
  const auto& frozen = meeting.frozen;
  is_time_of_paris("closes", frozen.closes, findings);
  is_time_of_paris("proxies", frozen.proxies, findings);
  is_time_of_paris("paper", frozen.paper, findings);
  is_time_of_paris("record", frozen.record, findings);
  if (frozen.opens) is_time_of_paris("opens", *frozen.opens, findings);
  if (frozen.starts.zone == paris) is_time_of_paris("starts", frozen.starts, findings);
  ballots_close_when_the_law_says(meeting, findings);
  proxies_close_in_time(meeting, findings);
  other_times_are_those_of_the_settings(meeting, findings);
}

// In PEM, and nothing beside it, for no hash would hold that; its hash is the frozen one.
void certificate_is_frozen(const BundleFiles& files, const std::string& name, const Hash& frozen,
                           FindingList& findings) {
  const auto bytes = files.read(name, findings);
  if (!bytes) return;
  const auto certificates = certificates_from(*bytes);
  if (!certificates) return findings.add_malformed(name, certificates.error());
  must_equal(name, sha256(certificates->front().der()), frozen, findings);
  if (as_text(*bytes) != to_pem(certificates->front())) {
    findings.add(Reason::audit_frozen_mismatch, name + ": holds more than the frozen certificate");
  }
}

void urn_is_frozen(const BundleFiles& files, const AuditedMeeting& meeting, FindingList& findings) {
  const auto& [settings, frozen, common] = meeting;
  certificate_is_frozen(files, "meeting/urn.crt.pem", frozen.urn, findings);
  must_equal("meeting/frozen.json: /urn/scrutineers: so many of them", std::to_string(frozen.scrutineers.size()),
             std::to_string(settings.scrutineers), findings);
  for (std::size_t i = 0; i < frozen.scrutineers.size(); ++i) {
    certificate_is_frozen(files, fmt::format("meeting/scrutineers/{}.crt.pem", i + 1),
                          frozen.scrutineers[i].certificate, findings);
    const auto answer = fmt::format("meeting/rehearsal/{}.opened", i + 1);
    const auto bytes = files.read(answer, findings);
    if (bytes) must_equal(answer, sha256(*bytes), frozen.scrutineers[i].rehearsal, findings);
  }
}

}  // namespace

std::optional<AuditedMeeting> check_meeting(const BundleFiles& files, std::string_view manifest_meeting,
                                            FindingList& findings) {
  const auto toml = files.read(toml_name, findings);
  auto settings = toml ? read_toml_file(*toml, findings) : std::nullopt;
  auto frozen = read_frozen_file(files, findings);
  auto common = read_template_file(files, findings);
  if (!settings || !frozen || !common) return std::nullopt;
  AuditedMeeting meeting{*std::move(settings), *std::move(frozen), *std::move(common)};
  must_equal("manifest.xml: /bundle/@meeting", std::string(manifest_meeting), meeting.settings.id, findings);
  must_equal("meeting/frozen.json: /meeting", meeting.frozen.meeting, meeting.settings.id, findings);
  must_equal("meeting/frozen.json: /settings_sha256", meeting.frozen.settings, sha256(*toml), findings);
  template_is_frozen(files, meeting, findings);
  template_is_of_this_meeting(meeting, findings);
  check_times(meeting, findings);
  urn_is_frozen(files, meeting, findings);
  return meeting;
}

}  // namespace sceau::audit
