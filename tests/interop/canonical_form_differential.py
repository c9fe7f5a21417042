#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare canonical forms with libxml2's on random documents full of namespaces: 0 differences are allowed.

    canonical_form_differential.py PROBE [--documents N] [--seed S]

Whole documents are compared with xmllint, whose three modes keep comments. Elements inside documents, modes without
comments and inclusive prefixes are compared with xmlsec1, which fills in the digests of references to them.
Exit status: 0 no difference, 1 differences, 77 xmllint or xmlsec1 is missing.
"""
import argparse
import base64
import hashlib
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

DSIG = "http://www.w3.org/2000/09/xmldsig#"
METHODS = {
    "c14n": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "c14n11": "http://www.w3.org/2006/12/xml-c14n11",
    "exc-c14n": "http://www.w3.org/2001/10/xml-exc-c14n#",
}
PREFIXES = ["", "p", "q", "r", "long-prefix"]
# No '&' in a namespace: libxml2 2.9 writes it as it is, though Canonical XML 1.0, section 2.3 says &amp;.
NAMESPACES = ["urn:a", "urn:b", "http://example.org/c", "http://example.org/c?x=1", "urn:%C3%A9"]
TEXTS = ["text", " ", "\n  ", "\t", "&amp;", "&lt;b&gt;", "a&#13;b", "line\r\nend", "&#x9;&#xA;", "'\"", "é€😀", "]]&gt;",
         "<![CDATA[<cdata & more>]]>", "<![CDATA[]]>", "&#38;#38;"]
VALUES = ["", "v", "a b", "&amp;&lt;>", "&quot;'", "&#9;&#10;&#13;", "tab\tand\nline", "é€😀", "  spaces  "]
MISC = ["<!--comment-->", "<!-- a & <b> -->", "<?target?>", "<?target data ?>", "<?x  <y> & \"z\"?>", "<!--\r\n-->"]
BASES = ["http://example.org/a/b", "http://example.org/x/", "c/d", "../e", "/f/g", "h", "i/", "?q", "http://host"]
REFERENCES_A_BATCH = 90


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ids = []

    def choose(self, options):
        return self.random.choice(options)

    def chance(self, share):
        return self.random.random() < share

    def declarations(self, scope):
        declared = {}
        for prefix in PREFIXES:
            if self.chance(0.2):
                declared[prefix] = self.choose(NAMESPACES + [""] if prefix == "" else NAMESPACES)
        return declared, {**scope, **declared}

    def attributes(self, scope):
        chosen = {}
        for _ in range(self.random.randrange(4)):
            prefix = self.choose([p for p, uri in scope.items() if p == "" or uri])
            local = self.choose("abcz")
            key = (scope[prefix] if prefix else None, local)
            chosen.setdefault(key, (f"{prefix}:{local}" if prefix else local, self.choose(VALUES)))
        for name, values, share in (("xml:lang", ["fr", "en"], 0.1), ("xml:space", ["preserve", "default"], 0.1),
                                    ("xml:base", BASES, 0.1), ("xml:other", VALUES, 0.05)):
            if self.chance(share):
                chosen[name] = (name, self.choose(values))
        return list(chosen.values())

    def misc(self, share):
        return self.choose(MISC) if self.chance(share) else ""

    def element(self, scope, depth, with_ids):
        declared, scope = self.declarations(scope)
        attributes = self.attributes(scope)
        if with_ids and self.chance(0.3):
            self.ids.append(f"i{len(self.ids)}")
            attributes.append(("xml:id", self.ids[-1]))
        words = [f'xmlns{":" + p if p else ""}="{uri}"' for p, uri in declared.items()]
        words += [f'{name}="{value}"' for name, value in attributes]
        self.random.shuffle(words)
        prefix = self.choose([p for p, uri in scope.items() if p == "" or uri])
        name = (prefix + ":" if prefix else "") + self.choose(["e", "f", "element"])
        tag = " ".join([name] + words)
        content = self.content(scope, depth, with_ids)
        return f"<{tag}>{content}</{name}>" if content or self.chance(0.5) else f"<{tag}/>"

    def content(self, scope, depth, with_ids):
        pieces = []
        for _ in range(self.random.randrange(5)):
            kind = self.random.random()
            if kind < 0.4 and depth < 6:
                pieces.append(self.element(scope, depth + 1, with_ids))
            elif kind < 0.8:
                pieces.append(self.choose(TEXTS))
            else:
                pieces.append(self.choose(MISC))
        return "".join(pieces)

    def document(self):
        start = '<?xml version="1.0" encoding="UTF-8"?>\n' if self.chance(0.5) else ""
        return f"{start}{self.misc(.3)}\n{self.element({'': ''}, 0, False)}\n{self.misc(.3)}{self.misc(.2)}"

    def batch(self, documents):
        """A document of many, with a template of a signature at its end that refers to elements inside."""
        self.ids = []
        declared, scope = self.declarations({"": ""})
        words = [f'xmlns{":" + p if p else ""}="{uri}"' for p, uri in declared.items()]
        words += [f'{name}="{value}"' for name, value in self.attributes(scope)]
        body = "".join(self.element(scope, 0, True) for _ in range(documents))
        return f"{self.misc(.5)}<{' '.join(['root'] + words)}>{body}{self.template()}</root>{self.misc(.5)}"

    def template(self):
        references = [self.reference() for _ in range(REFERENCES_A_BATCH)]
        return (f'<ds:Signature xmlns:ds="{DSIG}"><ds:SignedInfo>'
                f'<ds:CanonicalizationMethod Algorithm="{METHODS["c14n"]}"/>'
                f'<ds:SignatureMethod Algorithm="{DSIG}hmac-sha1"/>{"".join(references)}</ds:SignedInfo>'
                "<ds:SignatureValue/></ds:Signature>")

    def reference(self):
        enveloped = f'<ds:Transform Algorithm="{DSIG}enveloped-signature"/>'
        if not self.ids or self.chance(0.1):
            uri, before = self.choose(["", "#xpointer(/)"]), enveloped
        else:
            uri, before = self.choose(["#{}", "#xpointer(id('{}'))"]).format(self.choose(self.ids)), ""
        return (f'<ds:Reference URI="{uri}"><ds:Transforms>{before}{self.transform()}</ds:Transforms>'
                '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>')

    def transform(self):
        method = self.choose(list(METHODS))
        algorithm = METHODS[method]
        if self.chance(0.5):
            algorithm += "WithComments" if algorithm.endswith("#") else "#WithComments"
        content = ""
        if method == "exc-c14n" and self.chance(0.6):
            names = self.random.sample(["#default"] + PREFIXES[1:], self.random.randrange(1, 5))
            content = f'<ec:InclusiveNamespaces xmlns:ec="{METHODS["exc-c14n"]}" PrefixList="{" ".join(names)}"/>'
        return f'<ds:Transform Algorithm="{algorithm}">{content}</ds:Transform>'


class Probe:
    def __init__(self, program):
        self.program = program

    def ask(self, requests):
        done = subprocess.run([self.program], input="".join(line + "\n" for line in requests).encode(),
                              capture_output=True, check=True)
        return self.split(done.stdout)

    @staticmethod
    def split(output):
        answers = []
        while output:
            line, _, output = output.partition(b"\n")
            if line.startswith(b"ok "):
                size = int(line[3:])
                answers.append(output[:size])
                output = output[size:]
            else:
                answers.append(line)
        return answers


def compare_documents(probe, folder, generator, count):
    """Whole documents against xmllint. Returns the number of comparisons and the names of files that differ."""
    files = []
    for number in range(count):
        path = folder / f"document-{number}.xml"
        path.write_bytes(generator.document().encode())
        files.append(str(path))
    differing = []
    for method in METHODS:
        ours = probe.ask([f"document\t{method}+comments\t\t{file}" for file in files])
        for start in range(0, count, 200):
            differing += differing_files(method, files[start:start + 200], ours[start:start + 200])
    return count * len(METHODS), differing


def xmllint(method, files):
    return subprocess.run(["xmllint", "--nonet", f"--{method}", *files], capture_output=True).stdout


def differing_files(method, files, ours):
    """xmllint prints all its results in one piece; only where that differs is it asked file by file."""
    if xmllint(method, files) == b"".join(ours):
        return []
    return [f"{method} {file}" for file, our in zip(files, ours) if xmllint(method, [file]) != our]


def compare_references(probe, folder, generator, batches, documents_a_batch):
    """Elements inside documents against the digests of xmlsec1."""
    key = folder / "key"
    key.write_bytes(b"any key will do")
    compared, differing = 0, []
    for number in range(batches):
        template, signed = folder / f"batch-{number}.xml", folder / f"batch-{number}.signed.xml"
        template.write_bytes(generator.batch(documents_a_batch).encode())
        done = subprocess.run(["xmlsec1", "--sign", "--hmackey", key, "--output", signed, template],
                              capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            differing.append(f"{template}: xmlsec1 refuses it: {done.stderr[-300:]}")
            continue
        theirs = re.findall(r"<ds:DigestValue>([^<]+)</ds:DigestValue>", signed.read_text(encoding="utf-8"))
        ours = [base64.b64encode(hashlib.sha256(octets).digest()).decode()
                for octets in probe.ask([f"references\t{template}"])]
        compared += len(theirs)
        differing += [f"{template} reference {i + 1}" for i, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]]
        if len(ours) != len(theirs):
            differing.append(f"{template}: {len(ours)} references, xmlsec1 has {len(theirs)}")
    return compared, differing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("probe", help="the program xml_probe")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--keep", metavar="DIR", help="write the documents there and leave them")
    options = parser.parse_args()
    missing = [tool for tool in ("xmllint", "xmlsec1") if not shutil.which(tool)]
    if missing:
        print(f"skipped: {' and '.join(missing)} not installed")
        return 77
    probe, generator = Probe(options.probe), Generator(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        whole, differing = compare_documents(probe, folder, generator, options.documents)
        parts, more = compare_references(probe, folder, generator, options.documents // 25, 25)
    for line in (differing + more)[:20]:
        print("differs:", line)
    print(f"{whole} whole documents against xmllint, {parts} references against xmlsec1: "
          f"{len(differing + more)} differences")
    return 1 if differing + more else 0


if __name__ == "__main__":
    sys.exit(main())
