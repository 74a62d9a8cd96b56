// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/keyban/passportkey.h"

namespace chancery::keyban {

/// The envelope of an accepted upload: accepted, nothing more (§8).
struct ImportJob
{
    QString id;
};

/// What a row's own job says. Words other than `completed` and `failed` mean that it still runs (§8).
enum class ChildState {
    Running,
    Completed,
    Failed,
};

struct ImportChild
{
    QString id;
    ChildState state = ChildState::Running;
    QString word; ///< as the server spelt it
    PassportKey key;
    QString reason; ///< the server's own words; empty unless failed
};

ChildState stateOfWord(const QString &word);
/// Error: Protocol / UnexpectedShape when there is no `id`.
Result<ImportJob> decodeImportJob(const json::Value &body);
Result<ImportChild> decodeImportChild(const json::Value &row);

/// A row's `error` may be a text, an object or a list (U14): one line of the server's words in any case.
QString flattenReason(const json::Value &error);

} // namespace chancery::keyban
