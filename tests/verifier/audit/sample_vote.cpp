// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/sample_vote.h"

#include <fmt/format.h>

#include "tests/verifier/audit/sample_people.h"

namespace sceau::test {
namespace {

const std::string toml = R"(format = "sceau.meeting/1"
[meeting]
id = "ag2027"
kind = "mixed"
starts = 2027-05-12T10:00:00
zone = "Europe/Paris"
place = "Lyon"
origin = "https://vote.exemple.fr"
[issuer]
name = "Exemple SA"
legal_form = "SA"
siren = "732829320"
seat = "Lyon"
is_listed = false
[articles]
allow_electronic_vote = true
electronic_vote_reference = "article 22"
allow_simple_signature = true
simple_signature_reference = "article 23"
identification_process = "code"
record_rule = "meeting-day"
double_vote = "by-articles"
[convocation]
sent = 2027-04-20
call = 1
[cutoffs]
opens = 2027-04-21T09:00:00
paper = 2027-05-09
[bureau]
scrutineers = ["one.pem", "two.pem"]
threshold = 2
[[resolution]]
label = "1"
kind = "ordinary"
author = "board"
title.fr = "Un"
text.fr = "Texte"
[[resolution]]
label = "2"
kind = "ordinary"
author = "shareholder"
recommendation = "against"
deprived = ["N-5"]
title.fr = "Deux"
text.fr = "Texte"
[[resolution]]
label = "3"
kind = "extraordinary"
author = "board"
title.fr = "Trois"
text.fr = "Texte"
[[resolution]]
label = "4"
kind = "ordinary"
author = "board"
title.fr = "Quatre"
text.fr = "Texte"
[[resolution]]
label = "5"
kind = "ordinary"
author = "board"
is_information_only = true
title.fr = "Cinq"
text.fr = "Texte"
)";

const std::string frozen =
    R"({"agenda_sha256":"{AGENDA}","calendar_sha256":"{ZEROS}","form_sha256":"{FORM}",)"
    R"("format":"sceau.frozen-meeting/1","meeting":"ag2027","settings_sha256":"{SETTINGS}","times":{)"
    R"("closes":{"tzdb":"2025b","utc":"2027-05-11T13:00:00Z","wall":"2027-05-11T15:00:00","zone":"Europe/Paris"},)"
    R"("opens":{"tzdb":"2025b","utc":"2027-04-21T07:00:00Z","wall":"2027-04-21T09:00:00","zone":"Europe/Paris"},)"
    R"("paper":{"tzdb":"2025b","utc":"2027-05-09T21:59:59.999999Z","wall":"2027-05-09T23:59:59.999999","zone":"Europe/Paris"},)"
    R"("proxies":{"tzdb":"2025b","utc":"2027-05-11T13:00:00Z","wall":"2027-05-11T15:00:00","zone":"Europe/Paris"},)"
    R"("record":{"tzdb":"2025b","utc":"2027-05-11T22:00:00Z","wall":"2027-05-12T00:00:00","zone":"Europe/Paris"},)"
    R"("starts":{"tzdb":"2025b","utc":"2027-05-12T08:00:00Z","wall":"2027-05-12T10:00:00","zone":"Europe/Paris"}},)"
    R"("urn":{"certificate_sha256":"{URN}","scrutineers":[)"
    R"({"certificate_sha256":"{SCRUTINEER}","rehearsal_sha256":"{REHEARSAL:1}"},)"
    R"({"certificate_sha256":"{SCRUTINEER}","rehearsal_sha256":"{REHEARSAL:2}"}]}})";

std::string agenda_item(const std::string& label, const std::string& kind, const std::string& author,
                        const std::string& title, bool is_information_only) {
  return fmt::format(R"({{"author":"{}","information_only":{},"kind":"{}","label":"{}","reasons":{{"en":"","fr":""}},)"
                     R"("text":{{"en":"","fr":"Texte"}},"title":{{"en":"","fr":"{}"}}}})",
                     author, is_information_only, kind, label, title);
}

std::string agenda() {
  return "[" + agenda_item("1", "ordinary", "board", "Un", false) + "," +
         agenda_item("2", "ordinary", "shareholder", "Deux", false) + "," +
         agenda_item("3", "extraordinary", "board", "Trois", false) + "," +
         agenda_item("4", "ordinary", "board", "Quatre", false) + "," +
         agenda_item("5", "ordinary", "board", "Cinq", true) + "]";
}

std::string form_template() {
  return R"({"agenda":)" + agenda() +
         R"(,"format":"sceau.form/1","issuer":"Exemple SA","meeting":"ag2027",)"
         R"("mentions_en":[{"rule":"L8","text":"An abstention is no vote."}],)"
         R"("mentions_fr":[{"rule":"L8","text":"L'abstention n'est pas un vote."}],)"
         R"("place":"Lyon","siren":"732829320","starts":"2027-05-12T10:00:00","zone":"Europe/Paris"})";
}

// Shares 1,000, of them 100 in treasury; votes 1,000. Before the correction Zoé Garnier had ten shares more, and Denis
// Moreau ten fewer.
std::string register_csv(int of_moreau, int of_garnier) {
  return fmt::format(
      "shareholder,surname,first_name,company,domicile,intermediary,account,kind,shares,votes,attestation\r\n"
      "s1,Martin,Jeanne,,Lyon,,N-1,registered,100,200,\r\n"
      "s2,Durand,Paul,,Paris,,N-2,registered,50,50,\r\n"
      "s3,,,Exemple Holding,Lille,,N-3,registered,300,300,\r\n"
      "s4,Lefèvre,Anne,,Nantes,,N-4,registered,80,80,\r\n"
      "s5,Petit,Luc,,Brest,,N-5,registered,70,70,\r\n"
      "s6,,,Banque Dupont,Paris,yes,N-6,administered,200,200,\r\n"
      "s7,Moreau,Denis,,Lyon,,N-7,bearer,{0},{0},A-7\r\n"
      "s8,Garnier,Zoé,,Lyon,,N-8,registered,{1},{1},\r\n"
      "s9,,,Exemple SA,Lyon,,N-9,treasury,100,0,\r\n",
      of_moreau, of_garnier);
}

struct FormParts {
  std::string id, person, signer, account;
  int shares;
  std::string instructions, proxy = "", kind = "registered";
};

std::string form_xml(const FormParts& parts) {
  const auto mention = R"(<Mentions><Mention rule="L8">L'abstention n'est pas un vote.</Mention></Mentions>)";
  return fmt::format(
      R"(<Form xmlns="urn:sceau:vote:form:1"><Meeting id="ag2027" language="fr" agendaSha256="{}" formSha256="{}"/>{})"
      R"(<Shareholder id="{}">{}</Shareholder>{}<Holdings><Holding account="{}" kind="{}" shares="{}"/></Holdings>{}{})"
      R"(</Form>)",
      sha256_of(agenda()), sha256_of(form_template()), mention, parts.id, parts.person, parts.signer, parts.account,
      parts.kind, parts.shares, parts.instructions, parts.proxy);
}

std::string natural(const std::string& surname, const std::string& first_name, const std::string& domicile) {
  return fmt::format("<Surname>{}</Surname><FirstName>{}</FirstName><Domicile>{}</Domicile>", surname, first_name,
                     domicile);
}

std::string company(const std::string& name, const std::string& domicile) {
  return fmt::format("<Company>{}</Company><Domicile>{}</Domicile>", name, domicile);
}

std::string signs(const std::string& capacity, const std::string& surname, const std::string& first_name) {
  return fmt::format(R"(<Signer capacity="{}"><Surname>{}</Surname><FirstName>{}</FirstName></Signer>)", capacity,
                     surname, first_name);
}

// Choices on 1, 2, 3 and 4.
std::string choices(const std::vector<std::string>& said, const std::string& raised = "") {
  std::string xml = "<Instructions>";
  for (std::size_t i = 0; i < said.size(); ++i) {
    xml += fmt::format(R"(<Resolution label="{}" choice={}/>)", i + 1, said[i]);
  }
  if (!raised.empty()) xml += fmt::format(R"(<NewResolutions choice="{}"/>)", raised);
  return xml + "</Instructions>";
}

const std::string yes = "\"for\"", no = "\"against\"", neither = "\"abstain\"";

std::string sealed(const std::string& form, const std::string& received_at) {
  return xml_signed_by(sample_seal(),
                       fmt::format(R"(<Ballot xmlns="urn:sceau:vote:ballot:1"><Identification process="code" )"
                                   R"(codeGeneration="1" identifiedAt="{0}" receivedAt="{0}" submittedSha256="{1}"/>)"
                                   R"({2}</Ballot>)",
                                   received_at, sha256_of("sent at " + received_at), form));
}

std::string of_martin() {
  return xml_signed_by(jeanne_martin(),
                       form_xml({"s1", natural("Martin", "Jeanne", "Lyon"), signs("shareholder", "Martin", "Jeanne"),
                                 "N-1", 100, choices({yes, no, yes, yes}, "against")}));
}

std::string of_petit() {
  const auto proxy =
      R"(<Proxy kind="named" relation="shareholder"><Surname>MOREAU</Surname><FirstName>Denis</FirstName>)"
      R"(<Domicile>Lyon</Domicile></Proxy>)";
  return xml_signed_by(luc_petit(), form_xml({"s5", natural("Petit", "Luc", "Brest"),
                                              signs("shareholder", "Petit", "Luc"), "N-5", 70, "", proxy}));
}

std::string of_holding(const std::string& at) {
  return sealed(form_xml({"s3", company("Exemple Holding", "Lille"), signs("legal-representative", "Roux", "Eva"),
                          "N-3", 300, choices({yes, neither, no, yes})}),
                at);
}

std::string of_lefevre(const std::string& at) {
  return sealed(form_xml({"s4", natural("Lefèvre", "Anne", "Nantes"), signs("shareholder", "Lefèvre", "Anne"), "N-4",
                          80, "", R"(<Proxy kind="chair"/>)"}),
                at);
}

std::string of_durand(const std::string& at) {
  return sealed(form_xml({"s2", natural("Durand", "Paul", "Paris"), signs("shareholder", "Durand", "Paul"), "N-2", 50,
                          choices({no, yes, neither, yes})}),
                at);
}

std::string of_bank(const std::string& at) {
  return sealed(form_xml({"s6", company("Banque Dupont", "Paris"), signs("intermediary", "Roy", "Guy"), "N-6", 200,
                          choices({R"("split" for="120" against="50" abstain="30")", yes, yes, yes}, "abstain"), "",
                          "administered"}),
                at);
}

struct Facts {
  std::string kind, voter, at, more, sent;  // `sent`: what the voter sent, by hash
  int shares = 0;                           // which register
};

std::string payload_of(const Facts& facts) {
  return canonical(fmt::format(
      R"({{"kind":"{}","meeting":"ag2027","shareholder":"{}","form_sha256":"{}","register_sha256":"{{REGISTER:{}}}",)"
      R"("received_at":"{}","deadline":"2027-05-11T13:00:00Z",)"
      R"("clock":{{"is_degraded":false,"is_litigious":false,"uncertainty_us":2000}}{}}})",
      facts.kind, voter_of(facts.voter), facts.sent, facts.shares, facts.at, facts.more));
}

std::string admitted(std::uint64_t index, const std::string& level) {
  return fmt::format(R"(,"ballot":"{:032x}","document_sha256":"{{DOC:{}}}","sealed_sha256":"{{ZEROS}}",)"
                     R"("signature":{{"level":"{}","rests_on":"a sentence"}})",
                     index, index, level);
}

void add(SampleVote& vote, const std::string& type, const std::string& at, const std::string& payload) {
  vote.entries.push_back({type, at, payload});
}

void add_signed(SampleVote& vote, const std::string& type, const std::string& voter, const std::string& at,
                const std::string& document) {
  const auto index = vote.entries.size();
  vote.documents[index] = document;
  add(vote, type, at, payload_of({type, voter, at, admitted(index, "qualified"), fmt::format("{{DOC:{}}}", index)}));
}

void add_sealed(SampleVote& vote, const std::string& type, const std::string& voter, const std::string& at,
                const std::string& document, int shares = 0) {
  const auto index = vote.entries.size();
  vote.documents[index] = document;
  add(vote, type, at, payload_of({type, voter, at, admitted(index, "simple"), sha256_of("sent at " + at), shares}));
}

std::string start_payload(const std::string& act) {
  return fmt::format(R"({{"act":"{}","form_sha256":"{{FORM}}","frozen_sha256":"{{FROZEN}}","program":"test",)"
                     R"("rehearsed_sha256":["{{REHEARSAL:1}}","{{REHEARSAL:2}}"],"urn_sha256":"{{URN}}",)"
                     R"("voter_tags_sha256":"{{TAGS}}"}})",
                     act);
}

void add_entries(SampleVote& vote) {
  add(vote, "open", "2027-04-21T06:00:00Z", start_payload("open"));
  add(vote, "register-change", "2027-04-21T06:00:01Z", R"({"act":"register","register_sha256":"{REGISTER:0}"})");
  add_signed(vote, "ballot", "s1", "2027-05-03T08:00:00.250000Z", of_martin());
  add_sealed(vote, "ballot", "s3", "2027-05-03T09:00:00Z", of_holding("2027-05-03T09:00:00Z"));
  add_sealed(vote, "mandate", "s4", "2027-05-04T09:00:00Z", of_lefevre("2027-05-04T09:00:00Z"));
  add_signed(vote, "mandate", "s5", "2027-05-04T10:00:00Z", of_petit());
  add_sealed(vote, "ballot", "s2", "2027-05-05T09:00:00Z", of_durand("2027-05-05T09:00:00Z"));
  add(vote, "revocation", "2027-05-06T09:00:00Z",
      payload_of({"revocation", "s4", "2027-05-06T09:00:00Z",
                  fmt::format(R"(,"ballot":"{:032x}","supersedes":"{:032x}")", 7, 4), sha256_of("revoked")}));
  add(vote, "clock", "2027-05-06T10:00:00Z", R"({"act":"clock-step","apart_us":-1200})");
  add(vote, "admin", "2027-05-07T09:00:00Z",
      R"({"act":"withdrawal","at":"2027-05-07T09:00:00Z","by":"Chair","resolution":"4","why":"No longer needed"})");
  add(vote, "admin", "2027-05-07T10:00:00Z", start_payload("start"));
  add(vote, "register-change", "2027-05-08T10:00:00Z",
      R"({"act":"register-correction","at":"2027-05-08T10:00:00Z","by":"Chair","register_sha256":"{REGISTER:1}","why":"A sale"})");
  add_sealed(vote, "ballot", "s6", "2027-05-11T13:00:00Z", of_bank("2027-05-11T13:00:00Z"), 1);
  add(vote, "close", "2027-05-11T13:00:40Z",
      R"({"clock":"good","entries":13,"nodes":{"n1":13},"root":"{ROOT}","timestamp":"{TOKEN}"})");
  add(vote, "refusal", "2027-05-11T13:01:00Z",
      payload_of({"refusal", "s8", "2027-05-11T13:01:00Z", R"(,"reasons":["vote.deadline_passed"])",
                  sha256_of("too late"), 1}));
  add(vote, "opening", "2027-05-12T07:00:00Z",
      R"({"act":"opening","forms":6,"scrutineers":[1,2],"urn_sha256":"{URN}"})");
  add(vote, "tally", "2027-05-12T10:30:00Z",
      R"({"act":"tally","carried":{CARRIED},"influence_sha256":"{INFLUENCE}","log_size":15,)"
      R"("register_sha256":"{REGISTER:1}","tally_sha256":"{TALLY}","typed":{TYPED}})");
  add(vote, "publish", "2027-05-12T12:00:00Z", "{PAPERS}");
}

// Zoé Garnier votes on paper; Jeanne Martin does, too, who has voted already.
const std::string paper_csv =
    "number,arrived,shareholder,account,shares,vote:1,vote:2,vote:3,vote:4,new_resolutions\r\n"
    "P-1,2027-05-09T16:05,s8,N-8,50,for,for,for,,chair\r\n"
    "P-2,2027-05-09T17:00,s1,N-1,100,against,,,,\r\n";
// Denis Moreau is there for himself and for Luc Petit; Anne Lefèvre, whose mandate was revoked, comes too.
const std::string attendance_csv =
    "badge,capacity,shareholder,account,shares,proxy_surname,proxy_first_name,proxy_domicile,proxy_relation\r\n"
    "12,represented,s5,N-5,70,Moreau,Denis,Lyon,shareholder\r\n"
    "12,present,s7,N-7,50,,,,\r\n"
    "13,present,s4,N-4,80,,,,\r\n";
const std::string raised_csv = "label,kind,author,approved,text\r\nA,ordinary,shareholder,no,Autre texte\r\n";
const std::string room_csv =
    "badge,vote:1,vote:2,vote:3,vote:A\r\n12,for,against,for,for\r\n99,for,for,for,for\r\n12,against,,,\r\n";

}  // namespace

SampleVote sample_vote() {
  static const SampleVote made = [] {
    SampleVote vote;
    vote.toml = toml;
    vote.frozen = frozen;
    vote.form_template = form_template();
    vote.registers = {register_csv(40, 60), register_csv(50, 50)};
    add_entries(vote);
    vote.typed = {
        {"paper", paper_csv}, {"attendance", attendance_csv}, {"new-resolutions", raised_csv}, {"room", room_csv}};
    vote.tally = sample_tally();
    vote.influence = sample_influence();
    vote.stamped = {{2, "2027-04-21T06:00:02Z"}, {12, "2027-05-11T12:59:00Z"}, {13, ""}};
    return vote;
  }();
  return made;
}

}  // namespace sceau::test
