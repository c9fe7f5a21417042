// SPDX-License-Identifier: Apache-2.0
#include "network/http_head.h"

#include <gtest/gtest.h>

namespace sceau {
namespace {

struct RequestCase {
  const char* name;
  std::string text;
  int refused_with;
};
void PrintTo(const RequestCase& c, std::ostream* out) { *out << c.name; }

class RequestHeadTest : public testing::TestWithParam<RequestCase> {};

TEST_P(RequestHeadTest, IsAcceptedOrRefusedWithTheRightStatus) {
  EXPECT_EQ(parse_request_head(GetParam().text).refused_with, GetParam().refused_with);
}

std::string post(const std::string& fields) { return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }

INSTANTIATE_TEST_SUITE_P(
    Framing, RequestHeadTest,
    testing::Values(RequestCase{"one length", post("Content-Length: 3\r\n"), 0},
                    RequestCase{"two different lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n"), 400},
                    RequestCase{"the same length twice", post("Content-Length: 3\r\ncontent-length: 3\r\n"), 400},
                    RequestCase{"a list of lengths", post("Content-Length: 3, 3\r\n"), 400},
                    RequestCase{"a negative length", post("Content-Length: -3\r\n"), 400},
                    RequestCase{"a signed length", post("Content-Length: +3\r\n"), 400},
                    RequestCase{"a hexadecimal length", post("Content-Length: 0x3\r\n"), 400},
                    RequestCase{"a length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n"), 400},
                    RequestCase{"an empty length", post("Content-Length:\r\n"), 400},
                    RequestCase{"no length", post(""), 411},
                    RequestCase{"a coding", post("Transfer-Encoding: chunked\r\n"), 501},
                    RequestCase{"a coding and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
                                400},
                    RequestCase{"an expectation", post("Content-Length: 3\r\nExpect: 100-continue\r\n"), 0},
                    RequestCase{"another expectation", post("Content-Length: 3\r\nExpect: gold\r\n"), 417}));

INSTANTIATE_TEST_SUITE_P(
    Shape, RequestHeadTest,
    testing::Values(RequestCase{"a plain request", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
                    RequestCase{"without Host", "GET / HTTP/1.1\r\n\r\n", 400},
                    RequestCase{"without Host in 1.0", "GET / HTTP/1.0\r\n\r\n", 0},
                    RequestCase{"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
                    RequestCase{"a bare line feed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
                    RequestCase{"a bare carriage return", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400},
                    RequestCase{"a folded field", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400},
                    RequestCase{"a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
                    RequestCase{"a field without a name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
                    RequestCase{"a NUL in a value", std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 29), 400},
                    RequestCase{"three spaces", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    RequestCase{"no version", "GET /\r\nHost: a\r\n\r\n", 400},
                    RequestCase{"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
                    RequestCase{"a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    RequestCase{"a long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
                                414},
                    RequestCase{"an empty head", "\r\n", 400}));

TEST(RequestHead, RefusesMoreThanAHundredFields) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 99; ++i) head += "X: y\r\n";
  EXPECT_EQ(parse_request_head(head + "\r\n").refused_with, 0);
  EXPECT_EQ(parse_request_head(head + "X: y\r\n\r\n").refused_with, 431);
}

TEST(RequestHead, ClosesWhenAskedToAndInHttp10) {
  EXPECT_TRUE(parse_request_head("GET / HTTP/1.1\r\nHost: a\r\n\r\n").head.keeps_alive);
  EXPECT_FALSE(parse_request_head("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n").head.keeps_alive);
  EXPECT_FALSE(parse_request_head("GET / HTTP/1.0\r\n\r\n").head.keeps_alive);
}

struct ResponseCase {
  const char* name;
  std::string text;
  std::optional<BodyFraming> framing;
};
void PrintTo(const ResponseCase& c, std::ostream* out) { *out << c.name; }

class ResponseHeadTest : public testing::TestWithParam<ResponseCase> {};

TEST_P(ResponseHeadTest, IsFramedOrRefused) {
  const auto head = parse_response_head(GetParam().text, "GET");
  ASSERT_EQ(head.has_value(), GetParam().framing.has_value());
  EXPECT_EQ(head ? std::optional(head->framing) : std::nullopt, GetParam().framing);
}

INSTANTIATE_TEST_SUITE_P(
    Framing, ResponseHeadTest,
    testing::Values(
        ResponseCase{"length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", BodyFraming::length},
        ResponseCase{"no reason phrase", "HTTP/1.1 200\r\nContent-Length: 3\r\n\r\n", BodyFraming::length},
        ResponseCase{"until close", "HTTP/1.0 200 OK\r\n\r\n", BodyFraming::until_close},
        ResponseCase{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", BodyFraming::chunked},
        ResponseCase{"no content", "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n", BodyFraming::none},
        ResponseCase{"gzip", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", std::nullopt},
        ResponseCase{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", std::nullopt},
        ResponseCase{"both", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                     std::nullopt},
        ResponseCase{"a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", std::nullopt},
        ResponseCase{"a status of letters", "HTTP/1.1 abc OK\r\n\r\n", std::nullopt},
        ResponseCase{"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", std::nullopt}));

TEST(Field, MayNotBreakOutOfTheHead) {
  EXPECT_TRUE(is_field("X-Key", "a b"));
  EXPECT_FALSE(is_field("X-Key", "a\r\nHost: b"));
  EXPECT_FALSE(is_field("X Key", "a"));
  EXPECT_FALSE(is_field("", "a"));
}

}  // namespace
}  // namespace sceau
