# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Starts `sceau tsa serve` and, in front of it, http_double.py. Sets $authority, $double, $double_tls and $proxy (URLs)
# and $double_log. Needs test_authority.sh for the certificate of the https door.
start_authority() {
  "$program" tsa serve --listen 127.0.0.1:0 >"$work/tsa.log" 2>&1 &
  background+=($!)
  authority_pid=$!
  local address
  address=$(wait_for_line "$work/tsa.log" '127\.0\.0\.1:[0-9]+') || failed "sceau tsa serve does not start: $(cat "$work/tsa.log")"
  authority=http://$address/
}

start_double() {
  double_log=$work/double.log
  issue server p256 -extensions server
  "$python" "$tests/http_double.py" --authority "$authority" --tls "$pki/server.pem" "$pki/server.key" \
    --log "$double_log" >"$work/double.err" 2>&1 &
  background+=($!)
  wait_for_line "$double_log" '^ready' >/dev/null || failed "http_double.py does not start: $(cat "$work/double.err")"
  double=http://127.0.0.1:$(port_of http)
  double_tls=https://127.0.0.1:$(port_of https)
  proxy=http://127.0.0.1:$(port_of proxy)
}

port_of() { sed -n "s/^port $1 //p" "$double_log"; }

# A port of loopback on which nothing listens.
closed_port() {
  "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
