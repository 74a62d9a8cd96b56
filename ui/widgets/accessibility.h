// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace chancery {

/// Gives our widgets the roles assistive technology knows: banners are alerts, lane bars are progress bars with a
/// value, cards and the environment strip are groups. Called by their constructors; more calls do nothing.
void registerAccessibleRoles();

} // namespace chancery
