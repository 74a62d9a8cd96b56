// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/savemerge.h"

#include <algorithm>

namespace chancery {

using keyban::FieldChange;
using keyban::Passport;
using keyban::PassportPatch;

namespace {

/// Whether two places overlap: the same, or one within the other. The root overlaps with everything.
bool overlap(const QString &a, const QString &b)
{
    return a == b || a.isEmpty() || b.isEmpty() || a.startsWith(b + u'.') || b.startsWith(a + u'.');
}

json::Value textList(const QStringList &texts)
{
    json::Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

QList<FieldChange> changesOf(const Passport &base, const PassportPatch &patch)
{
    return keyban::forecast(base, patch, keyban::Dialect::Flat).changes; // the dialect tells only who certifies
}

void apply(json::Value &data, const FieldChange &change)
{
    if (change.path.isEmpty())
        data = change.after;
    else if (change.removed)
        data.removeAt(change.path);
    else
        data.setAt(change.path, change.after);
}

} // namespace

SaveMerge::SaveMerge(Passport base, const PassportPatch &mine, Passport theirs)
    : m_base(std::move(base))
    , m_theirs(std::move(theirs))
    , m_myPaths(mine.certifiedPaths)
    , m_myChanges(changesOf(m_base, mine))
    , m_theirChanges(changesOf(m_base, {.data = m_theirs.data, .certifiedPaths = std::nullopt}))
{
    findConflicts();
}

void SaveMerge::findConflicts()
{
    for (const FieldChange &mine : std::as_const(m_myChanges)) {
        const auto theirs = std::find_if(m_theirChanges.begin(), m_theirChanges.end(), [&mine](const FieldChange &c) {
            return overlap(c.path, mine.path) && !(c.path == mine.path && c.after == mine.after);
        });
        if (theirs != m_theirChanges.end())
            m_conflicts.append({mine.path, mine.before, mine.after, m_theirs.data.at(mine.path)});
    }
    const bool theyMoved = m_theirs.certifiedPaths != m_base.certifiedPaths;
    if (m_myPaths && theyMoved && *m_myPaths != m_theirs.certifiedPaths)
        m_conflicts.append({certifiedPathsConflict.toString(), textList(m_base.certifiedPaths), textList(*m_myPaths),
                            textList(m_theirs.certifiedPaths)});
}

bool SaveMerge::changedMeanwhile() const
{
    return m_theirs.updatedAt != m_base.updatedAt || !m_theirChanges.isEmpty() ||
           m_theirs.certifiedPaths != m_base.certifiedPaths || m_theirs.status != m_base.status;
}

bool SaveMerge::isResolved() const
{
    return std::all_of(m_conflicts.begin(), m_conflicts.end(),
                       [this](const EditConflict &conflict) { return m_choices.contains(conflict.path); });
}

bool SaveMerge::takesMine(const QString &path) const
{
    const bool disputed = std::any_of(m_conflicts.begin(), m_conflicts.end(),
                                      [&path](const EditConflict &conflict) { return conflict.path == path; });
    return !disputed || m_choices.value(path, Side::Theirs) == Side::Mine;
}

PassportPatch SaveMerge::patch() const
{
    PassportPatch patch;
    json::Value data = m_theirs.data.isNull() ? json::Value::object() : m_theirs.data;
    for (const FieldChange &change : m_myChanges) {
        if (takesMine(change.path))
            apply(data, change);
    }
    const bool same = m_theirs.data.isNull() ? data == json::Value::object() : data == m_theirs.data;
    if (!same)
        patch.data = data;
    if (m_myPaths && *m_myPaths != m_theirs.certifiedPaths && takesMine(certifiedPathsConflict.toString()))
        patch.certifiedPaths = m_myPaths;
    return patch;
}

} // namespace chancery
