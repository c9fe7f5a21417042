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

title "D20: the server has no option for its clock"
ends 0 sceau vote serve --help
check "no option of serve is about its clock" \
  test -z "$(grep -Eio -- '--[a-z-]*(clock|time|date|now|demo)[a-z-]*' "$out" | grep -v -- --tsa)"
finish
