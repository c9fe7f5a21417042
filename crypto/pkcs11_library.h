// SPDX-License-Identifier: Apache-2.0
// The functions of libp11 that are used, from the library as it is found when a token is first asked for: whoever signs
// with a file needs neither the library nor the time to load it.
#pragma once

#include <libp11.h>

#include "foundation/result.h"

namespace sceau {

struct Pkcs11Library {
  decltype(&::PKCS11_CTX_new) new_context;
  decltype(&::PKCS11_CTX_load) load_module;
  decltype(&::PKCS11_CTX_unload) unload_module;
  decltype(&::PKCS11_CTX_free) free_context;
  decltype(&::PKCS11_set_ui_method) set_ui_method;
  decltype(&::PKCS11_enumerate_slots) enumerate_slots;
  decltype(&::PKCS11_release_all_slots) release_slots;
  decltype(&::PKCS11_get_slotid_from_slot) slot_id;
  decltype(&::PKCS11_login) login;
  decltype(&::PKCS11_enumerate_keys) enumerate_keys;
  decltype(&::PKCS11_enumerate_certs) enumerate_certificates;
  decltype(&::PKCS11_get_private_key) private_key;
  decltype(&::ERR_get_CKR_code) error_library;  // under this number OpenSSL's error queue holds codes of PKCS #11
};

// Loaded once and kept. Error: key.module_not_loaded.
Result<const Pkcs11Library*> pkcs11_library();

}  // namespace sceau
