// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "ui/widgets/card.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace chancery {

/// The imports of the past, as the ledger has them: name, outcome, when.
class ImportHistory : public Card
{
    Q_OBJECT

public:
    explicit ImportHistory(Ledger &ledger, QWidget *parent = nullptr);

    /// Asks the ledger again; the choice stays. Ends in loaded() or failed().
    void load();

Q_SIGNALS:
    void runChosen(const QString &runId);
    void undoWanted(const QString &runId);
    /// Latest first.
    void loaded(const QList<chancery::ImportRunRecord> &runs);
    void failed(const chancery::Error &error);

private:
    void show(const QList<ImportRunRecord> &runs);
    void refreshUndo();

    Ledger &m_ledger;
    QListWidget *m_list;
    QLabel *m_empty;
    QPushButton *m_undo;
};

} // namespace chancery
