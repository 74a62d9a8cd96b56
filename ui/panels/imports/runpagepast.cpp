// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the page shows of runs of the past, and what can be done about them.

#include "core/runs/importresume.h"
#include "ui/panels/imports/outcomecard.h"
#include "ui/panels/imports/runpage.h"
#include "ui/panels/imports/runtext.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/texts.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QList<RowFailure> failuresOf(const QList<RowRecord> &rows)
{
    QList<RowFailure> failures;
    for (const RowRecord &row : rows) {
        const bool isUnknown = row.outcome == RowOutcome::Unknown;
        failures.append(
            {row.line, row.key, isUnknown ? RunPage::tr("Unknown whether the service took it") : row.reason});
    }
    return failures;
}

} // namespace

void RunPage::showPast(const PastRun &past)
{
    reset();
    const ImportRunRecord &record = past.record;
    const ImportCounts counts = countsOf(record);
    const RunHeadline headline = headlineOf(stateOf(record), counts);
    m_headline->setText(headline.text);
    showCounts(counts);
    m_pace->setText(tr("begun %1").arg(relativeText(record.started, QDateTime::currentDateTimeUtc())));
    addFailures(failuresOf(past.rows));
    if (past.outcome)
        m_outcome->show(*past.outcome);
    const bool differs = past.outcome && past.outcome->differing() > 0;
    m_failureCard->setVisible(!past.rows.isEmpty());
    m_rows->setVisible(!past.rows.isEmpty() || differs); // else the facts take the room
    m_record = record;
    m_export->setEnabled(record.failed > 0);
    for (const QString &line : recordText(record))
        m_story->addItem(line);
    setOver(true);
    if (isResumable(record))
        offerResume(record);
}

void RunPage::offerResume(const ImportRunRecord &record)
{
    m_banner->showContent(
        {.tone = Tone::Attention,
         .headline = record.state == runstate::interrupted ? tr("This import was interrupted.")
                                                           : tr("This import is not complete."),
         .remedy = tr("Carrying it on follows what the service has accepted, sends again what may "
                      "have been lost, which changes nothing where it arrived, and sends the rest.")});
    QPushButton *resume = m_banner->addAction(tr("Carry on"));
    resume->setObjectName(u"resumeImport"_s);
    connect(resume, &QPushButton::clicked, this, [this, resume, id = record.id] {
        resume->setEnabled(false);
        Q_EMIT resumeWanted(id);
    });
}

void RunPage::fixRows()
{
    if (m_record)
        Q_EMIT fixPastWanted(m_record->id);
    else
        Q_EMIT fixWanted(m_failures->reasonByLine());
}

void RunPage::exportRows()
{
    if (m_record)
        Q_EMIT exportPastWanted(*m_record);
    else
        Q_EMIT exportWanted(m_failures->reasonByLine());
}

/// What a run that was carried on met before it was interrupted.
void RunPage::addEarlier(const QString &runId, const QList<RowRecord> &rows)
{
    if (!m_run || m_run->id() != runId)
        return;
    const QHash<qint64, QString> known = m_failures->reasonByLine();
    QList<RowFailure> others = failuresOf(rows);
    others.removeIf([&known](const RowFailure &row) { return known.contains(row.line); });
    if (others.isEmpty())
        return;
    addFailures(others);
    setOver(true);
}

} // namespace chancery
