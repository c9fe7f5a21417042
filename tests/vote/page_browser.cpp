// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/page_browser.h"

#include <cstdio>
#include <cstdlib>

#include "formats/xml/xml_reader.h"

namespace sceau {
namespace {

constexpr std::string_view doctype = "<!DOCTYPE html>\n";

[[noreturn]] void give_up(std::string_view why, std::string_view what) {
  std::fprintf(stderr, "browser: %.*s\n%.*s\n", static_cast<int>(why.size()), why.data(), static_cast<int>(what.size()),
               what.data());
  std::abort();
}

std::string attribute(XmlNode node, std::string_view name) { return std::string(node.attribute(name).value_or("")); }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += is_plain ? std::string(1, c) : hex;
  }
  return out;
}

std::string chosen_option(XmlNode select) {
  std::string value;
  bool is_first = true;
  for (auto option = next_element(select, select); option; option = next_element(option, select)) {
    if (is_first || option.attribute("selected")) value = attribute(option, "value");
    is_first = false;
  }
  return value;
}

void add_field(FormFields& fields, XmlNode node) {
  const auto name = attribute(node, "name");
  if (node.name() == "select") fields.emplace_back(name, chosen_option(node));
  if (node.name() != "input") return;
  const bool is_radio = attribute(node, "type") == "radio";
  if (!is_radio || node.attribute("checked")) fields.emplace_back(name, attribute(node, "value"));
}

void set(FormFields& fields, const std::string& name, const std::string& value) {
  for (auto& one : fields) {
    if (one.first == name) {
      one.second = value;
      return;
    }
  }
  fields.emplace_back(name, value);
}

}  // namespace

XmlTree read_page_markup(std::string_view markup) {
  if (!markup.starts_with(doctype)) give_up("a page without its DOCTYPE", markup);
  auto tree = read_xml(as_bytes(markup.substr(doctype.size())));
  if (!tree) give_up(tree.error().detail, markup);
  return std::move(*tree);
}

std::string encoded(const FormFields& fields) {
  std::string body;
  for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + escaped(name) + "=" + escaped(value);
  return body;
}

HttpResponse PageBrowser::ask(std::string method, std::string target, std::string body, HttpHeaders more) {
  HttpRequest request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers = std::move(more);
  request.headers.emplace_back("Host", "vote.exemple.fr");
  request.headers.emplace_back("Accept-Language", languages_);
  if (!cookie_.empty()) request.headers.emplace_back("Cookie", "__Host-sceau=" + cookie_);
  if (request.method == "POST") {
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.headers.emplace_back("Sec-Fetch-Site", "same-origin");
    request.headers.emplace_back("Origin", "null");
  }
  request.body = to_bytes(body);
  request.received_at = now_;
  request.remote_address = "192.0.2.7";
  return pages_.answer(request);
}

void PageBrowser::take(HttpResponse response, std::string target) {
  constexpr std::string_view prefix = "__Host-sceau=";
  for (int redirections = 0;; ++redirections) {
    const auto cookie = header(response.headers, "Set-Cookie");
    if (cookie.starts_with(prefix)) cookie_ = cookie.substr(prefix.size(), cookie.find(';') - prefix.size());
    if (response.status != 303) break;
    if (redirections == 5) give_up("redirected in a circle", target);
    target = header(response.headers, "Location");
    response = ask("GET", target);
  }
  response_ = std::move(response);
  target_ = std::move(target);
  if (header(response_.headers, "Content-Type").starts_with("text/html")) tree_ = read_page_markup(markup());
}

void PageBrowser::open(std::string target) {
  auto response = ask("GET", target);
  take(std::move(response), std::move(target));
}

void PageBrowser::send(std::string_view page, const std::map<std::string, std::string>& values) {
  auto target = attribute(form(page), "action");
  auto response = ask("POST", target, body_of(page, values));
  take(std::move(response), std::move(target));
}

std::string PageBrowser::body_of(std::string_view page, const std::map<std::string, std::string>& values) const {
  auto fields = fields_of(page);
  for (const auto& [name, value] : values) set(fields, name, value);
  return encoded(fields);
}

FormFields PageBrowser::fields_of(std::string_view page) const {
  FormFields fields;
  const auto apex = form(page);
  for (auto node = next_element(apex, apex); node; node = next_element(node, apex)) add_field(fields, node);
  return fields;
}

XmlNode PageBrowser::form(std::string_view page) const {
  const auto language = attribute(root(), "lang");
  const auto action = page.find('/') == page.npos ? "/" + language + "/" + std::string(page) : "/" + std::string(page);
  for (auto node = root(); node; node = next_element(node, root())) {
    if (node.name() == "form" && attribute(node, "action") == action) return node;
  }
  give_up("no form for " + action, markup());
}

std::string PageBrowser::title() const {
  for (auto node = root(); node; node = next_element(node, root())) {
    if (node.name() == "title") return text_content(node);
  }
  return {};
}

std::string PageBrowser::text() const { return text_content(root()); }

}  // namespace sceau
