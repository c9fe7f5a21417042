// SPDX-License-Identifier: Apache-2.0
#include "crypto/transparency_log.h"

#include <gtest/gtest.h>

#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau {
namespace {

using test::value_of;

// The checksum database of Go: its verifier key as `go help module-auth` names it, and checkpoints it has published.
constexpr auto go_verifier = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
constexpr auto go_note =
    "go.sum database tree\n"
    "15368405\n"
    "/g9am3I6YWNKaZX/jkne1fqd9zEyjss+JXyPXG0WfkY=\n"
    "\n"
    "\xe2\x80\x94 sum.golang.org "
    "Az3grqJGUaSGukG9p8nI2vKgiFn7qGHxn0W+mrwyI6Gz3F0t1J3LzmWk/p96Ybf295EjwdSwlzgijq5WA9d1Ded7owM=\n";
constexpr auto later_go_note =
    "go.sum database tree\n"
    "63512409\n"
    "F7eHRPqN/cqPtqti14NKdGGaI1Giw8coWP3KxihFZbg=\n"
    "\n"
    "\xe2\x80\x94 sum.golang.org "
    "Az3gri1OBHKT87Xj8UXU8zjoHGy/X+7Nl94f8TZkELVaasolmGApUsWqwVG9vE6hgqYb/ph/w2vdkLIVRH7bMB/FPQ4=\n";

// C2SP signed-note, "Verifier keys", and tlog-witness, whose note carries two signatures under one name.
constexpr auto example_verifier = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr auto example_note =
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "\xe2\x80\x94 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "\xe2\x80\x94 example.com/behind-the-sofa "
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

std::shared_ptr<const SigningKey> new_key(NewKey kind = NewKey::ed25519) {
  return value_of(signing_key_from(value_of(generate_key(kind))));
}

Checkpoint some_checkpoint() { return {"vote.exemple.fr/ag2027", 42, value_of(MerkleTree().root())}; }

template <typename T>
void expect_reason(const Result<T>& result, Reason reason, std::string_view what) {
  ASSERT_FALSE(result) << what;
  EXPECT_EQ(stable_name(result.error().reason), stable_name(reason)) << what;
}

TEST(Checkpoint, ReadsWhatOtherLogsPublished) {
  const auto go = value_of(parse_checkpoint(go_note));
  EXPECT_EQ(go.checkpoint.origin, "go.sum database tree");
  EXPECT_EQ(go.checkpoint.size, 15368405U);
  EXPECT_EQ(base64(go.checkpoint.root), "/g9am3I6YWNKaZX/jkne1fqd9zEyjss+JXyPXG0WfkY=");
  EXPECT_EQ(value_of(parse_checkpoint(example_note)).signatures.size(), 2U);
  for (const auto* note : {go_note, later_go_note, example_note}) {
    EXPECT_EQ(write_checkpoint(value_of(parse_checkpoint(note))), note);
  }
}

TEST(Checkpoint, OfGoAreSignedByGo) {
  const auto verifier = value_of(read_verifier_key(go_verifier));
  EXPECT_TRUE(is_signed_by(value_of(parse_checkpoint(go_note)), verifier));
  EXPECT_TRUE(is_signed_by(value_of(parse_checkpoint(later_go_note)), verifier));

  auto swapped = value_of(parse_checkpoint(go_note));
  swapped.signatures = value_of(parse_checkpoint(later_go_note)).signatures;
  expect_reason(is_signed_by(swapped, verifier), Reason::log_checkpoint_signature, "the signature of another");
  expect_reason(is_signed_by(value_of(parse_checkpoint(example_note)), verifier), Reason::log_checkpoint_signature,
                "signed by others only");
  expect_reason(open_checkpoint(go_note, verifier), Reason::log_checkpoint_signature, "the origin is another name");
}

TEST(Checkpoint, ThatWasSignedHereOpensHere) {
  const auto key = new_key();
  const auto checkpoint = some_checkpoint();
  const auto note = write_checkpoint(value_of(sign_checkpoint(checkpoint, *key)));
  const auto verifier =
      value_of(read_verifier_key(value_of(verifier_key("vote.exemple.fr/ag2027", key->public_key()))));
  EXPECT_EQ(value_of(open_checkpoint(note, verifier)), checkpoint);
  EXPECT_EQ(value_of(parse_checkpoint(note)).checkpoint, checkpoint);

  const auto stranger = new_key();
  const LogVerifier other{"vote.exemple.fr/ag2027", stranger->public_key()};
  expect_reason(open_checkpoint(note, other), Reason::log_checkpoint_signature, "another key");
  const LogVerifier renamed{"vote.exemple.fr/ag2028", key->public_key()};
  expect_reason(open_checkpoint(note, renamed), Reason::log_checkpoint_signature, "another log");
}

TEST(Checkpoint, OpensslAgreesWithItsSignature) {
  const test::Workbench bench;
  bench.must("openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out public.pem");
  const auto key = value_of(signing_key_from(value_of(read_private_key(bench.read("key.pem"), Secret()))));
  const auto checkpoint = value_of(sign_checkpoint(some_checkpoint(), *key));
  bench.write("text", as_bytes(checkpoint_text(checkpoint.checkpoint)));
  bench.write("signature", checkpoint.signatures.front().signature);
  bench.must("openssl pkeyutl -verify -rawin -in text -sigfile signature -pubin -inkey public.pem");
}

TEST(Checkpoint, WithAnythingChangedStaysShut) {
  const auto key = new_key();
  const auto note = write_checkpoint(value_of(sign_checkpoint(some_checkpoint(), *key)));
  const LogVerifier verifier{"vote.exemple.fr/ag2027", key->public_key()};
  ASSERT_TRUE(open_checkpoint(note, verifier));
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (const int change : {0x01, 0x20, 0x80}) {
      auto altered = note;
      altered[at] = static_cast<char>(altered[at] ^ change);
      EXPECT_FALSE(open_checkpoint(altered, verifier)) << "octet " << at;
    }
  }
  for (std::size_t size = 0; size < note.size(); ++size) {
    expect_reason(open_checkpoint(note.substr(0, size), verifier), Reason::log_checkpoint_malformed, "truncated");
  }
}

struct MalformedNote {
  const char* what;
  std::string note;
};

void PrintTo(const MalformedNote& note, std::ostream* to) { *to << note.what; }

class MalformedNoteTest : public testing::TestWithParam<MalformedNote> {};

TEST_P(MalformedNoteTest, IsRefused) {
  expect_reason(parse_checkpoint(GetParam().note), Reason::log_checkpoint_malformed, GetParam().what);
}

const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const std::string line = "\xe2\x80\x94 log AAAAAAE=\n";
const std::string text = "log\n7\n" + root;

std::string many_signatures(int count) {
  std::string note = text + "\n";
  for (int at = 0; at < count; ++at) note += "\xe2\x80\x94 log" + std::to_string(at) + " AAAAAAE=\n";
  return note;
}

TEST(Checkpoint, MayCarrySixteenSignatures) {
  EXPECT_TRUE(parse_checkpoint(text + "\n" + line));
  EXPECT_TRUE(parse_checkpoint(many_signatures(16)));
}

INSTANTIATE_TEST_SUITE_P(
    Notes, MalformedNoteTest,
    testing::Values(
        MalformedNote{"nothing", ""}, MalformedNote{"no origin", "\n7\n" + root + "\n" + line},
        MalformedNote{"no signature", text + "\n"}, MalformedNote{"no empty line", text + line},
        MalformedNote{"an extension line", text + "more\n\n" + line},
        MalformedNote{"a leading zero", "log\n07\n" + root + "\n" + line},
        MalformedNote{"a sign", "log\n+7\n" + root + "\n" + line},
        MalformedNote{"a negative size", "log\n-7\n" + root + "\n" + line},
        MalformedNote{"a size of 2^64", "log\n18446744073709551616\n" + root + "\n" + line},
        MalformedNote{"hexadecimal", "log\n0x7\n" + root + "\n" + line},
        MalformedNote{"a short root", "log\n7\nAAAA\n\n" + line},
        MalformedNote{"spare bits in the root", "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n\n" + line},
        MalformedNote{"white space in the root", "log\n7\nCsUY apGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" + line},
        MalformedNote{"carriage returns", "log\r\n7\r\n" + root + "\n" + line},
        MalformedNote{"not UTF-8", "log\xff\n7\n" + root + "\n" + line},
        MalformedNote{"a hyphen for the dash", text + "\n- log AAAAAAE=\n"},
        MalformedNote{"no name", text + "\n\xe2\x80\x94  AAAAAAE=\n"},
        MalformedNote{"a plus in the name", text + "\n\xe2\x80\x94 l+g AAAAAAE=\n"},
        MalformedNote{"a wide space in the name", text + "\n\xe2\x80\x94 l\xc2\xa0g AAAAAAE=\n"},
        MalformedNote{"only a key id", text + "\n\xe2\x80\x94 log AAAAAA==\n"},
        MalformedNote{"no value", text + "\n\xe2\x80\x94 log\n"},
        MalformedNote{"the same key twice", text + "\n" + line + line},
        MalformedNote{"no line end", text + "\n\xe2\x80\x94 log AAAAAAE="},
        MalformedNote{"text after the signatures", text + "\n" + line + "\n"},
        MalformedNote{"17 signatures", many_signatures(17)},
        MalformedNote{"a note of 64 KB", std::string(65536, 'x') + "\n7\n" + root + "\n" + line}));

TEST(VerifierKey, IsTheOneOfTheStandard) {
  const auto verifier = value_of(read_verifier_key(example_verifier));
  EXPECT_EQ(verifier.name, "example.com/foo");
  EXPECT_EQ(hex_lower(ByteView(verifier.key.info()).last(32)),
            "e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4");
  EXPECT_EQ(value_of(verifier_key(verifier.name, verifier.key)), example_verifier);
}

TEST(VerifierKey, HasOneSpelling) {
  const std::string good = example_verifier;
  EXPECT_TRUE(read_verifier_key(good));
  for (const std::string& bad :
       {std::string(), std::string("example.com/foo"), std::string("example.com/foo+530d903a"), good + " ",
        good.substr(0, good.size() - 1), "x" + good, "+" + good, "example.com/foo+530D903A" + good.substr(24),
        "example.com/foo+530d903b" + good.substr(24), "example.com/foo+530d903a+Aukye" + good.substr(30)}) {
    expect_reason(read_verifier_key(bad), Reason::key_not_readable, bad);
  }
}

TEST(SignCheckpoint, WantsANameAndAnEd25519Key) {
  expect_reason(sign_checkpoint(some_checkpoint(), *new_key(NewKey::p256)), Reason::algorithm_mismatch, "P-256");
  expect_reason(verifier_key("log", new_key(NewKey::p256)->public_key()), Reason::algorithm_mismatch, "P-256");
  auto unnamed = some_checkpoint();
  for (const auto* origin : {"", "a log", "a+log", "log\n8", "log\t", "l\xe2\x80\x83g", "log\xff"}) {
    unnamed.origin = origin;
    expect_reason(sign_checkpoint(unnamed, *new_key()), Reason::value_wrong, origin);
    expect_reason(verifier_key(origin, new_key()->public_key()), Reason::value_wrong, origin);
  }
}

}  // namespace
}  // namespace sceau
