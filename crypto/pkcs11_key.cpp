// SPDX-License-Identifier: Apache-2.0
#include "crypto/pkcs11_key.h"

#include <openssl/err.h>
#include <openssl/ui.h>

#include <algorithm>
#include <mutex>
#include <span>

#include "crypto/openssl_error.h"
#include "crypto/pkcs11_library.h"
#include "crypto/sign_message.h"

namespace sceau {
namespace {

constexpr const char* usual_module = "p11-kit-proxy.so";
constexpr std::size_t longest_chain = 10;

// Return values of PKCS #11 2.40, table 33.
constexpr int ckr_pin_incorrect = 0xa0, ckr_pin_invalid = 0xa1, ckr_pin_len_range = 0xa2, ckr_pin_locked = 0xa4;

using UiMethodHandle = Owned<UI_METHOD, UI_destroy_method>;

// OpenSSL's way to ask for a PIN, which libp11 uses for keys that want it again before each signature.
int answer_with_pin(UI* ui, UI_STRING* question) {
  if (UI_get_string_type(question) != UIT_PROMPT) return 1;
  const auto& pin = *static_cast<const Secret*>(UI_get0_user_data(ui));
  return UI_set_result(ui, question, pin.reveal().data()) == 0 ? 1 : 0;
}

// One module, initialised. Everything that was found on its tokens dies with it.
class TokenModule {
 public:
  explicit TokenModule(const Pkcs11Library& library) : library_(library), ui_(UI_create_method("sceau")) {}
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;
  ~TokenModule() {
    if (slots_ != nullptr) library_.release_slots(context_, slots_, slot_count_);
    if (is_loaded_) library_.unload_module(context_);
    if (context_ != nullptr) library_.free_context(context_);
  }

  Status load(const std::string& path) {
    context_ = library_.new_context();
    if (context_ == nullptr || !ui_ || UI_method_set_reader(ui_.get(), answer_with_pin) != 0 ||
        library_.set_ui_method(context_, ui_.get(), &pin_) != 0 || library_.load_module(context_, path.c_str()) != 0) {
      return openssl_error(Reason::key_module_not_loaded, path);
    }
    is_loaded_ = true;
    if (library_.enumerate_slots(context_, &slots_, &slot_count_) == 0) return Done{};
    return openssl_error(Reason::key_token_failed, "its slots");
  }

  const Pkcs11Library& library() const { return library_; }
  const PKCS11_CTX& context() const { return *context_; }
  std::span<PKCS11_SLOT> slots() const { return {slots_, slot_count_}; }
  const Secret& pin() const { return pin_; }
  void keep(Secret pin) { pin_ = std::move(pin); }

 private:
  const Pkcs11Library& library_;
  UiMethodHandle ui_;
  Secret pin_;
  PKCS11_CTX* context_ = nullptr;
  bool is_loaded_ = false;
  PKCS11_SLOT* slots_ = nullptr;
  unsigned int slot_count_ = 0;
};

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

bool is_wanted(const std::optional<std::string>& wanted, const char* found) {
  return !wanted || *wanted == text_of(found);
}

bool is_wanted(const Pkcs11Uri& uri, const TokenModule& module, PKCS11_SLOT& slot) {
  const auto* token = slot.token;
  return token != nullptr && token->initialized != 0 && is_wanted(uri.token, token->label) &&
         is_wanted(uri.manufacturer, token->manufacturer) && is_wanted(uri.model, token->model) &&
         is_wanted(uri.serial, token->serialnr) && is_wanted(uri.slot_description, slot.description) &&
         is_wanted(uri.slot_manufacturer, slot.manufacturer) &&
         is_wanted(uri.library_manufacturer, module.context().manufacturer) &&
         is_wanted(uri.library_description, module.context().description) &&
         (!uri.slot_id || *uri.slot_id == std::to_string(module.library().slot_id(&slot)));
}

std::string described(const PKCS11_TOKEN& token) {
  return "token '" + text_of(token.label) + "', serial " + text_of(token.serialnr);
}

Result<PKCS11_TOKEN*> find_token(const Pkcs11Uri& uri, const TokenModule& module) {
  PKCS11_TOKEN* found = nullptr;
  for (auto& slot : module.slots()) {
    if (!is_wanted(uri, module, slot)) continue;
    if (found != nullptr) return Error{Reason::key_ambiguous, described(*found) + "; " + described(*slot.token)};
    found = slot.token;
  }
  if (found != nullptr) return found;
  return Error{Reason::key_token_absent, std::to_string(module.slots().size()) + " slots were looked at"};
}

// ---- Logging in ----

Error login_error(const TokenModule& module, const PKCS11_TOKEN& token) {
  const auto code = ERR_peek_last_error();
  const int value = ERR_GET_LIB(code) == module.library().error_library() ? ERR_GET_REASON(code) : 0;
  const auto error = openssl_error(Reason::key_token_failed, described(token));
  switch (value) {
    case ckr_pin_incorrect:
    case ckr_pin_invalid:
    case ckr_pin_len_range: return {Reason::key_wrong_pin, described(token)};
    case ckr_pin_locked: return {Reason::key_token_failed, described(token) + ": its PIN is locked"};
    default: return error;
  }
}

Status log_in(TokenModule& module, PKCS11_TOKEN& token, const PinSource& ask) {
  if (token.loginRequired == 0) return Done{};
  if (token.userPinLocked != 0) return Error{Reason::key_token_failed, described(token) + ": its PIN is locked"};
  const bool has_keypad = token.secureLogin != 0;
  if (!has_keypad) {
    auto pin = ask({text_of(token.label), text_of(token.serialnr), token.userPinFinalTry != 0});
    if (!pin) return pin.error();
    if (pin->empty()) return Error{Reason::key_wrong_pin, described(token) + ": the PIN is empty, and was not tried"};
    module.keep(std::move(*pin));
  }
  const char* pin = has_keypad ? nullptr : module.pin().reveal().data();
  if (module.library().login(token.slot, 0, pin) == 0) return Done{};
  return login_error(module, token);
}

// ---- What is on the token ----

bool has_id(ByteView id, const unsigned char* found, std::size_t size) {
  return std::ranges::equal(id, ByteView(found, size));
}

Result<PKCS11_KEY*> find_key(const Pkcs11Uri& uri, const TokenModule& module, PKCS11_TOKEN& token) {
  PKCS11_KEY* keys = nullptr;
  unsigned int count = 0;
  if (module.library().enumerate_keys(&token, &keys, &count) != 0) {
    return openssl_error(Reason::key_token_failed, described(token) + ": its keys");
  }
  PKCS11_KEY* found = nullptr;
  for (auto& key : std::span(keys, count)) {
    if (!is_wanted(uri.object, key.label) || (uri.id && !has_id(as_bytes(*uri.id), key.id, key.id_len))) continue;
    if (found != nullptr) return Error{Reason::key_ambiguous, text_of(found->label) + "; " + text_of(key.label)};
    found = &key;
  }
  if (found != nullptr) return found;
  return Error{Reason::key_object_unknown, described(token) + " has " + std::to_string(count) + " private keys"};
}

struct TokenCertificates {
  SharedX509 own;  // that with the key's id; null where there is none
  std::vector<SharedX509> all;
};

Result<TokenCertificates> certificates_on(const TokenModule& module, PKCS11_TOKEN& token, const PKCS11_KEY& key) {
  PKCS11_CERT* certificates = nullptr;
  unsigned int count = 0;
  if (module.library().enumerate_certificates(&token, &certificates, &count) != 0) {
    return openssl_error(Reason::key_token_failed, described(token) + ": its certificates");
  }
  TokenCertificates found;
  for (const auto& entry : std::span(certificates, count)) {
    if (entry.x509 == nullptr) continue;
    found.all.push_back(share_also(entry.x509));
    if (!found.own && has_id(ByteView(key.id, key.id_len), entry.id, entry.id_len)) found.own = found.all.back();
  }
  return found;
}

// The issuer, its issuer and so on, as far as they are at hand. Names alone are compared: nothing is trusted for it.
std::vector<SharedX509> chain_of(const SharedX509& own, const std::vector<SharedX509>& candidates) {
  std::vector<SharedX509> chain;
  for (auto last = own; chain.size() < longest_chain;) {
    const auto issuer = std::ranges::find_if(candidates, [&](const SharedX509& candidate) {
      return X509_NAME_cmp(X509_get_subject_name(candidate.get()), X509_get_issuer_name(last.get())) == 0;
    });
    if (issuer == candidates.end() || X509_cmp(issuer->get(), last.get()) == 0) break;
    chain.push_back(*issuer);
    last = *issuer;
  }
  return chain;
}

// A token need not tell the public half of an EC key. Whether it fits shows when the first signature is checked.
bool knows_public_half(EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return true;
  unsigned char* point = nullptr;
  const auto size = EVP_PKEY_get1_encoded_public_key(key, &point);
  const MemoryHandle owner(point);
  return size > 0;
}

bool may_be_of(const SharedX509& certificate, EVP_PKEY* key) {
  const EVP_PKEY* public_half = X509_get0_pubkey(certificate.get());
  const bool is_possible = public_half != nullptr && EVP_PKEY_get_base_id(public_half) == EVP_PKEY_get_base_id(key) &&
                           (!knows_public_half(key) || EVP_PKEY_eq(public_half, key) == 1);
  forget_openssl_errors();
  return is_possible;
}

// ---- The key ----

class TokenKey final : public SigningKey {
 public:
  TokenKey(std::shared_ptr<const TokenModule> module, PrivateKeyHandle key, PublicKey public_half)
      : module_(std::move(module)), key_(std::move(key)), public_(std::move(public_half)) {}

  const PublicKey& public_key() const override { return public_; }

  Result<Bytes> sign(SignatureAlgorithm algorithm, ByteView message) const override {
    if (!fits(algorithm, public_.kind())) {
      return Error{Reason::algorithm_mismatch,
                   std::string(row_of(algorithm).name) + " with a key of kind " + public_.name()};
    }
    const std::lock_guard lock(mutex_);  // a token does one thing at a time
    auto signature = sign_message(key_.get(), algorithm, message);
    if (!signature) return Error{Reason::key_token_failed, signature.error().detail};
    if (verify(public_, algorithm, message, *signature)) return signature;
    return Error{Reason::key_does_not_fit, "what the token signed does not verify with the certificate"};
  }

 private:
  std::shared_ptr<const TokenModule> module_;  // outlives the key, which points into it
  PrivateKeyHandle key_;
  PublicKey public_;
  mutable std::mutex mutex_;
};

// The certificates the user named, the own one first; the token has the others.
Status prefer_named(ByteView certificate_file, EVP_PKEY* key, TokenCertificates& found) {
  if (certificate_file.empty()) return Done{};
  const auto named = read_certificates(certificate_file);
  if (!named) return named.error();
  const auto own = std::ranges::find_if(*named, [&](const SharedX509& one) { return may_be_of(one, key); });
  if (own == named->end()) return Error{Reason::key_does_not_fit, "no certificate of the file is of the token's key"};
  found.own = *own;
  found.all.insert(found.all.begin(), named->begin(), named->end());
  return Done{};
}

Result<SigningIdentity> identity_of(const std::shared_ptr<const TokenModule>& module, PKCS11_TOKEN& token,
                                    PKCS11_KEY* key, ByteView certificate_file) {
  PrivateKeyHandle handle(module->library().private_key(key));
  if (!handle) return openssl_error(Reason::key_token_failed, "keys of this kind are not used on a token");
  auto certificates = certificates_on(*module, token, *key);
  if (!certificates) return certificates.error();
  if (auto status = prefer_named(certificate_file, handle.get(), *certificates); !status) return status.error();

  const auto& own = certificates->own;
  if (!own) return Error{Reason::key_without_certificate, described(token) + " has none with the key's id"};
  if (!may_be_of(own, handle.get())) {
    return Error{Reason::key_does_not_fit, described(token) + ": the certificate with the key's id is of another key"};
  }
  auto public_half = public_key_of(own.get());
  if (!public_half) return public_half.error();
  auto token_key = std::make_shared<TokenKey>(module, std::move(handle), std::move(*public_half));
  return SigningIdentity{std::move(token_key), own, chain_of(own, certificates->all)};
}

std::string module_of(const TokenKeyChoice& choice) {
  if (!choice.module.empty()) return choice.module.string();
  return choice.uri.module_path.empty() ? usual_module : choice.uri.module_path;
}

}  // namespace

Result<SigningIdentity> open_token_identity(const TokenKeyChoice& choice, const PinSource& pin) {
  const auto library = pkcs11_library();
  if (!library) return library.error();
  const auto module = std::make_shared<TokenModule>(**library);
  if (auto loaded = module->load(module_of(choice)); !loaded) return loaded.error();

  const auto token = find_token(choice.uri, *module);
  if (!token) return token.error();
  if (auto status = log_in(*module, **token, pin); !status) return status.error();
  const auto key = find_key(choice.uri, *module, **token);
  if (!key) return key.error();
  return identity_of(module, **token, *key, choice.certificate_file);
}

}  // namespace sceau
