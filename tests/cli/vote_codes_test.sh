#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Access codes: once for all shareholders, again for one, and never anywhere but in the table.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"
# shellcheck source=tests/cli/vote_meeting.sh
source "$tests/vote_meeting.sh"

make_meeting ag2027
(umask 077 && printf '%s\n' "$secret" >"$work/storage" && printf 'other-%s\n' "$secret" >"$work/wrong")
codes() { sceau vote codes ag2027 --storage-key "file:$work/storage" "$@"; }
codes_of() { tail -n +2 "$1" | tr -d '\r' | sed 's/.*,//' >"$work/known"; }
unshown() { codes_of "$1" && check "no code was printed" not grep -qF -f "$work/known" "$transcript"; }
not() { ! "$@"; }

title "where codes go"
refused 64 usage.wrong codes -o -
refused 64 usage.wrong codes -o /dev/stdout
refused 64 usage.wrong codes
refused 6 file.not_found sceau vote codes nowhere --storage-key "file:$work/storage" -o codes.csv
echo mine >taken.csv
refused 6 file.exists codes -o taken.csv
check "no store was made" test ! -e ag2027/server

title "once for all"
accepted codes -o codes.csv
says "codes.csv: 3 access codes"
check "only its owner reads it" test "$(stat -c %a codes.csv)" = 600
check "only its owner reads the store" test "$(stat -c %a ag2027/server ag2027/server/ballots.sqlite | sort -u | tr '\n' ' ')" = "600 700 "
check "a header and three lines" test "$(wc -l <codes.csv)" -eq 4
check "lines end with CRLF" test "$(grep -c $'\r$' codes.csv)" -eq 4
check "the header" grep -qx $'shareholder,surname,first_name,company,address,language,email,code\r' codes.csv
check "fields with commas are quoted" grep -q '^s1,Martin,Jeanne,,"1, rue de la Paix, Lyon",fr,jeanne@exemple.fr,' codes.csv
check "every code has its form" test "$(grep -cE ',[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}-[0-9A-Z*~$=]'$'\r$' codes.csv)" -eq 3
unshown codes.csv
ends 4 codes -o more.csv
tells "vote.codes_exist"
check "nothing more was written" test ! -e more.csv

title "the storage key"
ends 7 sceau vote codes ag2027 --storage-key "file:$work/wrong" -o more.csv
tells "key.wrong_passphrase"
check "nothing was written" test ! -e more.csv

title "again for one"
accepted sceau --json vote codes ag2027 --storage-key "file:$work/storage" --again s1 -o third.csv
holds 'r["report"] == "sceau.vote-codes/1"' 'r["codes"] == 1' 'r["output"] == "third.csv"'
check "one line" test "$(wc -l <third.csv)" -eq 2
check "another code" test "$(sed -n 's/^s1,.*,//p' codes.csv)" != "$(sed -n 's/^s1,.*,//p' third.csv)"
unshown third.csv
ends 4 codes --again nobody -o more.csv
tells "vote.not_entitled"
ends 4 codes --again s9 -o more.csv
tells "vote.not_entitled"

title "the disk knows no names and no codes"
check "no name is on the disk" not grep -raqF -e Martin -e Jeanne ag2027/server
codes_of codes.csv
check "no code is on the disk" not grep -raqF -f "$work/known" ag2027/server

finish
