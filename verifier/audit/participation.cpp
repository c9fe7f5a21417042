// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/participation.h"

namespace sceau::audit {

const std::optional<Proxy>& Voice::proxy() const {
  return merged_proxy != nullptr && merged_proxy->proxy ? merged_proxy->proxy : form->proxy;
}

Voice voice_of(const Participation& participation, const std::vector<Submission>& submissions) {
  const auto& first = submissions[participation.members.front()];
  if (!participation.is_merged()) return {first.form, nullptr};
  const auto& second = submissions[participation.members[1]];
  return first.mode() == Mode::proxy ? Voice{second.form, first.form} : Voice{first.form, second.form};
}

Choices::Said choice_on(const Voice& voice, std::size_t resolution) {
  const auto said = voice.form->choices.on(resolution);
  if (said.vote != Vote::none) return said;
  const auto& proxy = voice.proxy();
  if (!proxy) return {Vote::abstain};
  return {proxy->kind == ProxyKind::named ? Vote::named : Vote::chair};
}

Vote choice_on_raised(const Voice& voice) {
  const bool is_left_to_proxy = voice.merged_proxy != nullptr && voice.form->new_resolutions == Vote::none;
  const auto& form = is_left_to_proxy ? *voice.merged_proxy : *voice.form;
  if (form.new_resolutions != Vote::none) return form.new_resolutions;
  if (!form.proxy || !form.choices.all.empty()) return Vote::abstain;
  return form.proxy->kind == ProxyKind::named ? Vote::named : Vote::chair;
}

Mode mode_of(const Participation& participation, const std::vector<Submission>& submissions) {
  return participation.is_merged() ? Mode::proxy : submissions[participation.members.front()].mode();
}

}  // namespace sceau::audit
