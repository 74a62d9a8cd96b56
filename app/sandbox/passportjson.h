// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/catalogue.h"
#include "app/sandbox/dialect.h"

namespace chancery::sandbox {

/// Appends the passport as the service answers it (Keyban fact sheet §4.3).
void appendPassport(QByteArray &out, const Passport &passport, quint32 number, AnswerShape shape);

/// Appends key and content on one line, without identifiers and times: two sandboxes that hold the same passports say
/// the same, whatever the way they got there.
void appendContentLine(QByteArray &out, const Passport &passport);

/// `"certified"`, or null for what is not certified at all.
QByteArrayView certificationWord(Certification certification);

} // namespace chancery::sandbox
