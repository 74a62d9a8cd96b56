// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importspanel.h"

#include "core/async/background.h"
#include "core/catalogue/failedrows.h"
#include "core/keyban/calls.h"
#include "ui/panels/imports/checkpage.h"
#include "ui/panels/imports/columnspage.h"
#include "ui/panels/imports/filepage.h"
#include "ui/panels/imports/fixpage.h"
#include "ui/panels/imports/historydelegate.h"
#include "ui/panels/imports/runpage.h"
#include "ui/panels/imports/runtext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/stepbar.h"
#include "ui/widgets/texts.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRuns = 50;
constexpr int shownRows = 10'000;
constexpr int historyWidth = 220;

QString localFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

ImportsPanel::ImportsPanel(keyban::Client &client, Ledger &ledger, catalogue::TemplateStore &templates,
                           ImportsPanelFacts facts, QWidget *parent)
    : Panel(parent)
    , m_ledger(ledger)
    , m_session(client, ledger, templates, std::move(facts))
    , m_header(new PanelHeader(tr("Imports"), this))
    , m_steps(new StepBar({tr("File"), tr("Columns"), tr("Check"), tr("Run and report")}, this))
    , m_banner(new Banner(this))
    , m_pages(new QStackedWidget(this))
    , m_filePage(new FilePage)
    , m_columnsPage(new ColumnsPage(m_session))
    , m_checkPage(new CheckPage(m_session))
    , m_fixPage(new FixPage(m_session))
    , m_runPage(new RunPage(client))
{
    setObjectName(u"importsPanel"_s);
    setAcceptDrops(true);
    m_steps->setObjectName(u"importSteps"_s);
    for (QWidget *page :
         {static_cast<QWidget *>(m_filePage), static_cast<QWidget *>(m_columnsPage),
          static_cast<QWidget *>(m_checkPage), static_cast<QWidget *>(m_runPage), static_cast<QWidget *>(m_fixPage)})
        m_pages->addWidget(page);
    auto *main = new QVBoxLayout;
    main->setSpacing(space::medium);
    main->addWidget(m_steps);
    main->addWidget(m_banner);
    main->addWidget(m_pages, 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::large);
    columns->addWidget(createHistory());
    columns->addLayout(main, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::huge, space::large, space::huge, space::large);
    rows->setSpacing(space::medium);
    rows->addWidget(m_header);
    rows->addLayout(columns, 1);

    connect(m_filePage, &FilePage::fileChosen, this, &ImportsPanel::openFile);
    connect(m_columnsPage, &ColumnsPage::nextWanted, this, [this] {
        showStep(Check);
        m_session.check();
    });
    connect(m_checkPage, &CheckPage::fixWanted, this, &ImportsPanel::showFixing);
    connect(m_fixPage, &FixPage::doneWanted, this, [this] { goTo(Check); });
    connect(m_checkPage, &CheckPage::sendWanted, this, &ImportsPanel::confirmSending);
    connect(m_runPage, &RunPage::anotherWanted, this, [this] { showStep(File); });
    connect(m_runPage, &RunPage::exportWanted, this, &ImportsPanel::chooseExport);
    connect(m_steps, &StepBar::stepActivated, this, &ImportsPanel::goTo);
    connect(&m_session, &ImportSession::previewed, this, [this] {
        m_banner->clear();
        showStep(Columns);
    });
    connect(&m_session, &ImportSession::mappingChanged, this, [this] {
        m_reached = Columns + 1;
        m_steps->setReached(m_reached);
    });
    connect(&m_session, &ImportSession::failed, this, &ImportsPanel::fail);
    connect(&m_session, &ImportSession::runStarted, this, &ImportsPanel::followRun);
    showStep(File);
    loadHistory();
}

ImportsPanel::~ImportsPanel() = default;

QWidget *ImportsPanel::createHistory()
{
    m_history = new QListWidget(this);
    m_history->setObjectName(u"historyList"_s);
    m_history->setAccessibleName(tr("Earlier imports"));
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setItemDelegate(new HistoryDelegate(m_history));
    m_history->setResizeMode(QListView::Adjust);
    auto *card = new Card(tr("Earlier imports"), this);
    card->setFixedWidth(historyWidth);
    card->setFlush();
    m_noHistory = new QLabel(tr("Imports that you run are listed here, with what became of each row."), this);
    m_noHistory->setWordWrap(true);
    m_noHistory->setContentsMargins(space::large, 0, space::large, 0);
    setType(*m_noHistory, Type::Secondary);
    card->body()->addWidget(m_noHistory);
    card->body()->addWidget(m_history, 1);
    connect(m_history, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { showPast(item->data(Qt::UserRole).toString()); });
    connect(m_history, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { showPast(item->data(Qt::UserRole).toString()); });
    return card;
}

QString ImportsPanel::unsavedWork() const
{
    return tr("An import is running. Rows that are on their way arrive all the same, but what becomes of them is then "
              "unknown "
              "here, and the others are not sent.");
}

void ImportsPanel::openFile(const QString &path)
{
    if (m_session.isRunning()) {
        m_banner->showContent({.tone = Tone::Attention,
                               .headline = tr("An import is running."),
                               .remedy = tr("Wait for it to end, or stop it, before you begin another.")});
        return;
    }
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
    m_steps->setReached(m_reached);
    m_header->setTitle(step == File ? tr("Imports") : QFileInfo(m_session.file()).fileName());
    m_header->setSubtitle(step == File ? QString() : tr("into %1").arg(m_session.facts().profileName));
}

void ImportsPanel::goTo(int step)
{
    if (step == Run && !m_session.run())
        return;
    if (step == Run && m_session.run())
        return showStep(Run);
    if (step == Check && !m_session.isReportCurrent() && !m_session.isChecking())
        m_session.check();
    showStep(Step(step));
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
    m_header->setSubtitle({});
    m_banner->showError(error);
    const bool fileIsGone = error.cause == Cause::FileChanged || error.cause == Cause::FileVanished;
    if (fileIsGone && m_pages->currentIndex() == Check)
        showStep(File);
}

/// Where a mistake is dear, the word, the place and the count are said once more.
void ImportsPanel::confirmSending()
{
    const ImportsPanelFacts &facts = m_session.facts();
    const bool isMixed = m_session.report()->hasMixedNetworks();
    if (!facts.live && !isMixed && m_session.client().guardLevel() == GuardLevel::Normal)
        return startSending();
    const auto danger = facts.live ? EnvironmentFacts::Live : EnvironmentFacts::Test;
    auto *question =
        new QMessageBox(QMessageBox::Warning, tr("Send to %1?").arg(dangerWord(danger)),
                        tr("%1: %2 rows go to %3 (%4) on %5.")
                            .arg(dangerWord(danger), numberText(m_session.report()->sendable()), facts.profileName,
                                 facts.host, catalogue::effectiveNetwork(m_session.mapping())),
                        QMessageBox::NoButton, this);
    question->setObjectName(u"confirmImport"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *send = question->addButton(tr("Send the rows"), QMessageBox::AcceptRole);
    send->setObjectName(u"confirmSend"_s);
    question->addButton(tr("Back"), QMessageBox::RejectRole);
    setButtonKind(*send, facts.live ? ButtonKind::Danger : ButtonKind::Primary);
    if (isMixed)
        askAboutNetworks(*question, *send);
    connect(send, &QPushButton::clicked, this, &ImportsPanel::startSending);
    connect(question, &QMessageBox::rejected, m_checkPage, &CheckPage::showSendButton);
    question->open();
}

/// One file for a test and a main network is mostly a mistake, and a main network forgets nothing.
void ImportsPanel::askAboutNetworks(QMessageBox &question, QPushButton &send) const
{
    const catalogue::CheckReport &report = *m_session.report();
    question.setInformativeText(tr("%1 of the rows go to a main network and %2 to another one.")
                                    .arg(numberText(report.mainNetworkRows), numberText(report.otherNetworkRows)));
    auto *agreed = new QCheckBox(tr("I &mean both networks"), &question);
    agreed->setObjectName(u"bothNetworks"_s);
    question.setCheckBox(agreed);
    send.setEnabled(false);
    connect(agreed, &QCheckBox::toggled, &send, &QPushButton::setEnabled);
}

void ImportsPanel::startSending()
{
    m_session.send(
        Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(m_session.report()->sha256)));
}

void ImportsPanel::followRun(ImportRun *run)
{
    m_banner->clear();
    m_runPage->follow(*run);
    showStep(Run);
    connect(run, &ImportRun::progressed, this, &ImportsPanel::showRunning);
    connect(run, &ImportRun::finished, this, &ImportsPanel::runFinished);
}

void ImportsPanel::showRunning(const ImportProgress &progress)
{
    const ImportCounts &counts = progress.counts;
    const qint64 sendable = std::max<qint64>(1, counts.rows - counts.leftOut);
    const int permille = int((counts.settled() + counts.unknown) * 1000 / sendable);
    const bool over = isOver(progress.state);
    Q_EMIT badgeChanged(over ? QString() : tr("%1 %").arg(permille / 10));
    Q_EMIT statusChanged(over ? QString()
                              : tr("Import %1, %2 %").arg(QFileInfo(m_session.file()).fileName()).arg(permille / 10));
    Q_EMIT progressChanged(over ? -1 : permille);
}

void ImportsPanel::runFinished(const ImportSummary &summary)
{
    const RunHeadline headline = headlineOf(summary.state, summary.counts);
    const bool needsAPerson = headline.weight == RunHeadline::Bad || headline.weight == RunHeadline::Unknown;
    Q_EMIT badgeChanged(needsAPerson ? u"!"_s : QString());
    Q_EMIT statusChanged(tr("Import %1: %2").arg(QFileInfo(m_session.file()).fileName(), headline.text));
    Q_EMIT progressChanged(-1);
    loadHistory();
}

void ImportsPanel::loadHistory()
{
    m_ledger.runs(shownRuns).then(this, [this](const Result<QList<ImportRunRecord>> &runs) {
        if (!runs)
            return m_banner->showError(runs.error());
        m_history->clear();
        m_noHistory->setVisible(runs->isEmpty());
        for (const ImportRunRecord &run : *runs) {
            const RunHeadline headline = headlineOf(stateOf(run), countsOf(run));
            const QString name = QFileInfo(run.file).fileName();
            auto *item = new QListWidgetItem(
                u"%1\n%2\n%3"_s.arg(name, headline.text, relativeText(run.started, QDateTime::currentDateTimeUtc())));
            item->setToolTip(u"%1\n%2\n%3"_s.arg(run.file, run.profileName, exactText(run.started)));
            item->setData(Qt::UserRole, run.id);
            item->setData(ToneRole, int(toneOf(headline.weight)));
            m_history->addItem(item);
        }
    });
}

void ImportsPanel::showPast(const QString &runId)
{
    if (m_session.isRunning())
        return m_session.run()->id() == runId ? showStep(Run) : void();
    m_ledger.run(runId).then(this, [this, runId](const Result<ImportRunRecord> &record) {
        if (!record)
            return m_banner->showError(record.error());
        m_ledger.rows(runId, {.offset = 0, .limit = shownRows, .outcome = {}})
            .then(this, [this, record = *record](const Result<QList<RowRecord>> &rows) {
                m_runPage->showRecord(record, rows ? *rows : QList<RowRecord>());
                showStep(Run);
                m_header->setTitle(QFileInfo(record.file).fileName());
                m_header->setSubtitle(tr("into %1").arg(record.profileName));
            });
    });
}

void ImportsPanel::chooseExport(const QHash<qint64, QString> &reasonByLine)
{
    const QFileInfo source(m_session.file());
    auto *dialog =
        new QFileDialog(this, tr("Export failed rows"),
                        source.dir().filePath(source.completeBaseName() + tr("-failed.csv")), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, reasonByLine](const QString &file) { exportRows(reasonByLine, file); });
    dialog->open();
}

void ImportsPanel::exportRows(const QHash<qint64, QString> &reasonByLine, const QString &file)
{
    const catalogue::ImportSpec spec = m_session.run()->order().spec;
    background([spec, reasonByLine, file](std::stop_token) {
        return catalogue::exportRows(spec, reasonByLine, file);
    }).then(this, [this, file](const Result<qint64> &written) {
        if (!written)
            return m_banner->showError(written.error());
        m_banner->showContent({.tone = Tone::Good,
                               .headline = tr("%1 rows with their reasons are in %2.").arg(numberText(*written), file),
                               .remedy = tr("Correct them there and import that file; it maps by itself.")});
    });
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
