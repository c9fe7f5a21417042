# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A certificate authority made with openssl, for keys and certificates that the program has not made itself.
#
#   make_authority             $pki: root.pem, root.key, and an empty root.crl
#   new_key NAME KIND          $pki/NAME.key; KIND: p256 p384 rsa2048 rsa3072 rsa1024 ed25519
#   issue NAME KIND [OPTIONS]  new_key, and $pki/NAME.pem; OPTIONS of `openssl ca`, such as -enddate or -extensions
#   revoke NAME                into $pki/root.crl
pki=$work/pki

quietly() { "$@" >>"$work/openssl.log" 2>&1 || { cat "$work/openssl.log"; failed "test set-up: $*"; }; }

write_authority_config() {
  cat >"$pki/authority.conf" <<CONFIG
[ca]
default_ca = authority
[authority]
database = $pki/index.txt
serial = $pki/serial
crlnumber = $pki/serial
new_certs_dir = $pki/issued
certificate = $pki/root.pem
private_key = $pki/root.key
default_md = sha256
default_startdate = $(date -u -d '2 days ago' +%Y%m%d%H%M%SZ)
default_days = 300
default_crl_days = 30
policy = any_name
unique_subject = no
x509_extensions = signer
crl_extensions = list
[any_name]
commonName = supplied
[req]
distinguished_name = any_name
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[encryption_only]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
authorityKeyIdentifier = keyid
[list]
authorityKeyIdentifier = keyid
CONFIG
}

new_key() {
  local options
  case $2 in
    rsa*) options=(-algorithm RSA -pkeyopt "rsa_keygen_bits:${2#rsa}") ;;
    p*) options=(-algorithm EC -pkeyopt "ec_paramgen_curve:P-${2#p}") ;;
    *) options=(-algorithm "$2") ;;
  esac
  quietly openssl genpkey "${options[@]}" -out "$pki/$1.key"
}

publish_list() { quietly openssl ca -config "$pki/authority.conf" -gencrl -out "$pki/root.crl"; }

make_authority() {
  mkdir -p "$pki/issued"
  : >"$pki/index.txt"
  echo 1000 >"$pki/serial"
  write_authority_config
  new_key root p256
  quietly openssl req -new -x509 -config "$pki/authority.conf" -extensions root -key "$pki/root.key" \
    -subj "/CN=Test root" -days 3650 -out "$pki/root.pem"
  publish_list
}

certify() {
  local name=$1
  shift
  quietly openssl req -new -config "$pki/authority.conf" -key "$pki/$name.key" -subj "/CN=Test $name" -out "$pki/$name.csr"
  quietly openssl ca -batch -notext -config "$pki/authority.conf" -in "$pki/$name.csr" -out "$pki/$name.pem" "$@"
}

issue() {
  local name=$1 kind=$2
  shift 2
  new_key "$name" "$kind"
  certify "$name" "$@"
}

revoke() {
  quietly openssl ca -config "$pki/authority.conf" -revoke "$pki/$1.pem"
  publish_list
}
