# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the scripts of this folder are written with. A script is called with the path of the program and works in a
# folder of its own, with a data folder of its own and without a terminal:
#
#   tests/cli/usage_test.sh build/dev/sceau
#
#   title TEXT                       what the following lines are about
#   run COMMAND...                   what it printed is then in $out and $err, its exit code in $code;
#                                    its standard input is $stdin, or nothing
#   accepted COMMAND...              run, and the exit code must be 0
#   ends CODE COMMAND...             run, and the exit code must be CODE
#   refused CODE REASON COMMAND...   run, and: that exit code, that reason, the reason's hint, an empty standard output,
#                                    and every file of the folder as it was before
#   unjudged REASON COMMAND...       run a `verify`: exit code 3, that reason, its hint, every file as it was before
#   says TEXT / tells TEXT           $out / $err contains TEXT
#   silent / mute                    $out / $err is empty
#   holds EXPRESSION...              $out is one JSON object r (Python), of which each expression is true
#   check TEXT COMMAND...            COMMAND must succeed
#   skip TEXT                        one line that says what was not tested, and why
#   finish                           the last line of a script
set -uo pipefail

# In a session of its own a script has no terminal, wherever it was started: a question for a passphrase fails at once.
if [[ -z ${SCEAU_TEST_SESSION:-} ]]; then
  SCEAU_TEST_SESSION=1 exec setsid --wait bash "$0" "$@"
fi

program=$(realpath -- "${1:?usage: $0 PATH_OF_SCEAU}")
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$tests/../.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d "${TMPDIR:-/tmp}/sceau-cli.XXXXXX")
out=$work/out err=$work/err transcript=$work/transcript
mkdir "$work/data" "$work/home" "$work/files"
cd "$work/files" || exit 1

unset http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NO_COLOR
export XDG_DATA_HOME=$work/data HOME=$work/home LC_ALL=C.UTF-8 TZ=UTC TERM=xterm
trust=$XDG_DATA_HOME/sceau/demo/trust

# Anything that must never be printed is made of this word; `finish` looks for it in all that was ever printed.
secret=never-shown-Zq7

checks=0 failures=0 code=0 command_line="" about=""
background=()

leave() {
  ((${#background[@]})) && kill "${background[@]}" 2>/dev/null
  chmod -R u+rwX "$work" 2>/dev/null
  rm -rf "$work"
}
trap leave EXIT

sceau() { timeout 60 "$program" "$@"; }
title() { about=$*; }
skip() { echo "skipped: $*"; }

failed() {
  ((failures += 1))
  echo "FAILED: ${about:+$about: }$*"
  echo "    after: $command_line"
  sed 's/^/    out: /' "$out" 2>/dev/null | head -c 3000 | tr -d '\000'
  sed 's/^/    err: /' "$err" 2>/dev/null | head -c 3000 | tr -d '\000'
}

check() {
  local what=$1
  shift
  ((checks += 1))
  "$@" || failed "$what"
}

run() {
  command_line="$*"
  "$@" >"$out" 2>"$err" <"${stdin:-/dev/null}"
  code=$?
  cat "$out" "$err" >>"$transcript"
}

ends() {
  local expected=$1
  shift
  run "$@"
  check "exit code $code, not $expected" test "$code" -eq "$expected"
}
accepted() { ends 0 "$@"; }

says() { check "standard output lacks: $1" grep -qF -- "$1" "$out"; }
tells() { check "standard error lacks: $1" grep -qF -- "$1" "$err"; }
silent() { check "standard output is not empty" test ! -s "$out"; }
mute() { check "standard error is not empty" test ! -s "$err"; }
holds() { check "not so: $*" "$python" "$tests/json_holds.py" "$out" "$@"; }

# Everything in the folder with its size and mode, and each file's time of change.
listing() { find . -mindepth 1 \( -type d -printf '%p %y %m\n' -o -printf '%p %y %s %m %T@\n' \) | sort; }

hint_of() { sed -n "s/^REASON(.*\"$1\", .*, \"\([^\"]*\)\")$/\1/p" "$project/foundation/reasons.def"; }

unchanged_since() {
  ((checks += 1))
  local now
  now=$(listing)
  [[ $now == "$1" ]] || failed "the folder changed: $(diff <(echo "$1") <(echo "$now"))"
}

refused() {
  local expected=$1 reason=$2 before hint
  shift 2
  before=$(listing)
  ends "$expected" "$@"
  unchanged_since "$before"
  check "the reason is not $reason" grep -qx "  reason: $reason" "$err"
  check "more than one error" test "$(grep -c '^  reason: ' "$err")" -eq 1
  hint=$(hint_of "$reason")
  [[ -z $hint ]] || check "no hint: $hint" grep -qxF "  hint:   $hint" "$err"
  [[ " $* " == *" --json "* ]] || silent
}

unjudged() {
  local reason=$1 before hint
  shift
  before=$(listing)
  ends 3 "$@"
  unchanged_since "$before"
  says "cannot be judged"
  says "[$reason]"
  hint=$(hint_of "$reason")
  [[ -z $hint ]] || says "hint:    $hint"
}

# Waits until a line of FILE matches PATTERN (extended), and prints what matched.
wait_for_line() {
  local file=$1 pattern=$2 i
  for ((i = 0; i < 200; ++i)); do
    grep -oEm1 -- "$pattern" "$file" 2>/dev/null && return 0
    sleep 0.05
  done
  return 1
}

finish() {
  ((checks += 1))
  about=""
  if grep -qF "$secret" "$transcript" 2>/dev/null; then failed "a secret was printed"; fi
  if grep -qE 'Sanitizer|runtime error:' "$transcript" 2>/dev/null; then failed "a sanitizer complained"; fi
  echo "$checks checks, $failures failed"
  ((failures == 0))
  exit
}
