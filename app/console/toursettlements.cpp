// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/models/settlementsmodel.h"
#include "ui/panels/sections.h"

#include <QAbstractItemView>
#include <QPlainTextEdit>
#include <QTableView>

// The tour through the settlements: what waits for a decision, how decisions are made and how they end.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString listPath = u"*/v1/settlements"_s;
const QString decisionPath = u"*/compliance-decision"_s;
constexpr int someSettlements = 4;
constexpr int queueWithArrivals = 45;
constexpr int allSettlements = 0;

} // namespace

void Tour::pickSettlements(int count)
{
    const auto pick = [this, count] {
        QAbstractItemView *queue = rows(u"reviewQueue"_s);
        queue->setFocus();
        if (count == allSettlements)
            return queue->selectAll();
        queue->clearSelection();
        const QItemSelection wanted(queue->model()->index(0, 0), queue->model()->index(count - 1, 0));
        queue->selectionModel()->select(wanted, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    };
    act(u"some settlements"_s, pick, [this, count] {
        const QAbstractItemView *queue = rows(u"reviewQueue"_s);
        return queue && queue->model()->rowCount() >= std::max(count, 1);
    });
}

void Tour::writeReason(const QString &reason)
{
    act(
        u"a reason"_s, [this, reason] { find<QPlainTextEdit>(u"reasonField"_s)->setPlainText(reason); },
        canClick(u"reasonField"_s));
}

void Tour::planReview()
{
    go(u"settlements"_s);
    act(u"the review"_s, [this] {
        qobject_cast<SectionsPanel *>(m_application.window().panel(u"settlements"_s))->showSection(u"review"_s);
    });
    const auto isHere = [this] {
        const QAbstractItemView *queue = rows(u"reviewQueue"_s);
        return queue && queue->model()->rowCount() > 20;
    };
    shoot(u"settlements-review"_s, isHere);
    pickSettlements(1);
    shoot(u"settlements-detail"_s, [this] {
        const QAbstractItemView *events = rows(u"settlementEvents"_s);
        return events && events->model()->rowCount() > 0;
    });
    type(u"settlementSearch"_s, u"nothing like this"_s);
    shoot(u"settlements-no-match"_s, sees(u"clearSettlementFilters"_s));
    click(u"clearSettlementFilters"_s);
    waitFor(u"the queue again"_s, isHere);
    faults(u"{\"method\":\"GET\",\"path\":\"%1\",\"effect\":\"status\",\"status\":403}"_s.arg(listPath));
    act(u"refresh"_s, [this] { m_application.window().panel(u"settlements"_s)->refresh(); });
    shoot(u"settlements-failed"_s, sees(u"retrySettlements"_s));
    faults({});
    click(u"retrySettlements"_s);
}

void Tour::planDecisions()
{
    tell(u"keystone"_s, [] { return u"{\"add\":{\"count\":8,\"flagged\":true}}"_s; });
    tell(u"clock"_s, [] { return u"{\"advanceSeconds\":60}"_s; });
    act(u"refresh"_s, [this] { m_application.window().panel(u"settlements"_s)->refresh(); });
    // The youngest are those that surely await a decision.
    act(
        u"the youngest first"_s,
        [this] { find<QTableView>(u"reviewQueue"_s)->sortByColumn(SettlementsModel::Age, Qt::AscendingOrder); },
        [this] {
            const QAbstractItemView *queue = rows(u"reviewQueue"_s);
            return queue && queue->model()->rowCount() >= queueWithArrivals;
        });
    pickSettlements(1);
    writeReason(u"Wallet screening cleared by the provider, reference KYT-2291."_s);
    click(u"approveButton"_s);
    shoot(u"settlements-second-look"_s, canClick(u"confirmDecisionButton"_s));
    tell(u"keystone"_s, [this] {
        const QString id =
            rows(u"reviewQueue"_s)->selectionModel()->selectedRows().first().data(SettlementIdRole).toString();
        return u"{\"decide\":{\"id\":\"%1\",\"decision\":\"reject\"}}"_s.arg(id);
    });
    click(u"confirmDecisionButton"_s);
    shoot(u"settlements-moved"_s,
          [this] { return find<QWidget>(u"banner.headline"_s) && find<QWidget>(u"movedStates"_s); });
    pickSettlements(1);
    click(u"approveButton"_s);
    click(u"confirmDecisionButton"_s);
    shoot(u"settlements-taken"_s, [this] {
        const auto *reason = find<QPlainTextEdit>(u"reasonField"_s);
        return reason && reason->toPlainText().isEmpty();
    });
    pickSettlements(1);
    writeReason(u"Counterparty on the watch list."_s);
    faults(u"{\"method\":\"POST\",\"path\":\"%1\",\"effect\":\"resetBefore\"}"_s.arg(decisionPath));
    click(u"rejectButton"_s);
    click(u"confirmDecisionButton"_s);
    shoot(u"settlements-unknown"_s, canClick(u"lookAgain"_s));
    faults({});
    pickSettlements(someSettlements);
    shoot(u"settlements-several"_s, sees(u"selectedSettlements"_s));
    click(u"rejectButton"_s);
    shoot(u"settlements-several-second-look"_s, canClick(u"confirmDecisionButton"_s));
    click(u"confirmDecisionButton"_s);
    shoot(u"settlements-several-ended"_s,
          [this] { return !find<QWidget>(u"decisionProgress"_s) && find<QWidget>(u"banner.headline"_s); });
    writeReason({}); // or leaving the connection would ask
}

void Tour::planAllSettlements()
{
    act(u"all settlements"_s, [this] {
        qobject_cast<SectionsPanel *>(m_application.window().panel(u"settlements"_s))->showSection(u"all"_s);
    });
    const auto isHere = [this] {
        const QAbstractItemView *table = rows(u"settlementsTable"_s);
        return table && table->model()->rowCount() > 20;
    };
    shoot(u"settlements-all"_s, isHere);
    act(u"a settlement"_s, [this] {
        QAbstractItemView *table = rows(u"settlementsTable"_s);
        table->setCurrentIndex(table->model()->index(3, 0));
    });
    shoot(u"settlements-all-detail"_s, [this] {
        const QAbstractItemView *events = rows(u"settlementEvents"_s);
        return events && events->model()->rowCount() > 0;
    });
}

} // namespace chancery
