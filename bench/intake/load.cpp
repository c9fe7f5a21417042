// SPDX-License-Identifier: Apache-2.0
// intake_load VERB ...: loads an intake with prepared requests (tests/clients/prepared_requests.h).
//   capacity HOST:PORT REQUESTS new|kept SECONDS      as fast as the answers come, 32 in flight
//   rate HOST:PORT REQUESTS new|kept SECONDS PER_SECOND [ANSWERS]
//   search HOST:PORT REQUESTS new|kept SECONDS PER_SECOND [ANSWERS]   the highest rate held, from there on upwards
// `new`: a connection and handshake for each request. The answers are kept in the file ANSWERS, for intake_check. Ends
// with 1 where one is missing, unexpected or late (99th percentile of a second).
#include <fmt/format.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "bench/intake/load_run.h"

namespace sceau::bench {
namespace {

using std::chrono::milliseconds;

constexpr double latency_limit_milliseconds = 1000;
constexpr double step_up = 1.25;

using Words = std::vector<std::string>;

// Answers as they come, in the form of prepared requests: status and body.
class AnswerFile {
 public:
  explicit AnswerFile(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) std::exit(64);
  }
  ~AnswerFile() {
    if (std::fclose(file_) != 0) std::exit(1);
  }
  AnswerFile(const AnswerFile&) = delete;
  AnswerFile& operator=(const AnswerFile&) = delete;

  void keep(std::string_view answer) {
    const auto body = answer.substr(std::min(answer.find("\r\n\r\n") + 4, answer.size()));
    const auto text = test::packed({{test::answer_status(answer), std::string(body)}});
    std::fwrite(text.data(), 1, text.size(), file_);
  }

 private:
  std::FILE* file_;
};

void print_outcome(const std::string& title, const LoadOutcome& outcome) {
  fmt::print("{:<26}{:9.0f} /s   {}; {} sent, {} unanswered, {} unexpected;", title, outcome.per_second(),
             outcome.latencies.text(), outcome.sent, outcome.failed, outcome.unexpected);
  for (const auto& [status, count] : outcome.statuses) fmt::print(" {}: {}", status, count);
  fmt::print("\n");
  std::fflush(stdout);
}

bool is_held(const LoadOutcome& outcome) {
  return outcome.is_clean() && outcome.answered > 0 &&
         outcome.latencies.milliseconds(0.99) < latency_limit_milliseconds;
}

struct Target {
  test::Server server;
  std::vector<test::PreparedRequest> requests;
  bool keeps_alive;
  milliseconds duration;
};

Target target_of(const Words& words) {
  auto requests = test::read_prepared(words[2]);
  if (!requests || requests->empty() || (words[3] != "new" && words[3] != "kept")) std::exit(64);
  return {test::server_at(words[1]), *std::move(requests), words[3] == "kept",
          milliseconds(1000 * std::stol(words[4]))};
}

int capacity(const Words& words) {
  const auto target = target_of(words);
  const auto outcome = run_load({.server = target.server,
                                 .requests = target.requests,
                                 .duration = target.duration,
                                 .keeps_alive = target.keeps_alive,
                                 .repeats = true});
  print_outcome(target.keeps_alive ? "capacity, kept connections" : "capacity, new connections", outcome);
  return outcome.is_clean() ? 0 : 1;
}

LoadOutcome load(const Target& target, std::span<const test::PreparedRequest> requests, double per_second,
                 AnswerFile* answers) {
  return run_load({.server = target.server,
                   .requests = requests,
                   .per_second = per_second,
                   .duration = target.duration,
                   .keeps_alive = target.keeps_alive,
                   .on_answer = [answers](std::size_t, std::string_view answer) {
                     if (answers != nullptr) answers->keep(answer);
                   }});
}

std::unique_ptr<AnswerFile> answers_named_in(const Words& words) {
  return words.size() > 6 ? std::make_unique<AnswerFile>(words[6]) : nullptr;
}

std::string rate_title(const Target& target, double per_second) {
  return fmt::format("{:.0f}/s, {} connections", per_second, target.keeps_alive ? "kept" : "new");
}

int rate(const Words& words) {
  const auto target = target_of(words);
  const auto answers = answers_named_in(words);
  const double per_second = std::stod(words[5]);
  const auto outcome = load(target, target.requests, per_second, answers.get());
  print_outcome(rate_title(target, per_second), outcome);
  return is_held(outcome) ? 0 : 1;
}

// Each step takes requests that none took before; it ends at the first rate that is not held, or when none is left.
int search(const Words& words) {
  const auto target = target_of(words);
  const auto answers = answers_named_in(words);
  std::span<const test::PreparedRequest> left(target.requests);
  double held = 0;
  for (double per_second = std::stod(words[5]); !left.empty(); per_second *= step_up) {
    const auto outcome = load(target, left, per_second, answers.get());
    print_outcome(rate_title(target, per_second), outcome);
    left = left.subspan(std::min(outcome.sent, left.size()));
    // The last step counts only if its requests lasted as long as it should.
    if (!is_held(outcome) ||
        (left.empty() && outcome.seconds < std::chrono::duration<double>(target.duration).count())) {
      break;
    }
    held = per_second;
  }
  fmt::print("highest rate held         {:9.0f} /s\n", held);
  return held > 0 ? 0 : 1;
}

struct Verb {
  const char* name;
  std::size_t words;
  int (*run)(const Words&);
};

constexpr Verb verbs[] = {{"capacity", 5, capacity}, {"rate", 6, rate}, {"search", 6, search}};

int run(const Words& words) {
  for (const auto& verb : verbs) {
    if (!words.empty() && words[0] == verb.name && words.size() >= verb.words) return verb.run(words);
  }
  fmt::print(stderr, "see the head of bench/intake/load.cpp\n");
  return 64;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  return sceau::bench::run({words + 1, words + count});
}
