// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_voter.h"

#include <fmt/format.h>

#include <thread>

#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"

namespace sceau {
namespace {

constexpr std::size_t key_octets = 16;

class Voter {
 public:
  explicit Voter(const DemoVoter& voter)
      : site_(voter.site), all_(voter.all), self_(voter.self), turnout_(voter.turnout), mutex_(voter.mutex) {}

  Status act() {
    switch (self_.part) {
      case DemoPart::votes_signed: return send_signed(false);
      case DemoPart::signs_badly: return send_signed(true);
      case DemoPart::gives_to_chair: return give({.kind = ProxyKind::chair, .relation = {}, .holder = {}});
      case DemoPart::gives_blank: return give({.kind = ProxyKind::blank, .relation = {}, .holder = {}});
      case DemoPart::gives_to_friend: return give(to_friend());
      case DemoPart::revokes: return give_and_revoke();
      case DemoPart::votes_twice: return vote_twice();
      case DemoPart::comes_late: return vote(self_.choices, Reason::vote_deadline_passed);
      default: return vote(self_.choices, {});
    }
  }

 private:
  const Credentials& credentials() const { return site_.credentials.at(self_.id); }

  Proxy to_friend() const {
    const auto& who = all_[self_.friend_at].identity;
    return {.kind = ProxyKind::named, .relation = ProxyRelation::shareholder, .holder = who};
  }

  Result<Form> fetched() const {
    auto form = fetch_form(site_.site, credentials(), Language::french);
    if (form && !self_.identity.company.empty()) form->signer = self_.signer;
    return form;
  }

  // A bank votes for its clients: six tenths for, three against.
  ResolutionChoice choice(std::string label, Vote vote) const {
    if (self_.part != DemoPart::votes_split) return {std::move(label), vote};
    const auto in_favour = self_.votes * 6 / 10, against = self_.votes * 3 / 10;
    return {std::move(label), Vote::split, {in_favour, against, self_.votes - in_favour - against}};
  }

  Result<Form> filled(const std::vector<Vote>& votes) const {
    auto form = fetched();
    if (!form) return form.error();
    form->choices.clear();
    for (std::size_t at = 0; at < site_.agenda.size(); ++at) {
      form->choices.push_back(choice(site_.agenda[at].label, votes[at]));
    }
    form->new_resolutions = votes.front() == Vote::in_favour ? Vote::chair : Vote::abstain;
    return form;
  }

  Status vote(const std::vector<Vote>& votes, std::optional<Reason> refusal) {
    const auto form = filled(votes);
    if (!form) return form.error();
    const auto sent =
        send({.form = to_bytes(write_form_json(*form)), .idempotency_key = {}, .credentials = &credentials()}, refusal);
    return sent ? Status(Done{}) : sent.error();
  }

  Status vote_twice() {
    if (auto first = vote(self_.choices, {}); !first) return first;
    return vote(std::vector<Vote>(self_.choices.size(), Vote::against), Reason::vote_already_voted);
  }

  // One digit of the domicile, after the signature was made.
  std::string altered(std::string form) const {
    const auto at = form.find(self_.identity.domicile);
    if (at != form.npos) form[at] = form[at] == '9' ? '1' : static_cast<char>(form[at] + 1);
    return form;
  }

  Status send_signed(bool is_altered_afterwards) {
    const auto form = filled(self_.choices);
    if (!form) return form.error();
    const auto now = std::chrono::floor<std::chrono::seconds>(site_.clock());
    const auto& who = self_.identity;
    auto holder = site_.signers.issue({.use = DemoHolderUse::qualified_signer,
                                       .common_name = who.first_name + " " + who.surname,
                                       .organization = "DEMO",
                                       .surname = who.surname,
                                       .given_name = who.first_name},
                                      now, system_random());
    if (!holder) return holder.error();
    auto identity = site_.signers.identity_of(std::move(*holder));
    if (!identity) return identity.error();
    const auto options = default_options(std::move(*identity), now);
    if (!options) return options.error();
    const auto xml = sign_xml(as_bytes(write_form(*form)), *options);
    if (!xml) return xml.error();
    const auto sent = send({.form = is_altered_afterwards ? to_bytes(altered(to_string(*xml))) : *xml,
                            .media = FormMedia::xml,
                            .idempotency_key = {},
                            .credentials = &credentials()},
                           is_altered_afterwards ? std::optional(Reason::vote_signature_invalid) : std::nullopt);
    return sent ? Status(Done{}) : sent.error();
  }

  Result<Receipt> give_to(Proxy proxy) {
    auto form = fetched();
    if (!form) return form.error();
    form->choices.clear();
    form->proxy = std::move(proxy);
    return send({.form = to_bytes(write_form_json(*form)),
                 .idempotency_key = {},
                 .credentials = &credentials(),
                 .kind = RequestKind::mandate},
                {});
  }

  Status give(Proxy proxy) {
    const auto given = give_to(std::move(proxy));
    return given ? Status(Done{}) : given.error();
  }

  Status give_and_revoke() {
    const auto given = give_to({.kind = ProxyKind::chair, .relation = {}, .holder = {}});
    if (!given) return given.error();
    const auto revoked = send({.form = {},
                               .idempotency_key = {},
                               .credentials = &credentials(),
                               .kind = RequestKind::revocation,
                               .revoked = given->id},
                              {});
    return revoked ? Status(Done{}) : revoked.error();
  }

  Error unexpected(const std::optional<Error>& answer, std::optional<Reason> wanted) const {
    return {Reason::internal_error,
            fmt::format("{} was to get {} and got {}{}", self_.id, wanted ? stable_name(*wanted) : "a receipt",
                        answer ? stable_name(answer->reason) : "a receipt", answer ? ": " + answer->detail : "")};
  }

  // Every answer is held against what this voter's part expects, and every receipt is checked.
  Result<Receipt> send(FormToSend form, std::optional<Reason> refusal) {
    const auto octets = random_bytes(system_random(), key_octets);
    if (!octets) return octets.error();
    form.idempotency_key = hex_lower(*octets);
    const Patience patience{.wait = [](auto time) { std::this_thread::sleep_for(time); }};
    const auto answer = send_form(site_.site, form, patience);
    if (!answer) return answer.error();
    const auto reason = answer->refusal ? std::optional(answer->refusal->reason) : std::nullopt;
    if (reason != refusal || !answer->receipt) return unexpected(answer->refusal, refusal);
    auto receipt = read_receipt(*answer->receipt);
    if (!receipt) return receipt.error();
    const auto findings = check_answer(*receipt, site_.site, form.form, site_.log);
    if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
    keep(*answer->receipt, refusal.has_value());
    return receipt;
  }

  void keep(const Bytes& receipt, bool is_refusal) {
    const std::lock_guard lock(mutex_);
    ++(is_refusal ? turnout_.refused : turnout_.admitted);
    turnout_.receipts[self_.id] = receipt;
  }

  const DemoSite& site_;
  std::span<const DemoShareholder> all_;
  const DemoShareholder& self_;
  DemoTurnout& turnout_;
  std::mutex& mutex_;
};

}  // namespace

Status act_as(const DemoVoter& voter) { return Voter(voter).act(); }

}  // namespace sceau
