# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A meeting with a register of three shareholders and one holding in treasury.
#
#   make_meeting NAME   the folder NAME with meeting.toml and register.csv

write_meeting() {
  cat <<TOML
format = "sceau.meeting/1"
[meeting]
id = "$1"
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
allow_simple_signature = true
simple_signature_reference = "article 23"
identification_process = "access code sent by post"
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
[[resolution]]
label = "2"
kind = "ordinary"
author = "board"
title = { fr = "Quitus", en = "Discharge" }
text = { fr = "Quitus est donné.", en = "Discharge is given." }
reasons = { fr = "Rien ne s'y oppose.", en = "Nothing stands against it." }
TOML
}

write_shareholders() {
  printf '%s\r\n' \
    'shareholder,surname,first_name,company,registration,domicile,email,language,account,kind,isin,shares,votes' \
    's1,Martin,Jeanne,,,"1, rue de la Paix, Lyon",jeanne@exemple.fr,fr,N-1,registered,,100,100' \
    's2,Durand,Paul,,,Paris,paul@exemple.fr,en,N-2,registered,,50,50' \
    's3,,,Exemple Holding,552100554,Lille,,fr,N-3,registered,,10,10' \
    's9,,,Exemple SA,732829320,Paris,,fr,N-9,treasury,,5,0'
}

make_meeting() {
  mkdir "$1"
  write_meeting "$1" >"$1/meeting.toml"
  write_shareholders >"$work/shareholders.csv"
  "$program" vote register "$1" "$work/shareholders.csv" >"$work/set-up.log" 2>&1 ||
    { cat "$work/set-up.log"; failed "test set-up: the register"; }
}
