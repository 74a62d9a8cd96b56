// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importspanel.h"

#include "core/async/background.h"
#include "core/catalogue/failedrows.h"
#include "core/keyban/calls.h"
#include "core/runs/failedexport.h"
#include "ui/panels/imports/checkpage.h"
#include "ui/panels/imports/columnspage.h"
#include "ui/panels/imports/filepage.h"
#include "ui/panels/imports/fixpage.h"
#include "ui/panels/imports/importhistory.h"
#include "ui/panels/imports/importqueue.h"
#include "ui/panels/imports/planpage.h"
#include "ui/panels/imports/queuecard.h"
#include "ui/panels/imports/runpage.h"
#include "ui/panels/imports/runtext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/stepbar.h"
#include "ui/widgets/texts.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString localFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

ImportsPanel::ImportsPanel(const ImportsPanelParts &parts, ImportsPanelFacts facts, QWidget *parent)
    : Panel(parent)
    , m_ledger(parts.ledger)
    , m_session(parts.client, parts.ledger, parts.templates, std::move(facts))
    , m_plan(m_session, {parts.mirror, parts.sync, parts.ledger}, m_session.facts().target)
    , m_queue(std::make_unique<ImportQueue>(m_plan, ImportPlanner::Parts{parts.mirror, parts.sync, parts.ledger}))
    , m_history(new ImportHistory(parts.ledger, this))
    , m_header(new PanelHeader(tr("Imports"), this))
    , m_steps(new StepBar({tr("File"), tr("Columns"), tr("Check"), tr("Plan"), tr("Send")}, this))
    , m_banner(new Banner(this))
    , m_pages(new QStackedWidget(this))
    , m_filePage(new FilePage)
    , m_columnsPage(new ColumnsPage(m_session))
    , m_checkPage(new CheckPage(m_session))
    , m_planPage(new PlanPage(m_plan))
    , m_fixPage(new FixPage(m_session))
    , m_runPage(new RunPage(parts.client))
{
    setObjectName(u"importsPanel"_s);
    setAcceptDrops(true);
    m_steps->setObjectName(u"importSteps"_s);
    for (QWidget *page : {static_cast<QWidget *>(m_filePage), static_cast<QWidget *>(m_columnsPage),
                          static_cast<QWidget *>(m_checkPage), static_cast<QWidget *>(m_planPage),
                          static_cast<QWidget *>(m_runPage), static_cast<QWidget *>(m_fixPage)})
        m_pages->addWidget(page);
    auto *work = new QWidget;
    auto *main = new QVBoxLayout(work);
    main->setContentsMargins(0, 0, 0, 0);
    main->setSpacing(space::medium);
    main->addWidget(m_steps);
    main->addWidget(m_banner);
    main->addWidget(m_pages, 1);
    auto *pane = new ScrollPane(work, this);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::large);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::large);
    left->addWidget(new QueueCard(*m_queue, m_session, this));
    left->addWidget(m_history, 1);
    columns->addLayout(left);
    columns->addWidget(pane, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::huge, space::large, space::huge - pane->gutter(), space::large);
    rows->setSpacing(space::medium);
    rows->addWidget(m_header);
    rows->addLayout(columns, 1);

    connect(m_filePage, &FilePage::fileChosen, this, &ImportsPanel::openFile);
    connect(m_columnsPage, &ColumnsPage::nextWanted, this, &ImportsPanel::checkAgain);
    connect(m_checkPage, &CheckPage::fixWanted, this, &ImportsPanel::showFixing);
    connect(m_fixPage, &FixPage::doneWanted, this, [this] { goTo(Check); });
    connect(m_checkPage, &CheckPage::planWanted, this, [this] { goTo(Plan); });
    connect(m_planPage, &PlanPage::sendWanted, this, &ImportsPanel::confirmSending);
    connect(m_planPage, &PlanPage::checkWanted, this, &ImportsPanel::checkAgain);
    connect(m_runPage, &RunPage::anotherWanted, this, [this] { showStep(File); });
    connect(m_runPage, &RunPage::fixWanted, this, &ImportsPanel::fixFailed);
    connect(m_runPage, &RunPage::fixPastWanted, this, &ImportsPanel::reopen);
    connect(m_runPage, &RunPage::exportWanted, this, &ImportsPanel::chooseExport);
    connect(m_runPage, &RunPage::exportPastWanted, this, &ImportsPanel::choosePastExport);
    connect(m_runPage, &RunPage::resumeWanted, this, &ImportsPanel::resume);
    connect(m_history, &ImportHistory::runChosen, this, &ImportsPanel::showPast);
    connect(m_history, &ImportHistory::undoWanted, this, &ImportsPanel::undoWanted);
    connect(m_history, &ImportHistory::loaded, this, &ImportsPanel::tellInterrupted);
    connect(m_history, &ImportHistory::failed, m_banner, &Banner::showError);
    connect(m_steps, &StepBar::stepActivated, this, &ImportsPanel::goTo);
    connect(&m_session, &ImportSession::previewed, this, [this] {
        m_banner->clear();
        showStep(Columns);
    });
    connect(&m_session, &ImportSession::mappingChanged, this, [this] {
        m_reached = Columns + 1;
        m_steps->setReached(m_reached);
    });
    connect(&m_session, &ImportSession::checked, this, &ImportsPanel::planAhead);
    connect(&m_session, &ImportSession::failed, this, &ImportsPanel::fail);
    connect(&m_session, &ImportSession::reopened, this, &ImportsPanel::showFailed);
    connect(&m_session, &ImportSession::reopenFailed, this, &ImportsPanel::tellNotReopened);
    connect(&m_session, &ImportSession::runStarted, this, &ImportsPanel::followRun);
    connectQueue();
    showStep(File);
    m_history->load();
}

ImportsPanel::~ImportsPanel() = default;

void ImportsPanel::refresh()
{
    m_history->load();
}

void ImportsPanel::carryOn()
{
    if (ImportRun *const run = m_session.run(); run && run->trouble())
        run->carryOn();
}

bool ImportsPanel::hasUnsavedWork() const
{
    return m_session.isRunning() || !m_queue->isEmpty();
}

QString ImportsPanel::unsavedWork() const
{
    if (!m_session.isRunning())
        return tr("An import waits for its turn, and nothing of it is sent then.");
    return tr("An import is running. Rows that are on their way arrive all the same, but what becomes of them is then "
              "unknown "
              "here, and the others are not sent.");
}

void ImportsPanel::openFile(const QString &path)
{
    m_banner->clear();
    m_header->setSubtitle(tr("Reading %1 …").arg(QFileInfo(path).fileName()));
    m_session.open(path);
}

void ImportsPanel::showStep(Step step)
{
    m_reached = step == File ? 1 : std::max(m_reached, int(step) + 1);
    m_pages->setCurrentIndex(step);
    if (m_steps->hasFocus() || m_steps->isAncestorOf(focusWidget()))
        m_pages->currentWidget()->setFocus();
    m_steps->setCurrent(step);
    m_steps->setReached(m_session.isRunning() ? Run + 1 : m_reached);
    m_header->setTitle(step == File                     ? tr("Imports")
                       : step == Run && m_session.run() ? runName()
                                                        : QFileInfo(m_session.file()).fileName());
    showTarget(step == File ? QString() : m_session.facts().profileName);
}

void ImportsPanel::showTarget(const QString &profileName)
{
    m_target = profileName.isEmpty() ? QString() : tr("into %1").arg(profileName);
    m_header->setSubtitle(m_target);
}

void ImportsPanel::goTo(int step)
{
    if (step == Run && !m_session.run())
        return;
    if (step == Run && m_session.run())
        return showStep(Run);
    if (step == Plan && !m_checkPage->mayPlan())
        step = Check;
    if (step == Check && !m_session.isReportCurrent() && !m_session.isChecking())
        m_session.check();
    showStep(Step(step));
    planAhead();
}

void ImportsPanel::checkAgain()
{
    showStep(Check);
    m_session.check();
}

/// While a person looks at the check, so that the plan is there when it is wanted; not while they still mend rows.
void ImportsPanel::planAhead()
{
    const int page = m_pages->currentIndex();
    if ((page == Check || page == Plan) && m_checkPage->mayPlan())
        m_plan.prepare();
}

/// Between check and run; the step is still the check.
void ImportsPanel::showFixing(qint64 line)
{
    m_pages->setCurrentWidget(m_fixPage);
    if (line > 1)
        m_fixPage->openAt(line);
    else
        m_fixPage->open();
}

void ImportsPanel::fail(const Error &error)
{
    m_header->setSubtitle(m_target);
    m_banner->showError(error);
    const bool fileIsGone = error.cause == Cause::FileChanged || error.cause == Cause::FileVanished;
    if (fileIsGone && m_pages->currentIndex() == Check)
        showStep(File);
}

void ImportsPanel::followRun(ImportRun *run)
{
    m_runPage->follow(*run);
    if (m_plan.outcome()) {
        m_runPage->awaitOutcome(*m_plan.outcome(), m_plan.refused());
        connect(m_plan.outcome(), &OutcomeCheck::compared, m_history, &ImportHistory::load);
    }
    // One that waited for its turn does not take another file out of a person's hands.
    const int page = m_pages->currentIndex();
    const bool isPreparing = page == Columns || page == Check || m_pages->currentWidget() == m_fixPage ||
                             (page == Plan && m_plan.state() != PlanSession::State::Applied);
    if (!isPreparing) {
        m_banner->clear();
        showStep(Run);
    }
    connect(run, &ImportRun::progressed, this, &ImportsPanel::showRunning);
    connect(run, &ImportRun::finished, this, &ImportsPanel::runFinished);
}

QString ImportsPanel::runName() const
{
    return QFileInfo(m_session.run()->order().spec.file).fileName();
}

void ImportsPanel::showRunning(const ImportProgress &progress)
{
    const ImportCounts &counts = progress.counts;
    const qint64 sendable = std::max<qint64>(1, counts.sendable());
    const int permille = int((counts.settled() + counts.unknown) * 1000 / sendable);
    const bool over = isOver(progress.state);
    Q_EMIT badgeChanged(over ? QString() : tr("%1 %").arg(permille / 10));
    Q_EMIT statusChanged(over ? QString() : tr("Import %1, %2 %").arg(runName()).arg(permille / 10));
    Q_EMIT progressChanged(over ? -1 : permille);
}

void ImportsPanel::runFinished(const ImportSummary &summary)
{
    const RunHeadline headline = headlineOf(summary.state, summary.counts);
    const bool needsAPerson = headline.weight == RunHeadline::Bad || headline.weight == RunHeadline::Unknown;
    Q_EMIT badgeChanged(needsAPerson ? u"!"_s : QString());
    Q_EMIT statusChanged(tr("Import %1: %2").arg(runName(), headline.text));
    Q_EMIT progressChanged(-1);
    // The comparison with the plan reads the catalogue by itself.
    if (summary.counts.completed + summary.counts.unknown > 0 && !m_plan.outcome())
        Q_EMIT catalogueChanged();
    if (!m_session.run()->order().resumes.isEmpty())
        showEarlier(m_session.run()->id());
    m_history->load();
}

void ImportsPanel::chooseExport(const QHash<qint64, QString> &reasonByLine)
{
    askForExport(m_session.run()->order().spec.file,
                 [this, reasonByLine](const QString &file) { exportRows(reasonByLine, file); });
}

void ImportsPanel::choosePastExport(const ImportRunRecord &run)
{
    askForExport(run.file, [this, id = run.id](const QString &file) {
        exportFailedRows(m_ledger, id, file).then(this, [this, file](const Result<qint64> &written) {
            tellExported(written, file);
        });
    });
}

void ImportsPanel::askForExport(const QString &source, const std::function<void(const QString &file)> &then)
{
    const QFileInfo info(source);
    auto *dialog = new QFileDialog(this, tr("Export failed rows"),
                                   info.dir().filePath(info.completeBaseName() + tr("-failed.csv")), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void ImportsPanel::exportRows(const QHash<qint64, QString> &reasonByLine, const QString &file)
{
    const catalogue::ImportSpec spec = m_session.run()->order().spec;
    background([spec, reasonByLine, file](std::stop_token) {
        return catalogue::exportRows(spec, reasonByLine, file);
    }).then(this, [this, file](const Result<qint64> &written) { tellExported(written, file); });
}

void ImportsPanel::tellExported(const Result<qint64> &written, const QString &file)
{
    if (!written)
        return m_banner->showError(written.error());
    m_banner->showContent({.tone = Tone::Good,
                           .headline = tr("%1 rows with their reasons are in %2.").arg(numberText(*written), file),
                           .remedy = tr("Correct them there and import that file; it maps by itself.")});
}

void ImportsPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportsPanel::dropEvent(QDropEvent *event)
{
    const QString file = localFile(*event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(file);
}

} // namespace chancery
