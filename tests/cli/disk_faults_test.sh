#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each call that makes the output durable fails once: exit code 6, nothing half written, the input untouched.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

if ! strace -qq -e trace=none true 2>/dev/null; then
  skip "faults of the disk: there is no strace, or it may not trace here"
  exit 0
fi

cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
accepted sceau cert init-demo
sum=$(sha256sum contract.pdf hr-letter.xml)
trace=$work/trace

# The program under strace. Leak checks of a sanitizer build cannot run under a tracer.
traced() { ASAN_OPTIONS=detect_leaks=0 timeout 60 strace -f -qq -o "$trace" "$@"; }

# The ordinals, among all calls to CALL that a sound run makes, of those whose line matches PATTERN.
ordinals() {
  local call=$1 pattern=$2
  shift 2
  traced -e "trace=$call" "$@" >/dev/null 2>&1
  grep -E "\b$call\(" "$trace" | grep -nE "$pattern" | cut -d: -f1
}

faulty() {
  local call=$1 fault=$2 number=$3
  shift 3
  before=$(listing)
  run traced -e "trace=$call" -e "inject=$call:error=$fault:when=$number" "$@"
  command_line="$* with $fault in call $number of $call"
  check "the fault did not happen" grep -q INJECTED "$trace"
}

clean_after_fault() {
  check "exit code $code" test "$code" -eq 6
  check "no reason" grep -qE '^  reason: file\.(not_writable|no_space)$' "$err"
  unchanged_since "$before"
  check "the input changed" test "$(sha256sum contract.pdf hr-letter.xml)" = "$sum"
}

# Every call through which `COMMAND... -o OUTPUT` writes. Results for people go to descriptor 1, which the last title
# looks at.
each_call_fails() {
  local output=$1 call fault number
  shift
  for call in write fsync openat; do
    local pattern
    case $call in
      write) pattern='write\(([3-9]|[0-9]{2})' ;;
      openat) pattern='O_CREAT' ;;
      *) pattern=. ;;
    esac
    local numbers
    mapfile -t numbers < <(ordinals "$call" "$pattern" "$@")
    rm -f "$output"
    check "no $call at all" test "${#numbers[@]}" -gt 0
    for number in "${numbers[@]}"; do
      for fault in EIO ENOSPC; do
        faulty "$call" "$fault" "$number" "$@"
        # After the last fsync, of the folder, the whole output stands already.
        if [[ $call == fsync && $number == "${numbers[-1]}" ]]; then
          check "exit code $code" test "$code" -eq 6
          whole "$output"
          rm -f "$output"
        else
          clean_after_fault
        fi
      done
    done
  done
}

whole() {
  case $1 in
    *.tsr) check "$1 is torn" "$program" timestamp verify --quiet "$1" contract.pdf --trust "$trust" ;;
    *) check "$1 is torn" "$program" verify --quiet --trust "$trust" "$1" ;;
  esac
}

title "sign a PDF"
each_call_fails out.pdf "$program" sign --demo contract.pdf -o out.pdf
title "sign XML"
each_call_fails out.xml "$program" sign --demo hr-letter.xml -o out.xml
title "time-stamp"
each_call_fails out.tsr "$program" timestamp --tsa demo contract.pdf -o out.tsr

title "the move into place"
for fault in EIO ENOSPC EROFS; do
  faulty renameat2 $fault 1 "$program" sign --demo contract.pdf -o out.pdf
  clean_after_fault
done
# A file system that does not know how to move without replacing: link() serves.
faulty renameat2 EINVAL 1 "$program" sign --demo contract.pdf -o linked.pdf
check "exit code $code" test "$code" -eq 0
whole linked.pdf
for fault in EIO ENOSPC; do
  before=$(listing)
  run traced -e trace=renameat2,link,linkat -e inject=renameat2:error=EINVAL:when=1 \
    -e "inject=link,linkat:error=$fault" "$program" sign --demo contract.pdf -o out.pdf
  clean_after_fault
done
cp linked.pdf old.pdf
for fault in EIO ENOSPC; do
  faulty rename $fault 1 "$program" sign --demo --force contract.pdf -o old.pdf
  clean_after_fault
done

title "a call that is interrupted is made again"
faulty write EINTR 1 "$program" sign --demo contract.pdf -o again.pdf
check "exit code $code" test "$code" -eq 0
whole again.pdf

title "while the demonstration authority is made"
mapfile -t writes < <(XDG_DATA_HOME=$work/probe ordinals write 'write\(([3-9]|[0-9]{2})' "$program" cert init-demo)
mapfile -t syncs < <(XDG_DATA_HOME=$work/probe2 ordinals fsync . "$program" cert init-demo)
check "no write at all" test "${#writes[@]}" -gt 0
# The first, one in the middle and the last, of each call: making one costs a second.
for place in "write ${writes[0]}" "write ${writes[${#writes[@]} / 2]}" "write ${writes[-1]}" "fsync ${syncs[0]:-1}"; do
  rm -rf "$work/other"
  # shellcheck disable=SC2086
  XDG_DATA_HOME=$work/other faulty ${place% *} ENOSPC ${place#* } "$program" cert init-demo
  check "exit code $code" test "$code" -eq 6
  XDG_DATA_HOME=$work/other accepted sceau cert init-demo
done

finish
