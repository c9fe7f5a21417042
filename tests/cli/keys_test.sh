#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Keys that other programs made, and how the program gets at them: formats, passphrases, certificates that do not fit.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
make_authority
issue ellen p256
issue rosa rsa3072
issue eddy ed25519
ellen=(--key "$pki/ellen.key" --cert "$pki/ellen.pem")
pass_file=$work/passphrase
(umask 077 && printf '%s\n' "$secret" >"$pass_file")
with_pass=(--passphrase "file:$pass_file")

verified() { accepted sceau verify --trust "$pki/root.pem" --crl "$pki/root.crl" "$1" && says "TOTAL-PASSED"; }

title "PEM keys"
for name in ellen rosa eddy; do
  for file in contract.pdf hr-letter.xml; do
    output=$name.${file##*.}
    [[ $output == eddy.xml ]] && continue
    accepted sceau sign --level B --key "$pki/$name.key" --cert "$pki/$name.pem" "$file" -o "$output"
    verified "$output"
    says "signer:  CN=Test $name"
  done
done
# XML has no name for Ed25519 that other tools know; whatever comes of it is said clearly.
run sceau sign --level B --key "$pki/eddy.key" --cert "$pki/eddy.pem" hr-letter.xml -o eddy.xml
if ((code == 0)); then verified eddy.xml; else check "exit code $code" test "$code" -eq 4; fi

title "key and certificate in one PEM file"
cat "$pki/ellen.key" "$pki/ellen.pem" "$pki/root.pem" >both.pem
accepted sceau sign --level B --key both.pem contract.pdf -o both.pdf
verified both.pdf

title "RSA-PSS"
accepted sceau sign --level B --pss --key "$pki/rosa.key" --cert "$pki/rosa.pem" contract.pdf -o pss.pdf
verified pss.pdf
accepted sceau sign --level B --pss --key "$pki/rosa.key" --cert "$pki/rosa.pem" hr-letter.xml -o pss.xml
verified pss.xml
ends 64 sceau sign --level B --pss "${ellen[@]}" contract.pdf -o no-pss.pdf
tells "usage.wrong"

title "encrypted PKCS#8"
quietly openssl pkcs8 -topk8 -v2 aes-256-cbc -in "$pki/ellen.key" -out "$pki/encrypted.key" -passout "file:$pass_file"
accepted sceau sign --level B --key "$pki/encrypted.key" --cert "$pki/ellen.pem" "${with_pass[@]}" contract.pdf -o pkcs8.pdf
verified pkcs8.pdf

title "PKCS#12, today's and the old form"
quietly openssl pkcs12 -export -inkey "$pki/ellen.key" -in "$pki/ellen.pem" -certfile "$pki/root.pem" \
  -out "$pki/new.p12" -passout "file:$pass_file"
quietly openssl pkcs12 -export -legacy -inkey "$pki/ellen.key" -in "$pki/ellen.pem" -certfile "$pki/root.pem" \
  -out "$pki/old.p12" -passout "file:$pass_file"
for form in new old; do
  accepted sceau sign --level B --key "$pki/$form.p12" "${with_pass[@]}" contract.pdf -o "$form.pdf"
  verified "$form.pdf"
done

title "wrong passphrase"
(umask 077 && printf 'other-%s' "$secret" >"$work/wrong")
for key in new.p12 old.p12 encrypted.key; do
  refused 7 key.wrong_passphrase sceau sign --level B --key "$pki/$key" --cert "$pki/ellen.pem" \
    --passphrase "file:$work/wrong" contract.pdf -o refused.pdf
done

title "no private key"
printf 'no key at all\n' >nothing.pem
refused 7 key.not_readable sceau sign --level B --key nothing.pem contract.pdf -o refused.pdf
refused 7 key.not_readable sceau sign --level B --key "$pki/ellen.pem" contract.pdf -o refused.pdf
head -c 300 "$pki/new.p12" >cut.p12
refused 7 key.not_readable sceau sign --level B --key cut.p12 "${with_pass[@]}" contract.pdf -o refused.pdf
refused 6 file.not_found sceau sign --level B --key absent.p12 contract.pdf -o refused.pdf
refused 6 file.not_readable sceau sign --level B --key . contract.pdf -o refused.pdf
head -c 2000000 /dev/zero >huge.key
refused 3 input.too_large sceau sign --level B --key huge.key contract.pdf -o refused.pdf

title "the certificate"
refused 7 key.no_certificate sceau sign --level B --key "$pki/ellen.key" contract.pdf -o refused.pdf
refused 7 key.does_not_fit sceau sign --level B --key "$pki/ellen.key" --cert "$pki/rosa.pem" contract.pdf -o refused.pdf
tells "ellen.key"
refused 3 certificate.malformed sceau sign --level B --key "$pki/ellen.key" --cert contract.pdf contract.pdf -o refused.pdf

title "a certificate that may not sign now"
past=$(date -u -d '40 days ago' +%Y%m%d%H%M%SZ) yesterday=$(date -u -d '1 day ago' +%Y%m%d%H%M%SZ)
tomorrow=$(date -u -d '1 day' +%Y%m%d%H%M%SZ)
issue expired p256 -startdate "$past" -enddate "$yesterday"
refused 7 key.certificate_expired sceau sign --level B --key "$pki/expired.key" --cert "$pki/expired.pem" contract.pdf -o refused.pdf
tells "Test expired"
issue early p256 -startdate "$tomorrow"
refused 7 key.certificate_not_yet_valid sceau sign --level B --key "$pki/early.key" --cert "$pki/early.pem" contract.pdf -o refused.pdf
issue encrypting p256 -extensions encryption_only
refused 7 key.purpose sceau sign --level B --key "$pki/encrypting.key" --cert "$pki/encrypting.pem" contract.pdf -o refused.pdf
accepted sceau sign --level B "${ellen[@]}" contract.pdf -o twin.pdf

title "keys too weak for new signatures"
issue weak rsa1024
refused 4 signature.algorithm_refused sceau sign --level B --key "$pki/weak.key" --cert "$pki/weak.pem" contract.pdf -o refused.pdf

title "revoked"
accepted sceau sign --level B "${ellen[@]}" contract.pdf -o before.pdf
revoke ellen
ends 2 sceau verify --json --trust "$pki/root.pem" --crl "$pki/root.crl" before.pdf
holds 'r["documents"][0]["signatures"][0]["sub_indication"] in ("REVOKED_NO_POE", "REVOKED")' \
  'r["documents"][0]["signatures"][0]["reasons"][0]["reason"] == "certificate.revoked"'

title "level T needs an authority"
refused 64 timestamp.tsa_needed sceau sign "${ellen[@]}" contract.pdf -o refused.pdf
accepted sceau sign "${ellen[@]}" --tsa demo contract.pdf -o demo-tsa.pdf
accepted sceau verify --trust "$trust" --trust "$pki/root.pem" --crl "$pki/root.crl" --json rosa.pdf
accepted sceau cert show "$pki/ellen.pem"
says "CN=Test ellen"

finish
