// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_preparing.h"

#include <array>
#include <filesystem>

#include "certs/authority/demo_certificate.h"
#include "cli/demo_meeting.h"
#include "cli/server_folder.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Status write_secret(const DemoStage& stage, const char* name) {
  const auto octets = random_bytes(system_random(), 24);
  if (!octets) return octets.error();
  return write_for_demo(stage.keys() / name, hex_lower(*octets) + "\n");
}

// Key and certificate in one file for its owner, the certificate alone for everybody; with the issuing CA.
Status give_certificate(const DemoStage& stage, const DemoHolderWish& wish, const Path& key, const Path& certificate) {
  const auto holder = stage.company.issue(wish, stage.clock(), system_random());
  if (!holder) return holder.error();
  const auto pem = private_key_pem(holder->key.get(), Secret());
  if (!pem) return pem.error();
  const auto chain = to_pem(holder->certificate) + to_pem(stage.company.issuing());
  if (auto written = write_for_demo(certificate, chain); !written) return written;
  return write_for_demo(key, std::string(pem->reveal()) + (key == certificate ? "" : chain));
}

Status make_scrutineers(const DemoStage& stage) {
  for (int number = 1; number <= 3; ++number) {
    const auto name = fmt::format("scrutineer-{}", number);
    const DemoHolderWish wish{
        .use = DemoHolderUse::opener, .common_name = fmt::format("Scrutateur {}", number), .organization = "DEMO"};
    const auto given = give_certificate(stage, wish, stage.keys() / (name + ".pem"), stage.meeting() / (name + ".pem"));
    if (!given) return given;
  }
  return Done{};
}

Status make_server_identities(const DemoStage& stage) {
  const auto server = server_folder_of(stage.meeting());
  if (auto made = make_server_folder(server); !made) return made;
  const DemoHolderWish seal{.common_name = "Cachet de la société", .organization = "DEMO Manufacture de l'Ouest SA"};
  if (auto given = give_certificate(stage, seal, server.seal_key(), server.seal_certificate()); !given) return given;
  // Clients compare the site's certificate with the time of this machine.
  const auto site =
      make_demo_certificate({DemoUse::site, "Manufacture de l'Ouest SA", "vote.demo.invalid"}, now(), system_random());
  if (!site) return site.error();
  if (auto written = write_for_demo(server.tls_key(), site->key_pem.reveal()); !written) return written;
  return write_for_demo(server.tls_certificate(), site->certificate_pem);
}

std::string trusted(const DemoIssuer& issuer) {
  auto text = to_pem(issuer.root());
  for (const auto& list : issuer.revocation_lists()) text += to_pem(list);
  return text;
}

Status write_papers(const DemoStage& stage) {
  std::error_code failure;
  for (const auto& path : {stage.meeting() / "qualified-issuers", stage.keys()}) {
    std::filesystem::create_directories(path, failure);
    if (failure) return Error{Reason::file_not_writable, path.string()};
  }
  const std::array files = {std::pair(stage.meeting() / "meeting.toml", std::string(demo_settings())),
                            std::pair(stage.meeting() / "session.toml", std::string(demo_session())),
                            std::pair(stage.meeting() / "register.csv", demo_register(stage.shareholders)),
                            std::pair(stage.meeting() / "qualified-issuers" / "issuer.pem",
                                      trusted(stage.signers) + to_pem(stage.signers.issuing())),
                            std::pair(stage.trust(), trusted(stage.company))};
  for (const auto& [path, text] : files) {
    if (auto written = write_for_demo(path, text); !written) return written;
  }
  return Done{};
}

Status freeze_and_rehearse(const DemoStage& stage) {
  if (auto done = perform("freeze", VoteFreezeArguments{stage.meeting()}, stage.clock); !done) return done;
  for (int number = 1; number <= 3; ++number) {
    VoteOpenArguments arguments;
    arguments.folder = stage.meeting();
    arguments.key = stage.keys() / fmt::format("scrutineer-{}.pem", number);
    arguments.rehearse = true;
    if (auto done = perform("open --rehearse", arguments, stage.clock); !done) return done;
  }
  return Done{};
}

}  // namespace

Status prepare_demo(const DemoStage& stage) {
  if (auto done = write_papers(stage); !done) return done;
  if (auto done = write_secret(stage, "storage-passphrase"); !done) return done;
  if (auto done = write_secret(stage, "urn-passphrase"); !done) return done;
  if (auto done = make_scrutineers(stage); !done) return done;
  if (auto done = make_server_identities(stage); !done) return done;
  if (auto done = freeze_and_rehearse(stage); !done) return done;
  VoteCodesArguments codes;
  codes.folder = stage.meeting();
  codes.output = stage.keys() / "codes.csv";
  codes.storage_key = stage.secret("storage-passphrase");
  return perform("codes", codes, stage.clock);
}

}  // namespace sceau
