#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `sceau tsa serve`, `sceau timestamp` and `sceau sign --tsa`, and what openssl says to them.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"
# shellcheck source=tests/cli/time_stamp_services.sh
source "$tests/time_stamp_services.sh"

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
accepted sceau cert init-demo
make_authority
issue ellen p256
ellen=(--key "$pki/ellen.key" --cert "$pki/ellen.pem")
trusted=(--trust "$trust" --trust "$pki/root.pem" --crl "$pki/root.crl")
start_authority

title "the authority says where it is"
check "one line on where it listens" grep -q "127.0.0.1" "$work/tsa.log"
refused 6 network.listen sceau tsa serve --listen "$(cut -d/ -f3 <<<"$authority")"
refused 6 network.listen sceau tsa serve --listen 192.0.2.1:1
ends 64 sceau tsa serve --listen nonsense

title "openssl asks, openssl verifies"
quietly openssl ts -query -data contract.pdf -sha256 -cert -out "$work/query.tsq"
"$python" - "$authority" "$work/query.tsq" "$work/answer.tsr" <<'PY'
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], open(sys.argv[2], "rb").read(), {"Content-Type": "application/timestamp-query"})
with urllib.request.urlopen(request, timeout=10) as answer:
    assert answer.headers["Content-Type"] == "application/timestamp-reply", answer.headers
    open(sys.argv[3], "wb").write(answer.read())
PY
cat "$trust"/*.pem >"$work/all.pem"
root=$(grep -l 'BEGIN CERT' "$trust"/*root*.pem | head -1)
accepted openssl ts -verify -queryfile "$work/query.tsq" -in "$work/answer.tsr" -CAfile "$root"
says "Verification: OK"

title "requests over HTTP that are none"
http() { "$python" -c '
import http.client, sys, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
c = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
c.request(sys.argv[2], "/", sys.stdin.buffer.read() or None, {"Content-Type": sys.argv[3]})
print(c.getresponse().status)' "$authority" "$@"; }
accepted http GET application/timestamp-query
says 405
stdin=$work/query.tsq accepted http POST text/plain
says 415
stdin=contract.pdf accepted http POST application/timestamp-query
check "status $(cat "$out")" grep -qxE '200|400|413' "$out"

title "sign with it"
for file in contract.pdf hr-letter.xml; do
  signed=by-ellen.${file##*.}
  accepted sceau sign "${ellen[@]}" --tsa "$authority" "$file" -o "$signed"
  accepted sceau verify --json "${trusted[@]}" "$signed"
  holds 'r["documents"][0]["indication"] == "TOTAL-PASSED"' \
    'r["documents"][0]["signatures"][0]["level"].endswith("-BASELINE-T")' \
    'r["documents"][0]["signatures"][0]["times"]["proven"] is not None'
  # The signer is trusted, the authority is not: its time proves nothing.
  run sceau verify --json --trust "$pki/root.pem" --crl "$pki/root.crl" "$signed"
  holds 'r["documents"][0]["signatures"][0]["times"]["proven"] is None' \
    '"timestamp.not_trusted" in [x["reason"] for x in r["documents"][0]["signatures"][0]["reasons"]]'
done

title "a time-stamp beside the file"
accepted sceau timestamp --tsa "$authority" hr-letter.xml
says "hr-letter.xml.tsr"
accepted openssl ts -verify -data hr-letter.xml -in hr-letter.xml.tsr -CAfile "$root"
accepted sceau timestamp verify hr-letter.xml.tsr hr-letter.xml --trust "$trust"
says "TOTAL-PASSED"
accepted sceau timestamp verify --json hr-letter.xml.tsr hr-letter.xml --trust "$trust"
check "the contract" "$python" "$tests/report_contract.py" "$out" 0
holds 'r["documents"][0]["format"] == "timestamp"' 'r["documents"][0]["signatures"][0]["level"] == "RFC3161"' \
  'r["documents"][0]["signatures"][0]["kind"] == "document-timestamp"'
accepted sceau verify --trust "$trust" --content hr-letter.xml hr-letter.xml.tsr
ends 2 sceau timestamp verify hr-letter.xml.tsr hr-letter.xml
says "[timestamp.not_trusted]"
ends 1 sceau timestamp verify hr-letter.xml.tsr contract.pdf --trust "$trust"
says "[timestamp.imprint]"
ends 2 sceau verify --trust "$trust" hr-letter.xml.tsr
says "[timestamp.content_missing]"
refused 6 file.not_found sceau timestamp verify hr-letter.xml.tsr absent.xml --trust "$trust"
for digest in sha384 sha512; do
  accepted sceau timestamp --tsa "$authority" --digest "$digest" contract.pdf -o "$digest.tsr"
  accepted sceau timestamp verify "$digest.tsr" contract.pdf --trust "$trust"
  accepted openssl ts -verify -data contract.pdf -in "$digest.tsr" -CAfile "$root"
done
accepted sceau timestamp verify "$work/answer.tsr" contract.pdf --trust "$trust"

title "a damaged time-stamp"
"$python" - <<'PY'
whole = open("hr-letter.xml.tsr", "rb").read()
open("bent.tsr", "wb").write(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
open("cut.tsr", "wb").write(whole[:-40])
PY
ends 1 sceau timestamp verify bent.tsr hr-letter.xml --trust "$trust"
says "[timestamp.value]"
run sceau timestamp verify cut.tsr hr-letter.xml --trust "$trust"
check "exit code $code of a truncated time-stamp" test "$code" -eq 1 -o "$code" -eq 3
run sceau timestamp verify contract.pdf hr-letter.xml --trust "$trust"
check "exit code $code of a PDF as time-stamp" test "$code" -ne 0

title "a time-stamp inside the PDF"
accepted sceau timestamp --embed --tsa "$authority" contract.pdf
accepted sceau verify --json --trust "$trust" contract.stamped.pdf
holds 'r["documents"][0]["signatures"][0]["kind"] == "document-timestamp"'
accepted sceau timestamp --embed --tsa "$authority" by-ellen.pdf -o by-ellen.stamped.pdf
accepted sceau verify --json "${trusted[@]}" by-ellen.stamped.pdf
holds '[s["kind"] for s in r["documents"][0]["signatures"]] == ["signature", "document-timestamp"]'
refused 3 input.unknown_format sceau timestamp --embed --tsa "$authority" hr-letter.xml -o refused.pdf
refused 64 timestamp.tsa_needed sceau timestamp hr-letter.xml -o refused.tsr

title "the authority stops when told to"
kill -TERM "$authority_pid"
wait "$authority_pid"
check "exit code $? after SIGTERM" test $? -eq 0

finish
