// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/awards/batchdetail.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/quantities.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int permille = 1000;
constexpr int allLines = -1;

} // namespace

BatchDetail::BatchDetail(QWidget *parent)
    : Card(QString(), parent)
    , m_state(new StatePill(this))
    , m_words(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_which(new QComboBox(this))
    , m_table(new TableView(this))
    , m_resume(new QPushButton(tr("&Resume"), this))
    , m_pause(new QPushButton(this))
    , m_stop(new QPushButton(tr("S&top"), this))
    , m_export(new QPushButton(tr("E&xport failed and unknown…"), this))
    , m_again(new QPushButton(tr("&Mint failed once more…"), this))
{
    setObjectName(u"batchDetail"_s);
    build();
    connectParts();
    clear();
}

void BatchDetail::build()
{
    m_state->setObjectName(u"batchState"_s);
    m_words->setObjectName(u"batchWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_facts->setObjectName(u"batchFacts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    setType(*m_facts, Type::Secondary);
    m_progress->setObjectName(u"batchProgress"_s);
    m_progress->setAccessibleName(tr("Awards that have ended"));
    m_progress->setRange(0, permille);
    m_progress->setTextVisible(false);
    addHeaderWidget(m_state);
    body()->setSpacing(space::small);
    body()->addWidget(m_words);
    body()->addWidget(m_facts);
    body()->addWidget(m_progress);
    body()->addWidget(buildTiles());
    body()->addWidget(buildLines(), 1);
    body()->addWidget(buildHead());
}

QWidget *BatchDetail::buildHead()
{
    auto *part = new QWidget(this);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_resume->setObjectName(u"resumeBatch"_s);
    m_resume->setAccessibleName(tr("Resume"));
    m_pause->setObjectName(u"pauseBatch"_s);
    m_stop->setObjectName(u"stopBatch"_s);
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setToolTip(tr("Ends after the award that is on its way; it can be resumed."));
    m_export->setObjectName(u"exportBatch"_s);
    m_export->setAccessibleName(tr("Export failed and unknown…"));
    m_export->setToolTip(tr("As a file that can be run again; each line keeps its key, so nothing is minted twice."));
    setButtonKind(*m_resume, ButtonKind::Primary);
    for (QPushButton *button : {m_resume, m_pause, m_stop})
        row->addWidget(button);
    m_again->setObjectName(u"mintFailedAgain"_s);
    m_again->setAccessibleName(tr("Mint failed once more…"));
    row->addWidget(m_again);
    row->addStretch(1);
    row->addWidget(m_export);
    return part;
}

QWidget *BatchDetail::buildTiles()
{
    auto *part = new QWidget(this);
    m_done = new CountTile(tr("done"), part);
    m_failed = new CountTile(tr("failed"), part);
    m_unknown = new CountTile(tr("unknown"), part);
    m_notSent = new CountTile(tr("not sent"), part);
    m_points = new CountTile(tr("points minted"), part);
    m_done->setObjectName(u"awardsDone"_s);
    m_failed->setObjectName(u"awardsFailed"_s);
    m_unknown->setObjectName(u"awardsUnknown"_s);
    m_notSent->setObjectName(u"awardsNotSent"_s);
    m_points->setObjectName(u"awardsPoints"_s);
    m_which->setObjectName(u"batchLinesOutcome"_s);
    m_which->setAccessibleName(tr("Outcome"));
    m_which->setToolTip(tr("Only lines that ended like this (Alt+U)"));
    m_which->addItem(tr("All lines"), allLines);
    for (const RowOutcome outcome : {RowOutcome::Done, RowOutcome::Failed, RowOutcome::Unknown, RowOutcome::NotSent})
        m_which->addItem(outcomeName(outcome), int(outcome));
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::huge);
    for (CountTile *tile : {m_done, m_failed, m_unknown, m_notSent, m_points})
        row->addWidget(tile);
    row->addStretch(1);
    row->addWidget(m_which, 0, Qt::AlignBottom);
    return part;
}

QWidget *BatchDetail::buildLines()
{
    m_table->setObjectName(u"batchLines"_s);
    m_table->setAccessibleName(tr("Lines of the batch"));
    m_table->setModel(&m_lines);
    m_table->setItemDelegateForColumn(AwardLinesModel::Outcome, new StatePillDelegate(m_table));
    m_table->setStretchColumn(AwardLinesModel::Why);
    const auto room = [this](const QString &text) {
        return m_table->fontMetrics().horizontalAdvance(text) + 2 * space::medium + 2;
    };
    m_table->setLeastWidth(AwardLinesModel::Line, room(u"10,000"_s));
    m_table->setLeastWidth(AwardLinesModel::Account, room(u"f3ed688f-abdd-428e-ab55-8e"_s));
    m_table->setLeastWidth(AwardLinesModel::Points, room(u"10,000"_s));
    m_table->setLeastWidth(AwardLinesModel::Outcome, pillSize(tr("Not sent")).width() + space::huge);
    m_table->setMinimumHeight(3 * size::row);
    return m_table;
}

void BatchDetail::connectParts()
{
    connect(m_resume, &QPushButton::clicked, this, &BatchDetail::resumeWanted);
    connect(m_stop, &QPushButton::clicked, this, &BatchDetail::stopWanted);
    connect(m_again, &QPushButton::clicked, this, &BatchDetail::againWanted);
    connect(m_export, &QPushButton::clicked, this, &BatchDetail::exportWanted);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_batch.state == BatchState::Paused ? Q_EMIT proceedWanted() : Q_EMIT pauseWanted(); });
    connect(m_which, &QComboBox::currentIndexChanged, this, &BatchDetail::filter);
    auto *resume = new QShortcut(QKeySequence(tr("Ctrl+R")), this);
    connect(resume, &QShortcut::activated, m_resume, &QPushButton::click);
    auto *outcome = new QShortcut(QKeySequence(tr("Alt+U")), this);
    connect(outcome, &QShortcut::activated, m_which, [this] { m_which->setFocus(Qt::ShortcutFocusReason); });
}

void BatchDetail::show(const BatchView &batch)
{
    if (batch.id != m_batch.id)
        m_which->setCurrentIndex(0);
    m_batch = batch;
    setEnabled(true);
    setTitle(batch.name);
    m_state->setState(toneOf(batch.state), batchStateText(batch.state));
    m_state->setVisible(true);
    m_words->setText(batchWords(batch));
    QStringList facts{
        tr("by %1, %2").arg(batch.user, QLocale().toString(batch.begun.toLocalTime(), u"d MMM yyyy HH:mm"_s))};
    if (!batch.file.isEmpty())
        facts << tr("from %1").arg(QFileInfo(batch.file).fileName());
    facts << tr("%1 of %2 in total").arg(awardsText(batch.counts.total), pointsText(batch.points));
    m_facts->setText(facts.join(u" · "_s));
    m_facts->setToolTip(batch.file.toHtmlEscaped());
    m_progress->setValue(int(batch.counts.ended() * permille / std::max<qint64>(batch.counts.total, 1)));
    m_progress->setVisible(batch.isLive());
    showTiles();
    refreshButtons();
}

void BatchDetail::showTiles()
{
    const AwardCounts &counts = m_batch.counts;
    m_done->setCount(counts.done);
    m_done->setTone(counts.done > 0 ? Tone::Good : Tone::Neutral);
    m_failed->setCount(counts.failed);
    m_failed->setTone(counts.failed > 0 ? Tone::Bad : Tone::Neutral);
    m_unknown->setCount(counts.unknown);
    m_unknown->setTone(counts.unknown > 0 ? Tone::Unknown : Tone::Neutral);
    m_notSent->setCount(counts.total - counts.done - counts.failed - counts.unknown);
    m_points->setCount(counts.pointsDone);
}

void BatchDetail::showLines(const QList<AwardOutcome> &lines)
{
    m_all = lines;
    m_placeOf.clear();
    for (qsizetype place = 0; place < lines.size(); ++place)
        m_placeOf.insert(lines[place].line.key, place);
    filter();
}

void BatchDetail::updateLines(const QList<AwardOutcome> &lines)
{
    const bool showsAll = m_which->currentData().toInt() == allLines;
    for (const AwardOutcome &line : lines) {
        const auto place = m_placeOf.constFind(line.line.key);
        if (place == m_placeOf.constEnd())
            continue;
        const AwardLine asListed = m_all[*place].line; // the file may have another number for it
        m_all[*place] = line;
        m_all[*place].line = asListed;
        if (showsAll)
            m_lines.update(*place, m_all[*place]);
    }
    if (!showsAll && !lines.isEmpty())
        filter();
}

void BatchDetail::filter()
{
    const int which = m_which->currentData().toInt();
    QList<AwardOutcome> shown = m_all;
    if (which != allLines)
        shown.removeIf([which](const AwardOutcome &line) { return int(line.outcome) != which; });
    m_lines.show(shown);
}

void BatchDetail::clear()
{
    m_batch = {};
    showLines({});
    setTitle(tr("No batch chosen"));
    m_state->hide();
    m_words->clear();
    m_facts->clear();
    m_progress->hide();
    showTiles();
    refreshButtons();
    setEnabled(false);
}

void BatchDetail::setMayResume(const QString &hindrance)
{
    m_hindrance = hindrance;
    refreshButtons();
}

void BatchDetail::refreshButtons()
{
    const bool isLive = m_batch.isLive() && m_batch.isHere;
    const bool isPaused = m_batch.state == BatchState::Paused;
    const bool hadFocus = m_stop->hasFocus() || m_pause->hasFocus() || m_resume->hasFocus();
    m_resume->setVisible(m_batch.hasRest());
    m_resume->setEnabled(m_hindrance.isEmpty() && m_batch.hasRest());
    m_resume->setToolTip(m_hindrance.isEmpty() ? tr("Carries on where it ended (Ctrl+R)") : m_hindrance);
    m_pause->setText(isPaused ? tr("&Continue") : tr("&Pause"));
    m_pause->setAccessibleName(isPaused ? tr("Continue") : tr("Pause"));
    m_pause->setVisible(isLive);
    m_pause->setEnabled(isLive && m_batch.state != BatchState::Stopping);
    m_stop->setVisible(isLive);
    m_stop->setEnabled(isLive && m_batch.state != BatchState::Stopping);
    m_again->setVisible(!m_batch.isLive() && m_batch.counts.failed > 0);
    m_again->setEnabled(m_hindrance.isEmpty());
    m_again->setToolTip(m_hindrance);
    m_export->setVisible(!m_batch.isLive() && m_batch.counts.failed + m_batch.counts.unknown > 0);
    if (hadFocus && !m_stop->isEnabled() && !m_pause->isEnabled() && !m_resume->isEnabled())
        m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace chancery
