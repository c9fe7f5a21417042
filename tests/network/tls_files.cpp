// SPDX-License-Identifier: Apache-2.0
#include "tests/network/tls_files.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace sceau::test {
namespace {

class TlsFiles {
 public:
  TlsFiles() {
    char name[] = "/tmp/sceau-tls-XXXXXX";
    folder_ = ::mkdtemp(name);
    make_authority("ours");
    make_authority("theirs");
    make_server("localhost", "DNS:localhost", "-days 2");
    make_server("address", "IP:127.0.0.1", "-days 2");
    make_server("other", "DNS:example.org", "-days 2");
    make_server("expired", "DNS:localhost", "-days -1");
    make_server("rsa", "DNS:localhost", "-days 2", "rsa:2048");
    run("openssl pkey -in localhost.key -aes256 -passout pass:word -out encrypted.key");
    run("cat localhost.pem ours.pem >chain.pem");
  }
  ~TlsFiles() { std::filesystem::remove_all(folder_); }
  Path path(const std::string& name) const { return folder_ / name; }

 private:
  void run(const std::string& command) const {
    const auto whole = "cd " + folder_.string() + " && " + command + " 2>>log";
    if (std::system(whole.c_str()) != 0) throw std::runtime_error(whole);
  }
  void make_authority(const std::string& name) const {
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout " + name + ".key -out " +
        name + ".pem -subj /CN=" + name);
  }
  void make_server(const std::string& name, const std::string& alternative, const std::string& days,
                   const std::string& key = "ec -pkeyopt ec_paramgen_curve:P-256") const {
    run("openssl req -newkey " + key + " -nodes -keyout " + name + ".key -out " + name +
        ".csr -subj /CN=server -addext subjectAltName=" + alternative);
    run("openssl x509 -req -in " + name + ".csr -CA ours.pem -CAkey ours.key -CAcreateserial -copy_extensions copy " +
        days + " -out " + name + ".pem");
  }
  Path folder_;
};

std::string text_of(const std::string& name) {
  const auto bytes = read_file(tls_file(name), 1 << 20);
  if (!bytes) throw std::runtime_error(name);
  return to_string(*bytes);
}

}  // namespace

Path tls_file(const std::string& name) {
  static const TlsFiles files;
  return files.path(name);
}

TlsIdentity tls_identity(const std::string& server) {
  auto identity = read_tls_identity(text_of(server + ".pem"), Secret(text_of(server + ".key")));
  if (!identity) throw std::runtime_error(identity.error().detail);
  return std::move(*identity);
}

}  // namespace sceau::test
