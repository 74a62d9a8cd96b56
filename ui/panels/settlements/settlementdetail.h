// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "core/keystone/settlementtemplate.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QStandardItemModel;

namespace chancery {

class ElidedLabel;
class EventTable;
class PartyCard;
class StateDiagram;
class StatePill;
class TableView;

/// Everything that matters about one settlement on one sheet; or several that are selected together.
class SettlementDetail : public QWidget
{
    Q_OBJECT

public:
    /// `now` tells what time it is at the service, in UTC.
    explicit SettlementDetail(std::function<QDateTime()> now, QWidget *parent = nullptr);

    /// `by` is null for a template that is not known. Events and relatives of another settlement go.
    void show(const keystone::Settlement &settlement, const keystone::SettlementTemplate *by);
    using QWidget::show;
    void showEvents(const QList<keystone::SettlementEvent> &events);
    void showRelated(const keystone::RelatedSettlements &related);
    /// Puts the state that a person saw beside the one it is in now.
    void showMove(const QString &seen);
    void showMany(const QList<keystone::Settlement> &settlements);
    void showNothing(const QString &hint);

Q_SIGNALS:
    /// Another settlement, by its id.
    void openWanted(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum Page { Nothing, One, Many };

    QWidget *buildHead(QWidget *parent);
    QWidget *buildOne();
    QWidget *buildMany();
    void showDeadline();
    void showDiagram();
    void showParties();
    void addRelated(const QString &label, const std::optional<keystone::Settlement> &settlement);
    void clearRelated();
    QStringList visitedStates() const;

    const std::function<QDateTime()> m_now;
    keystone::Settlement m_shown;
    std::optional<keystone::SettlementTemplate> m_template;
    QList<keystone::SettlementEvent> m_events;
    QTimer m_clock;

    QStackedWidget *m_stack;
    QLabel *m_hint = nullptr;
    ElidedLabel *m_title = nullptr;
    StatePill *m_state = nullptr;
    QLabel *m_deadline = nullptr;
    ElidedLabel *m_id = nullptr;
    QWidget *m_move = nullptr;
    StatePill *m_movedFrom = nullptr;
    StatePill *m_movedTo = nullptr;
    StateDiagram *m_diagram = nullptr;
    QLabel *m_path = nullptr; ///< in its place, where the template is not known
    QGridLayout *m_sides = nullptr;
    QList<PartyCard *> m_cards;
    QWidget *m_related = nullptr;
    QHBoxLayout *m_relatedRow = nullptr;
    QLabel *m_eventsTitle = nullptr;
    EventTable *m_eventTable = nullptr;
    QLabel *m_manyTitle = nullptr;
    TableView *m_manyTable = nullptr;
    QStandardItemModel *m_many = nullptr;
};

} // namespace chancery
