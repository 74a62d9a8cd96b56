// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "core/json/value.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace chancery::bkey {

/// What this room's records are written and read with; nothing outside it needs this.

/// Refused / SettingInvalid: it was not sent.
Error refusedMember(const QString &member);
/// Whether it has one to `most` characters and no control characters, so that it stands on one line.
bool isLine(const QString &text, qsizetype most);
/// The number with exactly these digits; nothing for what is no JSON number.
std::optional<json::Value> numberOf(const QString &decimal);

/// Of a number, or of its digits as text.
std::optional<qint64> wholeOf(const json::Value &value);
QDateTime timeOf(const json::Value &value);
/// The bytes of standard base64; empty for anything else.
QByteArray bytesOf(const json::Value &base64);
/// Whether that is the status, however its letters are written.
bool isWord(const QString &status, QLatin1StringView word);

} // namespace chancery::bkey
