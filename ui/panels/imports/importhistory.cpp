// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importhistory.h"

#include "ui/panels/imports/historydelegate.h"
#include "ui/panels/imports/runtext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/texts.h"

#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRuns = 50;
constexpr int historyWidth = 208;

} // namespace

ImportHistory::ImportHistory(Ledger &ledger, QWidget *parent)
    : Card(tr("Earlier imports"), parent)
    , m_ledger(ledger)
    , m_list(new QListWidget(this))
    , m_empty(new QLabel(tr("Imports that you run are listed here, with what became of each row."), this))
{
    m_list->setObjectName(u"historyList"_s);
    m_list->setAccessibleName(tr("Earlier imports"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setResizeMode(QListView::Adjust);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(space::large, 0, space::large, 0);
    setType(*m_empty, Type::Secondary);
    setFixedWidth(historyWidth);
    setFlush();
    body()->addWidget(m_empty);
    body()->addWidget(m_list, 1);
    const auto choose = [this](const QListWidgetItem *item) { Q_EMIT runChosen(item->data(Qt::UserRole).toString()); };
    connect(m_list, &QListWidget::itemClicked, this, choose);
    connect(m_list, &QListWidget::itemActivated, this, choose);
}

void ImportHistory::load()
{
    // Another program that died meanwhile left its run to whoever asks; not to know is no reason to show no history.
    m_ledger.interruptRunsOfTheDead()
        .orElse([](const Error &) { return Result<Nothing>(Nothing{}); })
        .andThen([this](Nothing) { return m_ledger.runs(shownRuns); })
        .then(this, [this](const Result<QList<ImportRunRecord>> &runs) {
            if (!runs) {
                Q_EMIT failed(runs.error());
                return;
            }
            show(*runs);
            Q_EMIT loaded(*runs);
        });
}

void ImportHistory::show(const QList<ImportRunRecord> &runs)
{
    const QListWidgetItem *current = m_list->currentItem();
    const QString selected = current ? current->data(Qt::UserRole).toString() : QString();
    m_list->clear();
    m_empty->setVisible(runs.isEmpty());
    for (const ImportRunRecord &run : runs) {
        const RunHeadline headline = headlineOf(stateOf(run), countsOf(run));
        const QString name = QFileInfo(run.file).fileName();
        auto *item = new QListWidgetItem(
            u"%1\n%2\n%3"_s.arg(name, headline.text, relativeText(run.started, QDateTime::currentDateTimeUtc())));
        item->setToolTip(u"%1\n%2\n%3"_s.arg(run.file, run.profileName, exactText(run.started)));
        item->setData(Qt::UserRole, run.id);
        item->setData(ToneRole, int(toneOf(headline.weight)));
        m_list->addItem(item);
        if (run.id == selected)
            m_list->setCurrentItem(item);
    }
}

} // namespace chancery
