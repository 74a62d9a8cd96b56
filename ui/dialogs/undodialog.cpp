// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/undodialog.h"

#include "ui/models/passportwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/plantext.h"
#include "ui/words/undotext.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 760;
constexpr int usualHeight = 280;
constexpr int workingHeight = 560; ///< with the list of rows
constexpr int permille = 1000;
constexpr qint64 shownRows = 10'000;
enum Column { Line, Number, Outcome, Reason };

Tone toneOf(UndoOutcome outcome)
{
    switch (outcome) {
    case UndoOutcome::Reverted:
        return Tone::Good;
    case UndoOutcome::Kept:
        return Tone::Attention;
    case UndoOutcome::CouldNot:
        return Tone::Bad;
    case UndoOutcome::Unknown:
        return Tone::Unknown;
    case UndoOutcome::Open:
        break;
    }
    return Tone::Neutral;
}

} // namespace

UndoDialog::UndoDialog(const UndoOrder &order, QWidget *parent)
    : QDialog(parent)
    , m_run(order.undo, order.runId, order.pace)
    , m_user(order.user)
    , m_rows(new QStandardItemModel(this))
{
    setObjectName(u"undoDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Undo import"));
    build(order.place);
    connectParts();
    m_summary->setText(tr("Looking at what this import met."));
    m_run.prepare();
}

void UndoDialog::build(const DialogPlace &place)
{
    m_head = new DialogHead(windowTitle(), place, this);
    m_banner = new Banner(this);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"undoSummary"_s);
    m_summary->setWordWrap(true);
    m_forecast = new QWidget(this);
    m_forecast->setObjectName(u"undoForecast"_s);
    m_forecast->setAccessibleName(tr("What would come back"));
    m_forecastLines = new QGridLayout(m_forecast);
    m_forecastLines->setContentsMargins(space::medium, 0, 0, 0);
    m_forecastLines->setHorizontalSpacing(space::medium);
    m_forecastLines->setVerticalSpacing(space::small);
    m_forecastLines->setColumnStretch(1, 1);
    m_forecast->setVisible(false);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"undoProgress"_s);
    m_progress->setAccessibleName(tr("Rows that were looked at"));
    m_progress->setRange(0, permille);
    m_progress->setTextVisible(false);
    m_progress->setVisible(false);
    m_back = new QPushButton(tr("Back"), this);
    m_back->setObjectName(u"undoBack"_s);
    m_stop = new QPushButton(tr("Stop"), this);
    m_stop->setObjectName(u"undoStop"_s);
    m_stop->setToolTip(tr("Finishes the rows under way and begins no other; it can be gone on with later."));
    m_stop->setVisible(false);
    m_undo = new QPushButton(tr("Undo"), this);
    m_undo->setObjectName(u"undoConfirm"_s);
    m_undo->setEnabled(false);
    setButtonKind(*m_undo, ButtonKind::Danger);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    for (QPushButton *button : {m_back, m_stop, m_undo}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    for (QWidget *part :
         {static_cast<QWidget *>(m_head), static_cast<QWidget *>(m_banner), static_cast<QWidget *>(m_summary),
          m_forecast, static_cast<QWidget *>(m_progress), buildTiles()})
        column->addWidget(part);
    column->addWidget(buildTable(), 1);
    column->addLayout(buttons);
    resize(usualWidth, usualHeight);
}

QWidget *UndoDialog::buildTiles()
{
    m_tiles = new QWidget(this);
    m_reverted = new CountTile(tr("reverted"), m_tiles);
    m_kept = new CountTile(tr("kept, edited since"), m_tiles);
    m_couldNot = new CountTile(tr("could not"), m_tiles);
    m_unknown = new CountTile(tr("unknown"), m_tiles);
    m_open = new CountTile(tr("not tried"), m_tiles);
    m_reverted->setObjectName(u"undoReverted"_s);
    m_kept->setObjectName(u"undoKept"_s);
    m_couldNot->setObjectName(u"undoCouldNot"_s);
    m_unknown->setObjectName(u"undoUnknown"_s);
    m_open->setObjectName(u"undoNotTried"_s);
    auto *row = new QHBoxLayout(m_tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::huge);
    for (CountTile *tile : {m_reverted, m_kept, m_couldNot, m_unknown, m_open})
        row->addWidget(tile);
    row->addStretch(1);
    m_tiles->setVisible(false);
    return m_tiles;
}

QWidget *UndoDialog::buildTable()
{
    auto *part = new QWidget(this);
    m_stayedTitle = new QLabel(part);
    m_stayedTitle->setObjectName(u"undoStayedTitle"_s);
    setType(*m_stayedTitle, Type::BodyStrong);
    m_rows->setHorizontalHeaderLabels({tr("Line"), tr("Number"), tr("Outcome"), tr("Why")});
    m_table = new TableView(part);
    m_table->setObjectName(u"undoStayed"_s);
    m_table->setAccessibleName(tr("Rows that stayed"));
    m_table->setModel(m_rows);
    m_table->setStretchColumn(Reason);
    m_table->setItemDelegateForColumn(Outcome, new StatePillDelegate(m_table));
    m_table->setLeastWidth(Outcome, fontMetrics().averageCharWidth() * 17); // the rows come after the first measuring
    m_table->setLeastWidth(Number, fontMetrics().averageCharWidth() * 22);
    m_stayedTitle->setVisible(false);
    m_table->setVisible(false);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_stayedTitle);
    column->addWidget(m_table, 1);
    return part;
}

void UndoDialog::connectParts()
{
    connect(&m_run, &UndoRun::planned, this, &UndoDialog::showPlan);
    connect(&m_run, &UndoRun::planFailed, this, [this](const Error &error) {
        m_summary->setText(tr("Nothing was taken back."));
        m_banner->showError(error);
    });
    connect(&m_run, &UndoRun::progressed, this, &UndoDialog::showProgress);
    connect(&m_run, &UndoRun::rowStayed, this, &UndoDialog::addRow);
    connect(&m_run, &UndoRun::finished, this, &UndoDialog::showEnd);
    connect(m_back, &QPushButton::clicked, this, &UndoDialog::reject);
    connect(m_undo, &QPushButton::clicked, this, &UndoDialog::apply);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_run.stop();
    });
}

void UndoDialog::showPlan()
{
    const UndoPlan &plan = m_run.plan();
    m_head->setSubject(
        tr("%1, imported %2")
            .arg(QFileInfo(plan.run.file).fileName(), relativeText(plan.run.started, QDateTime::currentDateTimeUtc())));
    if (!plan.canUndo()) {
        m_summary->setText(undoHindrance(plan));
        m_undo->setVisible(false);
        m_back->setText(tr("Close"));
        return;
    }
    m_summary->setText(tr("Each passport is read first: one that was edited or published since the import stays as it "
                          "is. The rows of this import:"));
    showForecast();
    m_undo->setText(plan.toTry() == 1 ? tr("Take back 1 row") : tr("Take back %1 rows").arg(numberText(plan.toTry())));
    m_undo->setEnabled(true);
    layout()->activate(); // the button has grown
    m_back->setFocus();
}

void UndoDialog::showForecast()
{
    QStringList words;
    for (const UndoForecastLine &line : undoForecast(m_run.plan())) {
        auto *count = new QLabel(numberText(line.rows), m_forecast);
        setType(*count, Type::BodyStrong);
        const int row = m_forecastLines->rowCount();
        m_forecastLines->addWidget(count, row, 0, Qt::AlignRight);
        m_forecastLines->addWidget(new QLabel(line.text, m_forecast), row, 1);
        words << u"%1 %2"_s.arg(count->text(), line.text);
    }
    m_forecast->setAccessibleDescription(words.join(u"; "_s));
    m_forecast->setVisible(true);
}

void UndoDialog::apply()
{
    m_forecast->setVisible(false);
    resize(width(), std::max(height(), workingHeight));
    m_undo->setVisible(false);
    m_back->setEnabled(false);
    m_stop->setVisible(true);
    m_progress->setVisible(true);
    m_tiles->setVisible(true);
    m_stayedTitle->setVisible(true);
    m_table->setVisible(true);
    m_run.apply(m_run.plan().hash, m_user);
    showProgress();
}

bool UndoDialog::isUnderWay() const
{
    return m_run.state() == UndoState::Running || m_run.state() == UndoState::Stopping;
}

void UndoDialog::showProgress()
{
    const UndoCounts &counts = m_run.counts();
    const qint64 tried = counts.rows - counts.open();
    m_progress->setValue(counts.rows ? int(tried * permille / counts.rows) : permille);
    const auto left = m_run.timeLeft();
    const QString text = tr("%1 of %2 rows").arg(numberText(tried), numberText(counts.rows));
    m_summary->setText(m_run.state() == UndoState::Stopping ? tr("Stopping after the rows under way: %1.").arg(text)
                       : left ? tr("%1, about %2 s left.").arg(text, numberText(left->count()))
                              : tr("%1.").arg(text));
    showCounts();
}

void UndoDialog::showCounts()
{
    const UndoCounts &counts = m_run.counts();
    m_reverted->setCount(counts.reverted);
    m_reverted->setTone(counts.reverted > 0 ? Tone::Good : Tone::Neutral);
    m_kept->setCount(counts.kept);
    m_kept->setTone(counts.kept > 0 ? Tone::Attention : Tone::Neutral);
    m_couldNot->setCount(counts.couldNot);
    m_couldNot->setTone(counts.couldNot > 0 ? Tone::Bad : Tone::Neutral);
    m_unknown->setCount(counts.unknown);
    m_unknown->setTone(counts.unknown > 0 ? Tone::Unknown : Tone::Neutral);
    m_open->setCount(counts.open());
    m_stayedTitle->setText(m_stayed == 0          ? tr("Every row so far was taken back.")
                           : m_stayed > shownRows ? tr("Rows that stayed, the first %1").arg(numberText(shownRows))
                                                  : tr("Rows that stayed"));
}

void UndoDialog::addRow(const UndoRow &row)
{
    if (++m_stayed > shownRows)
        return;
    QList<QStandardItem *> items{new QStandardItem(numberText(row.preimage.line)),
                                 new QStandardItem(keyText(row.preimage.key)),
                                 new QStandardItem(capitalised(undoOutcomeText(row.end.outcome))),
                                 new QStandardItem(capitalised(undoReasonText(row.end)))};
    items[Line]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    items[Outcome]->setData(int(toneOf(row.end.outcome)), ToneRole);
    items[Reason]->setToolTip(items[Reason]->text());
    for (QStandardItem *item : items)
        item->setEditable(false);
    m_rows->appendRow(items);
}

void UndoDialog::showEnd(const UndoSummary &summary)
{
    m_progress->setVisible(false);
    m_stop->setVisible(false);
    m_back->setEnabled(true);
    m_back->setText(tr("Close"));
    m_back->setFocus();
    showCounts();
    const UndoCounts &counts = summary.counts;
    const bool isAll = counts.rows == counts.reverted;
    m_summary->setText(
        isAll ? tr("Taken back: %1 rows are as they were before the import.").arg(numberText(counts.reverted))
              : tr("%1 rows: %2.").arg(numberText(counts.rows), undoCountsText(counts)));
    m_table->setVisible(m_stayed > 0);
    m_stayedTitle->setVisible(m_stayed > 0);
    if (summary.error)
        m_banner->showError(*summary.error);
    else if (counts.open() + counts.unknown > 0)
        m_banner->showContent({.tone = Tone::Attention,
                               .headline = tr("This is not complete."),
                               .remedy = tr("Undo the import again to go on; what is back already stays back.")});
    Q_EMIT undone();
}

void UndoDialog::reject()
{
    if (!isUnderWay()) // what is on its way is followed to its end
        QDialog::reject();
}

} // namespace chancery
