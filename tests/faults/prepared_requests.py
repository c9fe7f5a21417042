# SPDX-License-Identifier: Apache-2.0
"""Requests that intake_prepare has made (tests/clients/prepared_requests.h), sent by Python: each on a connection of its
own."""

import json
import pathlib
import socket
import ssl
import subprocess

CONTEXT = ssl._create_unverified_context()


def prepare(tools, site, count, first=1):
    """Ballots of so many voters from voter `first` on: (status that the answer must have, the request)."""
    path = site.root / f"requests-{first}"
    subprocess.run([pathlib.Path(tools) / "intake_prepare", site.root, str(count), path, str(first)], check=True)
    requests = list(read(path))
    path.unlink()
    return requests


def read(path):
    data = path.read_bytes()
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        status, length = map(int, data[at:end].split())
        yield status, data[end + 1:end + 1 + length]
        at = end + 1 + length


def write(path, requests):
    path.write_bytes(b"".join(b"%d %d\n" % (status, len(request)) + request for status, request in requests))


def connect(address, source="127.0.0.1"):
    host, port = address.rsplit(":", 1)
    plain = socket.create_connection((host, int(port)), timeout=60, source_address=(source, 0))
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return CONTEXT.wrap_socket(plain)


def receive(connection):
    """Status and body of one answer; ConnectionError where it is cut off."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += more(connection)
    return int(head.split()[1]), body


def more(connection):
    part = connection.recv(65536)
    if not part:
        raise ConnectionError("closed by the server")
    return part


def exchange(address, request, source="127.0.0.1", is_sent=lambda: None):
    """`is_sent` is called once the last byte has gone."""
    with connect(address, source) as connection:
        connection.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        is_sent()
        return receive(connection)


def receipt_in(status, body):
    """The receipt of an answer as text, that of a refusal too; nothing where nobody was identified."""
    if status in (200, 201):
        return body.decode()
    receipt = json.loads(body).get("refusal_receipt")
    return json.dumps(receipt, sort_keys=True) if receipt else None
