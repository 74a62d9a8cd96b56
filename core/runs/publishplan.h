// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/query.h"

#include <QMap>

namespace chancery {

/// One call of a publication: what the service is asked, and exactly which drafts that takes.
struct PublishCall
{
    QList<keyban::Filter> filters;
    QList<keyban::Passport> drafts;
};

/// What publishing would do, worked out by listing with the very filters that would be sent (Keyban fact sheet §9).
struct PublishPlan
{
    QList<PublishCall> calls;
    QList<keyban::Passport> beyond;      ///< go as well though nobody chose them: no filter is narrow enough
    QList<keyban::Passport> noDrafts;    ///< chosen, but the service lists no such draft any more
    QList<keyban::Passport> unreachable; ///< chosen, but without a number that a filter could name
    QString hash;                        ///< over the calls and the ids of their drafts

    QList<keyban::Passport> drafts() const;
    qint64 count() const;
    QMap<QString, qint64> countByNetwork() const;
};

bool isDraft(const keyban::Passport &passport);

/// Hash over the calls and ids, in order; the first characters are what a person compares.
QString hashOf(const QList<PublishCall> &calls);

/// A part of the chosen rows with the number filters that single them out so far.
struct PublishCandidate
{
    QList<keyban::Filter> filters;
    QList<keyban::Passport> chosen;
};

/// How to begin: chosen rows grouped by level and their first number that this dialect can filter by. Rows without such
/// a number are left over in `unreachable`.
QList<PublishCandidate> widestCandidates(const QList<keyban::Passport> &chosen, keyban::Dialect dialect,
                                         QList<keyban::Passport> &unreachable);

/// The same rows by the next number, or nothing when the dialect offers no narrower filter for some of them.
QList<PublishCandidate> narrowed(const PublishCandidate &candidate, keyban::Dialect dialect);

/// What is sent for a candidate: level and numbers, and, where the dialect offers it, drafts of this application only.
QList<keyban::Filter> publishFilters(const PublishCandidate &candidate, keyban::Dialect dialect,
                                     const QString &applicationId);

} // namespace chancery
