#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# G2, L60: the data of a played meeting are erased once their time is over, and every proof still holds.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

if ! command -v faketime >/dev/null; then
  skip "faketime is not installed"
  finish
  exit
fi
export DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_FAKE_MONOTONIC=1

erase_on() {
  faketime "$1" "$program" vote erase played/meeting --confirm "$2" --storage-key file:played/keys/storage-passphrase
}
tells_reason() { check "the reason is not $1" grep -qx "  reason: $1" "$err"; }

accepted sceau vote demo --dir played
cp played/meeting/public/leaves leaves-before
tail -n +2 played/meeting/register.csv | cut -d, -f2 | tr -d '"' | grep ... | sort -u | head -20 >names

title "nothing goes before its time, nor by a slip"
ends 4 erase_on "2033-12-31 23:00:00" demo2027
tells_reason vote.retention_running
tells "to be confirmed"
ends 64 erase_on "2034-06-01 12:00:00" another
tells_reason usage.wrong
check "everybody is still there" test -s played/meeting/register.csv

title "then everybody goes"
accepted erase_on "2034-06-01 12:00:00" demo2027
says "to be destroyed by hand"
accepted erase_on "2034-06-01 12:00:00" demo2027
for gone in register.csv typed count urn-key urn-opening urn.key.pem rehearsal papers/attendance-sheet.pdf \
  papers/influence.pdf; do
  check "$gone is still there" test ! -e "played/meeting/$gone"
done
check "another paper than the minutes is left" test "$(ls -A played/meeting/papers)" = minutes.pdf
check "a name is left outside minutes and session.toml" \
  test -z "$(grep -lrFf names played/meeting --exclude=minutes.pdf --exclude=session.toml)"
cp played/meeting/server/ballots.sqlite erased.sqlite
printf 'another passphrase\n' >another
chmod 600 another
for command in "tally played/meeting" "serve played/meeting" "close played/meeting" \
  "codes played/meeting -o codes.csv" "publish played/meeting"; do
  # shellcheck disable=SC2086
  ends 4 sceau vote $command --storage-key file:another
  tells_reason vote.erased
done
accepted faketime "2034-06-01 12:00:00" "$program" vote erase played/meeting --confirm demo2027 --storage-key file:another
check "nothing was written to the erased store" cmp erased.sqlite played/meeting/server/ballots.sqlite

title "and what was proven stays proven"
check "the published log is the same" cmp leaves-before played/meeting/public/leaves
accepted sceau vote audit played/bundle.zip --trust played/ca.pem
check "the minutes are there" test -s played/meeting/papers/minutes.pdf
finish
