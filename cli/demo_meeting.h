// SPDX-License-Identifier: Apache-2.0
// The meeting of `sceau vote demo`: its settings, its register, and what its bureau types in. Every text is made up and
// says DEMO.
#pragma once

#include <array>
#include <span>
#include <string>

#include "cli/demo_shareholders.h"

namespace sceau {

inline constexpr std::string_view demo_meeting_id = "demo2027";
inline constexpr std::array demo_labels = {"1", "2", "3", "4", "5"};  // of the resolutions that are voted on

// samples/vote/meeting.toml, whose scrutineers are scrutineer-1.pem to scrutineer-3.pem, and session.toml.
std::string_view demo_settings();
std::string_view demo_session();

// Tables in CSV, each as `sceau vote` reads it.
std::string demo_register(std::span<const DemoShareholder> all);
std::string demo_paper_forms(std::span<const DemoShareholder> all);
std::string demo_attendance(std::span<const DemoShareholder> all);
std::string demo_new_resolutions();
std::string demo_room_votes(std::span<const DemoShareholder> all);

}  // namespace sceau
