#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Killed at any moment: the input is untouched, the output is whole or absent, and the next run works.
# SCEAU_KILLS says how often (30).
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

kills=${SCEAU_KILLS:-30}
cp "$project/samples/contract.pdf" .
sum=$(sha256sum contract.pdf)

# Runs a command and kills it with SIGNAL after a part of TIME (milliseconds) that steps through it evenly.
kill_within() {
  local signal=$1 time=$2 number=$3 of=$4
  shift 4
  command_line="$* killed by $signal"
  timeout --signal "$signal" "$(printf '%d.%03d' $((time * number / of / 1000)) $((time * number / of % 1000)))" "$@" \
    >"$out" 2>"$err" </dev/null
} 2>/dev/null # where the shell announces each death

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

took() {
  local began
  began=$(milliseconds)
  accepted "$@"
  took=$(($(milliseconds) - began + 5))
}

title "while the authority is made"
took "$program" cert init-demo
for i in $(seq $((kills / 3))); do
  XDG_DATA_HOME=$work/data.$i kill_within KILL $took "$i" $((kills / 3)) "$program" cert init-demo
  XDG_DATA_HOME=$work/data.$i accepted sceau sign --demo contract.pdf -o "after-$i.pdf"
  accepted sceau verify --quiet --trust "$work/data.$i/sceau/demo/trust" "after-$i.pdf"
  rm -rf "$work/data.$i" "after-$i.pdf"
done

whole_or_absent() {
  check "the input changed" test "$(sha256sum contract.pdf)" = "$sum"
  if [[ -e $1 ]]; then
    check "$1 is torn" "$program" verify --quiet --trust "$trust" "$1"
    rm "$1"
  fi
}

title "while signing"
took "$program" sign --demo contract.pdf -o first.pdf
for i in $(seq $((kills - kills / 3))); do
  signal=$([[ $((i % 4)) -eq 0 ]] && echo INT || echo KILL)
  kill_within "$signal" $took "$i" $((kills - kills / 3)) "$program" sign --demo contract.pdf -o out.pdf
  whole_or_absent out.pdf
done
accepted sceau sign --demo contract.pdf -o last.pdf

title "while an output is replaced: it is the old one or the new one"
cp first.pdf replaced.pdf
old=$(sha256sum <replaced.pdf)
for i in $(seq $((kills / 3))); do
  kill_within KILL $took "$i" $((kills / 3)) "$program" sign --demo --force contract.pdf -o replaced.pdf
  check "replaced.pdf is torn" "$program" verify --quiet --trust "$trust" replaced.pdf
done
check "no run came to its end" test "$(sha256sum <replaced.pdf)" != "$old"

finish
