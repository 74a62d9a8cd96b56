// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/planrules.h"

#include "core/keyban/passporttexts.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

bool sameMembers(const json::Value &left, const json::Value &right)
{
    const json::Value::Object &members = left.members();
    return members.size() == right.members().size() &&
           std::all_of(members.begin(), members.end(), [&right](const json::Member &member) {
               return right.contains(member.key) && sameData(member.value, right[member.key]);
           });
}

QString description(const json::Value &row)
{
    return row[u"description"].toText();
}

keyban::PassportPatch patchOf(const json::Value &row)
{
    keyban::PassportPatch patch;
    if (!row[u"data"].isNull())
        patch.data = row[u"data"];
    if (row[u"certifiedPaths"].isArray()) {
        patch.certifiedPaths.emplace();
        for (const json::Value &path : row[u"certifiedPaths"].items())
            *patch.certifiedPaths << path.toText();
    }
    return patch;
}

/// A member that the row does not send stays as it is.
bool changesText(const QString &sent, const QString &there)
{
    return !sent.isEmpty() && sent != there;
}

bool changesValue(const json::Value &sent, const json::Value &there)
{
    return !sent.isNull() && !sameData(sent, there);
}

bool changesAnything(const json::Value &row, const json::Value &passport)
{
    return changesText(ownName(row), ownName(passport)) || changesText(description(row), description(passport)) ||
           changesText(row[u"network"].toText(), passport[u"network"].toText()) ||
           changesValue(row[u"data"], passport[u"data"]) ||
           changesValue(row[u"certifiedPaths"], passport[u"certifiedPaths"]);
}

/// Why an update can't go through; Update when nothing speaks against it.
PlanClass hindrance(const json::Value &row, const json::Value &passport)
{
    const QString network = passport[u"network"].toText();
    if (!network.isEmpty() && changesText(row[u"network"].toText(), network))
        return PlanClass::OtherNetwork;
    if (!passport[u"editable"].toBool(true))
        return PlanClass::SourceManaged;
    if (passport[u"status"].toText().compare(u"archived", Qt::CaseInsensitive) == 0)
        return PlanClass::Archived;
    return PlanClass::Update;
}

void addChange(QList<keyban::FieldChange> &out, const QString &member, const QString &sent, const QString &there)
{
    if (!changesText(sent, there))
        return;
    out.append({member, there.isEmpty() ? json::Value() : json::Value(there), json::Value(sent), there.isEmpty()});
}

} // namespace

bool sameData(const json::Value &left, const json::Value &right)
{
    if (left.isObject() && right.isObject())
        return sameMembers(left, right);
    if (!left.isArray() || !right.isArray())
        return left == right;
    return std::equal(left.items().begin(), left.items().end(), right.items().begin(), right.items().end(), sameData);
}

QString ownName(const json::Value &row)
{
    return keyban::ownName(row);
}

PlanClass planOf(const json::Value &row, const json::Value &passport, keyban::Dialect dialect)
{
    if (!changesAnything(row, passport))
        return PlanClass::Unchanged;
    if (const PlanClass hindered = hindrance(row, passport); hindered != PlanClass::Update)
        return hindered;
    // A draft is never certified, so there is nothing to work out.
    if (passport[u"status"].toText().compare(u"draft", Qt::CaseInsensitive) == 0)
        return PlanClass::Update;
    const auto before = keyban::decodePassport(passport);
    if (!before)
        return PlanClass::Update;
    return keyban::forecast(*before, patchOf(row), dialect).recertifies ? PlanClass::Recertify : PlanClass::Update;
}

Result<RowEffect> effectOf(const json::Value &row, const json::Value &passport, keyban::Dialect dialect)
{
    const auto before = keyban::decodePassport(passport);
    if (!before)
        return before.error();
    RowEffect effect;
    effect.planClass = planOf(row, passport, dialect);
    addChange(effect.members, u"name"_s, ownName(row), ownName(passport));
    addChange(effect.members, u"description"_s, description(row), description(passport));
    addChange(effect.members, u"network"_s, row[u"network"].toText(), passport[u"network"].toText());
    effect.forecast = keyban::forecast(*before, patchOf(row), dialect);
    return effect;
}

} // namespace chancery::catalogue
