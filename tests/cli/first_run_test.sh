#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Many first runs at once make one demonstration authority, and each can verify what the others signed.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

cp "$project/samples/contract.pdf" .
processes=20

title "$processes first runs at once"
command_line="sceau sign --demo, $processes at once"
pids=()
for i in $(seq "$processes"); do
  sceau sign --demo contract.pdf -o "$i.pdf" >"$work/out.$i" 2>"$work/err.$i" </dev/null &
  pids+=($!)
done
for i in $(seq "$processes"); do
  wait "${pids[i - 1]}"
  check "run $i failed: $(cat "$work/err.$i")" test $? -eq 0
done
signed=()
for i in $(seq "$processes"); do signed+=("$i.pdf"); done
accepted sceau verify --json --trust "$trust" "${signed[@]}"
holds "len(r['documents']) == $processes" 'all(d["indication"] == "TOTAL-PASSED" for d in r["documents"])' \
  'len({d["signatures"][0]["signer"]["sha256"] for d in r["documents"]}) == 1'

title "one authority, and nothing beside it"
check "folders: $(ls -A "$XDG_DATA_HOME/sceau")" test "$(find "$XDG_DATA_HOME/sceau" -mindepth 1 -maxdepth 1 -type d | wc -l)" -eq 1
check "temporary files" test -z "$(find "$XDG_DATA_HOME" . -name '*tmp*')"
check "closed to others" test -z "$(find "$XDG_DATA_HOME/sceau/demo" -type f -name '*key*' -perm /077)"

title "the next run takes the same"
before=$(cd "$XDG_DATA_HOME" && listing)
accepted sceau cert init-demo
check "the authority was made again" test "$(cd "$XDG_DATA_HOME" && listing)" = "$before"

title "outputs of the same name: one of the runs writes it, the others say that it exists"
pids=()
for i in $(seq 8); do
  sceau sign --demo --level B contract.pdf -o same.pdf >"$work/out.$i" 2>"$work/err.$i" </dev/null &
  pids+=($!)
done
winners=0
for i in $(seq 8); do
  if wait "${pids[i - 1]}"; then
    ((winners += 1))
  else
    check "another reason: $(cat "$work/err.$i")" grep -q 'file.exists' "$work/err.$i"
  fi
done
check "$winners winners" test "$winners" -eq 1
accepted sceau verify --trust "$trust" same.pdf

finish
