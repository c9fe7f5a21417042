# SPDX-License-Identifier: Apache-2.0
"""Signs anew, with openssl alone, what a key of the meeting has signed before: XML with one enveloped XAdES signature, and
the notes of the log."""

import base64
import hashlib
import re
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

DIGEST = re.compile(rb'(Id="signature-1-document".*?<ds:DigestValue>)[^<]*', re.DOTALL)
INFO = re.compile(rb"<ds:SignedInfo>.*?</ds:SignedInfo>", re.DOTALL)
VALUE = re.compile(rb"(<ds:SignatureValue[^>]*>)[^<]*")
STAMP = re.compile(rb"<xades:UnsignedProperties>.*?</xades:UnsignedProperties>", re.DOTALL)
NAMESPACE = b' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'


def openssl(key, message, *arguments):
    with tempfile.NamedTemporaryFile() as file:
        file.write(message)
        file.flush()
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", file.name, *arguments],
                              check=True, capture_output=True).stdout


def raw_ecdsa(der):
    """r and s of P-256 in 32 octets each, as XML has them."""
    r_size = der[3]
    r, s = der[4:4 + r_size], der[6 + r_size:]
    return b"".join(int.from_bytes(number, "big").to_bytes(32, "big") for number in (r, s))


def reseal(xml, key):
    """The same signature over what `xml` says now; its time-stamp, which was over the old one, is gone."""
    begin, end = xml.index(b"<ds:Signature "), xml.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    signed = ElementTree.canonicalize((xml[:begin] + xml[end:]).decode()).encode()
    digest = base64.b64encode(hashlib.sha256(signed).digest())
    signature = STAMP.sub(b"", DIGEST.sub(rb"\g<1>" + digest, xml[begin:end]))
    info = INFO.search(signature).group().replace(b"<ds:SignedInfo>", b"<ds:SignedInfo" + NAMESPACE + b">")
    value = base64.b64encode(raw_ecdsa(openssl(key, info, "-digest", "sha256")))
    return xml[:begin] + VALUE.sub(rb"\g<1>" + value, signature, count=1) + xml[end:]


def checkpoint(name_and_key, size, root, key):
    """A signed note of C2SP over the tree of that size; `name_and_key` is the line of log.pub."""
    name, number, _ = name_and_key.strip().split("+", 2)
    text = f"{name}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    signature = struct.pack(">I", int(number, 16)) + openssl(key, text)
    return text + f"\n— {name} {base64.b64encode(signature).decode()}\n".encode()
