// SPDX-License-Identifier: Apache-2.0
#include "bench/floor.h"

#include <fcntl.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace sceau::bench {
namespace {

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

KeyContextHandle context_for(EVP_PKEY* key, int (*start)(EVP_PKEY_CTX*)) {
  KeyContextHandle context(EVP_PKEY_CTX_new(key, nullptr));
  must(context && start(context.get()) == 1, "key context");
  if (EVP_PKEY_is_a(key, "RSA") == 1) {
    must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1, "padding");
  }
  must(EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1, "digest of the signature");
  return context;
}

}  // namespace

void must(bool done, const char* what) {
  if (done) return;
  std::fprintf(stderr, "bench: %s\n", what);
  std::exit(1);
}

ByteView plain_read(const std::string& path, Bytes& buffer) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  must(file >= 0 && ::fstat(file, &status) == 0, path.c_str());
  const auto size = static_cast<std::size_t>(status.st_size);
  if (buffer.size() < size) buffer.resize(size);
  must(::read(file, buffer.data(), size) == status.st_size, "read");
  ::close(file);
  return ByteView(buffer).first(size);
}

void plain_write(const std::string& path, ByteView bytes) {
  const std::string temporary = path + ".new";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  must(file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "write");
  must(::fsync(file) == 0 && ::close(file) == 0, "fsync");
  must(::rename(temporary.c_str(), path.c_str()) == 0, "rename");
  const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  must(folder >= 0 && ::fsync(folder) == 0 && ::close(folder) == 0, "fsync of the folder");
}

Bytes plain_sha256(ByteView bytes) {
  static const MessageDigestHandle sha256(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
  Bytes digest(32);
  must(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256.get(), nullptr) == 1, "SHA-256");
  return digest;
}

PlainKey::PlainKey(std::shared_ptr<EVP_PKEY> key)
    : key_(std::move(key)),
      signing_(context_for(key_.get(), EVP_PKEY_sign_init)),
      verifying_(context_for(key_.get(), EVP_PKEY_verify_init)) {}

Bytes PlainKey::sign(ByteView digest) const {
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t size = signature.size();
  must(EVP_PKEY_sign(signing_.get(), signature.data(), &size, digest.data(), digest.size()) == 1, "signature");
  signature.resize(size);
  return signature;
}

void PlainKey::verify(ByteView digest, ByteView signature) const {
  must(EVP_PKEY_verify(verifying_.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1,
       "check of the signature");
}

}  // namespace sceau::bench
