// SPDX-License-Identifier: Apache-2.0
#include "cli/meeting_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "cli/counted_folder.h"
#include "cli/meeting_papers.h"
#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

class Bundling {
 public:
  Bundling(const OpenedMeeting& meeting, BundleWriter& bundle) : meeting_(meeting), bundle_(bundle) {}

  Status add_everything() {
    for (const auto step :
         {&Bundling::add_meeting, &Bundling::add_urn, &Bundling::add_issuers, &Bundling::add_registers,
          &Bundling::add_log_and_ballots, &Bundling::add_typed, &Bundling::add_results}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return Done{};
  }

 private:
  const MeetingFolder& folder() const { return meeting_.folder; }

  Status copy(const Path& path, const std::string& name, ZipMethod method = ZipMethod::deflated) {
    const auto file = map_file(path);
    if (!file) return file.error();
    return bundle_.add(name, file->bytes(), method);
  }

  // The first one of the file alone: what may stand behind it was not frozen.
  Status add_certificate(const Path& path, const std::string& name) {
    const auto file = map_file(path);
    if (!file) return file.error();
    const auto certificates = certificates_from(file->bytes());
    if (!certificates) return certificates.error();
    return bundle_.add(name, as_bytes(to_pem(certificates->front())));
  }

  Status add_meeting() {
    if (auto done = copy(folder().settings(), "meeting/meeting.toml"); !done) return done;
    if (auto done = copy(folder().frozen(), "meeting/frozen.json"); !done) return done;
    if (auto done = copy(folder().session(), "meeting/session.toml"); !done) return done;
    return bundle_.add("meeting/form-template.json", as_bytes(form_template_json(meeting_.meeting)));
  }

  Status add_urn() {
    if (auto done = copy(folder().urn_certificate(), "meeting/urn.crt.pem"); !done) return done;
    const auto& names = meeting_.meeting.meeting().bureau.scrutineers;
    for (std::size_t number = 1; number <= names.size(); ++number) {
      const auto certificate = fmt::format("meeting/scrutineers/{}.crt.pem", number);
      if (auto done = add_certificate(folder().path / names[number - 1], certificate); !done) return done;
      const auto answer = fmt::format("meeting/rehearsal/{}.opened", number);
      if (auto done = copy(folder().answer(number), answer); !done) return done;
    }
    return Done{};
  }

  Status add_issuers() {
    if (auto done = copy_all(folder().qualified_issuers(), "issuers/qualified/"); !done) return done;
    return copy_all(folder().advanced_issuers(), "issuers/advanced/");
  }

  Status copy_all(const Path& from, const std::string& into) {
    std::error_code failure;
    if (!std::filesystem::exists(from, failure)) return Done{};
    std::vector<Path> paths;
    for (std::filesystem::directory_iterator at(from, failure), end; !failure && at != end; at.increment(failure)) {
      if (at->is_regular_file()) paths.push_back(at->path());
    }
    if (failure) return Error{Reason::file_not_readable, from.string()};
    std::ranges::sort(paths);
    for (const auto& path : paths) {
      if (auto done = copy(path, into + path.filename().string()); !done) return done;
    }
    return Done{};
  }

  Status add_registers() {
    const auto registers = recorded_registers(meeting_.keeper());
    if (!registers) return registers.error();
    std::map<std::string, std::string> tables;
    for (const auto& shares : *registers) {
      auto table = write_register(shares);
      const auto hash = digest(DigestAlgorithm::sha256, as_bytes(table));
      if (!hash) return hash.error();
      tables["register/" + hex_lower(*hash) + ".csv"] = std::move(table);
    }
    for (const auto& [name, table] : tables) {
      if (auto done = bundle_.add(name, as_bytes(table)); !done) return done;
    }
    return Done{};
  }

  Status add_log_and_ballots() {
    if (auto done = add_log(bundle_, *meeting_.store, *meeting_.keys); !done) return done;
    if (auto done = copy(meeting_.server.log_public_key(), "log/log.pub"); !done) return done;
    return read_packs(meeting_,
                      [&](const std::string& name, ByteView pack) { return bundle_.add("ballots/" + name, pack); });
  }

  Status add_typed() {
    const auto tables = typed_tables(folder());
    if (!tables) return tables.error();
    for (const auto& [kind, table] : *tables) {
      if (auto done = bundle_.add("typed/" + table_file(kind), table.csv); !done) return done;
      if (auto done = bundle_.add("typed/" + statement_file(kind), table.statement); !done) return done;
    }
    const auto carried = carried_meeting(meeting_);
    if (!carried) return carried.error();
    if (!*carried) return Done{};
    return copy(folder().carried(), "carried/" + (*carried)->other.id + ".zip", ZipMethod::stored);
  }

  Status add_results() {
    if (auto done = copy(folder().tally(), "results/tally.json"); !done) return done;
    if (auto done = copy(folder().influence(), "results/influence.json"); !done) return done;
    for (const auto* file : paper_files) {
      if (auto done = copy(folder().papers() / file, std::string("papers/") + file); !done) return done;
    }
    return Done{};
  }

  const OpenedMeeting& meeting_;
  BundleWriter& bundle_;
};

// The papers and results that lie there, and the session they are of, are those that the log names.
Status is_published(const MeetingFolder& folder, const TallyRecord& counted, std::string_view published) {
  if (const auto results = read_results(folder, counted); !results) return results.error();
  const auto papers = complete_papers(folder, counted);
  if (!papers) return papers.error();
  const auto wanted = publication(folder, *papers);
  if (!wanted) return wanted.error();
  if (published == *wanted) return Done{};
  return Error{Reason::vote_papers_incomplete, "papers or session.toml have changed since: sceau vote publish"};
}

struct Published {
  TallyRecord counted;
  LogEntry entry;  // names the papers
};

// What is behind the last count alone.
Result<Published> last_published(const OpenedMeeting& meeting) {
  auto counted = last_tally(meeting);
  if (!counted) return counted.error();
  const auto count = last_entry(meeting, EntryType::tally);
  auto found = last_entry(meeting, EntryType::publish);
  if (!count) return count.error();
  if (!found) return found.error();
  if (*found && (*found)->at >= (*count)->at) return Published{std::move(*counted), std::move(**found)};
  return Error{Reason::vote_papers_incomplete, "the papers are not published yet: sceau vote publish"};
}

}  // namespace

Status make_bundle(const OpenedMeeting& meeting, BundleWriter& bundle, const SigningOptions& seal, Instant now) {
  const auto published = last_published(meeting);
  if (!published) return published.error();
  // Beside the writing: the bundle takes its name when both are done.
  auto checked = std::async(std::launch::async, [&] {
    return is_published(meeting.folder, published->counted, as_text(published->entry.payload));
  });
  auto added = Bundling(meeting, bundle).add_everything();
  if (auto sound = checked.get(); !sound) return sound;
  if (!added) return added;
  return bundle.finish(meeting.meeting.meeting().id, std::chrono::floor<std::chrono::seconds>(now), seal);
}

}  // namespace sceau
