# SPDX-License-Identifier: Apache-2.0
"""The HTTPS server by itself as a child process, for tests that look at it from outside."""

import http.client
import ssl
import subprocess


def make_certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-keyout", f"{folder}/tls.key", "-out", f"{folder}/tls.pem", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return f"{folder}/tls.pem", f"{folder}/tls.key"


class Service:
    """`https_service` as a child; its standard input keeps it alive."""

    def __init__(self, program, folder, *words):
        self.certificate, key = make_certificate(folder)
        self.child = subprocess.Popen([program, self.certificate, key, *words], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)
        self.address = self.child.stdout.readline().split()[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(30)

    def post(self, body, headers):
        host, port = self.address.rsplit(":", 1)
        context = ssl.create_default_context(cafile=self.certificate)
        connection = http.client.HTTPSConnection(host, int(port), context=context, timeout=30)
        connection.request("POST", "/v1/ballots", body, headers | {"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status
