// SPDX-License-Identifier: Apache-2.0
// Attendance sheet, influence report and minutes: laid out once, then signed by one member of the bureau after the
// other, each with a key of their own.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/counted_folder.h"
#include "cli/exit_code.h"
#include "cli/meeting_papers.h"
#include "cli/signing_identity.h"
#include "cli/timestamp_source.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Status make_folder(const Path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
  if (failure) return Error{Reason::file_not_writable, folder.string()};
  return Done{};
}

// Papers that somebody has signed are not laid out anew by accident.
Status may_lay_out(const MeetingFolder& folder, bool is_forced) {
  std::error_code failure;
  if (is_forced || !std::filesystem::exists(folder.papers() / paper_files.front(), failure)) return Done{};
  const auto papers = read_papers(folder.papers());
  if (!papers) return papers.error();
  for (const auto& paper : *papers) {
    if (paper.signatures > 0) return Error{Reason::file_exists, paper.file + " is signed already"};
  }
  return Done{};
}

// The bureau is given a file to fill in.
Status has_session(const MeetingFolder& folder, const Meeting& meeting) {
  std::error_code failure;
  if (std::filesystem::exists(folder.session(), failure)) return Done{};
  const auto written = write_atomically(folder.session(), as_bytes(session_template(meeting)), {});
  if (!written) return written;
  return Error{Reason::value_missing, folder.session().string() + " was made: fill it in, and call this again"};
}

// Minutes of another day would be signed as they stand.
Status is_of_its_day(const SessionRecord& session, const Meeting& meeting, const MeetingFolder& folder) {
  const auto day = std::chrono::floor<std::chrono::days>(meeting.starts);
  if (std::chrono::floor<std::chrono::days>(session.opened) == day) return Done{};
  const auto date = std::chrono::year_month_day(day);
  return Error{Reason::value_wrong,
               fmt::format("{}: opened: the meeting is on {:04}-{:02}-{:02}", folder.session().string(),
                           static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()))};
}

Status lay_out(const VoteMinutesArguments& arguments, Instant now) {
  const MeetingFolder folder{arguments.folder};
  if (auto allowed = may_lay_out(folder, arguments.force); !allowed) return allowed;
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return meeting.error();
  if (auto given = has_session(folder, meeting->meeting.meeting()); !given) return given;
  const auto session = session_of(folder);
  if (!session) return session.error();
  if (auto fits = is_of_its_day(*session, meeting->meeting.meeting(), folder); !fits) return fits;
  const auto seal = read_seal(meeting->server);
  if (!seal) return seal.error();
  const auto counted = count_again(*meeting);
  if (!counted) return counted.error();
  const PrintedMeeting printed{meeting->meeting, *session, now, is_demo(*seal)};
  const auto papers =
      printed_papers(printed, (*counted)->report(), (*counted)->input(), (*counted)->closed(), (*counted)->acts());
  if (auto made = make_folder(folder.papers()); !made) return made;
  return write_papers(papers, folder.papers());
}

Status sign(const VoteMinutesArguments& arguments, const MeetingFolder& folder, const SigningOptions& options) {
  const auto session = session_of(folder);
  if (!session) return session.error();
  const auto papers = read_papers(folder.papers());
  if (!papers) return papers.error();
  const auto certificate = certificate_from(options.identity.certificate);
  if (!certificate) return certificate.error();
  for (const auto& paper : *papers) {
    const auto allowed = may_sign(paper, *session, arguments.field, hex_lower(certificate->sha256()));
    if (!allowed) return allowed;
  }
  return sign_papers(folder.papers(), arguments.field, options);
}

Result<SigningOptions> options_of(const VoteMinutesArguments& arguments, Instant now) {
  auto identity = identity_of_key(arguments.signer, now);
  if (!identity) return identity.error();
  return options_for(std::move(*identity), arguments.timestamp, now);
}

void print_papers(const Terminal& terminal, const std::vector<SignedPaper>& papers, const SessionRecord& session) {
  const auto fields = signature_fields(session);
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-minutes/1").key("fields").begin_array();
  for (const auto& field : fields) json.text(field);
  json.end_array().key("papers").begin_array();
  for (const auto& paper : papers) {
    json.begin_object().key("file").text(paper.file).key("sha256").text(hex_lower(paper.sha256));
    json.key("signatures").number(static_cast<std::int64_t>(paper.signatures)).end_object();
    terminal.say(fmt::format("{}: {} of {} signatures", paper.file, paper.signatures, fields.size()));
  }
  terminal.print_json(json.end_array().end_object().str());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    terminal.say(fmt::format("  {:<14} {}", fields[i], session.bureau[i].name));
  }
}

}  // namespace

int run(const VoteMinutesArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const MeetingFolder folder{arguments.folder};
  if (arguments.field.empty()) {
    const auto laid_out = lay_out(arguments, clock());
    if (!laid_out) return terminal.fail(arguments.folder, laid_out.error());
  } else {
    const auto options = options_of(arguments, clock());
    if (!options) return terminal.fail(arguments.signer.key, options.error());
    const auto is_signed = sign(arguments, folder, *options);
    if (!is_signed) return terminal.fail(folder.papers().string(), is_signed.error());
  }
  const auto session = session_of(folder);
  if (!session) return terminal.fail(arguments.folder, session.error());
  const auto papers = read_papers(folder.papers());
  if (!papers) return terminal.fail(folder.papers().string(), papers.error());
  print_papers(terminal, *papers, *session);
  return exit_success;
}

}  // namespace sceau
