#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Outputs that cannot be written: full, forbidden, in use, the input itself. The input stays, nothing is left behind.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

accepted sceau cert init-demo
cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
sign=(sceau sign --demo --level B)
accepted "${sign[@]}" contract.pdf -o good.pdf

title "input equal to output"
refused 64 file.output_is_input "${sign[@]}" contract.pdf -o contract.pdf
refused 64 file.output_is_input "${sign[@]}" --force contract.pdf -o contract.pdf
mkdir folder
refused 64 file.output_is_input "${sign[@]}" --force contract.pdf -o ./folder/../contract.pdf
ln -s contract.pdf link.pdf
ln contract.pdf hard.pdf
refused 64 file.output_is_input "${sign[@]}" --force contract.pdf -o link.pdf
refused 64 file.output_is_input "${sign[@]}" --force link.pdf -o hard.pdf
refused 64 file.output_is_input sceau timestamp --tsa demo --embed --force contract.pdf -o contract.pdf
refused 64 file.output_is_input sceau timestamp --tsa demo --force contract.pdf -o contract.pdf
accepted "${sign[@]}" contract.pdf -o other.pdf

title "the output exists"
refused 6 file.exists "${sign[@]}" contract.pdf -o other.pdf
tells "--force"
refused 6 file.exists "${sign[@]}" hr-letter.xml -o other.pdf
ln -s nowhere dangling.pdf
refused 6 file.exists "${sign[@]}" contract.pdf -o dangling.pdf
accepted "${sign[@]}" contract.pdf --force -o other.pdf
accepted sceau timestamp --tsa demo contract.pdf
refused 6 file.exists sceau timestamp --tsa demo contract.pdf
accepted sceau timestamp --tsa demo contract.pdf --force

title "the output folder"
refused 6 file.not_writable "${sign[@]}" contract.pdf -o absent/out.pdf
refused 6 file.not_writable "${sign[@]}" contract.pdf -o contract.pdf/out.pdf
refused 6 file.not_writable sceau timestamp --tsa demo contract.pdf -o absent/out.tsr
refused 6 file.not_writable sceau demo --dir contract.pdf/demo
longest=$(head -c 300 /dev/zero | tr '\0' n)
refused 6 file.not_writable "${sign[@]}" contract.pdf -o "$longest.pdf"
accepted "${sign[@]}" contract.pdf -o folder
check "named after the input" test -s folder/contract.signed.pdf
refused 6 file.not_writable "${sign[@]}" contract.pdf -o /proc/out.pdf

if ((EUID == 0)) && mkdir "$work/mounted" && mount -t tmpfs -o size=64k,mode=755 tmpfs "$work/mounted" 2>/dev/null; then
  unmount() {
    umount -l "$work/mounted"
    leave
  }
  trap unmount EXIT

  title "read-only folder"
  mount -o remount,ro "$work/mounted"
  refused 6 file.not_writable "${sign[@]}" contract.pdf -o "$work/mounted/out.pdf"
  mount -o remount,rw "$work/mounted"

  title "full disk"
  full=$work/mounted
  printf 'the old output\n' >"$full/old.pdf"
  head -c 1M /dev/zero >"$full/filler" 2>/dev/null
  before=$(ls -A "$full")
  refused 6 file.no_space "${sign[@]}" contract.pdf -o "$full/out.pdf"
  refused 6 file.no_space "${sign[@]}" --force contract.pdf -o "$full/old.pdf"
  check "the old output is kept" grep -qx 'the old output' "$full/old.pdf"
  refused 6 file.no_space sceau timestamp --tsa demo contract.pdf -o "$full/out.tsr"
  check "nothing is left behind" test "$(ls -A "$full")" = "$before"
  XDG_DATA_HOME=$full ends 6 sceau cert init-demo
  rm "$full/filler"

  title "space returns"
  mount -o remount,size=256k "$full"
  accepted "${sign[@]}" hr-letter.xml -o "$full/out.xml"
  accepted sceau verify --trust "$trust" "$full/out.xml"
  XDG_DATA_HOME=$full accepted sceau cert init-demo

  title "a disk of any small size holds all of the output or nothing"
  for size in 4 8 16 24 32 48 64 96 128; do
    rm -rf "${full:?}"/* "$full"/.sceau* "$full"/sceau
    mount -o "remount,size=${size}k" "$full"
    before=$(ls -A "$full")
    run "${sign[@]}" contract.pdf -o "$full/out.pdf"
    if ((code == 0)); then
      check "whole at $size kB" "$program" verify --quiet --trust "$trust" "$full/out.pdf"
    else
      check "exit code $code at $size kB" test "$code" -eq 6
      tells "file.no_space"
      check "nothing is left behind at $size kB" test "$(ls -A "$full")" = "$before"
    fi
  done
else
  skip "a full disk, a read-only folder: only root can mount a small tmpfs"
  mkdir forbidden && chmod 555 forbidden
  if ((EUID != 0)); then refused 6 file.not_writable "${sign[@]}" contract.pdf -o forbidden/out.pdf; fi
fi

title "pipes and devices are written to, never replaced"
for option in "" --force; do
  # shellcheck disable=SC2086
  refused 6 file.no_space "${sign[@]}" $option contract.pdf -o /dev/full
  check "/dev/full was replaced" test -c /dev/full
done
accepted "${sign[@]}" contract.pdf -o /dev/null
mkfifo pipe
cat pipe >from-pipe.pdf &
accepted "${sign[@]}" contract.pdf -o pipe
wait
check "the pipe was replaced" test -p pipe
accepted sceau verify --trust "$trust" from-pipe.pdf
accepted "${sign[@]}" contract.pdf -o /dev/stdout
cp "$out" from-stdout.pdf
accepted sceau verify --trust "$trust" from-stdout.pdf
accepted sceau timestamp --tsa demo contract.pdf -o /dev/stdout
check "a time-stamp and nothing else" cmp -s -n 2 "$out" <(printf '\x30\x82')

title "a limit on the size of files"
limited() { (ulimit -f 8 && "$program" sign --demo --level B "$@"); }
refused 6 file.no_space limited contract.pdf -o limited.pdf

title "standard output cannot be written"
for command in "version" "explain" "--help" "verify --trust $trust good.pdf" "verify --json --trust $trust good.pdf" \
  "xml canonicalize hr-letter.xml" "sign --demo --level B contract.pdf -o -"; do
  # shellcheck disable=SC2086
  "$program" $command >/dev/full 2>"$err" </dev/null
  check "'$command' into a full device" test $? -eq 6
  tells "file.no_space"
  # shellcheck disable=SC2086
  "$program" $command >&- 2>"$err" </dev/null
  check "'$command' with standard output closed" test $? -eq 6
  tells "file.not_writable"
done
"$program" explain 2>"$err" | head -1 >/dev/null
check "a reader that leaves early is no accident" test ! -s "$err"

title "all descriptors closed"
for command in "version" "sign --demo --level B contract.pdf -o closed.pdf"; do
  # shellcheck disable=SC2086
  "$program" $command <&- >&- 2>&-
  check "'$command' with nothing open" test $? -eq 6
done
check "no output was mixed into the file" bash -c "test ! -e closed.pdf || '$program' verify --quiet --trust '$trust' closed.pdf"

finish
