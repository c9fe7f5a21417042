// SPDX-License-Identifier: Apache-2.0
// batch [SCEAU [FOLDER_ON_DISK]]: a thousand small PDFs signed as PAdES B-B on tmpfs, in process and by the program, on
// one and two threads, beside the floor of one document; then some on disk, with fsync and its latency. Ends with 1
// where pdfsig refuses one of the results.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "bench/authority.h"
#include "bench/floor.h"
#include "bench/rounds.h"
#include "bench/sample_documents.h"
#include "foundation/file_bytes.h"
#include "signer/sign_pdf.h"

namespace sceau::bench {
namespace {

constexpr int round_count = 7;
constexpr std::size_t sampled = 5;  // results given to pdfsig, of each row

// IN/0000.pdf, ... and a folder for the results; gone at the end.
class Workplace {
 public:
  Workplace(const Path& parent, std::size_t documents) : folder_(parent / fmt::format("sceau-batch-{}", ::getpid())) {
    std::filesystem::create_directories(folder_ / "in");
    const auto document = sample_pdf(small_pdf_bytes);
    for (std::size_t i = 0; i < documents; ++i) {
      inputs_.push_back(folder_ / "in" / fmt::format("{:04}.pdf", i));
      plain_write(inputs_.back(), document);
    }
    clear_outputs();
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() { std::filesystem::remove_all(folder_); }

  void clear_outputs() const {
    std::filesystem::remove_all(outputs());
    std::filesystem::create_directories(outputs());
  }
  const std::vector<std::string>& inputs() const { return inputs_; }
  std::string input(std::size_t i) const { return inputs_[i]; }
  std::string output(std::size_t i) const { return outputs() / fmt::format("{:04}.signed.pdf", i); }
  Path outputs() const { return folder_ / "out"; }
  Path folder() const { return folder_; }

 private:
  Path folder_;
  std::vector<std::string> inputs_;
};

void plain_batch(const Workplace& place, const PlainKey& key, std::size_t documents) {
  Bytes buffer;
  for (std::size_t i = 0; i < documents; ++i) {
    const auto bytes = plain_read(place.input(i), buffer);
    key.sign(plain_sha256(bytes));
    plain_write(place.output(i), bytes);
  }
}

void sign_one(const Workplace& place, const SigningOptions& options, std::size_t i) {
  const auto file = sound(map_file(place.input(i)), "map");
  const auto result = sound(sign_pdf(file.bytes(), options, {}), "sign");
  must(static_cast<bool>(write_atomically(place.output(i), result.pieces(), {})), "write");
}

void sign_batch(const Workplace& place, const SigningOptions& options, std::size_t documents, int threads) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < documents; i = next++) sign_one(place, options, i);
  };
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
}

int run_program(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  must(::posix_spawnp(&child, arguments[0], &quiet, nullptr, arguments.data(), environ) == 0, words[0].c_str());
  posix_spawn_file_actions_destroy(&quiet);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void sign_by_program(const std::string& program, const Workplace& place, std::size_t documents, int threads) {
  std::vector<std::string> words{program, "sign", "--demo", "--level", "B", "--jobs", std::to_string(threads)};
  words.insert(words.end(), {"-o", place.outputs()});
  words.insert(words.end(), place.inputs().begin(), place.inputs().begin() + static_cast<std::ptrdiff_t>(documents));
  must(run_program(words) == 0, "sceau sign failed");
}

// pdfsig ends with 0 where it could read the signatures; the words say what it thinks of them.
void judge_samples(const Workplace& place, const std::string& row, std::size_t documents) {
  const std::size_t step = std::max<std::size_t>(1, documents / sampled);
  for (std::size_t i = 0; i < documents; i += step) {
    const auto command = fmt::format(
        "LC_ALL=C pdfsig -nocert '{0}' | grep -q 'Signature is Valid' && LC_ALL=C pdfsig "
        "-nocert '{0}' | grep -q 'Total document signed'",
        place.output(i));
    must(std::system(command.c_str()) == 0, fmt::format("pdfsig refuses a document of: {}", row).c_str());
  }
}

class Batch {
 public:
  Batch(const Path& parent, std::size_t documents, std::string program)
      : place_(parent, documents), documents_(documents), program_(std::move(program)) {
    ::setenv("XDG_DATA_HOME", (place_.folder() / "data").c_str(), 1);
  }

  void run(const char* key_name, const test::Issued& signer, const std::vector<int>& threads) {
    const PlainKey key(signer.key);
    const auto options = signing_options(signer);
    std::vector<Row> rows;
    add(rows, fmt::format("floor {}: read, SHA-256, sign, write", key_name),
        [&] { plain_batch(place_, key, documents_); });
    for (const int count : threads) {
      add(rows, fmt::format("sign_pdf {}, {} thread(s)", key_name, count),
          [this, &options, count] { sign_batch(place_, options, documents_, count); });
      if (program_.empty() || signer.certificate.subject() != authority().p256.certificate.subject()) continue;
      add(rows, fmt::format("sceau sign --demo, {} job(s), one process", count),
          [this, count] { sign_by_program(program_, place_, documents_, count); });
    }
    run_interleaved(rows, round_count);
    print_beside_first(rows);
    judge(rows);
  }

 private:
  void add(std::vector<Row>& rows, const std::string& name, std::function<void()> work) const {
    rows.push_back({name, documents_, [this] { place_.clear_outputs(); }, std::move(work)});
  }

  void judge(const std::vector<Row>& rows) const {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      rows[i].before();
      rows[i].work();
      judge_samples(place_, rows[i].name, documents_);
    }
    fmt::print("  pdfsig accepts the samples of every row\n");
  }

  Workplace place_;
  std::size_t documents_;
  std::string program_;
};

double fsync_milliseconds(const Path& folder) {
  std::vector<Row> rows{{"fsync", 100, [] {},
                         [&] {
                           const Bytes page(4096);
                           for (int i = 0; i < 100; ++i) plain_write(folder / ".sceau-fsync-probe", page);
                         }}};
  run_interleaved(rows, round_count);
  std::filesystem::remove(folder / ".sceau-fsync-probe");
  return rows.front().median();
}

void run(const std::string& program, const Path& disk) {
  fmt::print("1000 PDFs of {} bytes, PAdES-BASELINE-B, {} rounds, tmpfs\n", small_pdf_bytes, round_count);
  Batch("/dev/shm", 1000, program).run("P-256", authority().p256, {1, 2});
  fmt::print("200 PDFs, RSA-3072\n");
  Batch("/dev/shm", 200, "").run("RSA-3072", authority().rsa, {1, 2});
  if (disk.empty()) return;
  fmt::print("200 PDFs on disk, made durable; there a new file of 4 KB with its fsyncs takes {:.3f} ms\n",
             fsync_milliseconds(disk));
  Batch(disk, 200, program).run("P-256", authority().p256, {1, 2});
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** arguments) {
  sceau::bench::run(count > 1 ? arguments[1] : "", count > 2 ? arguments[2] : "");
}
