#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Signatures that openssl made, or that were bent by hand: each fails for its reason, and the sound one beside it is
# accepted.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
accepted sceau cert init-demo
make_authority
issue ellen p256
issue bob p256
ellen=(--key "$pki/ellen.key" --cert "$pki/ellen.pem")
trusted=(--trust "$trust" --trust "$pki/root.pem" --crl "$pki/root.crl")
forge() { check "forge $1" "$python" "$tests/forge.py" "$@"; }

# verify FILE ends with CODE, and REASON is among the reasons of its first signature.
found() {
  local expected=$1 reason=$2
  shift 2
  ends "$expected" sceau verify --json "${trusted[@]}" "$@"
  check "the contract" "$python" "$tests/report_contract.py" "$out" "$code"
  holds "'$reason' in [x['reason'] for x in r['documents'][0]['signatures'][0]['reasons']]"
}

# At level T, so that there is room for whatever openssl makes.
accepted sceau sign --tsa demo "${ellen[@]}" contract.pdf -o good.pdf
accepted sceau sign --level B "${ellen[@]}" hr-letter.xml -o good.xml
accepted sceau sign --tsa demo "${ellen[@]}" hr-letter.xml -o stamped.xml
forge covered good.pdf covered

# A CMS of openssl in the hole of good.pdf.
signed_by_openssl() {
  local output=$1
  shift
  quietly openssl cms -sign -binary -nosmimecap -md sha256 -outform DER -in covered -out "$work/cms" "$@"
  forge hole good.pdf "$work/cms" "$output"
}
by_ellen=(-signer "$pki/ellen.pem" -inkey "$pki/ellen.key")
by_bob=(-signer "$pki/bob.pem" -inkey "$pki/bob.key")

title "CMS of openssl: the sound one"
signed_by_openssl sound.pdf -cades "${by_ellen[@]}"
run sceau verify --json "${trusted[@]}" sound.pdf
holds 'r["documents"][0]["signatures"][0]["intact"] is True'

title "CMS without the attributes it needs"
signed_by_openssl no-reference.pdf "${by_ellen[@]}"
found 1 signature.attribute_missing no-reference.pdf
signed_by_openssl no-attributes.pdf -noattr "${by_ellen[@]}"
found 1 signature.attribute_missing no-attributes.pdf

title "CMS of another type of content"
signed_by_openssl other-type.pdf -cades -econtent_type 1.2.840.113549.1.9.16.1.4 "${by_ellen[@]}"
found 1 signature.attribute_wrong other-type.pdf

title "CMS without the signer's certificate"
signed_by_openssl no-certificate.pdf -cades -nocerts "${by_ellen[@]}"
found 2 signature.no_signing_certificate no-certificate.pdf

title "two signers in one CMS"
signed_by_openssl two-signers.pdf -cades "${by_ellen[@]}" "${by_bob[@]}"
found 1 signature.signer_count two-signers.pdf

title "content in the CMS"
printf 'something else' >other-content
quietly openssl cms -sign -binary -nosmimecap -cades -nodetach -md sha256 -outform DER -in other-content -out "$work/cms" "${by_ellen[@]}"
forge hole good.pdf "$work/cms" attached.pdf
found 1 signature.content_attached attached.pdf

title "no CMS at all"
printf 'not DER' >"$work/cms"
forge hole good.pdf "$work/cms" garbage.pdf
found 1 signature.cms_malformed garbage.pdf

title "the signature dictionary"
forge replace good.pdf /ETSI.CAdES.detached /ETSI.CAdES.detaches sub-filter.pdf
found 2 pdf.sub_filter_unknown sub-filter.pdf
forge replace good.pdf /Contents /Kontents no-contents.pdf
found 1 pdf.signature_dictionary no-contents.pdf
forge replace good.pdf '/ByteRange' '/ByteRadge' no-range.pdf
found 1 pdf.byte_range no-range.pdf

title "the signature element"
"$python" - <<'PY'
import re
good = open("good.xml", "rb").read()
def write(name, pattern, new, count=1):
    bent, found = re.subn(pattern, new, good, flags=re.DOTALL)
    assert found >= count, (name, found)
    open(name, "wb").write(bent)
write("no-value.xml", rb"<(\w+:)?SignatureValue.*?</(\w+:)?SignatureValue>", b"")
write("external.xml", rb'URI=""', b'URI="http://127.0.0.1:9/x"')
write("transform.xml", rb'Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"', b'Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"')
write("nothing.xml", rb'<(\w+:)?Reference [^>]*URI="".*?</(\w+:)?Reference>', b"")
write("lost.xml", rb'URI="#', b'URI="#not-there-')
write("no-certificate.xml", rb"<(\w+:)?KeyInfo.*?</(\w+:)?KeyInfo>", b"")
signature = re.search(rb"<(\w+:)?Signature[ >].*</(\w+:)?Signature>", good, re.DOTALL)[0]
open("bare.xml", "wb").write(signature)
PY
found 1 xml.signature_structure no-value.xml
run sceau verify --json "${trusted[@]}" external.xml
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"' \
  '"xml.reference_external" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]'
run sceau verify --json "${trusted[@]}" transform.xml
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"' \
  '"xml.transform_refused" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]'
run sceau verify --json "${trusted[@]}" nothing.xml
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"' \
  '"xml.nothing_signed" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]'
run sceau verify --json "${trusted[@]}" lost.xml
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"'
run sceau verify --json "${trusted[@]}" no-certificate.xml
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"'
refused 4 xml.root_is_signature sceau sign --level B "${ellen[@]}" bare.xml -o refused.xml
accepted sceau sign --level B "${ellen[@]}" good.xml -o twice.xml

title "a namespace that has no canonical form, in what was signed"
forge replace good.xml 'xmlns:xhtml="http:' 'xmlns:xhtml="xxxxx' relative.xml
found 2 xml.relative_namespace relative.xml

title "a chain through somebody who is no authority"
new_key mallory p256
quietly openssl req -new -config "$pki/authority.conf" -key "$pki/mallory.key" -subj "/CN=Test mallory" -out "$pki/mallory.csr"
quietly openssl x509 -req -in "$pki/mallory.csr" -CA "$pki/bob.pem" -CAkey "$pki/bob.key" -days 30 -set_serial 78 \
  -extfile <(printf 'keyUsage = critical, digitalSignature\n') -out "$pki/mallory.pem"
cat "$pki/mallory.pem" "$pki/bob.pem" >"$pki/mallory-chain.pem"
accepted sceau sign --level B --key "$pki/mallory.key" --cert "$pki/mallory-chain.pem" contract.pdf -o mallory.pdf
run sceau verify --json "${trusted[@]}" mallory.pdf
check "exit code $code" test "$code" -eq 2
holds 'r["documents"][0]["signatures"][0]["reasons"][0]["reason"] in ("certificate.chain_invalid", "certificate.chain_incomplete")'

title "time-stamps"
accepted sceau verify --json "${trusted[@]}" stamped.xml
holds 'r["documents"][0]["signatures"][0]["times"]["proven"] is not None'
printf 'no token' >"$work/token"
forge stamp stamped.xml "$work/token" no-token.xml
run sceau verify --json "${trusted[@]}" no-token.xml
holds '"timestamp.malformed" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]' \
  'r["documents"][0]["signatures"][0]["times"]["proven"] is None' \
  'not r["documents"][0]["signatures"][0]["level"].endswith("-T")'

title "a time-stamp signed by somebody who is no time-stamp authority"
accepted sceau timestamp --tsa demo contract.pdf
quietly openssl ts -reply -in contract.pdf.tsr -token_out -out "$work/token"
quietly openssl cms -verify -noverify -inform DER -in "$work/token" -out "$work/tstinfo"
quietly openssl cms -sign -binary -nosmimecap -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 \
  -outform DER -in "$work/tstinfo" -out "$work/false-token" "${by_ellen[@]}"
forge response "$work/false-token" false.tsr
run sceau timestamp verify --json false.tsr contract.pdf "${trusted[@]}"
holds 'r["documents"][0]["indication"] != "TOTAL-PASSED"' \
  '"timestamp.purpose" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]'
accepted sceau timestamp verify contract.pdf.tsr contract.pdf "${trusted[@]}"

finish
