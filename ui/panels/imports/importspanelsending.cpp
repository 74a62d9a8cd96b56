// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a plan leaves the panel: at once, or behind the import that runs.

#include "ui/panels/imports/importspanel.h"

#include "core/keyban/calls.h"
#include "core/runs/gatedplans.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/imports/fixpage.h"
#include "ui/panels/imports/importqueue.h"
#include "ui/panels/imports/planpage.h"
#include "ui/panels/imports/sendquestion.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/stepbar.h"
#include "ui/words/plantext.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int recentRuns = 50;

} // namespace

void ImportsPanel::confirmSending()
{
    if (!needsQuestion(m_plan))
        return startSending();
    QMessageBox *question = sendQuestion(m_plan, this);
    connect(question, &QMessageBox::accepted, this, &ImportsPanel::startSending);
    question->open();
}

/// Two runs of one file at once are mostly a mistake. Another program may have it, which only the ledger knows.
void ImportsPanel::startSending()
{
    m_planPage->setEnabled(false); // a second click is no second wish
    m_ledger.runs(recentRuns).then(this, [this](const Result<QList<ImportRunRecord>> &runs) {
        m_planPage->setEnabled(true);
        const bool isTwice = isBeingSent(runs ? *runs : QList<ImportRunRecord>());
        isTwice ? askAboutSameFile() : sendOrQueue();
    });
}

bool ImportsPanel::isBeingSent(const QList<ImportRunRecord> &runs) const
{
    const QByteArray sha256 = m_session.report()->sha256;
    const auto waits = [&sha256](const PlannedImport &import) { return import.wish.report.sha256 == sha256; };
    const auto runsNow = [this, &sha256](const ImportRunRecord &run) {
        return run.state == runstate::running && run.host == m_session.facts().host && run.fileSha256.toHex() == sha256;
    };
    return std::any_of(m_queue->waiting().begin(), m_queue->waiting().end(), waits) ||
           std::any_of(runs.begin(), runs.end(), runsNow);
}

void ImportsPanel::askAboutSameFile()
{
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("This file is being sent already"),
        tr("An import of the very same file is under way or waiting. Sending it once more changes nothing that is in."),
        QMessageBox::NoButton, this);
    question->setObjectName(u"sameFileQuestion"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *send = question->addButton(tr("Send it once more"), QMessageBox::AcceptRole);
    send->setObjectName(u"sendSameFile"_s);
    question->addButton(tr("Back"), QMessageBox::RejectRole);
    connect(question, &QMessageBox::accepted, this, &ImportsPanel::sendOrQueue);
    question->open();
}

void ImportsPanel::sendOrQueue()
{
    const SharedPlan plan = m_plan.plan();
    if (!plan)
        return;
    const ImportsPanelFacts &facts = m_session.facts();
    passGate(facts.keeper, this, planOf(facts.gate, *plan),
             [this](const QString &approvalId) { sendApproved(approvalId); });
}

/// What was changed while somebody was asked is found when the plan is worked out once more.
void ImportsPanel::sendApproved(const QString &approvalId)
{
    const auto confirmation =
        Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(m_session.report()->sha256));
    if (!m_session.isRunning() && m_queue->isEmpty())
        return m_plan.apply(confirmation, approvalId);
    const QString name = QFileInfo(m_session.file()).fileName();
    auto import = m_plan.forLater(confirmation, approvalId);
    if (!import)
        return;
    m_queue->add(std::move(*import));
    m_banner->showContent({.tone = Tone::Accent,
                           .headline = tr("%1 waits for its turn.").arg(name),
                           .remedy = tr("It starts by itself once what is before it has ended, if its plan still holds "
                                        "then. Until then it can be taken out.")});
    showStep(m_session.run() ? Run : File);
}

void ImportsPanel::connectQueue()
{
    connect(m_queue.get(), &ImportQueue::moved, this, [this](const PlannedImport &import, const PlanMoves &moves) {
        tellNotSent(import, {.tone = Tone::Attention, .headline = {}, .remedy = movedText(moves)});
    });
    connect(m_queue.get(), &ImportQueue::failed, this, [this](const PlannedImport &import, const Error &error) {
        const ErrorText text = describe(error);
        tellNotSent(import, {.headline = {}, .remedy = text.headline, .details = text.details});
    });
}

void ImportsPanel::tellNotSent(const PlannedImport &import, BannerContent content)
{
    const QString file = import.wish.spec.file;
    content.headline = tr("%1 was not sent.").arg(QFileInfo(file).fileName());
    m_banner->showContent(content);
    QPushButton *open = m_banner->addAction(tr("Open it again"));
    open->setObjectName(u"openQueuedAgain"_s);
    connect(
        open, &QPushButton::clicked, this, [this, file] { openFile(file); }, Qt::QueuedConnection);
}

/// The plan that follows leaves out what is in by then, so only what was mended goes out again.
void ImportsPanel::fixFailed(const QHash<qint64, QString> &reasonByLine)
{
    const bool isOpen = m_session.report() && m_session.run() && m_session.spec() == m_session.run()->order().spec;
    isOpen ? showFailed(reasonByLine) : reopen(m_session.run()->id());
}

void ImportsPanel::reopen(const QString &runId)
{
    m_banner->clear();
    m_header->setSubtitle(tr("Checking the file again …"));
    m_session.reopen(runId);
}

/// The export needs the file, too, so what is left is the list itself.
void ImportsPanel::tellNotReopened(const Error &error)
{
    m_header->setSubtitle(m_target);
    const ErrorText text = describe(error);
    const bool isOther =
        error.cause == Cause::FileChanged || error.cause == Cause::FileVanished || error.cause == Cause::FileNotFound;
    m_banner->showContent({.headline = error.cause == Cause::FileChanged
                                           ? tr("%1 is no longer the file that was imported.").arg(error.subject)
                                           : text.headline,
                           .remedy = isOther ? tr("Put it back as it was to mend its failed rows in the grid or to "
                                                  "export them. Until then they are listed here, with their reasons.")
                                             : text.remedy,
                           .details = text.details});
}

void ImportsPanel::showFailed(const QHash<qint64, QString> &reasonByLine)
{
    m_banner->clear();
    m_pages->setCurrentWidget(m_fixPage);
    m_reached = std::max(m_reached, Check + 1);
    m_steps->setReached(m_reached);
    m_steps->setCurrent(Check);
    m_header->setTitle(QFileInfo(m_session.file()).fileName());
    showTarget(m_session.facts().profileName);
    m_fixPage->openOnly(reasonByLine);
}

} // namespace chancery
