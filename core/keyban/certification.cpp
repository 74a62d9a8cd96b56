// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/certification.h"

#include <algorithm>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

bool is(const QString &word, QStringView known)
{
    return word.compare(known, Qt::CaseInsensitive) == 0;
}

Dialect dialectOf(Shape shape, const QString &network, Dialect fallback)
{
    if (shape == Shape::Flat)
        return Dialect::Flat;
    if (shape == Shape::Product)
        return Dialect::Product;
    // A row in both shapes tells by its network which rules it lives under (§4.5, era `both`).
    return dialectOfNetwork(network).value_or(fallback);
}

bool certifiesLevel(const QString &granularity, Dialect dialect)
{
    return granularity == wireName(dialect == Dialect::Flat ? Granularity::Model : Granularity::Item);
}

bool covers(const QString &certifiedPath, const QString &path)
{
    return path == certifiedPath || path.startsWith(certifiedPath + u'.') || certifiedPath.startsWith(path + u'.');
}

bool isPlainObject(const json::Value &value)
{
    return value.isObject() && std::all_of(value.members().begin(), value.members().end(), [](const json::Member &m) {
               return !m.key.isEmpty() && !m.key.contains(u'.');
           });
}

/// Appends the differences below `path`; objects are entered, everything else is compared whole.
void compare(const json::Value &before, const json::Value &after, const QString &path, QList<FieldChange> &out)
{
    const auto child = [&path](const QString &key) { return path.isEmpty() ? key : path + u'.' + key; };
    if (before == after)
        return;
    if (!isPlainObject(before) || !isPlainObject(after)) {
        out.append({path, before, after});
        return;
    }
    for (const json::Member &member : before.members()) {
        if (after.contains(member.key))
            compare(member.value, after[member.key], child(member.key), out);
        else
            out.append({child(member.key), member.value, {}, false, true});
    }
    for (const json::Member &member : after.members()) {
        if (!before.contains(member.key))
            out.append({child(member.key), {}, member.value, true, false});
    }
}

json::Value objectOrEmpty(const json::Value &value)
{
    return value.isNull() ? json::Value::object() : value;
}

QStringList without(const QStringList &list, const QStringList &other)
{
    QStringList rest;
    std::copy_if(list.begin(), list.end(), std::back_inserter(rest),
                 [&](const QString &t) { return !other.contains(t); });
    return rest;
}

/// Whether the content of the certificate is another: a value at a certified path, or the selection (§6.4).
bool certificateMoves(const ChangeForecast &forecast, const Passport &before, const json::Value &dataAfter,
                      const QStringList &pathsAfter)
{
    if (!forecast.pathsAdded.isEmpty() || !forecast.pathsRemoved.isEmpty())
        return true;
    if (pathsAfter.isEmpty())
        return !forecast.changes.isEmpty();
    return std::any_of(pathsAfter.begin(), pathsAfter.end(), [&](const QString &path) {
        QList<FieldChange> changes;
        compare(before.data.at(path), dataAfter.at(path), {}, changes);
        return before.data.has(path) != dataAfter.has(path) || !changes.isEmpty();
    });
}

} // namespace

bool certifies(const PassportKey &key, Dialect dialect)
{
    return certifiesLevel(key.granularity, dialect);
}

Certification certificationOf(const CertificationFacts &facts, Dialect dialect)
{
    if (is(facts.status, u"draft"))
        return Certification::NotStarted;
    if (is(facts.word, u"certified"))
        return Certification::Certified;
    if (is(facts.word, u"error"))
        return Certification::Error;
    if (!certifiesLevel(facts.granularity, dialectOf(facts.shape, facts.network, dialect)) || !facts.hasData)
        return Certification::NotApplicable;
    return is(facts.word, u"pending") || facts.word.isEmpty() ? Certification::Pending : Certification::Unknown;
}

CertificationState certificationOf(const Passport &passport, Dialect dialect)
{
    CertificationState state;
    state.word = passport.certificationStatus;
    state.certification = certificationOf({passport.status, state.word, passport.key.granularity, passport.network,
                                           passport.shape, !passport.data.isNull()},
                                          dialect);
    const bool isStill = state.certification != Certification::Error && state.certification != Certification::Pending;
    state.since = isStill && passport.certifiedAt.isValid() ? passport.certifiedAt : passport.updatedAt;
    return state;
}

QString wireName(const CertificationState &state)
{
    switch (state.certification) {
    case Certification::NotStarted:
        return u"notStarted"_s;
    case Certification::NotApplicable:
        return u"notApplicable"_s;
    case Certification::Pending:
        return u"pending"_s;
    case Certification::Certified:
        return u"certified"_s;
    case Certification::Error:
        return u"error"_s;
    case Certification::Unknown:
        break;
    }
    return state.word;
}

bool isSettled(const CertificationState &state)
{
    return state.certification != Certification::Pending;
}

ChangeForecast forecast(const Passport &before, const PassportPatch &patch, Dialect dialect)
{
    ChangeForecast result;
    result.network = before.network;
    const QStringList pathsAfter = patch.certifiedPaths.value_or(before.certifiedPaths);
    result.pathsAdded = without(pathsAfter, before.certifiedPaths);
    result.pathsRemoved = without(before.certifiedPaths, pathsAfter);
    result.everythingCertified = pathsAfter.isEmpty();
    if (patch.data)
        compare(objectOrEmpty(before.data), objectOrEmpty(*patch.data), {}, result.changes);

    // A selection that is empty on either side means the whole of `data` (§6.3).
    const bool whole = pathsAfter.isEmpty() || before.certifiedPaths.isEmpty();
    const QStringList selected = before.certifiedPaths + pathsAfter;
    for (FieldChange &change : result.changes) {
        change.certified = whole || std::any_of(selected.begin(), selected.end(),
                                                [&change](const QString &path) { return covers(path, change.path); });
    }
    const json::Value dataAfter = patch.data.value_or(before.data);
    result.recertifies = !is(before.status, u"draft") && !dataAfter.isNull() &&
                         certifies(before.key, dialectOf(before.shape, before.network, dialect)) &&
                         (before.data.isNull() || certificateMoves(result, before, dataAfter, pathsAfter));
    return result;
}

} // namespace chancery::keyban
