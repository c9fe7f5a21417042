#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Documents that are not what they should be: one clear error, the right exit code, nothing left behind; and beside each
# the document that differs in that one thing and is accepted.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

accepted sceau cert init-demo
cp "$project/samples/contract.pdf" "$project/samples/hr-letter.xml" .
sign=(sceau sign --demo --level B)
accepted "${sign[@]}" contract.pdf -o good.pdf
accepted "${sign[@]}" hr-letter.xml -o good.xml

# A document that neither can be signed nor judged.
bad() {
  refused 3 "$1" "${sign[@]}" "${@:3}" "$2" -o refused.out
  unjudged "$1" sceau verify "$2"
}

title "not a PDF"
printf 'Dear Sir or Madam,\n' >letter.txt
bad input.unknown_format letter.txt
: >empty.pdf
bad input.unknown_format empty.pdf
head -c 4096 /dev/zero >zeros.pdf
bad input.unknown_format zeros.pdf
refused 3 pdf.not_a_pdf "${sign[@]}" --format pdf letter.txt -o refused.out
refused 3 xml.malformed "${sign[@]}" --format xml letter.txt -o refused.out
accepted "${sign[@]}" --format pdf contract.pdf -o forced.pdf

title "truncated PDF"
size=$(stat -c %s contract.pdf)
for part in 10 1000 $((size / 2)) $((size - 600)); do
  head -c "$part" contract.pdf >"cut-$part.pdf"
  bad pdf.truncated "cut-$part.pdf"
done
head -c $(($(stat -c %s good.pdf) / 2)) good.pdf >cut-signed.pdf
unjudged pdf.truncated sceau verify cut-signed.pdf

title "damaged PDF"
"$python" - <<'PY'
pdf = open("contract.pdf", "rb").read()
start = pdf.rindex(b"startxref")
open("wrong-startxref.pdf", "wb").write(pdf[:start] + b"startxref\n12345\n%%EOF\n")
open("far-startxref.pdf", "wb").write(pdf[:start] + b"startxref\n9999999999\n%%EOF\n")
PY
bad pdf.malformed wrong-startxref.pdf
bad pdf.malformed far-startxref.pdf

title "a PDF without a page"
cat >pageless.body <<'PDF'
%PDF-1.4
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[]/Count 0>>
endobj
PDF
"$python" - <<'PY'
body = open("pageless.body", "rb").read()
places = [body.index(b"1 0 obj"), body.index(b"2 0 obj")]
table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
open("pageless.pdf", "wb").write(body + table + b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body))
PY
refused 3 pdf.no_page "${sign[@]}" pageless.pdf -o refused.out

title "encrypted PDF"
if command -v qpdf >/dev/null; then
  accepted qpdf --encrypt opens-with-this owner-too 256 -- contract.pdf locked.pdf
  accepted qpdf --encrypt "" owner-too 256 -- contract.pdf restricted.pdf
  unjudged pdf.password_needed sceau verify locked.pdf
  (umask 077 && echo opens-with-this >right && echo opens-not >wrong)
  unjudged pdf.password_needed sceau verify --password file:wrong locked.pdf
  ends 2 sceau verify --password file:right locked.pdf
  says "NO-SIGNATURE"
  before=$(listing)
  run "${sign[@]}" locked.pdf -o refused.out
  check "exit code $code" test "$code" -eq 3 -o "$code" -eq 4
  check "reason" grep -qE 'reason: pdf\.(password_needed|encrypted)$' "$err"
  tells "hint:"
  unchanged_since "$before"
  refused 4 pdf.encrypted "${sign[@]}" restricted.pdf -o refused.out
else
  skip "encrypted PDF files: qpdf is not installed"
fi

title "a document that was certified as final"
"$python" - <<'PY'
# DocMDP level 1 beside a signature field that is there already.
body = b"""%%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>/Perms<</DocMDP 5 0 R>>>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>
endobj
4 0 obj
<</Type/Annot/Subtype/Widget/FT/Sig/T(Final)/V 5 0 R/Rect[0 0 0 0]/P 3 0 R>>
endobj
5 0 obj
<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<00>/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]>>
endobj
"""
for level in (1, 2):
    text = body % level
    places = [text.index(b"%d 0 obj" % number) for number in range(1, 6)]
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(text)
    open(f"certified-{level}.pdf", "wb").write(text + table + end)
PY
refused 4 pdf.change_forbidden "${sign[@]}" certified-1.pdf -o refused.out
accepted "${sign[@]}" certified-2.pdf -o certified-2.signed.pdf

title "XML"
printf '<a><b></a>' >unclosed.xml
bad xml.malformed unclosed.xml
printf '<?xml version="1.0"?>\n<a b="1" b="2"/>' >twice.xml
bad xml.malformed twice.xml
printf '<a/>trailing' >trailing.xml
bad xml.malformed trailing.xml
printf '<p:a/>' >unbound.xml
bad xml.malformed unbound.xml
printf '<a/>' >smallest.xml
accepted "${sign[@]}" smallest.xml -o smallest.signed.xml
accepted sceau verify --trust "$trust" smallest.signed.xml

title "DOCTYPE"
printf '<!DOCTYPE a><a/>' >doctype.xml
bad xml.doctype doctype.xml
printf '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' >entity.xml
bad xml.doctype entity.xml
{
  printf '<!DOCTYPE a [<!ENTITY x0 "ha">'
  for i in $(seq 1 30); do printf '<!ENTITY x%d "&x%d;&x%d;">' "$i" $((i - 1)) $((i - 1)); done
  printf ']><a>&x30;</a>'
} >laughs.xml
bad xml.doctype laughs.xml
sed '1a <!DOCTYPE letter>' good.xml >doctype-signed.xml
unjudged xml.doctype sceau verify doctype-signed.xml

title "duplicate Id"
printf '<a><b Id="x"/><c Id="x"/></a>' >ids.xml
printf '<a><b Id="x"/><c ID="x"/></a>' >mixed-ids.xml
printf '<a><b xml:id="x"/><c Id="x"/></a>' >xml-ids.xml
for file in ids.xml mixed-ids.xml xml-ids.xml; do refused 3 xml.duplicate_id "${sign[@]}" $file -o refused.out; done
# Where a signature refers to the Id, either element could be meant; other twins are a habit of business documents.
"$python" - <<'PY'
import re
good = open("good.xml", "rb").read()
end = good.rindex(b"</")
referenced = re.search(rb'URI="#([^"]+)"', good)[1]
open("signed-ids.xml", "wb").write(good[:end] + b'<x Id="' + referenced + b'"/>' + good[end:])
PY
unjudged xml.duplicate_id sceau verify signed-ids.xml
ends 2 sceau verify ids.xml
says "NO-SIGNATURE"
printf '<a><b Id="x"/><c Id="y"/></a>' >own-ids.xml
accepted "${sign[@]}" own-ids.xml -o own-ids.signed.xml

title "10,000 levels deep"
"$python" - <<'PY'
for depth, name in ((10_000, "deep"), (257, "deep-257"), (200, "deep-200")):
    open(name + ".xml", "w").write("<a>" * depth + "</a>" * depth)
open("deep.pdf", "wb").write(open("contract.pdf", "rb").read().replace(b"/Catalog", b"/Catalog/X " + b"[" * 10_000 + b"]" * 10_000, 1))
open("wide.xml", "w").write("<a " + " ".join(f'b{i}="1"' for i in range(100_000)) + "/>")
PY
bad xml.too_deep deep.xml
bad xml.too_deep deep-257.xml
accepted "${sign[@]}" deep-200.xml -o deep-200.signed.xml
bad xml.too_complex wide.xml
# The table of a PDF says where its objects begin, so this one is damaged as well as deep.
run "${sign[@]}" deep.pdf -o refused.out
check "exit code $code" test "$code" -eq 3
run sceau verify deep.pdf
check "exit code $code" test "$code" -eq 3

title "encodings and namespaces"
printf '<?xml version="1.0" encoding="windows-1252"?><a/>' >codepage.xml
bad xml.encoding codepage.xml
printf '<a xmlns="relative/name"/>' >relative.xml
refused 3 xml.relative_namespace "${sign[@]}" relative.xml -o refused.out
printf '<a>\xff\xfe</a>' >bytes.xml
bad xml.malformed bytes.xml
printf '<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9t\xe9</a>' >latin.xml
accepted "${sign[@]}" latin.xml -o latin.signed.xml
accepted sceau verify --trust "$trust" latin.signed.xml

title "the input is no file"
mkdir folder.pdf
refused 6 file.not_readable "${sign[@]}" folder.pdf -o refused.out
refused 6 file.not_found "${sign[@]}" absent.pdf -o refused.out
refused 6 file.not_found "${sign[@]}" contract.pdf/inside.pdf -o refused.out
unjudged file.not_found sceau verify absent.pdf
unjudged file.not_readable sceau verify folder.pdf
refused 3 input.unknown_format "${sign[@]}" /dev/null -o refused.out
if ((EUID != 0)); then
  cp contract.pdf private.pdf && chmod 000 private.pdf
  refused 6 file.not_readable "${sign[@]}" private.pdf -o refused.out
  chmod 644 private.pdf
else
  skip "a file without read permission: root reads everything"
fi

title "what verify is given beside the document"
refused 64 certificate.no_anchors sceau verify --trust folder.pdf good.pdf
refused 3 certificate.malformed sceau verify --trust letter.txt good.pdf
refused 6 file.not_found sceau verify --trust absent.pem good.pdf
refused 3 certificate.crl_malformed sceau verify --crl letter.txt good.pdf
refused 6 file.not_found sceau verify --crl absent.crl good.pdf
refused 6 file.not_found sceau verify --content absent.bin good.pdf
refused 64 usage.wrong sceau verify --at 2026-13-01T00:00:00Z good.pdf
accepted sceau verify --trust "$trust" good.pdf

title "the demonstration authority's folder is damaged"
cp -r "$XDG_DATA_HOME" "$work/damaged"
find "$work/damaged" -name '*.pem' -exec sh -c 'echo garbage >"$1"' _ {} \;
XDG_DATA_HOME=$work/damaged refused 6 authority.not_made sceau sign --demo contract.pdf -o refused.out
XDG_DATA_HOME=relative HOME='' refused 6 authority.not_made sceau sign --demo contract.pdf -o refused.out
XDG_DATA_HOME=/dev/null/x refused 6 authority.not_made sceau sign --demo contract.pdf -o refused.out

finish
