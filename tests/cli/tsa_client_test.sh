#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Asking time-stamp authorities over the network: passwords, headers, https, proxies, and every way to misbehave that
# http_double.py knows.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"
# shellcheck source=tests/cli/time_stamp_services.sh
source "$tests/time_stamp_services.sh"

cp "$project/samples/contract.pdf" .
accepted sceau cert init-demo
make_authority
start_authority
start_double
stamp=(sceau timestamp contract.pdf --force -o contract.tsr)
closed=http://127.0.0.1:$(closed_port)/

seen() { check "no request '$1' arrived" grep -qE "^$1" "$double_log"; }
not_seen() { check "a request '$1' arrived" bash -c "! grep -qE '^$1' '$double_log'"; }
stamped() {
  accepted "$@"
  check "a good time-stamp" "$program" timestamp verify --quiet contract.tsr contract.pdf --trust "$trust"
}

title "a good answer"
stamped "${stamp[@]}" --tsa "$double/good"
seen 'http /good type=application/timestamp-query'

title "nobody there"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$closed"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa http://no-such-host.invalid/
refused 5 timestamp.unreachable sceau sign --demo --tsa "$closed" contract.pdf -o refused.pdf
# Not URLs of a server at all.
for url in ftp://127.0.0.1/ 127.0.0.1:80 http:// file:///etc/passwd; do
  run "${stamp[@]}" --tsa "$url"
  check "exit code $code for $url" test "$code" -eq 5 -o "$code" -eq 64
done

title "nonsense"
while read -r path expected; do
  title "nonsense: $path"
  refused 5 "$expected" "${stamp[@]}" --tsa "$double/$path"
  seen "http /$path"
done <<'CASES'
status-500 timestamp.unreachable
status-404 timestamp.unreachable
page timestamp.answer_wrong
page-as-reply timestamp.answer_wrong
empty timestamp.answer_wrong
rejection timestamp.refused
replay timestamp.answer_wrong
other-imprint timestamp.answer_wrong
damaged timestamp.answer_wrong
redirect-away timestamp.unreachable
redirect-round timestamp.unreachable
not-http timestamp.unreachable
hang-up timestamp.unreachable
cut timestamp.unreachable
huge timestamp.unreachable
huge-announced timestamp.unreachable
CASES
title "a signature is not half made either"
refused 5 timestamp.answer_wrong sceau sign --demo --tsa "$double/replay" contract.pdf -o refused.pdf
refused 5 timestamp.unreachable sceau sign --demo --tsa "$double/huge" contract.pdf -o refused.pdf

title "redirects"
not_seen 'elsewhere'
stamped "${stamp[@]}" --tsa "$double/redirect-here"

title "slow ones are left after --tsa-timeout"
for path in drip drip-head silent; do
  began=$SECONDS
  refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double/$path" --tsa-timeout 1
  check "it took $((SECONDS - began)) s" test $((SECONDS - began)) -le 10
done

title "several in order"
stamped "${stamp[@]}" --tsa "$closed" --tsa "$double/page" --tsa "$double/good"
refused 5 timestamp.answer_wrong "${stamp[@]}" --tsa "$closed" --tsa "$double/page"
tells "$closed"
tells "$double/page"
: >"$double_log.mark" && lines=$(wc -l <"$double_log")
stamped "${stamp[@]}" --tsa "$double/good" --tsa "$double/status-500"
check "the second is not asked where the first answered" bash -c "! tail -n +$((lines + 1)) '$double_log' | grep -q status-500"
accepted sceau sign --demo --tsa "$closed" --tsa "$double/good" contract.pdf -o second.pdf
accepted sceau verify --trust "$trust" second.pdf

title "basic authentication"
(umask 077 && printf 'open séame\n' >"$work/password" && printf 'let-me-in\n' >"$work/key" && echo "$secret" >"$work/wrong")
stamped "${stamp[@]}" --tsa "$double/basic" --tsa-user Aladdin --tsa-password "file:$work/password"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double/basic"
tells "401"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double/basic" --tsa-user Aladdin --tsa-password "file:$work/wrong"
refused 7 secret.not_readable "${stamp[@]}" --tsa "$double/basic" --tsa-user Aladdin

title "headers"
stamped "${stamp[@]}" --tsa "$double/header" --tsa-header "X-Api-Key=file:$work/key"
STAMP_KEY=let-me-in stamped "${stamp[@]}" --tsa "$double/header" --tsa-header "X-Api-Key=env:STAMP_KEY"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double/header"
tells "403"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double/header" --tsa-header "X-Api-Key=file:$work/wrong"

title "a policy that the authority does not have"
run "${stamp[@]}" --tsa "$double/good" --tsa-policy 1.2.3.4
check "exit code $code" test "$code" -eq 5
check "reason" grep -qE 'reason: timestamp\.(refused|answer_wrong)' "$err"
ends 64 "${stamp[@]}" --tsa "$double/good" --tsa-policy not-an-oid

title "https"
stamped "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/root.pem"
stamped "${stamp[@]}" --tsa "${double_tls/127.0.0.1/localhost}/good" --tsa-ca "$pki/root.pem"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double_tls/good"
new_key other p256
quietly openssl req -new -x509 -config "$pki/authority.conf" -extensions root -key "$pki/other.key" -subj "/CN=Other root" -out "$pki/other.pem"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/other.pem"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "${double_tls/127.0.0.1/127.0.0.2}/good" --tsa-ca "$pki/root.pem"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "${double/http/https}/good" --tsa-ca "$pki/root.pem"
refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$work/absent.pem"

title "proxies"
HTTPS_PROXY=$proxy stamped "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/root.pem"
seen "proxy CONNECT ${double_tls#https://}"
lines=$(wc -l <"$double_log")
HTTPS_PROXY=$proxy NO_PROXY=127.0.0.1 stamped "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/root.pem"
https_proxy=$proxy no_proxy='example.org, 127.0.0.0/8' stamped "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/root.pem"
check "NO_PROXY is ignored" bash -c "! tail -n +$((lines + 1)) '$double_log' | grep -q '^proxy'"
http_proxy=$proxy stamped "${stamp[@]}" --tsa "$double/good"
seen 'proxy /good'
lines=$(wc -l <"$double_log")
# HTTP_PROXY in capitals could come from a header of a CGI request: it is never used.
HTTP_PROXY=$proxy stamped "${stamp[@]}" --tsa "$double/good"
check "HTTP_PROXY is used" bash -c "! tail -n +$((lines + 1)) '$double_log' | grep -q '^proxy'"
HTTPS_PROXY=$closed refused 5 timestamp.unreachable "${stamp[@]}" --tsa "$double_tls/good" --tsa-ca "$pki/root.pem"

finish
