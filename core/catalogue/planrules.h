// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/planclasses.h"
#include "core/keyban/certification.h"

namespace chancery::catalogue {

/// What a row would do to the passport that has its key, in full.
struct RowEffect
{
    PlanClass planClass = PlanClass::Unchanged;
    /// Of the passport's own members: `name`, `description`, `network`.
    QList<keyban::FieldChange> members;
    /// Of `data` and the certified paths.
    keyban::ChangeForecast forecast;
};

/// Whether both say the same: the order of members does not count, every digit of a number does, absent is null.
bool sameData(const json::Value &left, const json::Value &right);

/// The passport's own name, as it is upserted: never one that stands in for it.
QString ownName(const json::Value &row);

/// The class alone. `row` is a create body, `passport` a row as the service tells it, either in either shape; the keys
/// are the same.
PlanClass planOf(const json::Value &row, const json::Value &passport, keyban::Dialect dialect);
/// The class and every change. Error: Protocol / UnexpectedShape when `passport` is none.
Result<RowEffect> effectOf(const json::Value &row, const json::Value &passport, keyban::Dialect dialect);

} // namespace chancery::catalogue
