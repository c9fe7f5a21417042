#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `sceau cert`: what certificates say, whether they are to be trusted, and the demonstration authority.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"

make_authority
issue ellen p256
issue gone p256
issue late p256 -startdate "$(date -u -d '1 day ago' +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d '1 hour ago' +%Y%m%d%H%M%SZ)"
revoke gone
check_cert() { ends "$1" sceau cert check --json "${@:2}"; }
with_root=(--trust "$pki/root.pem" --crl "$pki/root.crl")
reasons='[x["reason"] for x in r["reasons"]]'

title "a sound certificate"
check_cert 0 "${with_root[@]}" "$pki/ellen.pem"
holds 'r["report"] == "sceau.cert/1"' 'r["indication"] == "PASSED"' 'r["reasons"] == []' 'len(r["chain"]) == 2' \
  'r["chain"][0]["subject"] == "CN=Test ellen"' 'r["chain"][0]["key"] == "P-256"' 'r["chain"][1]["authority"] is True'
accepted sceau cert check "${with_root[@]}" "$pki/ellen.pem"
says "PASSED"

title "trust in a folder, with the list beside the certificate"
mkdir folder && cp "$pki/root.pem" "$pki/root.crl" folder && echo notes >folder/notes.txt
check_cert 0 --trust folder "$pki/ellen.pem"

title "every other verdict"
check_cert 2 "$pki/ellen.pem"
holds 'r["indication"] == "INDETERMINATE"' "$reasons == ['certificate.not_trusted']"
check_cert 2 --trust "$pki/root.pem" "$pki/ellen.pem"
holds 'r["indication"] == "INDETERMINATE"' "$reasons == ['certificate.revocation_unknown']"
check_cert 2 --trust "$pki/ellen.pem" "$pki/gone.pem"
holds "$reasons == ['certificate.chain_incomplete']"
check_cert 1 "${with_root[@]}" "$pki/gone.pem"
holds 'r["indication"] == "FAILED"' "$reasons == ['certificate.revoked']"
check_cert 1 "${with_root[@]}" "$pki/late.pem"
holds 'r["indication"] == "FAILED"' "'certificate.expired' in $reasons"
check_cert 1 "${with_root[@]}" --at 2001-01-01T00:00:00Z "$pki/ellen.pem"
holds "'certificate.not_yet_valid' in $reasons" 'r["time"] == "2001-01-01T00:00:00Z"'
check_cert 1 "${with_root[@]}" --require-explicit-policy "$pki/ellen.pem"
holds "$reasons == ['certificate.chain_invalid']"

title "what cannot be read"
echo nothing >nothing.pem
refused 3 certificate.malformed sceau cert check "${with_root[@]}" nothing.pem
refused 3 certificate.malformed sceau cert check --trust nothing.pem "$pki/ellen.pem"
refused 3 certificate.crl_malformed sceau cert check --trust "$pki/root.pem" --crl nothing.pem "$pki/ellen.pem"
refused 6 file.not_found sceau cert check "${with_root[@]}" absent.pem
mkdir empty
refused 64 certificate.no_anchors sceau cert check --trust empty "$pki/ellen.pem"
refused 3 time.malformed sceau cert check "${with_root[@]}" --at yesterday "$pki/ellen.pem"
refused 64 usage.wrong sceau cert check "${with_root[@]}" --initial-policy nonsense "$pki/ellen.pem"
refused 3 certificate.malformed sceau cert show nothing.pem

title "what certificates say"
accepted sceau cert show --json "$pki/ellen.pem" "$pki/root.pem"
holds 'r["report"] == "sceau.certificates/1"' '[c["authority"] for c in r["certificates"]] == [False, True]'
accepted sceau cert show "$pki/ellen.pem"
says "CN=Test ellen"
says "$(openssl x509 -in "$pki/ellen.pem" -outform DER | sha256sum | cut -c1-64)"

title "the demonstration authority"
accepted sceau cert init-demo --json
holds "r['trust'] == '$trust'"
for name in p256-signer rsa-signer; do
  check_cert 0 --trust "$trust" "$XDG_DATA_HOME/sceau/demo/$name.crt.pem"
done
echo broken >"$XDG_DATA_HOME/sceau/demo/p256-signer.key.pem"
refused 6 authority.not_made sceau cert init-demo

finish
