#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The meeting that is played; and that only it has a clock of its own (D20).
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

title "a whole meeting"
accepted sceau vote demo --dir played
says "1000 access codes"
says "refused, with a receipt that says so"
refused 6 file.exists sceau vote demo --dir played
check "nobody else reads the keys" test "$(stat -c %a played/keys/codes.csv)" = 600

title "every page of every paper says that it is none"
pages_without_demo() { pdftotext "$1" - | awk 'BEGIN { RS = "\f" } NF && !/DEMO/ { lacking++ } END { print lacking + 0 }'; }
for paper in attendance-sheet influence minutes; do
  if command -v pdftotext >/dev/null; then
    check "$paper has a text" test "$(pdftotext "played/$paper.pdf" - | wc -w)" -gt 100
    check "$paper says DEMO on each page" test "$(pages_without_demo "played/$paper.pdf")" = 0
  else
    skip "$paper: there is no pdftotext (package poppler-utils)"
  fi
done

title "its bundle, audited by whoever trusts its authority"
accepted sceau vote audit played/bundle.zip --trust played/ca.pem
says "SOUND"
says "the result cannot change"
ends 1 sceau vote audit played/bundle.zip
says "audit.manifest_signature"
says "hint: name the trust anchor of the company's seal with --trust"
ends 1 sceau vote audit played/bundle.zip --trust played/meeting/urn.crt.pem
says "audit.manifest_signature"
says "NOT SOUND"
refused 6 file.not_found sceau vote audit played/bundle.zip --trust played/nowhere.pem

title "D20: the server has no option for its clock"
ends 0 sceau vote serve --help
check "no option of serve is about its clock" \
  test -z "$(grep -Eio -- '--[a-z-]*(clock|time|date|now|demo)[a-z-]*' "$out" | grep -v -- --tsa)"
finish
