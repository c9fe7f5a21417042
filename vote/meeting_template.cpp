// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "vote/meeting.h"

namespace sceau {
namespace {

constexpr std::string_view text =
    R"(# A general meeting and its remote vote. "sceau vote check {id}" says what is still missing and what the law has
# against it; "sceau vote freeze {id}" then fixes agenda, form and deadline. Texts are in French and English.
format = "sceau.meeting/1"

[meeting]
id = "{id}"
kind = "ordinary"                  # ordinary, extraordinary, mixed or special
starts = {date}T10:00:00        # the clock on the wall of the place
zone = "Europe/Paris"              # of the place; the vote closes by the clock of Paris all the same
place = ""
origin = ""                        # "https://vote.exemple.fr": a host devoted to the vote alone (art. R. 225-61)

[issuer]
name = ""
legal_form = "SA"                  # SA, SCA or SAS
siren = ""                         # nine digits
seat = ""                          # where paper forms go
lei = ""
isin = []
is_listed = false                  # on a regulated market

[articles]                         # what the articles of association say
allow_electronic_vote = false      # needed for all that follows
electronic_vote_reference = ""     # "article 22, paragraph 3"
allow_simple_signature = false     # false: only qualified electronic signatures are admitted
simple_signature_reference = ""
identification_process = ""        # the reliable process they define: "an access code sent by post"
allow_mode_change = false          # true: who has voted may still choose another mode of participation
mode_change_reference = ""
record_rule = "meeting-day"        # "second-business-day" for listed companies, or where the articles choose it
double_vote = "none"               # none, automatic (listed companies that have not opted out) or by-articles
# paper_cutoff_days = 2            # where shorter than the three days of the law
# first_quorum = "1/4"             # ordinary meetings of unlisted companies, where higher than the law's
# second_quorum = "1/5"

[convocation]
# sent = 2027-04-20                # at least 15 days before the meeting, 10 on a later call (art. R. 225-69)
call = 1                           # 2 or more: a later call
# [convocation.predecessor]        # the meeting without quorum; with the same agenda its forms are carried over
# id = ""
# date = 2027-04-20
# agenda_hash = ""

[cutoffs]                          # electronic ballots close at 15:00 in Paris on the day before (art. R. 225-77)
# opens = 2027-04-21T09:00:00
# closes = 2027-05-10T15:00:00     # only where the articles have it earlier
# closes_reference = ""
# paper = 2027-05-09               # last day on which paper forms may arrive; printed on the form
# proxies = 2027-05-11T15:00:00    # electronic proxies, where not like ballots
# intermediaries = 2027-05-10      # where they stop earlier; printed on the form
distance_is_confirmed = false      # for a meeting far from Paris

[calendar]                         # business days are those of France, less and plus these
closed = []
open = []

[bureau]
scrutineers = []                   # files with their certificates: ["scrutineers/one.pem", "scrutineers/two.pem"]
threshold = 0                      # so many of them open the urn together

# One block for each resolution, in the order of presentation.
# [[resolution]]
# label = "1"
# kind = "ordinary"                # ordinary, extraordinary, reserves-increase or special
# author = "board"                 # board, shareholder or other
# recommendation = "for"           # of the board: for, against or none
# title.fr = "Approbation des comptes"
# title.en = "Approval of the accounts"
# text.fr = "L'assemblée générale approuve les comptes."
# text.en = "The general meeting approves the accounts."
# reasons.fr = ""                  # exposé des motifs
# is_information_only = false
# deprived = []                    # accounts that may not vote on it (art. L. 225-40)
)";

}  // namespace

std::string meeting_template(std::string_view id, CalendarDay date) {
  return fmt::format(fmt::runtime(text), fmt::arg("id", id), fmt::arg("date", to_text(date)));
}

}  // namespace sceau
