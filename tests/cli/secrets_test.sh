#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Where secrets come from, and that they go nowhere else.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/test_authority.sh
source "$tests/test_authority.sh"

cp "$project/samples/contract.pdf" .
make_authority
issue ellen p256
quietly openssl pkcs12 -export -inkey "$pki/ellen.key" -in "$pki/ellen.pem" -out "$pki/ellen.p12" -passout "pass:$secret"
sign=(sceau sign --level B --key "$pki/ellen.p12" contract.pdf --force -o signed.pdf)
accepted sceau sign --level B --key "$pki/ellen.p12" --passphrase "file:"<(printf '%s' "$secret") contract.pdf -o signed.pdf

title "file:PATH"
(umask 077 && printf '%s\n' "$secret" >"$work/good" && printf '%s\r\nsecond line\n' "$secret" >"$work/windows")
accepted "${sign[@]}" --passphrase "file:$work/good"
accepted "${sign[@]}" --passphrase "file:$work/windows"
for mode in 0644 0640 0604 0666 0660; do
  chmod "$mode" "$work/good"
  refused 7 secret.file_too_open "${sign[@]}" --passphrase "file:$work/good"
  tells "mode ${mode#0}"
done
chmod 0400 "$work/good"
accepted "${sign[@]}" --passphrase "file:$work/good"
refused 7 secret.not_readable "${sign[@]}" --passphrase "file:$work/absent"
refused 7 secret.not_readable "${sign[@]}" --passphrase "file:$work"
refused 7 secret.not_readable "${sign[@]}" --passphrase "file:"
(umask 077 && head -c 10000 /dev/zero | tr '\0' 'x' >"$work/long")
refused 7 secret.not_readable "${sign[@]}" --passphrase "file:$work/long"
(umask 077 && : >"$work/empty")
refused 7 key.wrong_passphrase "${sign[@]}" --passphrase "file:$work/empty"

title "env:NAME"
SEALING=$secret accepted "${sign[@]}" --passphrase env:SEALING
refused 7 secret.not_readable "${sign[@]}" --passphrase env:NOT_SET_ANYWHERE
refused 7 secret.not_readable "${sign[@]}" --passphrase env:

title "fd:N"
with_descriptor() { "${sign[@]}" --passphrase "$1" 7<"$work/good"; }
accepted with_descriptor fd:7
refused 7 secret.not_readable "${sign[@]}" --passphrase fd:63
for word in fd: fd:x fd:-1 fd:7x fd:99999999999999; do
  refused 64 secret.source "${sign[@]}" --passphrase "$word"
done
stdin=$work/good accepted "${sign[@]}" --passphrase fd:0

title "tty, where there is none"
refused 7 secret.not_readable "${sign[@]}"
tells "there is no terminal to ask on"
refused 7 secret.not_readable "${sign[@]}" --passphrase tty

if command -v script >/dev/null; then
  title "tty, where there is one: the answer is not echoed"
  rm -f signed.pdf
  (sleep 1 && printf '%s\n' "$secret" && sleep 1) |
    script --quiet --return --command "$program sign --level B --key $pki/ellen.p12 contract.pdf -o signed.pdf" /dev/null >"$out" 2>&1
  check "exit code" test $? -eq 0
  says "Passphrase of"
  cat "$out" >>"$transcript"
  check "signed" test -s signed.pdf
else
  skip "a question on a terminal: there is no 'script' (package bsdutils)"
fi

title "a secret typed where a SOURCE belongs is not repeated"
refused 64 secret.source "${sign[@]}" --passphrase "$secret"
refused 64 secret.source "${sign[@]}" --passphrase "pass:$secret"
refused 64 secret.source sceau --json "${sign[@]:1}" --passphrase "pass:$secret"
holds 'r["error"]["reason"] == "secret.source"'
stamp=(sceau timestamp contract.pdf -o contract.tsr --tsa http://127.0.0.1:9/)
refused 64 secret.source "${stamp[@]}" --tsa-user me --tsa-password "$secret"
refused 64 secret.source "${stamp[@]}" --tsa-header "X-Key=$secret"

title "nobody sees the secret of a running program"
mkfifo "$work/gate"
chmod 600 "$work/gate"
exec 8<>"$work/gate"
if ((EUID == 0)); then
  # It has read the passphrase from the environment and waits for the other password.
  SEALING=$secret "$program" sign --key "$pki/ellen.p12" --passphrase env:SEALING contract.pdf -o waiting.pdf \
    --tsa http://127.0.0.1:9/ --tsa-user x --tsa-password "file:$work/gate" >"$work/waiting" 2>&1 &
  waiting=$!
  sleep 1
  check "it waits" kill -0 $waiting
  check "the command line" bash -c "! tr '\0' '\n' </proc/$waiting/cmdline | grep -qF '$secret'"
  check "the environment" bash -c "! tr '\0' '\n' </proc/$waiting/environ | grep -qF '$secret'"
  check "no core dump" grep -qE '^Max core file size +0 +0' "/proc/$waiting/limits"
  echo x >&8
  wait "$waiting"
  cat "$work/waiting" >>"$transcript"
else
  skip "/proc of a process that forbids dumps is readable for root alone"
fi

finish
