// SPDX-License-Identifier: Apache-2.0
// A file signed into another file on tmpfs. Floor: one read, SHA-256, one signature, one write of the same bytes.
#include <fmt/format.h>
#include <unistd.h>

#include "bench/authority.h"
#include "bench/floor.h"
#include "bench/hot_path.h"
#include "bench/sample_documents.h"
#include "foundation/file_bytes.h"
#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"

namespace sceau::bench {
namespace {

std::string on_tmpfs(const std::string& name) { return fmt::format("/dev/shm/sceau-bench-{}-{}", ::getpid(), name); }

// The input, gone when the last benchmark that reads it is.
class Input {
 public:
  Input(const std::string& name, ByteView bytes) : path_(on_tmpfs(name)) { plain_write(path_, bytes); }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    ::unlink(path_.c_str());
    ::unlink(output().c_str());
  }
  const std::string& path() const { return path_; }
  std::string output() const { return path_ + ".out"; }

 private:
  std::string path_;
};

void write_signed(const Input& input, std::span<const ByteView> pieces) {
  must(static_cast<bool>(write_atomically(input.output(), pieces, {.existing = Existing::replace})), "write");
}

void sign_pdf_file(const Input& input, const SigningOptions& options) {
  const auto file = sound(map_file(input.path()), "map");
  write_signed(input, sound(sign_pdf(file.bytes(), options, {}), "sign").pieces());
}

void sign_xml_file(const Input& input, const SigningOptions& options) {
  const auto file = sound(map_file(input.path()), "map");
  const Bytes signed_xml = sound(sign_xml(file.bytes(), options), "sign");
  const ByteView piece(signed_xml);
  write_signed(input, std::span(&piece, 1));
}

void plain_sign(const Input& input, const PlainKey& key) {
  static Bytes buffer;
  const auto bytes = plain_read(input.path(), buffer);
  benchmark::DoNotOptimize(key.sign(plain_sha256(bytes)));
  plain_write(input.output(), bytes);
}

template <typename Sign>
void register_document(const std::string& name, const Bytes& document, Sign sign) {
  const auto input = std::make_shared<const Input>(std::to_string(std::hash<std::string>{}(name)), document);
  const auto add = [&](const char* key_name, const test::Issued& signer) {
    const auto key = std::make_shared<const PlainKey>(signer.key);
    const auto options = signing_options(signer);
    hot_path(
        fmt::format("{}/{}", name, key_name), [=] { sign(*input, options); }, [=] { plain_sign(*input, *key); });
  };
  add("P-256", authority().p256);
  add("RSA-3072", authority().rsa);
}

}  // namespace

void register_signing() {
  register_document("pdf/sign/18.6 KB", sample_pdf(small_pdf_bytes), sign_pdf_file);
  register_document("pdf/sign/50 MB", sample_pdf(50'000'000), sign_pdf_file);
  register_document("xml/sign/10 KB", sample_xml(10'000), sign_xml_file);
  register_document("xml/sign/10 MB", sample_xml(10'000'000), sign_xml_file);
}

}  // namespace sceau::bench
