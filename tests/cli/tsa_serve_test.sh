#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `sceau tsa serve` as a service: how it starts and stops, and what it answers to whoever is no client.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

serve() {  # sets $service (its process) and $port
  rm -f "$work/service.log"  # or the line of the service before would be found
  "$program" tsa serve --listen 127.0.0.1:0 "$@" >"$work/service.log" 2>"$work/service.err" </dev/null &
  service=$!
  background+=("$service")
  port=$(wait_for_line "$work/service.log" '127\.0\.0\.1:[0-9]+') || failed "it does not start: $(cat "$work/service.err")"
  port=${port##*:}
}

stops_with() {
  local signal=$1
  command_line="kill -$signal"
  kill -"$signal" "$service"
  wait "$service"
  check "exit code after SIG$signal" test $? -eq 0
  check "nothing on standard error" test ! -s "$work/service.err"
}

# Sends exact bytes and prints the status line of the answer; nothing where the connection is closed without one.
status_line() {
  local bytes=$1 line=""
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%b' "$bytes" >&3
  read -r -t 20 line <&3
  exec 3>&-
  printf '%s' "${line%$'\r'}"
}

answers() {
  command_line=$2
  check "not $1" test "$(status_line "$2")" = "$1"
}

for signal in TERM INT; do
  title "it stops on SIG$signal"
  serve
  stops_with "$signal"
done

title "it says where it listens, for programs too"
serve --json
check "no URL" grep -q "\"url\":\"http://127.0.0.1:$port/\"" "$work/service.log"

title "what is no time-stamp request"
answers "HTTP/1.1 405 Method Not Allowed" "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
answers "HTTP/1.1 400 Bad Request" "GET / HTTP/1.1\r\n\r\n"
answers "HTTP/1.1 400 Bad Request" "\x16\x03\x01\x02\r\n\r\n"
answers "HTTP/1.1 411 Length Required" "POST / HTTP/1.1\r\nHost: a\r\n\r\n"
answers "HTTP/1.1 413 Content Too Large" "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"
answers "HTTP/1.1 415 Unsupported Media Type" "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
answers "HTTP/1.1 400 Bad Request" "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"
answers "HTTP/1.1 501 Not Implemented" "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"

title "it stops while a client says nothing"
exec 4<>"/dev/tcp/127.0.0.1/$port"
stops_with TERM
exec 4>&-

finish
