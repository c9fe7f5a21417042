// SPDX-License-Identifier: Apache-2.0
// The parts that pages are put together from. What a control says is tied to it: label or legend, hint and error
// (aria-describedby), and each error of the summary leads to its control.
#pragma once

#include <string>
#include <vector>

#include "vote/pages/page_frame.h"
#include "vote/pages/texts.h"

namespace sceau {

// What is wrong with a field. `field` is its name; `id` that of the control to go to.
struct FieldError {
  std::string field, id, message;
  bool operator==(const FieldError&) const = default;
};
using FieldErrors = std::vector<FieldError>;

Html hidden_field(std::string name, std::string value);
Html hidden_fields(const FormFields& fields);

// A form that is sent to that page in the language of the setting, with its token.
Html post_form(const PageSetting& setting, std::string_view path, const Html& content);
Html submit_button(std::string_view label);
Html link_button(const PageSetting& setting, std::string_view path, std::string_view label);
Html paragraph(std::string_view text);
Html section(std::string_view heading, const Html& content);  // with an h2
// A box that cannot be overlooked: the warning on abstention, a refusal.
Html warning_box(std::string_view heading, const Html& content);

struct ShownFact {
  std::string name;
  Html value;
};
Html fact_list(const std::vector<ShownFact>& facts);

struct TextInput {
  std::string name, label, value = {}, hint = {}, autocomplete = "off";
  bool is_number = false;
};
Html text_input(const TextInput& input, const FieldErrors& errors, Language language);

struct Option {
  std::string value, label;
  Html more = {};  // what belongs to this option alone
  std::string hint = {};
};
// A <fieldset> of radio buttons; nothing is chosen but `chosen`. `before` stands under the legend.
struct ChoiceGroup {
  std::string name, legend;
  std::vector<Option> options;
  std::string_view chosen = {};
  std::string hint = {};
  Html before = {};
};
Html choice_group(const ChoiceGroup& group, const FieldErrors& errors, Language language);

struct Select {
  std::string name, label;
  std::vector<Option> options;  // the first one stands for nothing chosen
  std::string_view chosen = {};
};
Html select_input(const Select& select, const FieldErrors& errors, Language language);

// Takes the focus when the page opens; nothing where there are no errors.
Html error_summary(const FieldErrors& errors, Text heading, Language language);

// Until when, in Paris and at the place of the meeting, and how long that is (D17).
Html deadline_part(const PageSetting& setting);

}  // namespace sceau
