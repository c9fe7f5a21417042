#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""http_double.py --authority URL [--tls CERTIFICATE KEY] --log FILE

Stands between the program and a real time-stamp authority and misbehaves as the path of the request says. Listens on
loopback: an authority over http, the same over https where --tls is given, a proxy, and a second http address that
nobody was told about. The first lines of the log name the ports; then comes one line a request."""

import argparse
import base64
import http.client
import http.server
import select
import socket
import ssl
import sys
import threading
import time
import urllib.parse

REPLY = "application/timestamp-reply"
REJECTION = bytes.fromhex("30053003020102")  # TimeStampResp { status rejection }


class Log:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()

    def line(self, text):
        with self.lock:
            print(text, file=self.file, flush=True)


class Authority:
    """The real one, asked over HTTP; remembers its first answer."""

    def __init__(self, url):
        self.address = urllib.parse.urlsplit(url)
        self.first = None

    def ask(self, body):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=10)
        connection.request("POST", self.address.path or "/", body, {"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse().read()
        self.first = self.first or answer
        return answer


def changed_at(body, place):
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1:]


def imprint_place(request):
    return request.index(b"\x04\x20") + 10  # inside the OCTET STRING of a SHA-256 imprint


class Misbehaving(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    authority = log = None
    elsewhere = 0

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path if self.path.startswith("/") else urllib.parse.urlsplit(self.path).path
        self.log.line(f"{self.server.role} {path} type={self.headers.get('Content-Type')}")
        self.close_connection = True
        try:
            getattr(self, "do_" + path.strip("/").replace("-", "_"))(body)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.log.line(f"{self.server.role} {path} client left")

    def do_GET(self):
        self.log.line(f"{self.server.role} GET {self.path}")
        self.answer(405, "text/plain", b"")

    def answer(self, status, kind, body, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def reply(self, body):
        self.answer(200, REPLY, body)

    # Well-behaved

    def do_good(self, body):
        self.reply(self.authority.ask(body))

    def do_basic(self, body):
        wanted = "Basic " + base64.b64encode("Aladdin:open séame".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            return self.answer(401, "text/plain", b"", WWW_Authenticate='Basic realm="stamps"')
        return self.do_good(body)

    def do_header(self, body):
        if self.headers.get("X-Api-Key") != "let-me-in":
            return self.answer(403, "text/plain", b"")
        return self.do_good(body)

    def do_redirect_here(self, _):
        self.answer(307, "text/plain", b"", Location="/good")

    # Misbehaving

    def do_redirect_away(self, _):
        self.answer(307, "text/plain", b"", Location=f"http://127.0.0.1:{self.elsewhere}/good")

    def do_redirect_round(self, _):
        self.answer(307, "text/plain", b"", Location="/redirect-round")

    def do_status_500(self, _):
        self.answer(500, "text/plain", b"out of order")

    def do_status_404(self, _):
        self.answer(404, "text/html", b"<h1>not here</h1>")

    def do_page(self, _):
        self.answer(200, "text/html", b"<html><body>Please log in</body></html>")

    def do_page_as_reply(self, _):
        self.reply(b"<html><body>Please log in</body></html>")

    def do_empty(self, _):
        self.reply(b"")

    def do_rejection(self, _):
        self.reply(REJECTION)

    def do_replay(self, body):
        self.authority.first or self.authority.ask(body)
        self.reply(self.authority.first)

    def do_other_imprint(self, body):
        self.reply(self.authority.ask(changed_at(body, imprint_place(body))))

    def do_damaged(self, body):
        answer = self.authority.ask(body)
        self.reply(changed_at(answer, len(answer) - 5))

    def do_cut(self, body):
        answer = self.authority.ask(body)
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer[:100])

    def do_huge(self, _):
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(4096):
            self.wfile.write(b"0" * 65536)

    def do_huge_announced(self, _):
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.send_header("Content-Length", "999999999999")
        self.end_headers()

    def do_drip(self, _):
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b"0")
            self.wfile.flush()
            time.sleep(0.1)

    def do_drip_head(self, _):
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 50:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)

    def do_silent(self, _):
        time.sleep(30)

    def do_not_http(self, _):
        self.wfile.write(b"220 mail.example ESMTP\r\n")

    def do_hang_up(self, _):
        self.connection.shutdown(socket.SHUT_RDWR)


class Proxy(Misbehaving):
    """Plain requests are answered as if sent directly; CONNECT is tunnelled."""

    def do_CONNECT(self):
        self.log.line(f"proxy CONNECT {self.path}")
        self.close_connection = True
        host, port = self.path.rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=5) as upstream:
            self.send_response(200)
            self.end_headers()
            tunnel(self.connection, upstream)


def tunnel(one, other):
    peers = {one: other, other: one}
    while True:
        for ready in select.select(list(peers), [], [], 20)[0]:
            data = ready.recv(65536)
            if not data:
                return
            peers[ready].sendall(data)


def serve(role, handler, context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.role = role
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--authority", required=True)
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--log", required=True)
    options = parser.parse_args()
    Misbehaving.log = Log(options.log)
    Misbehaving.authority = Authority(options.authority)
    Misbehaving.elsewhere = serve("elsewhere", Misbehaving)
    ports = {"http": serve("http", Misbehaving), "proxy": serve("proxy", Proxy)}
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
        ports["https"] = serve("https", Misbehaving, context)
    for role, port in ports.items():
        Misbehaving.log.line(f"port {role} {port}")
    Misbehaving.log.line("ready")
    threading.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
