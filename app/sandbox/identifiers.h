// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QUuid>

#include <optional>

namespace chancery::sandbox {

/// Identifiers worked out from a row's number instead of stored: the same in every run, and nothing to keep in memory.

/// Scatters the bits of `value`; the same on every machine.
quint64 scatter(quint64 value);
/// A hash that is the same on every machine and in every run.
quint64 stableHash(QByteArrayView bytes, quint64 seed = 0);

/// A lower-case UUID (version 4 in form) for the row `number` of a `kind` (passports, jobs).
QUuid uuidOf(quint32 number, quint32 kind);
QByteArray uuidText(const QUuid &id);
/// The number whose uuidOf is `id`, if it has one.
std::optional<quint32> numberOf(const QUuid &id, quint32 kind);

/// A token id: a whole number too large for a double.
QByteArray tokenIdOf(quint32 number);
/// `bafybei…`, made of base 32 letters, different for every seed.
QByteArray contentIdOf(quint64 seed);

} // namespace chancery::sandbox
