# SPDX-License-Identifier: Apache-2.0
"""What a load on the intake stands beside, measured in the same run: the disk, TLS and the store each by itself, and
nginx with a static answer to the same requests."""

import os
import re
import shutil
import socket
import subprocess
import time

NGINX = """daemon off; worker_processes 2; worker_rlimit_nofile 8192; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{ access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e; keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port} ssl backlog=4096; ssl_certificate {folder}/tls.pem; ssl_certificate_key {folder}/tls.key;
    ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets off; location / {{ return 200 "taken"; }} }} }}
"""


def slow_disk(tools):
    """The environment of a process to whose every fsync 4 ms are added."""
    return os.environ | {"LD_PRELOAD": str(tools / "slow_fsync.so")}


def per_second(text, title):
    """The rate in the line that begins with the title; 0 where there is none."""
    found = re.search(rf"^{re.escape(title)} +(\d+) /s", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


def print_floors(tools, folder):
    """Returns the TLS handshakes a second that one core makes."""
    folder.mkdir()
    print("-- floors", flush=True)
    text = subprocess.run([tools / "intake_check", "floors", folder], check=True, capture_output=True, text=True).stdout
    print(text, end="", flush=True)
    print("-- the same with 4 ms added to every fsync", flush=True)
    subprocess.run([tools / "intake_check", "disk", folder], check=True, env=slow_disk(tools))
    return per_second(text, "TLS handshakes, both ends")


def any_status(requests, most=2000):
    """The first of the prepared requests, for a server that answers all alike."""
    packed = b""
    with open(requests, "rb") as file:
        for _ in range(most):
            line = file.readline()
            if not line:
                break
            length = int(line.split()[1])
            packed += b"0 %d\n" % length + file.read(length)
    return packed


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def print_nginx(tools, folder, requests):
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        print("nginx, static answer: not run, there is none (package nginx-light)", flush=True)
        return
    folder.mkdir()
    port = free_port()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-keyout", folder / "tls.key", "-out", folder / "tls.pem", "-subj", "/CN=localhost"], check=True,
                   capture_output=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    (folder / "requests").write_bytes(any_status(requests))
    server = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"])
    time.sleep(1)
    for kind in ("new", "kept"):
        print("nginx, static answer: ", end="", flush=True)
        subprocess.run([tools / "intake_load", "capacity", f"127.0.0.1:{port}", folder / "requests", kind, "3"])
    server.terminate()
    server.wait(30)
