// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"
#include "ui/words/audittext.h"

#include <QAbstractTableModel>

namespace chancery {

/// Entries of the audit log, the newest first. It holds what it was given, and asks for older ones when somebody
/// scrolls to its end.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Sequence,
        When,
        What,
        Subject,
        Who,
        Gist,
        ColumnCount,
    };
    enum class More {
        Perhaps,
        None,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// In place of all there are.
    void show(const QList<AuditEntry> &entries, More older);
    /// Below those there are; the answer to olderWanted().
    void append(const QList<AuditEntry> &older, More more);
    /// Above those there are; entries that are here already are left out. Yields how many were new.
    int prepend(const QList<AuditEntry> &newer);
    /// olderWanted() was not answered; it is asked again when somebody looks.
    void forgetWish() { m_isWaiting = false; }

    const AuditEntry *entryAt(int row) const;
    /// -1 when it is not here.
    int rowOf(qint64 sequence) const;
    /// 0 without any.
    qint64 newest() const { return m_rows.isEmpty() ? 0 : m_rows.first().entry.sequence; }
    qint64 oldest() const { return m_rows.isEmpty() ? 0 : m_rows.last().entry.sequence; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// Entries before oldest() are wanted.
    void olderWanted();

private:
    struct Row
    {
        AuditEntry entry;
        AuditText text;
    };
    static QList<Row> rowsOf(const QList<AuditEntry> &entries);
    static QString shown(const Row &row, int column);
    static QString whole(const Row &row, int column);

    QList<Row> m_rows;
    More m_older = More::None;
    bool m_isWaiting = false;
};

/// How an end looks everywhere.
Tone toneOf(RowOutcome outcome);

} // namespace chancery
