#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Help, mistakes on the command line, what goes to which stream, colour and quiet.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

verbs=(sign verify timestamp cert demo tsa xml explain version)
sub_verbs=("timestamp verify" "cert show" "cert check" "cert init-demo" "tsa serve" "xml canonicalize")

title "help of the program"
accepted sceau --help
mute
for verb in "${verbs[@]}"; do says "  $verb "; done

for verb in "${verbs[@]}" "${sub_verbs[@]}"; do
  title "help of $verb"
  # shellcheck disable=SC2086
  accepted sceau $verb --help
  mute
  says "Usage:"
  says "${verb% *}"
  check "a line is wider than 120 columns" test "$(wc -L <"$out")" -le 120
done
title "help where a file is required too"
accepted sceau sign --help
says "--passphrase SOURCE"
says "file:PATH"
accepted sceau --json sign --help
holds 'r["report"] == "sceau.help/1"' '"--passphrase" in r["text"]'

title "version"
accepted sceau --version
says "sceau 0."
accepted sceau version
says "OpenSSL"
accepted sceau version --json
holds 'r["report"] == "sceau.version/1"' '"OpenSSL" in r["libraries"]'

title "unknown words"
refused 64 usage.wrong sceau
refused 64 usage.wrong sceau verfy
tells "did you mean 'verify'?"
refused 64 usage.wrong sceau sing contract.pdf
tells "did you mean 'sign'?"
refused 64 usage.wrong sceau frobnicate
check "a far word is suggested" bash -c "! grep -q 'did you mean' '$err'"
refused 64 usage.wrong sceau verify --trsut x y.pdf
tells "--trsut"
refused 64 usage.wrong sceau -z verify y.pdf
refused 64 usage.wrong sceau cert chek y.pem
refused 64 usage.wrong sceau tsa

title "options that miss or contradict something"
refused 64 usage.wrong sceau sign
tells "FILE"
refused 64 usage.wrong sceau verify
refused 64 usage.wrong sceau timestamp
refused 64 usage.wrong sceau sign x.pdf
tells "--key"
refused 64 usage.wrong sceau sign --demo --key k.pem x.pdf
refused 64 usage.wrong sceau sign --demo --level LTV x.pdf
refused 64 usage.wrong sceau sign --demo --demo-key dsa x.pdf
refused 64 usage.wrong sceau sign --demo --jobs 0 x.pdf
refused 64 usage.wrong sceau sign --demo --jobs many x.pdf
refused 64 usage.wrong sceau sign --demo --tsa http://127.0.0.1:9/ --tsa-timeout 0 x.pdf
refused 64 usage.wrong sceau sign --demo --tsa demo --tsa http://127.0.0.1:9/ x.pdf
refused 64 usage.wrong sceau sign --demo --tsa http://127.0.0.1:9/ --tsa-header no-equals-sign x.pdf
refused 64 usage.wrong sceau sign --demo a.pdf b.pdf -o one.pdf
refused 64 usage.wrong sceau verify --at tomorrow x.pdf
refused 64 usage.wrong sceau verify --fail-on sundays x.pdf
refused 64 usage.wrong sceau --color sometimes version
refused 64 usage.wrong sceau xml canonicalize --method c14n3 x.xml

title "explain"
accepted sceau explain
says "timestamp.unreachable"
accepted sceau explain key.wrong_passphrase
says "exit code 7"
accepted sceau explain timestamp.unreachable --json
holds 'r["report"] == "sceau.explain/1"' 'r["reasons"][0]["exit_code"] == 5'
refused 64 usage.reason_unknown sceau explain key.wrong_pasphrase
tells "did you mean key.wrong_passphrase?"

title "errors as JSON: one object, and nothing else on standard output"
refused 64 usage.wrong sceau --json verfy
holds 'r["report"] == "sceau.error/1"' 'r["error"]["reason"] == "usage.wrong"' 'r["error"]["kind"] == "usage"' \
  'list(r["error"]) == ["reason", "kind", "sentence", "detail", "hint"]'
refused 64 usage.reason_unknown sceau explain --json nothing.such
holds 'r["error"]["reason"] == "usage.reason_unknown"'
refused 6 file.not_found sceau cert show --json absent.pem
holds 'r["where"] == "absent.pem"' 'r["error"]["reason"] == "file.not_found"'
printf 'x\n' >$'quote"and\nline\x01.pem'
refused 3 certificate.malformed sceau cert show --json $'quote"and\nline\x01.pem'
holds 'r["where"] == "quote\"and\nline\x01.pem"'
check "a control character reaches the terminal" bash -c "! grep -q \$'\x01' '$err'"
printf 'x\n' >$'latin\xe9.pem'
refused 3 certificate.malformed sceau cert show --json $'latin\xe9.pem'
holds '"latin" in r["where"]'

accepted sceau cert init-demo
cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .

title "results on standard output, all else on standard error"
accepted sceau sign --demo contract.pdf
says "contract.signed.pdf: PAdES-BASELINE-T"
mute
accepted sceau sign --demo --json hr-letter.xml
mute
holds 'r["report"] == "sceau.sign/1"' 'r["documents"][0]["output"] == "hr-letter.signed.xml"' \
  'r["documents"][0]["error"] is None'
refused 6 file.exists sceau --json sign --demo hr-letter.xml
holds 'r["report"] == "sceau.sign/1"' 'r["documents"][0]["error"]["reason"] == "file.exists"' \
  'r["documents"][0]["output"] is None'

title "- is standard input and standard output"
stdin=contract.pdf accepted sceau sign --demo - -o -
check "a PDF on standard output" cmp -n 8 contract.pdf "$out"
cp "$out" piped.pdf
check "the original is the prefix" cmp -n "$(stat -c %s contract.pdf)" contract.pdf piped.pdf
stdin=piped.pdf accepted sceau verify --trust "$trust" -
says "TOTAL-PASSED"
stdin=hr-letter.xml accepted sceau sign --demo -
cp "$out" piped.xml
accepted sceau verify --trust "$trust" piped.xml
stdin=contract.pdf accepted sceau sign --demo - -o named.pdf
accepted sceau verify --trust "$trust" named.pdf
stdin=hr-letter.xml accepted sceau xml canonicalize -
cp "$out" from-stdin.c14n
accepted sceau xml canonicalize hr-letter.xml
check "the same from a file" cmp "$out" from-stdin.c14n
stdin=/dev/null refused 3 input.unknown_format sceau sign --demo - -o -

title "pipes named as files"
accepted sceau verify --trust "$trust" <(cat piped.pdf)
says "TOTAL-PASSED"

title "quiet"
accepted sceau --quiet verify --trust "$trust" piped.pdf
silent
mute
accepted sceau sign -q --demo contract.pdf -o quiet.pdf
silent
mute
ends 6 sceau sign -q --demo contract.pdf -o quiet.pdf
tells "file.exists"

# What a command prints where its standard output is a terminal. `script` stands in for the person.
on_terminal() { script --quiet --return --command "$*" /dev/null </dev/null >"$out" 2>&1; }
if command -v script >/dev/null; then
  title "binary output is not written to a terminal"
  on_terminal "$program sign --demo contract.pdf -o -"
  check "exit code $?, not 64" test $? -eq 64
  on_terminal "$program sign --demo contract.pdf -o -"
  says "usage.binary_to_terminal"
  says "hint:"
  check "binary was written" bash -c "! grep -q '%PDF' '$out'"
  on_terminal "$program sign --demo contract.pdf -o - | cat"
  check "through a pipe it is" grep -qa '%PDF' "$out"

  title "colour"
  escape=$'\x1b['
  on_terminal "$program verify --trust $trust piped.pdf"
  says "${escape}32mpiped.pdf: TOTAL-PASSED"
  for setting in "NO_COLOR=1" "TERM=dumb"; do
    on_terminal "env $setting $program verify --trust $trust piped.pdf"
    says "piped.pdf: TOTAL-PASSED"
    check "colour in spite of $setting" bash -c "! grep -qF \$'\x1b[' '$out'"
  done
  on_terminal "$program --color never verify --trust $trust piped.pdf"
  check "colour in spite of --color never" bash -c "! grep -qF \$'\x1b[' '$out'"
else
  skip "output to a terminal: there is no 'script' (package bsdutils)"
fi
accepted sceau verify --trust "$trust" piped.pdf
check "colour into a file" bash -c "! grep -qF \$'\x1b[' '$out'"
accepted sceau --color always verify --trust "$trust" piped.pdf
says $'\x1b[32m'
accepted sceau --color always --json verify --trust "$trust" piped.pdf
holds 'r["report"] == "sceau.verify/1"'

title "a name that is hostile to a terminal"
cp piped.pdf $'evil\x1b[31m\nname.pdf'
accepted sceau verify --trust "$trust" $'evil\x1b[31m\nname.pdf'
check "an escape reaches the terminal" bash -c "! grep -q \$'\x1b' '$out'"
cp piped.pdf ./-dash.pdf
accepted sceau verify --trust "$trust" -- -dash.pdf

finish
