// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"

#include <QMap>

namespace chancery {

/// Whose value stands where both sides changed the same place.
enum class Side {
    Mine,
    Theirs,
};

/// A place that was changed here and, meanwhile, on the service, to different values.
struct EditConflict
{
    QString path; ///< dotted; certifiedPathsConflict for the selection of certified paths
    json::Value base;
    json::Value mine;
    json::Value theirs;
    bool operator==(const EditConflict &) const = default;
};

/// EditConflict::path of the selection itself; no path of `data` looks like it.
inline constexpr QStringView certifiedPathsConflict = u"*certifiedPaths*";

/// An edit laid over what the service has now (Keyban fact sheet U4, U11): what others changed stays, what was edited
/// here is applied, and where both changed the same place a person chooses.
class SaveMerge
{
public:
    SaveMerge() = default;
    /// `base` is the passport as it was when the edit began.
    SaveMerge(keyban::Passport base, const keyban::PassportPatch &mine, keyban::Passport theirs);

    const keyban::Passport &theirs() const { return m_theirs; }
    /// Whether the service has another version than the one the edit began with.
    bool changedMeanwhile() const;
    /// What others changed.
    const QList<keyban::FieldChange> &theirChanges() const { return m_theirChanges; }
    const QList<EditConflict> &conflicts() const { return m_conflicts; }
    void choose(const QString &path, Side side) { m_choices.insert(path, side); }
    bool isResolved() const;

    /// What is to be sent: the whole of `data` where it changes, against theirs().
    keyban::PassportPatch patch() const;

private:
    bool takesMine(const QString &path) const;
    void findConflicts();

    keyban::Passport m_base;
    keyban::Passport m_theirs;
    std::optional<QStringList> m_myPaths;
    QList<keyban::FieldChange> m_myChanges;
    QList<keyban::FieldChange> m_theirChanges;
    QList<EditConflict> m_conflicts;
    QMap<QString, Side> m_choices;
};

} // namespace chancery
