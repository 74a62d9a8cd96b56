// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passport.h"

namespace chancery::keyban {

/// What the certification badge says. The service's own word is kept beside it (`CertificationState::word`).
enum class Certification {
    NotStarted,    ///< a draft: nothing is certified before publication
    NotApplicable, ///< this level, or a row without data, is not certified in this dialect (§6.3)
    Pending,
    Certified,
    Error,
    Unknown, ///< a word this program does not know, shown as it is
};

struct CertificationState
{
    Certification certification = Certification::Unknown;
    QString word;
    QDateTime since; ///< UTC; of the state where the service tells, else of the last change
};

/// Whether the service certifies rows of this level in this dialect: models in flat, items in product (§4.1).
bool certifies(const PassportKey &key, Dialect dialect);

/// All that a badge is told from.
struct CertificationFacts
{
    QString status;
    QString word; ///< the service's, of the certification
    QString granularity;
    QString network;
    Shape shape = Shape::Neither;
    bool hasData = false;
    bool operator==(const CertificationFacts &) const = default;
};
Certification certificationOf(const CertificationFacts &facts, Dialect dialect);

/// `dialect` is the profile's; a row that shows one shape only is judged by its own, one that shows both by the family
/// of its network.
CertificationState certificationOf(const Passport &passport, Dialect dialect);

/// `notStarted`, `notApplicable`, `pending`, `certified`, `error`; for a word that is not known, that word.
QString wireName(const CertificationState &state);

/// Whether polling can still change the badge.
bool isSettled(const CertificationState &state);

/// One changed place in `data`, found by comparing whole values: `before` or `after` is null when absent there.
struct FieldChange
{
    QString path; ///< dotted; list members and odd keys are compared as a whole at the nearest object
    json::Value before;
    json::Value after;
    bool added = false;
    bool removed = false;
    bool certified = false; ///< under a path that is certified before or after
};

/// What saving would do, worked out before anything is sent.
struct ChangeForecast
{
    QList<FieldChange> changes;
    QStringList pathsAdded;   ///< certified from now on
    QStringList pathsRemoved; ///< certified no longer
    bool recertifies = false;
    bool everythingCertified = false; ///< no certified path is named, so the whole of `data` is (§6.3)
    QString network;
};

/// Compares the passport as it is with the patch (§6.4): re-certifies when a certified value or the selection changes
/// on a published row of a level that certifies.
ChangeForecast forecast(const Passport &before, const PassportPatch &patch, Dialect dialect);

} // namespace chancery::keyban
