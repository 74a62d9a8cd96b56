// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importhistory.h"

#include "ui/panels/imports/historydelegate.h"
#include "ui/panels/imports/runtext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/texts.h"
#include "ui/words/plantext.h"
#include "ui/words/undotext.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int stateRole = Qt::UserRole + 1;
constexpr int shownRuns = 50;
constexpr int historyWidth = 208;

/// Rows that did not land differ from the plan, too, and the headline tells of them.
bool differsUnsaid(const ImportRunRecord &run)
{
    return run.outcome && run.outcome->differing > run.failed + run.unknown + run.notSent;
}

Tone toneOf(const ImportRunRecord &run, const RunHeadline &headline)
{
    if (headline.weight != RunHeadline::Good)
        return toneOf(headline.weight);
    if (differsUnsaid(run))
        return Tone::Attention;
    return run.undo && run.undo->counts.reverted > 0 ? Tone::Neutral : Tone::Good;
}

/// What a person would look for in the list, beside how it ended.
QStringList marksOf(const ImportRunRecord &run)
{
    QStringList marks;
    if (differsUnsaid(run))
        marks << differenceText(run.outcome->differing);
    if (run.undo)
        marks << capitalised(undoMark(*run.undo));
    return marks;
}

} // namespace

ImportHistory::ImportHistory(Ledger &ledger, QWidget *parent)
    : Card(tr("Earlier imports"), parent)
    , m_ledger(ledger)
    , m_list(new QListWidget(this))
    , m_empty(new QLabel(tr("Imports that you run are listed here, with what became of each row."), this))
    , m_undo(new QPushButton(tr("&Undo…"), this))
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
    m_undo->setObjectName(u"undoImport"_s);
    m_undo->setAccessibleName(tr("Undo the chosen import"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::large, space::small, space::large, space::medium);
    foot->addWidget(m_undo);
    foot->addStretch(1);
    body()->addLayout(foot);
    connect(m_undo, &QPushButton::clicked, this,
            [this] { Q_EMIT undoWanted(m_list->currentItem()->data(Qt::UserRole).toString()); });
    connect(m_list, &QListWidget::currentItemChanged, this, &ImportHistory::refreshUndo);
    refreshUndo();
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
        auto *item = new QListWidgetItem((QStringList{name, headline.text} + marksOf(run) +
                                          QStringList(relativeText(run.started, QDateTime::currentDateTimeUtc())))
                                             .join(u'\n'));
        item->setToolTip(u"%1\n%2\n%3"_s.arg(run.file, run.profileName, exactText(run.started)));
        item->setData(Qt::UserRole, run.id);
        item->setData(stateRole, run.state);
        item->setData(ToneRole, int(toneOf(run, headline)));
        m_list->addItem(item);
        if (run.id == selected)
            m_list->setCurrentItem(item);
    }
    refreshUndo();
}

void ImportHistory::refreshUndo()
{
    const QListWidgetItem *current = m_list->currentItem();
    const bool isOver = current && current->data(stateRole).toString() != runstate::running;
    m_undo->setVisible(m_list->count() > 0);
    m_undo->setEnabled(isOver);
    m_undo->setToolTip(!current ? tr("Choose an import above first.")
                       : isOver ? tr("Shows what would be taken back before anything is sent.")
                                : tr("This import is still running."));
}

} // namespace chancery
