#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The urn of a meeting: made when it is frozen, rehearsed, and opened by two of three scrutineers, each on a machine of
# their own. The meeting that is opened was held in the past; the other one has not closed yet.
# shellcheck source=tests/cli/assertions.sh
source "$(dirname "$0")/assertions.sh"

scrutineer() {
  local name=$1 usage=$2
  shift 2
  openssl req -x509 -newkey "$@" -nodes -keyout "$name.key" -days 3650 -subj "/CN=Scrutineer $name" \
    -addext "keyUsage=critical,$usage" -out "$name.pem" 2>/dev/null
}

# meeting ID DATE VEILLE PAPER SENT
meeting() {
  sceau vote new "$1" --date "$2" >/dev/null
  cp one.pem two.pem three.pem "$1"
  cat >"$1/meeting.toml" <<TOML
format = "sceau.meeting/1"
[meeting]
id = "$1"
kind = "ordinary"
starts = $2T10:00:00
zone = "Europe/Paris"
place = "Paris"
origin = "https://vote.exemple.fr"
[issuer]
name = "Exemple Société Anonyme à l'Organisation Très Longuement Dénommée d'Après Ses Fondateurs"
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
sent = $4
call = 1
[cutoffs]
paper = $3
[bureau]
scrutineers = ["one.pem", "two.pem", "three.pem"]
threshold = 2
[[resolution]]
label = "1"
kind = "ordinary"
author = "board"
title = { fr = "Comptes", en = "Accounts" }
text = { fr = "Les comptes sont approuvés.", en = "The accounts are approved." }
reasons = { fr = "Ils sont joints.", en = "They are annexed." }
TOML
}

# A machine of scrutineer $1: what of meeting $2 the bureau hands out, and their key.
machine() {
  mkdir -p "$1-machine"
  rm -rf "$1-machine/$2"
  cp -r "$2" "$1-machine/$2"
  cp "$1".* "$1-machine/"
}

scrutineer one keyAgreement ec -pkeyopt ec_paramgen_curve:P-256
scrutineer two keyEncipherment rsa:3072
scrutineer three keyAgreement ec -pkeyopt ec_paramgen_curve:P-384
scrutineer stranger keyAgreement ec -pkeyopt ec_paramgen_curve:P-256
openssl pkey -in three.key -aes256 -passout "pass:$secret" -out three.shut 2>/dev/null
openssl pkcs12 -export -inkey two.key -in two.pem -passout "pass:$secret" -out two.p12
printf '%s\n' "$secret" >passphrase
chmod 600 passphrase
next_year=$(($(date +%Y) + 1))
meeting past 2026-06-02 2026-05-30 2026-05-04
meeting future "$next_year-06-09" "$next_year-06-06" "$next_year-05-04"

title "frozen with an urn"
for id in past future; do
  accepted sceau vote freeze "$id"
  says "$(openssl x509 -in "$id/urn.crt.pem" -outform DER | sha256sum | cut -d' ' -f1)"
  check "one envelope a set" test "$(cd "$id/urn-key" && echo *)" = "1-2.cms 1-3.cms 2-3.cms"
  check "one trial each" test "$(cd "$id/rehearsal" && echo *)" = "1.cms 2.cms 3.cms"
  check "the private key is nowhere" bash -c "! grep -rl 'PRIVATE KEY' '$id'"
done
check "the urn's key agrees, and does nothing else" bash -c \
  'openssl x509 -in past/urn.crt.pem -noout -ext keyUsage | tail -n 1 | grep -qx " *Key Agreement"'
check "frozen.json names the urn" grep -q '"urn":{"certificate_sha256":"' past/frozen.json
refused 6 file.exists sceau vote freeze past

title "an interrupted freeze leaves nothing that would be taken for an urn"
cp -r future again
sed -i 's/id = "future"/id = "again"/' again/meeting.toml
rm again/frozen.json
cp again/urn-key/1-2.cms again/urn-key/1-4.cms
cp again/urn.crt.pem old.crt.pem
accepted sceau vote freeze again
check "the envelopes are those of the new urn" test "$(cd again/urn-key && echo *)" = "1-2.cms 1-3.cms 2-3.cms"
check "the urn is new" bash -c '! cmp -s old.crt.pem again/urn.crt.pem'

title "the rehearsal"
for name in one two; do machine "$name" future; done
accepted sceau vote open one-machine/future --rehearse --key one-machine/one.key
says "give this file back to the bureau"
accepted sceau --json vote open two-machine/future --rehearse --key two-machine/two.p12 --passphrase file:passphrase
holds 'r["report"] == "sceau.vote-open/1"' 'r["meeting"] == "future"' 'r["scrutineer"] == 2' \
  'r["answer"].endswith("rehearsal/2.opened")'
accepted sceau vote open future --rehearse --key three.shut --passphrase file:passphrase
accepted sceau vote open future --rehearse --key three.key
check "the answer is the one that was frozen" grep -q "$(sha256sum future/rehearsal/3.opened | cut -d' ' -f1)" \
  future/frozen.json
refused 7 key.does_not_fit sceau vote open future --rehearse --key stranger.key
refused 7 key.wrong_passphrase env WRONG=wrong "$program" vote open future --rehearse --key three.shut --passphrase env:WRONG
refused 6 file.not_found sceau vote open future --rehearse --key nobody.key

title "a rehearsal opens nothing but trials"
machine one future
cp one-machine/future/urn-key/1-2.cms one-machine/future/rehearsal/1.cms
refused 3 encryption.envelope_malformed sceau vote open one-machine/future --rehearse --key one.key
cp future/rehearsal/2.cms one-machine/future/rehearsal/1.cms
refused 7 encryption.for_another sceau vote open one-machine/future --rehearse --key one.key
cp past/rehearsal/1.cms one-machine/future/rehearsal/1.cms
refused 3 encryption.envelope_malformed sceau vote open one-machine/future --rehearse --key one.key

title "before the close"
refused 4 vote.sealed sceau vote open future --key one.key
refused 4 vote.sealed sceau vote open future --key stranger.key

title "two of three open the urn, in their order"
for name in one two three; do machine "$name" past; done
refused 7 encryption.for_another sceau vote open three-machine/past --key three.key
tells "a lower number opens first"
accepted sceau --json vote open one-machine/past --key one.key
holds '[(f["file"].split("/")[-1], f["for"]) for f in r["passed_on"]] == [("1-2.after-1.cms", "2"), ("1-3.after-1.cms", "3")]' \
  'r["urn_key"] is None'
check "the first one has no key" test ! -e one-machine/past/urn.key.pem
check "what is passed on is sealed" bash -c "! grep -rl 'PRIVATE KEY' one-machine/past"
cp -r one-machine/past/urn-opening three-machine/past/
refused 7 secret.not_readable sceau vote open three-machine/past --key three.key
accepted sceau vote open three-machine/past --key three.shut --passphrase file:passphrase --urn-passphrase file:passphrase
says "the key of the urn"
check "only its owner reads it" test "$(stat -c %a three-machine/past/urn.key.pem)" = 600
check "it is the urn's, under its passphrase" cmp -s \
  <(openssl pkey -in three-machine/past/urn.key.pem -passin file:passphrase -pubout) \
  <(openssl x509 -in past/urn.crt.pem -noout -pubkey)
refused 6 file.exists sceau vote open three-machine/past --key three.key --urn-passphrase file:passphrase

title "two and three without one"
machine two past
machine three past
accepted sceau vote open two-machine/past --key two.key
says "2-3.after-2.cms: for scrutineer 3"
cp -r two-machine/past/urn-opening three-machine/past/
accepted sceau --json vote open three-machine/past --key three.key --urn-passphrase file:passphrase
holds 'r["urn_key"].endswith("past/urn.key.pem")' 'r["passed_on"] == []'

title "what the urn key opens, openssl opens too"
openssl pkey -in three-machine/past/urn.key.pem -passin file:passphrase -out plain.key
printf 'a ballot' | openssl cms -encrypt -binary -aes-256-gcm -outform DER -recip past/urn.crt.pem \
  -keyopt ecdh_kdf_md:sha256 -out ballot.cms
check "openssl" test "$(openssl cms -decrypt -inform DER -in ballot.cms -inkey plain.key -recip past/urn.crt.pem)" = "a ballot"
rm plain.key

title "what was changed is refused"
machine one past
printf 'x' | dd of=one-machine/past/urn-key/1-2.cms bs=1 seek=700 conv=notrunc status=none
refused 1 encryption.altered sceau vote open one-machine/past --key one.key
machine one past
echo garbage >one-machine/past/urn-key/1-2.cms
refused 3 encryption.envelope_malformed sceau vote open one-machine/past --key one.key
machine one past
cp future/urn.crt.pem one-machine/past/urn.crt.pem
refused 1 vote.frozen_changed sceau vote open one-machine/past --key one.key
machine one past
cp stranger.pem one-machine/past/one.pem
refused 1 vote.frozen_changed sceau vote open one-machine/past --key one.key
machine one past
sed -i 's/threshold = 2/threshold = 1/' one-machine/past/meeting.toml
refused 1 vote.frozen_changed sceau vote open one-machine/past --key one.key
machine two past
mkdir two-machine/past/urn-opening
cp again/urn-key/2-3.cms two-machine/past/urn-opening/2-3.after-1.cms
accepted sceau vote open two-machine/past --key two.key
cp -r two-machine/past/urn-opening/2-3.after-2.cms three-machine/past/urn-opening/2-3.after-2.cms
rm three-machine/past/urn.key.pem
refused 7 key.does_not_fit sceau vote open three-machine/past --key three.key --urn-passphrase file:passphrase

title "a meeting without an urn"
machine one past
"$python" -c 'import json,sys; p=sys.argv[1]; d=json.load(open(p)); del d["urn"]; open(p,"w").write(json.dumps(d,sort_keys=True,separators=(",",":")))' \
  one-machine/past/frozen.json
refused 3 value.missing sceau vote open one-machine/past --key one.key

title "scrutineers who could not open"
meeting refused "$next_year-06-09" "$next_year-06-06" "$next_year-05-04"
scrutineer short keyEncipherment rsa:2048
scrutineer curve keyAgreement ec -pkeyopt ec_paramgen_curve:brainpoolP256r1
for bad in short curve; do
  cp "$bad.pem" refused/three.pem
  ends 4 sceau vote freeze refused
  says "vote.bureau_irregular"
  check "nothing was made" test ! -e refused/urn.crt.pem
done

finish
