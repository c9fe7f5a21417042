#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A meeting from its first template to the moment it is frozen, and its register.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

scrutineer() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -days 3650 \
    -subj "/CN=Scrutineer $1" -addext "keyUsage=critical,$2" -out "ag2027/$1.pem" 2>/dev/null
}

title "a new meeting"
refused 3 time.malformed sceau vote new ag2027 --date 12/05/2027
refused 64 usage.wrong sceau vote new ../ag2027 --date 2027-05-12
refused 64 usage.wrong sceau vote new ag2027
accepted sceau vote new ag2027 --date 2027-05-12
says "sceau vote check ag2027"
refused 6 file.exists sceau vote new ag2027 --date 2027-05-12

title "what the law has against it"
ends 4 sceau vote check ag2027
says "art. R. 225-61 C. com."
says "vote.articles_irregular"
ends 4 sceau --json vote check ag2027
holds 'r["report"] == "sceau.vote-check/1"' 'r["meeting"] == "ag2027"' 'len(r["defects"]) > 5' \
  'any(d["reason"] == "vote.bureau_irregular" for d in r["defects"])'
ends 4 sceau vote freeze ag2027
check "nothing was frozen" test ! -e ag2027/frozen.json
refused 6 file.not_found sceau vote check nowhere

cat >ag2027/meeting.toml <<'TOML'
format = "sceau.meeting/1"
[meeting]
id = "ag2027"
kind = "ordinary"
starts = 2027-05-12T10:00:00
zone = "Europe/Paris"
place = "Paris"
origin = "https://vote.exemple.fr"
[issuer]
name = "Exemple SA"
legal_form = "SA"
siren = "732829320"
seat = "1, rue de la Paix, Paris"
is_listed = false
[articles]
allow_electronic_vote = true
electronic_vote_reference = "article 22"
record_rule = "meeting-day"
double_vote = "none"
[convocation]
sent = 2027-04-20
call = 1
[cutoffs]
paper = 2027-05-09
[bureau]
scrutineers = ["one.pem", "two.pem"]
threshold = 2
[[resolution]]
label = "1"
kind = "ordinary"
author = "board"
title = { fr = "Comptes", en = "Accounts" }
text = { fr = "Les comptes sont approuvés.", en = "The accounts are approved." }
reasons = { fr = "Ils sont joints.", en = "They are annexed." }
TOML
cp ag2027/meeting.toml good.toml

title "scrutineers"
ends 4 sceau vote check ag2027
says "one.pem"
scrutineer one keyAgreement
scrutineer two digitalSignature
ends 4 sceau vote check ag2027
says "keyAgreement"
scrutineer two keyAgreement
accepted sceau vote check ag2027
accepted sceau --json vote check ag2027
holds 'r["defects"] == []' 'r["warnings"] == []'

title "settings that cannot be read"
sed 's/threshold/treshold/' good.toml >ag2027/meeting.toml
ends 3 sceau vote check ag2027
says "did you mean 'threshold'"
echo "x = " >ag2027/meeting.toml
refused 3 toml.malformed sceau vote check ag2027
refused 3 toml.malformed sceau vote freeze ag2027
cp good.toml ag2027/meeting.toml

title "the register"
printf 'shareholder,surname,first_name,domicile,account,kind,shares,votes\r\ns1,Martin,Jeanne,Lyon,N-1,registered,100,100\r\n' >r.csv
accepted sceau vote register ag2027 r.csv --dry-run
says "100 votes"
check "a dry run keeps nothing" test ! -e ag2027/register.csv
accepted sceau --json vote register ag2027 r.csv
holds 'r["shares"] == 100' 'r["votes"] == 100' 'len(r["sha256"]) == 64'
check "others cannot read it" test "$(stat -c %a ag2027/register.csv)" = 600
says "$(sha256sum ag2027/register.csv | cut -d' ' -f1)"
printf 'shareholder,surname,first_name,domicile,account,kind,shares,votes\r\ns1,Martin,Jeanne,Lyon,N-1,registered,100,300\r\n' >r.csv
refused 4 vote.register_irregular sceau vote register ag2027 r.csv
tells "line 2"
printf 'shareholder;surname\r\n' >r.csv
refused 4 vote.register_irregular sceau vote register ag2027 r.csv
tells "separated by ';'"
printf 'a"b\r\n' >r.csv
refused 3 csv.malformed sceau vote register ag2027 r.csv

title "frozen"
accepted sceau vote freeze ag2027
says "2027-05-11 15:00:00 CEST (2027-05-11T13:00:00Z)"
refused 6 file.exists sceau vote freeze ag2027

finish
