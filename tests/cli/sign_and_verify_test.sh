#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job with demonstration keys: sign PDF and XML, verify them, read the report.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .

# The report of the last `verify --json` keeps the contract, and its exit code fits.
keeps_contract() {
  ((checks += 1))
  local faults
  faults=$("$python" "$tests/report_contract.py" "$out" "$code") || failed "contract: $faults"
}

title "the demonstration"
accepted sceau demo --dir show
says "TOTAL-PASSED"
says "TOTAL-FAILED"
says "[signature.digest]"
mute
check "the authority is readable by its owner alone" test -z "$(find "$XDG_DATA_HOME/sceau/demo" -name '*.key*' -perm /077)"
for certificate in "$XDG_DATA_HOME"/sceau/demo/*.crt.pem; do
  accepted sceau cert show "$certificate"
  says "CN=DEMO "
done
check "the samples are what is signed" cmp -n "$(stat -c %s contract.pdf)" contract.pdf show/contract.signed.pdf
refused 6 file.exists sceau demo --dir show
accepted sceau --json demo --dir show-json
holds 'r["report"] == "sceau.demo/1"' 'all(s["exit_code"] == s["expected"] for s in r["steps"])' \
  '[s["exit_code"] for s in r["steps"]] == [0, 0, 0, 0, 1, 1]'

for kind in rsa p256; do
  for level in B T; do
    for file in contract.pdf hr-letter.xml; do
      title "$file, $kind, level $level"
      family=$([[ $file == *.pdf ]] && echo PAdES || echo XAdES)
      format=${file##*.}
      signed=$kind-$level.$format
      accepted sceau sign --demo --demo-key "$kind" --level "$level" "$file" -o "$signed"
      says "$signed: $family-BASELINE-$level, CN=DEMO"
      accepted sceau verify --trust "$trust" "$signed"
      says "$signed: TOTAL-PASSED"
      says "$family-BASELINE-$level"
      says "signer:  CN=DEMO"
      accepted sceau verify --json --trust "$trust" "$signed"
      keeps_contract
      holds "r['documents'][0]['format'] == '$format'" \
        "r['documents'][0]['signatures'][0]['level'] == '$family-BASELINE-$level'" \
        'r["documents"][0]["signatures"][0]["intact"] is True' \
        'r["documents"][0]["signatures"][0]["coverage"] == "whole-document"' \
        'r["documents"][0]["signatures"][0]["changes_after"] == "none"' \
        "(r['documents'][0]['signatures'][0]['times']['proven'] is not None) == ('$level' == 'T')" \
        'r["documents"][0]["signatures"][0]["times"]["claimed"] is not None'
    done
  done
done
check "the PDF has the original as prefix" cmp -n "$(stat -c %s contract.pdf)" contract.pdf rsa-T.pdf

title "other tools agree"
if command -v pdfsig >/dev/null; then
  run pdfsig -nocert p256-T.pdf
  says "Signature is Valid."
  says "ETSI.CAdES.detached"
else
  skip "pdfsig (poppler-utils) is not installed"
fi
if command -v qpdf >/dev/null; then accepted qpdf --check rsa-T.pdf; else skip "qpdf is not installed"; fi
if command -v xmlsec1 >/dev/null; then
  accepted xmlsec1 --verify --insecure --id-attr:Id SignedProperties --trusted-pem "$trust/root.crt.pem" p256-B.xml
else
  skip "xmlsec1 is not installed"
fi

title "second and third signature"
accepted sceau sign --demo --demo-key rsa p256-T.pdf -o two.pdf
accepted sceau sign --demo --level B two.pdf -o three.pdf
accepted sceau verify --json --trust "$trust" three.pdf
keeps_contract
holds 'len(r["documents"][0]["signatures"]) == 3' \
  '[s["coverage"] for s in r["documents"][0]["signatures"]] == ["whole-revision", "whole-revision", "whole-document"]' \
  '[s["changes_after"] for s in r["documents"][0]["signatures"]] == ["form-filling", "form-filling", "none"]' \
  '[s["level"][-1] for s in r["documents"][0]["signatures"]] == ["T", "T", "B"]'
check "each is a prefix of the next" cmp -n "$(stat -c %s two.pdf)" two.pdf three.pdf
accepted sceau sign --demo --demo-key rsa p256-T.xml -o two.xml
accepted sceau sign --demo two.xml -o three.xml
accepted sceau verify --json --trust "$trust" three.xml
keeps_contract
holds 'len(r["documents"][0]["signatures"]) == 3' 'all(s["intact"] for s in r["documents"][0]["signatures"])' \
  'len({s["id"] for s in r["documents"][0]["signatures"]}) == 3'

title "nothing is trusted unless told"
ends 2 sceau verify p256-T.pdf
says "INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND)"
says "[certificate.not_trusted]"
says "--trust"
ends 2 sceau verify --json p256-T.pdf
keeps_contract
holds 'r["documents"][0]["signatures"][0]["intact"] is True' \
  'r["documents"][0]["signatures"][0]["reasons"][0]["reason"] == "certificate.not_trusted"'
ends 2 sceau verify hr-letter.xml
says "NO-SIGNATURE"
ends 2 sceau verify --json --trust "$trust" contract.pdf
keeps_contract
holds 'r["documents"][0]["indication"] == "NO-SIGNATURE"' 'r["documents"][0]["signatures"] == []'

title "a root alone lacks the revocation lists"
mkdir root-only
find "$trust" -maxdepth 1 -type f | while read -r file; do
  grep -q 'BEGIN CERTIFICATE' "$file" && cp "$file" root-only/
done
ends 2 sceau verify --trust root-only p256-B.pdf
says "[certificate.revocation_unknown]"
lists=()
while read -r list; do lists+=(--crl "$list"); done < <(grep -l 'X509 CRL' "$trust"/*)
accepted sceau verify --trust root-only "${lists[@]}" p256-B.pdf
says "TOTAL-PASSED"

title "--at"
accepted sceau verify --json --trust "$trust" p256-B.pdf
moment=$("$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["time"])' "$out")
accepted sceau verify --json --trust "$trust" --at "$moment" p256-B.pdf
holds "r['time'] == '$moment'"
ends 2 sceau verify --json --trust "$trust" --at 2099-01-01T00:00:00Z p256-B.pdf
keeps_contract
holds 'r["documents"][0]["indication"] == "INDETERMINATE"'
ends 2 sceau verify --json --trust "$trust" --at 2020-01-01T00:00:00Z p256-B.pdf
keeps_contract
holds 'r["time"] == "2020-01-01T00:00:00Z"' 'r["documents"][0]["indication"] == "INDETERMINATE"'

title "the same input at the same time: the same bytes"
accepted sceau verify --json --trust "$trust" --at "$moment" three.pdf three.xml
cp "$out" "$work/report"
for setting in TZ=Asia/Kathmandu LANG=fr_FR.UTF-8 LC_ALL=C LC_ALL=tr_TR.UTF-8 NO_COLOR=1 TERM=dumb HOME=/nonexistent; do
  run env "$setting" "$program" verify --json --trust "$trust" --at "$moment" three.pdf three.xml
  check "another report with $setting" cmp "$out" "$work/report"
done
mkdir elsewhere
cp three.pdf three.xml elsewhere/
# The report names files as they were given.
accepted bash -c "cd elsewhere && '$program' verify --json --trust '$trust' --at '$moment' three.pdf three.xml"
check "another report in another folder" cmp "$out" "$work/report"
touch -d '2001-01-01' elsewhere/three.pdf
accepted bash -c "cd elsewhere && '$program' verify --json --trust '$trust' --at '$moment' three.pdf three.xml"
check "another report after touch" cmp "$out" "$work/report"

title "changed after signing"
# One bit inside the signed bytes, once in each format.
"$python" - <<'PY'
pdf = bytearray(open("p256-T.pdf", "rb").read())
pdf[pdf.index(b"stream\n") + 40] ^= 1
open("changed.pdf", "wb").write(pdf)
xml = open("p256-T.xml", "rb").read()
assert b"Jeanne" in xml
open("changed.xml", "wb").write(xml.replace(b"Jeanne", b"Jeanna", 1))
appended = open("p256-T.pdf", "rb").read()
open("appended.pdf", "wb").write(appended + b"1 0 obj\n<<>>\nendobj\n")
PY
for file in changed.pdf changed.xml; do
  ends 1 sceau verify --json --trust "$trust" "$file"
  keeps_contract
  holds 'r["documents"][0]["indication"] == "TOTAL-FAILED"' \
    'r["documents"][0]["signatures"][0]["sub_indication"] == "HASH_FAILURE"' \
    'r["documents"][0]["signatures"][0]["reasons"][0]["reason"] == "signature.digest"'
done
run sceau verify --json --trust "$trust" appended.pdf
check "bytes after the last revision are accepted" test "$code" -ne 0
keeps_contract

title "several files: the worst exit code wins"
printf '%%PDF-1.7\ncut' >cut.pdf
accepted sceau verify --trust "$trust" p256-B.pdf rsa-T.xml
ends 2 sceau verify --json --trust "$trust" p256-B.pdf contract.pdf rsa-T.xml
keeps_contract
ends 3 sceau verify --json --trust "$trust" p256-B.pdf contract.pdf cut.pdf
keeps_contract
ends 3 sceau verify --json --trust "$trust" absent.pdf
keeps_contract
holds 'r["documents"][0]["error"]["reason"] == "file.not_found"'
ends 1 sceau verify --json --trust "$trust" cut.pdf changed.pdf contract.pdf p256-B.pdf
keeps_contract
holds '[d["path"] for d in r["documents"]] == ["cut.pdf", "changed.pdf", "contract.pdf", "p256-B.pdf"]'

title "--allow-unsigned and --fail-on move the line"
accepted sceau verify --trust "$trust" --allow-unsigned 'contract*' contract.pdf p256-B.pdf
says "which --allow-unsigned permits"
ends 2 sceau verify --trust "$trust" --allow-unsigned 'draft*' contract.pdf
accepted sceau verify --fail-on failed p256-T.pdf
says "INDETERMINATE"
ends 1 sceau verify --fail-on failed changed.pdf
ends 2 sceau verify --fail-on indeterminate p256-T.pdf
ends 3 sceau verify --allow-unsigned '*' --fail-on failed cut.pdf

title "options of a PDF signature"
accepted sceau sign --demo contract.pdf -o reasoned.pdf --reason "Lu et approuvé (été)" --location "Saint-Étienne" --contact "jeanne@example.org"
accepted sceau verify --trust "$trust" reasoned.pdf
refused 4 pdf.field_unknown sceau sign --demo --field Nowhere contract.pdf -o field.pdf
accepted sceau sign --demo --digest sha512 contract.pdf -o sha512.pdf
accepted sceau verify --trust "$trust" sha512.pdf
accepted sceau sign --demo --digest sha384 --demo-key rsa hr-letter.xml -o sha384.xml
accepted sceau verify --trust "$trust" sha384.xml

title "many files at once"
mkdir many signed
for i in 1 2 3 4 5 6; do cp contract.pdf "many/$i.pdf"; done
cp hr-letter.xml many/
accepted sceau sign --demo --jobs 3 -o signed many/*
check "seven outputs" test "$(find signed -type f | wc -l)" -eq 7
accepted sceau verify --trust "$trust" signed/*
printf 'neither' >many/8.txt
rm -r signed && mkdir signed
ends 3 sceau --json sign --demo --jobs 2 -o signed many/*
holds 'sum(d["error"] is None for d in r["documents"]) == 7' \
  '[d["error"]["reason"] for d in r["documents"] if d["error"]] == ["input.unknown_format"]'
check "the others are signed" test "$(find signed -type f | wc -l)" -eq 7

title "a dry run writes nothing"
before=$(listing)
accepted sceau sign --demo --dry-run contract.pdf -o dry.pdf
says "would write dry.pdf"
unchanged_since "$before"

title "overwriting"
cp contract.pdf target.pdf
refused 6 file.exists sceau sign --demo contract.pdf -o target.pdf
accepted sceau sign --demo --force contract.pdf -o target.pdf
accepted sceau verify --trust "$trust" target.pdf

finish
