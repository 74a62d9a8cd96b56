// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlementtemplate.h"

#include <QString>
#include <QStringList>

namespace chancery {

/// "Compliance checking" for a state of the guide; any other as it came.
QString stateName(const QString &state);

/// What a state is to a person who watches: "start", "waits for somebody outside", "failure", …
QString stateKindText(keystone::StateKind kind);

/// "10 min", "1 h 30 min"; the two largest parts.
QString spanText(qint64 seconds);

/// What a template tells of one of its states, a line each: its name as people and as machines write it, what it is,
/// what the service does there and for how long, and where it leads.
QStringList stateParticulars(const QString &state, const keystone::TemplateConfig &config);

} // namespace chancery
