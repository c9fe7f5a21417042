// SPDX-License-Identifier: Apache-2.0
// A browser without sockets: keeps the cookie, follows redirections, fills in forms as they stand in the page. Each
// page it shows has been read by the strict XML reader.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "formats/xml/xml_tree.h"
#include "vote/pages/form_fields.h"
#include "vote/pages/page_routes.h"

namespace sceau {

class PageBrowser {
 public:
  PageBrowser(VotingPages& pages, Instant now) : pages_(pages), now_(now) {}

  void open(std::string target);  // follows redirections
  // Sends the form of the page that goes to `page` ("en/vote" for another language than the page's), its fields changed
  // to `values`; follows redirections.
  void send(std::string_view page, const std::map<std::string, std::string>& values = {});
  // The body of that form as it would be sent.
  std::string body_of(std::string_view page, const std::map<std::string, std::string>& values = {}) const;
  // One request without following anything.
  HttpResponse ask(std::string method, std::string target, std::string body = {}, HttpHeaders more = {});

  const HttpResponse& response() const { return response_; }
  int status() const { return response_.status; }
  const std::string& target() const { return target_; }  // of the page that is shown
  std::string markup() const { return to_string(response_.body); }
  std::string title() const;
  std::string text() const;  // of the whole page
  bool says(std::string_view words) const { return text().find(words) != std::string::npos; }
  XmlNode root() const { return tree_.root(); }
  FormFields fields_of(std::string_view page) const;  // of that form, as the page has filled them in

  void wait(std::chrono::microseconds time) { now_ += time; }
  void set_language_header(std::string languages) { languages_ = std::move(languages); }
  const std::string& cookie() const { return cookie_; }

 private:
  void take(HttpResponse response, std::string target);
  XmlNode form(std::string_view page) const;

  VotingPages& pages_;
  Instant now_;
  std::string cookie_, languages_, target_;
  HttpResponse response_;
  XmlTree tree_;
};

// The page as XML, its DOCTYPE left out; ends the program where it is not well-formed.
XmlTree read_page_markup(std::string_view markup);
std::string encoded(const FormFields& fields);

}  // namespace sceau
