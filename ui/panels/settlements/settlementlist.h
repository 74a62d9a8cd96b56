// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/settlementreader.h"
#include "ui/models/settlementsmodel.h"

#include <QPersistentModelIndex>
#include <QStackedWidget>
#include <QTimer>

#include <functional>

namespace chancery {

class TableView;

/// Settlements as a table, or what stands in its place: rows on their way, nothing there, nothing that matches.
class SettlementList : public QStackedWidget
{
    Q_OBJECT

public:
    /// What time it is at the service, in UTC.
    using Clock = std::function<QDateTime()>;
    struct Parts
    {
        SettlementsModel &model;
        ReaderScope scope;
        Clock now;
    };
    explicit SettlementList(Parts parts, QWidget *parent = nullptr);

    enum class Load {
        Loading,
        Here,
        Failed,
    };
    void setLoad(Load load);
    /// In the order of the rows.
    QStringList selectedIds() const;
    /// Selects the one; where it is not on show nothing.
    void select(const QString &id);
    /// Selects the row that stands there now, or the last one.
    void selectRow(int row);
    void focusTable();
    /// Marks stand in the column of states, which a queue hides otherwise.
    void showStates();

Q_SIGNALS:
    void selectionChanged();
    void filtersUnwanted();
    /// The end of the rows is near.
    void moreWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void handKeyboardOn(Qt::FocusReason reason);
    void fillVacatedRow();
    enum Page { Table, Skeleton, NothingThere, NothingMatches, NothingLoaded };

    void buildTable();
    void buildEmptyStates();
    void keepPlace();
    void refreshPage();
    void tick();

    SettlementsModel &m_model;
    const ReaderScope m_scope;
    const Clock m_now;
    TableView *m_table = nullptr;
    QTimer m_clock;
    Load m_load = Load::Loading;
    QPersistentModelIndex m_top; ///< while rows move
    int m_topOffset = 0;
    int m_vacated = -1; ///< where the current row has just left
};

} // namespace chancery
