// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/outcomecheck.h"
#include "ui/widgets/card.h"

class QLabel;

namespace chancery {

class DifferencesModel;
class TableView;

/// What became of a plan, once its run is over: a line that tells what the passports show, and the card with the rows
/// that ended otherwise than planned. Each is hidden while it has nothing to tell.
class OutcomeCard : public Card
{
    Q_OBJECT

public:
    explicit OutcomeCard(QWidget *parent = nullptr);

    /// The line, to be placed where it reads well.
    QLabel *line() const { return m_text; }
    void clear();
    void follow(OutcomeCheck &check);
    /// Of a run of the past.
    void show(const PlanOutcome &outcome);

    /// Wide enough for its columns, where there is room.
    QSize sizeHint() const override;

private:
    void showProgress(const OutcomeCheck &check);
    void tell(const QString &text);

    DifferencesModel *m_differences;
    QLabel *m_text;
    TableView *m_table;
    std::unique_ptr<QObject> m_followed; ///< context of the check
};

} // namespace chancery
