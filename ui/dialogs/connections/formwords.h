// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/problems.h"

#include <QMap>

namespace chancery {

/// What stands below a field that is not right.
struct FieldFinding
{
    ProfileSeverity severity = ProfileSeverity::Error;
    QString words{};
};

enum class NameState { Free, Taken };

/// The worst there is to say about each field. Of a sandbox, what the console sets by itself is left out.
QMap<ProfileField, FieldFinding> findingsOf(const Profile &profile, NameState name);

/// What "As the service shows" comes to for this profile; empty when the person has chosen a dialect.
QString dialectRemark(const Profile &profile);

} // namespace chancery
