// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/planoutcome.h"

namespace chancery {

/// The numbers of a passport from the widest to the deepest, as a person names it: "LAMP-01 / 2026-W14 / 000123".
QString keyText(const keyban::PassportKey &key);

/// What the plan does with a row, in one or two words: "create", "unchanged", …
QString planWord(catalogue::PlanClass planClass);
/// Why a refused row can't go through; empty for others.
QString refusalText(catalogue::PlanClass planClass);
/// "name, colour, size and 3 more": the fields that an update changes.
QString changedFieldsText(const catalogue::RowEffect &effect);
/// "20 create, 9,100 update, 3 refused": those that there are.
QString planCounts(const ImportPlan &plan);
/// The same of a run of the past, as far as its plan was kept; "update" with those that re-certify.
QString planCounts(const ImportRunRecord &run);
/// What is certified anew, with each network; empty when nothing is.
QString recertificationText(const ImportPlan &plan);
/// How much of the service the plan was held against, and how fresh that is.
QString mirrorAgeText(const MirrorState &mirror, const QDateTime &now);
/// What has moved since a plan was made; one sentence a thing.
QStringList moveTexts(const PlanMoves &moves);
/// That the plan that was agreed to is another now, with what has moved as far as it is known.
QString movedText(const PlanMoves &moves);

/// What was found of a row afterwards, in a few words: "created", "not there", …
QString findingWord(RowFinding finding);
/// "20 created, 9,100 updated, 3 failed": those that there are, each row once.
QString outcomeCounts(const PlanOutcome &outcome);
/// "3 rows ended otherwise than planned".
QString differenceText(qint64 rows);
/// Whether it came as planned, in one sentence.
QString outcomeSentence(const PlanOutcome &outcome);

} // namespace chancery
