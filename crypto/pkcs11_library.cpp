// SPDX-License-Identifier: Apache-2.0
#include "crypto/pkcs11_library.h"

#include <dlfcn.h>

#include <string>

namespace sceau {
namespace {

constexpr const char* library_name = "libp11.so.3";

template <typename Function>
bool find_function(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_functions(void* library, Pkcs11Library& functions) {
  return find_function(library, "PKCS11_CTX_new", functions.new_context) &&
         find_function(library, "PKCS11_CTX_load", functions.load_module) &&
         find_function(library, "PKCS11_CTX_unload", functions.unload_module) &&
         find_function(library, "PKCS11_CTX_free", functions.free_context) &&
         find_function(library, "PKCS11_set_ui_method", functions.set_ui_method) &&
         find_function(library, "PKCS11_enumerate_slots", functions.enumerate_slots) &&
         find_function(library, "PKCS11_release_all_slots", functions.release_slots) &&
         find_function(library, "PKCS11_get_slotid_from_slot", functions.slot_id) &&
         find_function(library, "PKCS11_login", functions.login) &&
         find_function(library, "PKCS11_enumerate_keys", functions.enumerate_keys) &&
         find_function(library, "PKCS11_enumerate_certs", functions.enumerate_certificates) &&
         find_function(library, "PKCS11_get_private_key", functions.private_key) &&
         find_function(library, "ERR_get_CKR_code", functions.error_library);
}

// Never unloaded: keys that OpenSSL still holds point into it.
Result<Pkcs11Library> load_library() {
  void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  Pkcs11Library functions{};
  if (library != nullptr && find_functions(library, functions)) return functions;
  const char* why = ::dlerror();
  return Error{Reason::key_module_not_loaded, why == nullptr ? library_name : why};
}

}  // namespace

Result<const Pkcs11Library*> pkcs11_library() {
  static const Result<Pkcs11Library> library = load_library();
  if (!library) return library.error();
  return &*library;
}

}  // namespace sceau
