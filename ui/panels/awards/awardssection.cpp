// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/awards/awardssection.h"

#include "core/async/background.h"
#include "ui/panels/awards/batchdetail.h"
#include "ui/panels/awards/newbatchdialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/awardtext.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QUrl>

#include <algorithm>

// The batches there are; how one runs is in awardssectionrun.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostBatches = 10'000;
constexpr auto followEvery = 1s;
constexpr auto redrawEvery = 100ms;
constexpr int listShare = 35;

EmptyState::Content noBatches()
{
    return {u"loyalty"_s, AwardsSection::tr("No batches of awards yet"),
            AwardsSection::tr("A batch gives points to many accounts at once: a table with the columns account, amount "
                              "and reason, one award a row. It is checked as a whole first. Each award is minted once, "
                              "even if the batch is stopped, resumed or run again.")};
}

EmptyState::Content noneFits()
{
    return {u"search"_s, AwardsSection::tr("No batch fits"),
            AwardsSection::tr("Neither name, file nor person of a batch has this text.")};
}

Record recordOf(const BatchView &batch)
{
    return {batch.id,
            {{.text = batch.name, .tip = batch.file},
             {.text = QLocale().toString(batch.begun.toLocalTime(), u"d MMM yyyy HH:mm"_s),
              .tip = exactText(batch.begun),
              .copy = batch.begun.toUTC().toString(Qt::ISODate)},
             {.text = batch.user},
             {.text = numberText(batch.counts.total), .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = numberText(batch.points),
              .copy = QString::number(batch.points),
              .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = batchStateText(batch.state), .tone = toneOf(batch.state)},
             {.text = outcomesText(batch.counts), .tip = countsText(batch.counts)}}};
}

QString droppedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

AwardsSection::AwardsSection(const AwardDesk &desk, QWidget *parent)
    : ListSection(
          {.key = u"awards"_s,
           .title = tr("Awards"),
           .iconName = u"batch"_s,
           .columns = {tr("Batch"), tr("Begun"), tr("Who"), tr("Lines"), tr("Points"), tr("State"), tr("Outcomes")},
           .stretchColumn = 6,
           .empty = noBatches()},
          parent)
    , m_desk(desk)
    , m_filter(new SearchField(tr("Name, file or person"), this))
    , m_detail(new BatchDetail)
{
    setAcceptDrops(true);
    build();
    connectDetail();
    m_follow.setInterval(followEvery);
    connect(&m_follow, &QTimer::timeout, this, &AwardsSection::follow);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawEvery);
    connect(&m_redraw, &QTimer::timeout, this, &AwardsSection::showLive);
    m_holdClock.setInterval(std::chrono::seconds(1));
    connect(&m_holdClock, &QTimer::timeout, this, &AwardsSection::showHold);
}

AwardsSection::~AwardsSection() = default;

void AwardsSection::build()
{
    m_filter->setObjectName(u"awardsFilter"_s);
    m_filter->setAccessibleName(tr("Only batches with this text"));
    m_filter->setToolTip(tr("Only batches whose name, file or person has this text (Ctrl+F)"));
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 28);
    addTool(m_filter);
    m_new = addAction(u"newBatch"_s, tr("&New batch…"), ButtonKind::Primary);
    QPushButton *first = emptyState()->addPrimaryAction(tr("&New batch…"));
    first->setObjectName(u"newBatch"_s);
    for (QPushButton *button : {m_new, first}) {
        button->setAccessibleName(tr("New batch…"));
        button->setEnabled(m_desk.mayWrite());
        button->setToolTip(m_desk.mayWrite() ? QString() : tr("This connection may only read."));
        connect(button, &QPushButton::clicked, this, [this] { newBatch(); });
    }
    connect(m_filter, &SearchField::searched, this, &AwardsSection::arrangeBatches);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_filter, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    setDetail(m_detail, listShare, Qt::Vertical);
    setFocusProxy(table());
    m_filter->hide();
    m_new->hide();
}

void AwardsSection::connectDetail()
{
    connect(m_detail, &BatchDetail::resumeWanted, this, &AwardsSection::resume);
    connect(m_detail, &BatchDetail::againWanted, this, &AwardsSection::askAgain);
    connect(m_detail, &BatchDetail::exportWanted, this, &AwardsSection::pickExport);
    connect(m_detail, &BatchDetail::pauseWanted, this, [this] { setLive(BatchState::Paused); });
    connect(m_detail, &BatchDetail::proceedWanted, this, [this] { setLive(BatchState::Running); });
    connect(m_detail, &BatchDetail::stopWanted, this, [this] { setLive(BatchState::Stopping); });
}

void AwardsSection::load()
{
    m_desk.ledger.awardBatches({.limit = mostBatches, .service = m_desk.service()})
        .then(work(), [this](const Result<QList<AwardBatchRecord>> &batches) {
            if (!batches)
                return fail(batches.error());
            m_batches.clear();
            for (const AwardBatchRecord &batch : *batches)
                m_batches << viewOf(batch);
            showBatches();
        });
}

/// What runs here is known better than the ledger has it.
const BatchView *AwardsSection::findBatch(const QString &id) const
{
    if (m_run && id == m_live.id)
        return &m_live;
    return findById(m_batches, id);
}

void AwardsSection::showBatches()
{
    adoptLive();
    const QList<Record> records = listedBatches();
    showRecords(records, summaryOf(records));
}

void AwardsSection::arrangeBatches()
{
    const QList<Record> records = listedBatches();
    arrangeRecords(records, summaryOf(records));
}

/// A run that has just begun is known to the ledger by now.
void AwardsSection::adoptLive()
{
    const auto live = std::find_if(m_batches.cbegin(), m_batches.cend(), [this](const BatchView &batch) {
        return m_run && batch.state == BatchState::Running && batch.name == m_live.name;
    });
    if (live == m_batches.cend())
        return;
    m_live.id = live->id;
    if (!std::exchange(m_isNew, false))
        return;
    chooseOnceListed(m_live.id);
    // The empty state goes, and with it the button that had the keyboard.
    QMetaObject::invokeMethod(table(), qOverload<>(&QWidget::setFocus), Qt::QueuedConnection);
}

QString AwardsSection::summaryOf(const QList<Record> &records) const
{
    if (m_batches.isEmpty())
        return {};
    return records.size() == 1 ? tr("1 batch") : tr("%1 batches").arg(numberText(records.size()));
}

/// Those with the text of the filter, as they are by now.
QList<Record> AwardsSection::listedBatches()
{
    QList<BatchView> batches = m_batches;
    for (BatchView &batch : batches)
        if (m_run && batch.id == m_live.id)
            batch = m_live;
    const QString text = m_filter->text().trimmed();
    batches.removeIf([&text](const BatchView &batch) {
        return !text.isEmpty() && !batch.name.contains(text, Qt::CaseInsensitive) &&
               !batch.file.contains(text, Qt::CaseInsensitive) && !batch.user.contains(text, Qt::CaseInsensitive);
    });
    QList<Record> records;
    for (const BatchView &batch : std::as_const(batches))
        records << recordOf(batch);
    const bool isEmpty = m_batches.isEmpty();
    emptyState()->setContent(isEmpty ? noBatches() : noneFits());
    m_filter->setVisible(!isEmpty);
    m_new->setVisible(!isEmpty); // else the empty state offers it
    return records;
}

void AwardsSection::showCurrent(const QString &id)
{
    const BatchView *const batch = findBatch(id);
    if (!batch) {
        m_reading.reset();
        m_linesOf.clear();
        return m_detail->clear();
    }
    m_detail->setMayResume(!m_desk.mayWrite() ? tr("This connection may only read.")
                           : m_run            ? tr("Another batch is running; one runs at a time.")
                                              : QString());
    m_detail->show(*batch);
    readLines(id);
}

/// Those of another batch go at once.
void AwardsSection::readLines(const QString &id)
{
    if (m_linesOf != id)
        m_detail->showLines({});
    m_linesOf = id;
    m_reading = std::make_unique<QObject>();
    m_desk.ledger.awardLines(id).then(m_reading.get(), [this](const Result<QList<AwardLineRecord>> &lines) {
        if (!lines)
            return banner()->showError(lines.error());
        QList<AwardOutcome> outcomes;
        for (const AwardLineRecord &line : *lines)
            outcomes << outcomeOf(line);
        m_detail->showLines(outcomes);
        m_linesTold = 0;
        showLiveLines();
    });
}

void AwardsSection::newBatch(const QString &file)
{
    if (m_run || !m_desk.mayWrite())
        return;
    auto *dialog = new NewBatchDialog(m_desk, window());
    if (!file.isEmpty())
        dialog->openFile(file);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->order()); });
    dialog->open();
}

void AwardsSection::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_run && m_desk.mayWrite() && !droppedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void AwardsSection::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    newBatch(droppedFile(*event->mimeData()));
}

void AwardsSection::pickExport()
{
    auto *picker = new QFileDialog(this, tr("Export what failed or is unknown"), {}, tr("CSV (*.csv)"));
    picker->setObjectName(u"awardsExportPicker"_s);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->setAcceptMode(QFileDialog::AcceptSave);
    picker->setDefaultSuffix(u"csv"_s);
    const BatchView *const batch = findBatch(currentId());
    picker->selectFile((batch ? batch->name : tr("awards")) + u"-rest.csv"_s);
    connect(picker, &QFileDialog::fileSelected, this, &AwardsSection::exportTo);
    picker->open();
}

void AwardsSection::exportTo(const QString &path)
{
    const BatchView *const batch = findBatch(currentId());
    if (!batch)
        return;
    m_desk.ledger.awardLines(batch->id).then(
        this, [this, path, name = batch->name](const Result<QList<AwardLineRecord>> &lines) {
            if (!lines)
                return banner()->showError(lines.error());
            QList<AwardRemainder> rest;
            for (const AwardLineRecord &record : *lines) {
                const AwardOutcome line = outcomeOf(record);
                if (line.outcome == RowOutcome::Failed || line.outcome == RowOutcome::Unknown)
                    rest << AwardRemainder{line.line, outcomeName(line.outcome).toLower(), lineWords(line)};
            }
            writeRest(name, rest, path);
        });
}

void AwardsSection::writeRest(const QString &batch, const QList<AwardRemainder> &rest, const QString &path)
{
    background([file = AwardFile{.batch = batch}, rest, path](std::stop_token) {
        return exportAwards(file, rest, path);
    }).then(this, [this, path](const Result<qint64> &rows) {
        banner()->clear();
        if (!rows)
            return banner()->showError(rows.error());
        banner()->showContent(
            {.tone = Tone::Good,
             .headline = *rows == 1 ? tr("1 row was written to %1.").arg(path)
                                    : tr("%1 rows were written to %2.").arg(numberText(*rows), path),
             .remedy = tr("Each keeps its key: run as a batch of the same name, none of them is minted twice.")});
    });
}

} // namespace chancery
