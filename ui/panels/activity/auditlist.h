// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "ui/models/auditmodel.h"

#include <QStackedWidget>

#include <memory>

namespace chancery {

class TableView;

/// The entries of the audit log that fit a query, the newest first, read a page at a time.
class AuditList : public QStackedWidget
{
    Q_OBJECT

public:
    explicit AuditList(Ledger &ledger, QWidget *parent = nullptr);

    /// Reads from the newest on; rows stay on show until the answer is there. `isNarrowed`: whether clearing filters
    /// would show more.
    void setQuery(const AuditQuery &query, bool isNarrowed);
    void reload();
    /// Puts entries on top that were written meanwhile; selection and place stay.
    void lookForNewer();
    /// Whether there is no entry at all, as far as is known.
    bool isWithoutEntries() const;

Q_SIGNALS:
    /// Null for none; good until control returns.
    void entryChosen(const chancery::AuditEntry *entry);
    void loaded();
    void failed(const chancery::Error &error);
    void filtersUnwanted();

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    using Entries = Result<QList<AuditEntry>>;

    void buildTable();
    void buildEmptyStates();
    void loadOlder();
    void take(const Entries &entries);
    void takeNewer(const Entries &entries);
    void showPage();
    void choose();

    Ledger &m_ledger;
    AuditModel m_model;
    AuditQuery m_query;
    bool m_isNarrowed = false;
    TableView *m_table;
    std::unique_ptr<QObject> m_reading;        ///< of the first page; the latest wins
    std::unique_ptr<QObject> m_readingFurther; ///< of older and of newer ones
};

} // namespace chancery
