// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passportkey.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace chancery {

/// What a row of an import met, as far as the plan knew.
enum class RowOrigin {
    Created,   ///< nothing: the run made its passport
    Draft,     ///< a draft, whose content is kept
    Published, ///< a passport that was public already; there is no way back
    NotKnown,  ///< not all passports were known when it was planned
};
QLatin1StringView rowOriginWord(RowOrigin origin);

/// What was there before a row was sent, written before the first byte of the run leaves.
struct Preimage
{
    qint64 line = 0;
    keyban::PassportKey key = {};
    RowOrigin origin = RowOrigin::NotKnown;
    QString passportId = {}; ///< empty for one that is to be created
    QByteArray before = {};  ///< JSON: the content of a draft; empty for all else
    QByteArray left = {};    ///< digest of the content as the run leaves it
    bool operator==(const Preimage &) const = default;
};

/// How taking back a row ended.
enum class UndoOutcome {
    Open, ///< not tried
    Reverted,
    Kept, ///< edited since the run
    CouldNot,
    Unknown,
};
QLatin1StringView undoOutcomeWord(UndoOutcome outcome);
UndoOutcome undoOutcomeFromWord(QStringView word);

/// Why it ended so.
enum class UndoReason {
    None,
    AsBefore,        ///< it was as before the run already
    Gone,            ///< its passport, which the run made, was deleted meanwhile
    EditedSince,     ///< the passport is not as the run left it
    Published,       ///< meanwhile
    PublishedBefore, ///< when the run began
    NotKnown,        ///< what was there before is not known
    Deleted,         ///< meanwhile
    SourceManaged,   ///< another system owns the passport now
    NoDeletion,      ///< the service offers none; the draft stays
    NotCleared,      ///< the run gave it a description where there was none, and the service takes none away
    Refused,         ///< by the service, in its own words
    NotTaken,        ///< the service took the call, yet the passport is not as before
    AnswerLost,
};
QLatin1StringView undoReasonWord(UndoReason reason);
UndoReason undoReasonFromWord(QStringView word);

struct UndoEnd
{
    qint64 line = 0;
    UndoOutcome outcome = UndoOutcome::Open;
    UndoReason reason = UndoReason::None;
    QString detail = {}; ///< the service's own words
    bool operator==(const UndoEnd &) const = default;
};

/// A row and how taking it back ended.
struct UndoRow
{
    Preimage preimage = {};
    UndoEnd end = {};
};

/// rows = reverted + kept + couldNot + unknown + open, always. Rows are those of the run that the service took or may
/// have taken; those of which no pre-image was kept are in couldNot.
struct UndoCounts
{
    qint64 rows = 0;
    qint64 reverted = 0;
    qint64 kept = 0;
    qint64 couldNot = 0;
    qint64 unknown = 0;
    qint64 open() const { return rows - reverted - kept - couldNot - unknown; }
    /// Nothing for Open, which is what the others leave.
    qint64 *of(UndoOutcome outcome);
    bool operator==(const UndoCounts &) const = default;
};

/// What the ledger holds for taking a run back.
struct UndoBasis
{
    qint64 created = 0;
    qint64 drafts = 0;
    qint64 published = 0;
    qint64 notKnown = 0;
    qint64 withoutPreimage = 0; ///< rows of the run that nothing was kept of
    bool isPruned = false;      ///< something was kept, and no longer is
    UndoCounts counts = {};     ///< of what was tried before
    bool operator==(const UndoBasis &) const = default;
};

/// The latest attempt to take a run back. `state` is one of runstate.
struct UndoRecord
{
    QString runId = {};
    QDateTime started = {};
    QDateTime finished = {}; ///< null while it runs, and when its process died
    QString user = {};
    QString state = {};
    UndoCounts counts = {}; ///< at its end; while it runs, those of the attempt before
    bool operator==(const UndoRecord &) const = default;
};

/// How long pre-images are kept: those of the newest runs and those of the last days, whichever are more, and always
/// those of a run that goes on or whose undo is not complete.
struct PreimageRule
{
    int newestRuns = 50;
    int days = 90;
};

/// Which rows, in the order of their lines.
struct UndoQuery
{
    qint64 afterLine = -1;
    qint64 limit = 1000;
    bool operator==(const UndoQuery &) const = default;
};

} // namespace chancery
