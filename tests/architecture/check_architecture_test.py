# SPDX-License-Identifier: Apache-2.0
"""Each rule finds what is planted against it, and leaves its neighbour that keeps to the rule alone."""

import tempfile
import unittest
from pathlib import Path

from check_architecture import violations

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
CMAKE = "# SPDX-License-Identifier: Apache-2.0\n"


def judge(files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return list(violations(Path(folder)))


# what, path, body that breaks the rule (on line 2), body that keeps to it
CASES = [
    ("arrow to the right", "signer/a.cpp", '#include "verifier/verdict.h"', '#include "crypto/digest.h"'),
    ("arrow to the left", "foundation/a.cpp", '#include "crypto/digest.h"', '#include "foundation/bytes.h"'),
    ("authority", "signer/a.cpp", '#include "certs/authority/demo_authority.h"', '#include "certs/certificate.h"'),
    ("sockets", "verifier/a.cpp", '#include "network/http_client.h"', '#include "foundation/http_message.h"'),
    ("inner room", "formats/pdf/a.cpp", '#include "formats/xml/xml_tree.h"', '#include "formats/pdf/revisions.h"'),
    ("path without room", "crypto/a.cpp", '#include "digest.h"', '#include "crypto/digest.h"'),
    ("foreign library", "signer/a.cpp", "#include <openssl/evp.h>", "#include <fmt/format.h>"),
    ("unknown library", "crypto/a.cpp", "#include <boost/asio.hpp>", "#include <openssl/evp.h>"),
    ("socket header", "certs/a.cpp", "#include <netinet/in.h>", "#include <sys/stat.h>"),
    ("using namespace", "crypto/a.cpp", "using namespace std;", "using std::string;"),
    ("catch all", "crypto/a.cpp", "catch (...) {}", "catch (const std::exception&) {}"),
    ("clock", "certs/a.cpp", "auto now = std::chrono::system_clock::now();", "// std::chrono::system_clock::now()"),
    ("C clock", "certs/a.cpp", "auto now = std::time(nullptr);", "auto when = token.time();"),
    ("OpenSSL clock", "certs/a.cpp", "X509_gmtime_adj(time, 0);", 'auto s = "X509_gmtime_adj(time, 0)";'),
    ("environment", "signer/a.cpp", 'auto home = std::getenv("HOME");', 'auto home = "getenv(";'),
    ("goto", "signer/a.cpp", "goto done;", "int good_to_go;"),
]


class Rules(unittest.TestCase):
    def test_each_rule_and_its_neighbour(self):
        for what, path, broken, kept in CASES:
            with self.subTest(what):
                found = judge({path: SPDX + broken + "\n"})
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(f"{path}:2: "), found)
                self.assertEqual(judge({path: SPDX + kept + "\n"}), [])

    def test_one_name_is_one_type(self):
        header = SPDX + "#pragma once\nstruct Fact {\n};\n"
        found = judge({"vote/a.h": header, "vote/pages/b.h": header})
        self.assertEqual(found, ["vote/pages/b.h:3: Fact is a type of vote/a.h already"])
        other = header.replace("struct Fact {", "struct Fact;\nclass Facts : public Values {")
        self.assertEqual(judge({"vote/a.h": header, "vote/pages/b.h": other}), [])
        spaces = [header.replace("struct", f"namespace {name} {{\nstruct") for name in ("sceau", "sceau::audit")]
        self.assertEqual(judge({"vote/a.h": spaces[0], "verifier/audit/a.h": spaces[1]}), [])

    def test_where_exceptions_and_clocks_belong(self):
        self.assertEqual(judge({"cli/main.cpp": SPDX + 'catch (...) {}\nstd::getenv("HOME");\n'}), [])
        self.assertEqual(judge({"network/a.cpp": SPDX + "catch (...) {}\n"}), [])

    def test_comment_over_lines_keeps_line_numbers(self):
        found = judge({"crypto/a.cpp": SPDX + "/* goto\n goto */\ngoto done;\n"})
        self.assertEqual([line.split(": ")[0] for line in found], ["crypto/a.cpp:4"])

    def test_length(self):
        self.assertEqual(judge({"crypto/a.cpp": SPDX + "\n" * 399}), [])
        self.assertIn("401 lines", judge({"crypto/a.cpp": SPDX + "\n" * 400})[0])

    def test_spdx_and_pragma(self):
        self.assertIn("no SPDX line", judge({"crypto/a.cpp": "int a;\n"})[0])
        self.assertIn("no #pragma once", judge({"crypto/a.h": SPDX})[0])
        self.assertEqual(judge({"crypto/a.h": SPDX + "#pragma once\n"}), [])

    def test_names_that_say_nothing(self):
        for name in ["pdf_utils.cpp", "common.cpp", "key_manager.cpp", "helper.cpp"]:
            self.assertIn("says nothing", judge({f"crypto/{name}": SPDX})[0])
        self.assertEqual(judge({"crypto/uncommon.cpp": SPDX}), [])

    def test_links(self):
        rooms = {"foundation/CMakeLists.txt": CMAKE + "sceau_room(foundation SOURCES a.cpp LINKS fmt::fmt)\n",
                 "verifier/CMakeLists.txt": CMAKE + "sceau_room(verifier SOURCES a.cpp LINKS foundation)\n"}
        self.assertEqual(judge(rooms), [])
        signer = CMAKE + "sceau_room(signer\n SOURCES a.cpp\n LINKS foundation PRIVATE_LINKS {})\n"
        for target, complaint in [("verifier", "may not link verifier"), ("OpenSSL::Crypto", "may not link openssl"),
                                  ("boost", "no library of the table")]:
            found = judge(rooms | {"signer/CMakeLists.txt": signer.format(target)})
            self.assertEqual(len(found), 1, found)
            self.assertIn(complaint, found[0])
            self.assertTrue(found[0].startswith("signer/CMakeLists.txt:2: "), found)


if __name__ == "__main__":
    unittest.main()
