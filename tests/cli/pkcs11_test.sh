#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Keys that never leave their token, here one in software (SoftHSM) that was filled by its own tools.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .

title "a URI that names no key"
refused 64 key.uri_malformed sceau sign --level B --key "pkcs11:object=a;type=cert" contract.pdf -o refused.pdf
refused 64 key.uri_malformed sceau sign --level B --key "pkcs11:object=a b" contract.pdf -o refused.pdf
refused 64 key.pin_in_uri sceau sign --level B --key "pkcs11:object=a?pin-value=$secret" contract.pdf -o refused.pdf

title "a module that is none"
refused 7 key.module_not_loaded sceau sign --level B --key "pkcs11:object=a?module-path=/nowhere.so" contract.pdf -o refused.pdf
refused 7 key.module_not_loaded sceau sign --level B --key "pkcs11:object=a" --pkcs11-module contract.pdf contract.pdf -o refused.pdf

softhsm=/usr/lib/softhsm/libsofthsm2.so
if ! command -v softhsm2-util pkcs11-tool >/dev/null || [[ ! -e $softhsm ]]; then
  skip "signing on a token: needs the packages softhsm2 and opensc"
  finish
fi

export SOFTHSM2_CONF=$work/softhsm.conf
mkdir "$work/tokens"
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" >"$SOFTHSM2_CONF"
pin_file=$work/pin
(umask 077 && printf '%s\n' "$secret" >"$pin_file" && printf 'other-%s\n' "$secret" >"$work/wrong-pin")

tool() { quietly pkcs11-tool --module "$softhsm" --token-label "$token" --login --pin "$secret" "$@"; }
new_token() { token=$1 && quietly softhsm2-util --init-token --free --label "$1" --so-pin 12345678 --pin "$secret"; }
put_key() {
  quietly openssl pkcs8 -topk8 -nocrypt -outform DER -in "$pki/$1.key" -out "$pki/$1.der"
  tool --write-object "$pki/$1.der" --type privkey --id "$2" --label "$1" --usage-sign
}
put_certificate() {
  quietly openssl x509 -in "$pki/$1.pem" -outform DER -out "$pki/$1.crt"
  tool --write-object "$pki/$1.crt" --type cert --id "$2" --label "$1"
}

make_authority
new_token "Old badge"
new_token Badge
issue rosa rsa3072
issue ellen p256
issue paul p256
put_key rosa 01
put_certificate rosa 01
put_key ellen 02
put_certificate ellen 02
put_key paul 03
with_pin=(--pkcs11-module "$softhsm" --pin "file:$pin_file")
verified() { accepted sceau verify --trust "$pki/root.pem" --crl "$pki/root.crl" "$1" && says "TOTAL-PASSED"; }

title "signing on the token"
for name in rosa ellen; do
  key="pkcs11:token=Badge;object=$name;type=private"
  for file in contract.pdf hr-letter.xml; do
    accepted sceau sign --level B --key "$key" "${with_pin[@]}" "$file" -o "$name.${file##*.}"
    verified "$name.${file##*.}"
    says "signer:  CN=Test $name"
  done
done
accepted sceau sign --level B --pss --key "pkcs11:token=Badge;object=rosa" "${with_pin[@]}" contract.pdf -o pss.pdf
verified pss.pdf
mkdir many
accepted sceau sign --level B --jobs 4 --key "pkcs11:token=Badge;id=%02" "${with_pin[@]}" contract.pdf hr-letter.xml -o many
verified many/contract.signed.pdf
verified many/hr-letter.signed.xml

title "module and certificate named elsewhere"
accepted sceau sign --level B --key "pkcs11:token=Badge;object=paul?module-path=$softhsm" --pin "file:$pin_file" \
  --cert "$pki/paul.pem" contract.pdf -o paul.pdf
verified paul.pdf
says "signer:  CN=Test paul"
refused 7 key.no_certificate sceau sign --level B --key "pkcs11:token=Badge;object=paul" "${with_pin[@]}" contract.pdf -o refused.pdf
refused 7 key.does_not_fit sceau sign --level B --key "pkcs11:token=Badge;object=paul" --cert "$pki/ellen.pem" "${with_pin[@]}" \
  contract.pdf -o refused.pdf
refused 7 key.does_not_fit sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --cert "$pki/ellen.pem" "${with_pin[@]}" \
  contract.pdf -o refused.pdf

title "a certificate under the id of another key"
put_certificate ellen 03
refused 7 key.does_not_fit sceau sign --level B --key "pkcs11:token=Badge;object=paul" "${with_pin[@]}" contract.pdf -o refused.pdf

title "what is not there"
refused 7 key.token_absent sceau sign --level B --key "pkcs11:token=Other;object=rosa" "${with_pin[@]}" contract.pdf -o refused.pdf
refused 7 key.object_unknown sceau sign --level B --key "pkcs11:token=Badge;object=nobody" "${with_pin[@]}" contract.pdf -o refused.pdf
refused 7 key.object_unknown sceau sign --level B --key "pkcs11:token=Badge;object=rosa;id=%02" "${with_pin[@]}" contract.pdf -o refused.pdf
refused 7 key.ambiguous sceau sign --level B --key "pkcs11:token=Badge" "${with_pin[@]}" contract.pdf -o refused.pdf
refused 7 key.ambiguous sceau sign --level B --key "pkcs11:object=rosa" "${with_pin[@]}" contract.pdf -o refused.pdf

title "a token that cannot be used yet"
slot=$(softhsm2-util --show-slots | sed -n 's/^Slot \([0-9]*\)$/\1/p' | tail -1)
quietly pkcs11-tool --module "$softhsm" --slot "$slot" --init-token --label "No PIN yet" --so-pin 12345678
refused 7 key.token_failed sceau sign --level B --key "pkcs11:token=No%20PIN%20yet" "${with_pin[@]}" contract.pdf -o refused.pdf

title "the PIN"
refused 7 secret.not_readable sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --pkcs11-module "$softhsm" contract.pdf -o refused.pdf
refused 7 key.wrong_pin sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --pkcs11-module "$softhsm" \
  --pin "file:$work/wrong-pin" contract.pdf -o refused.pdf
: >"$work/empty-pin" && chmod 600 "$work/empty-pin"
refused 7 key.wrong_pin sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --pkcs11-module "$softhsm" \
  --pin "file:$work/empty-pin" contract.pdf -o refused.pdf

title "a wrong PIN is tried once: cards lock"
spy=$(dpkg -L opensc-pkcs11 2>/dev/null | grep -m1 'pkcs11-spy\.so$')
if [[ -n $spy ]]; then
  export PKCS11SPY=$softhsm PKCS11SPY_OUTPUT=$work/spy
  refused 7 key.wrong_pin sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --pkcs11-module "$spy" \
    --pin "file:$work/wrong-pin" contract.pdf hr-letter.xml -o many
  check "one login" test "$(grep -c 'C_Login' "$work/spy")" -eq 1
  rm "$work/spy"
  accepted sceau sign --level B --key "pkcs11:token=Badge;object=rosa" --pkcs11-module "$spy" --pin "file:$pin_file" contract.pdf -o spied.pdf
  check "one login" test "$(grep -c 'C_Login' "$work/spy")" -eq 1
  check "one signature" test "$(grep -c 'C_SignInit' "$work/spy")" -eq 1
else
  skip "counting logins: needs pkcs11-spy"
fi

finish
