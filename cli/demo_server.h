// SPDX-License-Identifier: Apache-2.0
// The server of `sceau vote demo`: the same service as `sceau vote serve`, over HTTPS on an address of this machine.
#pragma once

#include <cstdio>
#include <memory>

#include "cli/demo_stage.h"
#include "cli/demo_voting.h"
#include "cli/vote_service.h"

namespace sceau {

// The time-stamp authority of the demonstration, by the clock of the stage. Errors: those of issuing certificates.
Result<Timestamper> demo_timestamper(const DemoStage& stage);

class DemoServer {
 public:
  // What it tells goes to server.log in the folder of the stage. Errors: those of VoteService::open and serve_http, of
  // fetch_agenda and read_letters, file.*.
  static Result<std::unique_ptr<DemoServer>> open(const DemoStage& stage, const ServiceClocks& clocks);

  VoteService& service() { return *service_; }
  const DemoSite& site() const { return *site_; }  // as its voters know it; the issuers of the stage must outlive it

 private:
  DemoServer() = default;
  ServiceReport report_to_file(const Path& path);
  Status serve(const DemoStage& stage, const ServiceClocks& clocks);
  Status visit(const DemoStage& stage);

  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, CloseFile> log_;
  std::unique_ptr<VoteService> service_;
  std::optional<HttpServer> server_;
  std::optional<DemoSite> site_;
};

}  // namespace sceau
