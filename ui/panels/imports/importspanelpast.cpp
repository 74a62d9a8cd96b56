// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the panel does with imports of the past.

#include "core/runs/pastrun.h"
#include "ui/panels/imports/importhistory.h"
#include "ui/panels/imports/importspanel.h"
#include "ui/panels/imports/runpage.h"
#include "ui/panels/imports/runtext.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/texts.h"

#include <QFileInfo>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRows = 10'000;

} // namespace

/// Rows that failed before the run was interrupted are in the ledger only.
void ImportsPanel::showEarlier(const QString &runId)
{
    m_ledger.rows(runId, {.limit = shownRows}).then(this, [this, runId](const Result<QList<RowRecord>> &rows) {
        if (rows)
            m_runPage->addEarlier(runId, *rows);
    });
}

/// Once, and quietly: the latest import of this connection that a dead process left.
void ImportsPanel::tellInterrupted(const QList<ImportRunRecord> &runs)
{
    const auto ours = std::find_if(runs.begin(), runs.end(), [this](const ImportRunRecord &run) {
        return run.state == runstate::interrupted && run.host == m_session.facts().host &&
               run.application == m_session.client().settings().applicationId;
    });
    if (std::exchange(m_hasToldInterrupted, true) || ours == runs.end())
        return;
    m_banner->showContent({.tone = Tone::Attention,
                           .headline = tr("The import of %1 was interrupted.").arg(QFileInfo(ours->file).fileName()),
                           .remedy = tr("%1 of %2 rows are in. It can be carried on from where it stopped.")
                                         .arg(numberText(ours->completed), numberText(countsOf(*ours).sendable()))});
    QPushButton *look = m_banner->addAction(tr("Look at it"));
    look->setObjectName(u"showInterrupted"_s);
    connect(look, &QPushButton::clicked, this, [this, id = ours->id] {
        m_banner->clear();
        showPast(id);
    });
}

void ImportsPanel::resume(const QString &runId)
{
    m_banner->clear();
    m_header->setSubtitle(tr("Checking the file again …"));
    m_session.resume(runId);
}

void ImportsPanel::showPast(const QString &runId)
{
    if (m_session.isRunning())
        return m_session.run()->id() == runId ? showStep(Run) : void();
    pastRun(m_ledger, runId, shownRows).then(this, [this, runId](const Result<PastRun> &past) {
        if (!past)
            return m_banner->showError(past.error());
        if (!isShowing(runId))
            m_banner->clear(); // it was of another import
        m_runPage->showPast(*past);
        showStep(Run);
        m_header->setTitle(QFileInfo(past->record.file).fileName());
        showTarget(past->record.profileName);
        compareLate(past->record);
    });
}

/// What came of its plan, where its program ended before that was found out.
void ImportsPanel::compareLate(const ImportRunRecord &run)
{
    OutcomeCheck *const check = m_plan.compareLate(run);
    if (!check)
        return;
    m_runPage->awaitOutcome(*check, {});
    // From the event loop: it is not over yet, and the ledger is read anew.
    connect(
        check, &OutcomeCheck::compared, m_runPage, [this, id = run.id] { showCompared(id); },
        Qt::ConnectionType(Qt::QueuedConnection));
}

void ImportsPanel::showCompared(const QString &runId)
{
    m_history->load();
    pastRun(m_ledger, runId, shownRows).then(this, [this, runId](const Result<PastRun> &past) {
        if (past && isShowing(runId)) // a person may have gone on meanwhile
            m_runPage->showPast(*past);
    });
}

bool ImportsPanel::isShowing(const QString &runId) const
{
    return m_pages->currentWidget() == m_runPage && m_runPage->isOfPast(runId);
}

} // namespace chancery
