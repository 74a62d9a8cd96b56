// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/editsheet.h"

#include <QAbstractTableModel>
#include <QCache>

#include <memory>

namespace chancery {

/// What the grid keeps of a cell besides its text.
enum GridRole {
    GridSeverityRole = Qt::UserRole + 1100, ///< int of catalogue::Severity, when something is wrong with the cell
    GridEditedRole,                         ///< bool: another text than in the file
    GridRemovedRole,                        ///< bool: the row is left away
    GridTargetRole,                         ///< of a column: where it goes
};

/// Which records of the file the grid's rows are; a copy is cheap.
struct ShownRecords
{
    bool isFiltered = false;
    QList<qint64> records; ///< in order, when filtered
    qint64 at(int row) const { return isFiltered ? records[row] : row; }
};

/// Rows of a file of any size, read page by page in the background as they come into view, with the edits upon them.
class GridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit GridModel(EditSheet &sheet, QObject *parent = nullptr);
    ~GridModel() override;

    struct Content
    {
        std::shared_ptr<const catalogue::RowStore> store;
        QStringList targets; ///< of the columns, for people
    };
    /// Begins anew with every row of the file.
    void setContent(const Content &content);
    /// The duplicates of a new check.
    void setDuplicates(std::shared_ptr<const std::vector<catalogue::DuplicateRow>> duplicates);
    /// Shows these records only, in this order.
    void showOnly(QList<qint64> records);
    void showAll();
    bool isFiltered() const { return m_shown.isFiltered; }
    const ShownRecords &shown() const { return m_shown; }
    /// What a run was told about rows, by record: shown with their findings.
    void setReasons(QHash<qint64, QString> reasons);

    qint64 recordAt(int row) const { return m_shown.at(row); }
    /// -1 when the record is not shown.
    int rowOf(qint64 record) const;
    /// Null while the row is being read.
    const catalogue::StoredRow *row(int row) const;
    /// The text as edited; reads it at once when it must.
    QString textAt(int row, int column) const;
    /// What is wrong with the cell: its own findings, and on the first column of a row those about the whole row.
    QList<catalogue::Finding> findingsAt(const QModelIndex &index) const;
    QString reasonAt(int row) const { return m_reasons.value(recordAt(row)); }
    const catalogue::RowStore *store() const { return m_content.store.get(); }
    std::shared_ptr<const catalogue::RowStore> sharedStore() const { return m_content.store; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// These rows are known now.
    void rowsLoaded(int first, int last);
    void failed(const chancery::Error &error);

private:
    static constexpr int pageRows = 128;
    static constexpr int keptPages = 96;
    struct Page
    {
        QList<catalogue::StoredRow> rows;
        bool isStale = false;
    };

    void want(int page) const;
    void fetchNext();
    void takePage(int page, const Result<QList<catalogue::StoredRow>> &rows);
    void forgetPages();
    void recordsChanged(qint64 first, qint64 last);
    QString tipOf(const QModelIndex &index) const;

    EditSheet &m_sheet;
    Content m_content;
    std::shared_ptr<const std::vector<catalogue::DuplicateRow>> m_duplicates;
    QHash<qint64, QString> m_reasons;
    ShownRecords m_shown;
    mutable QCache<int, Page> m_pages;
    mutable QList<int> m_wanted; ///< the latest last
    std::unique_ptr<QObject> m_fetching;
    int m_fetchingPage = -1;
    bool m_isOutdated = false; ///< what is being fetched has changed meanwhile
};

} // namespace chancery
