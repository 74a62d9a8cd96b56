// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/runpage.h"

#include "core/keyban/calls.h"
#include "ui/panels/imports/outcomecard.h"
#include "ui/panels/imports/runtext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/lanebar.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/findingtext.h"
#include "ui/words/plantext.h"
#include "ui/words/servicetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int redrawMs = 50;
constexpr int storyLines = 500;

/// The rows that the check kept back: they did not land either, and go into the same export.
QList<RowFailure> leftOut(const catalogue::CheckReport &report)
{
    QList<RowFailure> rows;
    for (const catalogue::Finding &finding : report.findings) {
        if (finding.severity == catalogue::Severity::Error && (rows.isEmpty() || rows.last().line != finding.line))
            rows.append({finding.line, {}, RunPage::tr("Left out by the check: %1").arg(describe(finding).message)});
    }
    return rows;
}

/// Words that give way to the buttons beside them.
QLabel *elidedLabel(QWidget *parent)
{
    auto *label = new ElidedLabel(parent);
    label->setElideMode(Qt::ElideRight);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

/// The catalogue may be read at the same time, and its waits are none of the run's.
bool concernsImports(const RetryWait &wait)
{
    return wait.wholeQueue ||
           std::any_of(keyban::calls::ofImports.begin(), keyban::calls::ofImports.end(),
                       [&wait](const Call &call) { return wait.call == QLatin1StringView(call.name); });
}

} // namespace

RunPage::RunPage(keyban::Client &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_failures(new FailureGroupsModel(this))
    , m_banner(new Banner(this))
    , m_headline(elidedLabel(this))
    , m_settled(elidedLabel(this))
    , m_pace(elidedLabel(this))
    , m_lanes(new LaneBar(LaneBar::Legend::Shown, this))
    , m_outcome(new OutcomeCard(this))
    , m_rows(new Splitter(Qt::Horizontal, this))
    , m_failureCard(new Card(this))
    , m_table(new TableView(this))
    , m_story(new QListWidget(this))
    , m_pause(new QPushButton(this))
    , m_stop(new QPushButton(this))
    , m_fix(new QPushButton(tr("&Fix failed rows…"), this))
    , m_export(new QPushButton(tr("Export failed rows…"), this))
    , m_prepare(new QPushButton(tr("Prepare another file"), this))
    , m_another(new QPushButton(tr("Import another file"), this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::medium);
    rows->addWidget(m_banner);
    rows->addWidget(createHead());
    m_rows->addWidget(createFailures());
    m_rows->addWidget(m_outcome);
    rows->addWidget(m_rows, 3);
    rows->addWidget(createStory(), 2);

    m_coalesce.setSingleShot(true);
    m_coalesce.setInterval(redrawMs);
    connect(&m_coalesce, &QTimer::timeout, this, &RunPage::showProgress);
    m_countdown.setInterval(1'000);
    connect(&m_countdown, &QTimer::timeout, this, [this] {
        if (m_wait)
            m_pace->setText(waitText(*m_wait, QDateTime::currentDateTimeUtc()));
    });
    connect(&m_client, &keyban::Client::waiting, this, &RunPage::showWait);
    connect(&m_client, &keyban::Client::resumed, this, [this] {
        m_wait.reset();
        m_countdown.stop();
        m_coalesce.start();
    });
}

QWidget *RunPage::createHead()
{
    m_headline->setObjectName(u"importHeadline"_s);
    setType(*m_headline, Type::CardTitle);
    m_settled->setObjectName(u"settledLabel"_s);
    m_pace->setObjectName(u"paceLabel"_s);
    setType(*m_settled, Type::Secondary);
    setType(*m_pace, Type::Secondary);
    m_pause->setObjectName(u"pauseImport"_s);
    m_stop->setObjectName(u"stopImport"_s);
    m_another->setObjectName(u"anotherFile"_s);
    m_prepare->setObjectName(u"prepareAnother"_s);
    m_prepare->setToolTip(tr("It can be checked and planned meanwhile, and is sent once this import has ended."));
    auto *top = new QHBoxLayout;
    top->setSpacing(space::medium);
    top->addWidget(m_headline);
    top->addWidget(m_settled);
    // What it waits for may be long; it takes the room that the others leave.
    m_pace->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_pace->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    top->addWidget(m_pace, 1);
    top->addWidget(m_pause);
    top->addWidget(m_stop);
    top->addWidget(m_prepare);
    top->addWidget(m_another);
    auto *card = new Card(this);
    card->body()->setSpacing(space::medium);
    card->body()->addLayout(top);
    card->body()->addWidget(m_lanes);
    card->body()->addWidget(m_outcome->line());
    connect(m_another, &QPushButton::clicked, this, &RunPage::anotherWanted);
    connect(m_prepare, &QPushButton::clicked, this, &RunPage::anotherWanted);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_run->progress().state == ImportState::Paused ? m_run->carryOn() : m_run->pause(); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_client.cancelWait({keyban::calls::ofImports.begin(), keyban::calls::ofImports.end()});
        m_run->stop();
    });
    return card;
}

QWidget *RunPage::createFailures()
{
    m_table->setObjectName(u"failuresTable"_s);
    m_table->setAccessibleName(tr("Rows that did not land"));
    m_table->setModel(m_failures);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setStretchColumn(FailureGroupsModel::Reason);
    m_export->setObjectName(u"exportFailed"_s);
    m_failureCard->setTitle(tr("Rows that did not land"));
    m_fix->setObjectName(u"fixFailed"_s);
    m_fix->setToolTip(tr("Shows only these rows; what is mended is checked, planned and sent again."));
    m_failureCard->addHeaderWidget(m_fix);
    m_failureCard->addHeaderWidget(m_export);
    connect(m_fix, &QPushButton::clicked, this, &RunPage::fixRows);
    m_failureCard->setFlush();
    m_failureCard->body()->addWidget(m_table);
    connect(m_export, &QPushButton::clicked, this, &RunPage::exportRows);
    return m_failureCard;
}

QWidget *RunPage::createStory()
{
    m_story->setObjectName(u"storyList"_s);
    m_story->setAccessibleName(tr("What happened"));
    m_story->setFrameShape(QFrame::NoFrame);
    m_story->setUniformItemSizes(true);
    auto *card = new Card(tr("What happened"), this);
    card->setFlush();
    card->body()->addWidget(m_story);
    return card;
}

void RunPage::reset()
{
    if (m_run)
        m_run->disconnect(this);
    m_run = nullptr;
    m_record.reset();
    m_failures->clear();
    m_story->clear();
    m_banner->clear();
    m_outcome->clear();
    m_pace->clear();
    m_failureCard->setRemark({});
    m_failureCard->show();
    m_rows->show();
    m_export->setEnabled(false);
}

void RunPage::follow(ImportRun &run)
{
    reset();
    m_run = &run;
    m_headline->setText(tr("Importing"));
    setOver(false);
    connect(&run, &ImportRun::progressed, this, [this](const ImportProgress &progress) {
        if (!m_coalesce.isActive())
            m_coalesce.start();
        if (progress.state == ImportState::Waiting)
            showTrouble();
        else if (!m_banner->isHidden())
            m_banner->clear(); // what it waited for came by itself
    });
    connect(&run, &ImportRun::rowsFailed, this, &RunPage::addFailures);
    connect(&run, &ImportRun::rowsUnknown, this, [this](QList<RowFailure> rows) {
        for (RowFailure &row : rows)
            row.reason = tr("Unknown whether the service took it");
        addFailures(rows);
    });
    connect(&run, &ImportRun::noted, this, &RunPage::addNote);
    connect(&run, &ImportRun::finished, this, &RunPage::showSummary);
    connect(&run, &QObject::destroyed, this, [this] { m_run = nullptr; });
    addFailures(leftOut(run.order().report));
    showProgress();
}

void RunPage::awaitOutcome(OutcomeCheck &check, const QList<PlannedRow> &refused)
{
    m_outcome->follow(check);
    QList<RowFailure> rows;
    for (const PlannedRow &row : refused)
        rows.append({row.line, row.key, tr("Left out by the plan: %1").arg(refusalText(row.planClass))});
    if (!rows.isEmpty())
        addFailures(rows);
}

void RunPage::showProgress()
{
    if (!m_run)
        return;
    const ImportProgress &progress = m_run->progress();
    showCounts(progress.counts);
    if (!m_wait)
        m_pace->setText(paceText(progress));
    const bool isPaused = progress.state == ImportState::Paused;
    m_pause->setText(isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setToolTip(isPaused ? tr("Sends the next rows.")
                                 : tr("Rows that are on their way are followed to their end; no others are sent until "
                                      "you go on."));
    m_pause->setEnabled(isPaused || progress.state == ImportState::Running);
    m_stop->setText(progress.state == ImportState::Stopping ? tr("Stop watching") : tr("Stop"));
    m_stop->setToolTip(progress.state == ImportState::Stopping
                           ? tr("Rows that are on their way and have no end yet will be unknown.")
                           : tr("Rows that are on their way are followed to their end; no others are sent."));
    if (progress.state == ImportState::Stopping)
        m_headline->setText(tr("Stopping"));
    else if (isPaused)
        m_headline->setText(tr("Paused"));
    else if (progress.state == ImportState::Running)
        m_headline->setText(tr("Importing"));
}

void RunPage::showCounts(const ImportCounts &counts)
{
    m_settled->setText(settledText(counts));
    m_lanes->setLanes({counts.completed, counts.failed, counts.waiting(), counts.unknown, counts.notSent()});
}

QString RunPage::settledText(const ImportCounts &counts)
{
    return tr("%1 of %2 rows settled").arg(numberText(counts.settled()), numberText(counts.sendable()));
}

void RunPage::showTrouble()
{
    m_coalesce.stop();
    showProgress();
    m_headline->setText(tr("Waiting for you"));
    m_banner->showError(*m_run->trouble());
    QPushButton *carryOn = m_banner->addAction(tr("Carry on"));
    carryOn->setObjectName(u"carryOn"_s);
    connect(carryOn, &QPushButton::clicked, this, [this] {
        m_banner->clear();
        m_run->carryOn();
    });
}

void RunPage::showSummary(const ImportSummary &summary)
{
    m_coalesce.stop();
    m_banner->clear();
    showCounts(summary.counts);
    const RunHeadline headline = headlineOf(summary.state, summary.counts);
    m_headline->setText(headline.text);
    QStringList remarks;
    if (summary.firstNotSent)
        remarks << tr("Nothing was sent from line %1 on.").arg(numberText(*summary.firstNotSent));
    if (summary.lookedUpRows > 0)
        remarks << tr("The service's report lacked %1 rows; their passports show that they are in.")
                       .arg(numberText(summary.lookedUpRows));
    if (summary.resentChunks > 0)
        remarks << tr("Uploads sent more than once, because an answer was lost: %1. Nothing is in twice.")
                       .arg(numberText(summary.resentChunks));
    if (summary.error)
        m_banner->showError(*summary.error);
    else if (!remarks.isEmpty())
        m_banner->showContent(
            {.tone = toneOf(headline.weight), .headline = headline.text, .remedy = remarks.join(u' ')});
    const double seconds = double(summary.started.msecsTo(summary.finished)) / 1000.0;
    m_pace->setText(tr("took %1 s").arg(QLocale().toString(seconds, 'f', 1)));
    setOver(true);
}

void RunPage::setOver(bool over)
{
    m_pause->setVisible(!over);
    m_stop->setVisible(!over);
    m_another->setVisible(over);
    m_prepare->setVisible(!over);
    m_fix->setVisible(over && (m_record ? m_record->failed > 0 : m_failures->rows() > 0));
    m_wait.reset();
    m_countdown.stop();
}

void RunPage::addFailures(const QList<RowFailure> &rows)
{
    m_failures->add(rows);
    m_failureCard->setRemark(m_failures->rows() == 0
                                 ? tr("none of those that were sent")
                                 : tr("%1 rows, by reason, newest first").arg(numberText(m_failures->rows())));
    m_export->setEnabled(m_failures->rows() > 0);
}

void RunPage::addNote(const ImportNote &note)
{
    const QString time = note.time.toLocalTime().toString(u"HH:mm:ss"_s);
    auto *item = new QListWidgetItem(u"%1   %2"_s.arg(time, storyText(note)));
    item->setToolTip(exactText(note.time));
    m_story->insertItem(0, item);
    if (m_story->count() > storyLines)
        delete m_story->takeItem(storyLines);
}

void RunPage::showWait(const RetryWait &wait)
{
    if (!m_run || isOver(m_run->progress().state) || !concernsImports(wait))
        return;
    m_wait = wait;
    m_pace->setText(waitText(wait, QDateTime::currentDateTimeUtc()));
    m_countdown.start();
}

} // namespace chancery
