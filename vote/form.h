// SPDX-License-Identifier: Apache-2.0
// The form by which a shareholder votes from afar or gives a proxy (art. R. 225-76 to R. 225-81 C. com.), as a value.
// A form that was read is untrusted: nothing was compared with the meeting or the register, no signature was looked at.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"
#include "vote/mentions.h"
#include "vote/resolution.h"
#include "vote/word_table.h"

namespace sceau {

inline constexpr std::string_view form_namespace = "urn:sceau:vote:form:1";

enum class Vote { in_favour, against, abstain, chair, named, split };
inline constexpr std::array vote_words = {Word<Vote>{"for", Vote::in_favour},   Word<Vote>{"against", Vote::against},
                                          Word<Vote>{"abstain", Vote::abstain}, Word<Vote>{"chair", Vote::chair},
                                          Word<Vote>{"named", Vote::named},     Word<Vote>{"split", Vote::split}};

// Numbers of votes; of use where the vote is split.
struct Split {
  std::int64_t in_favour = 0, against = 0, abstain = 0;
  bool operator==(const Split&) const = default;
};

struct ResolutionChoice {
  std::string label;
  std::optional<Vote> vote;  // none: the form says something that is no vote
  Split split = {};
  bool operator==(const ResolutionChoice&) const = default;
};

// Either a natural person or a company; what does not apply is empty.
struct Person {
  std::string surname = {}, first_name = {}, company = {}, registration = {}, domicile = {};
  bool operator==(const Person&) const = default;
};

enum class Capacity { shareholder, legal_representative, judicial_representative, intermediary };
inline constexpr std::array capacity_words = {
    Word<Capacity>{"shareholder", Capacity::shareholder},
    Word<Capacity>{"legal-representative", Capacity::legal_representative},
    Word<Capacity>{"judicial-representative", Capacity::judicial_representative},
    Word<Capacity>{"intermediary", Capacity::intermediary}};

struct FormSigner {
  Capacity capacity = Capacity::shareholder;
  std::string surname, first_name;
  bool operator==(const FormSigner&) const = default;
};

enum class HoldingKind { registered, administered, bearer };  // nominatif pur, nominatif administré, au porteur
inline constexpr std::array holding_words = {Word<HoldingKind>{"registered", HoldingKind::registered},
                                             Word<HoldingKind>{"administered", HoldingKind::administered},
                                             Word<HoldingKind>{"bearer", HoldingKind::bearer}};

struct FormHolding {
  std::string account;
  std::optional<HoldingKind> kind = {};
  std::string isin = {};
  std::optional<std::int64_t> shares = {};
  std::string attestation = {};  // reference of the certificate of participation (bearer shares)
  bool operator==(const FormHolding&) const = default;
};

enum class ProxyKind { chair, named, blank };
inline constexpr std::array proxy_words = {Word<ProxyKind>{"chair", ProxyKind::chair},
                                           Word<ProxyKind>{"named", ProxyKind::named},
                                           Word<ProxyKind>{"blank", ProxyKind::blank}};
enum class ProxyRelation { shareholder, spouse, civil_partner, other };
inline constexpr std::array relation_words = {Word<ProxyRelation>{"shareholder", ProxyRelation::shareholder},
                                              Word<ProxyRelation>{"spouse", ProxyRelation::spouse},
                                              Word<ProxyRelation>{"civil-partner", ProxyRelation::civil_partner},
                                              Word<ProxyRelation>{"other", ProxyRelation::other}};

struct Proxy {
  ProxyKind kind = ProxyKind::blank;
  std::optional<ProxyRelation> relation;  // of a named proxy to the shareholder
  Person holder;
  bool operator==(const Proxy&) const = default;
};

struct Form {
  std::string meeting, agenda_hash, form_hash;  // id; SHA-256 in hex
  Language language = Language::french;
  std::vector<Mention> mentions;
  std::string shareholder;  // id in the register
  Person identity;
  FormSigner signer;
  std::vector<FormHolding> holdings;
  std::vector<ResolutionChoice> choices;  // in the order of the agenda; empty where the form is a proxy alone
  std::optional<Vote> new_resolutions;    // abstain, against, chair or named; none: not ticked
  std::optional<Proxy> proxy;
  bool operator==(const Form&) const = default;
};

// What was read, and what was not there or not as it must be: value.missing and value.unknown_key with paths (XPath or
// JSON pointer), vote.resolution_invalid for choices that are none. With any finding the form must not be admitted.
struct FormReading {
  Form form;
  Findings findings;
};

// The XML form, signed or not: ds:Signature elements at its end are stepped over. Errors: those of read_xml;
// vote.malformed (larger than 64 kB).
Result<FormReading> read_form(ByteView xml);
// Its twin in JSON, which says the same without a signature. Errors: those of read_json, vote.malformed.
Result<FormReading> read_form_json(ByteView json);

// The same form, the same bytes; XML that vote/schema/form-1.xsd accepts, and canonical JSON. What they write,
// read_form and read_form_json read back as the same value. Precondition: are_form_texts(form).
std::string write_form(const Form& form);
std::string write_form_json(const Form& form);

// Is every text a plain line (vote/plain_line.h)?
bool are_form_texts(const Form& form);

}  // namespace sceau
