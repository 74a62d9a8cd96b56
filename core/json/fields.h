// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "core/json/value.h"

#include <QDateTime>
#include <QStringList>

namespace chancery::json {

// What the services' records have in common, for reading and writing them.

/// An answer that is JSON, but not of the shape this program can read: Protocol / UnexpectedShape, `member` as subject.
Error unexpectedShape(const QString &member);

/// ISO 8601 with `Z`, an offset or neither, which means UTC; invalid for anything else.
QDateTime timeFrom(const QString &text);

Value textArray(const QStringList &texts);
void setUnlessEmpty(Value &object, const QString &key, const QString &text);

} // namespace chancery::json
