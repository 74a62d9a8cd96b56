// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/recordsmodel.h"
#include "ui/panels/instructions/instructionfiledialog.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 1000;
constexpr int usualHeight = 560;
constexpr int permille = 1000;
enum Column { Line, Where, State, Remark };

} // namespace

void InstructionFileDialog::build()
{
    m_head = new DialogHead(windowTitle(), m_desk.place, this);
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    m_banner->setObjectName(u"instructionFileBanner"_s);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"instructionFileSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"instructionFileProgress"_s);
    m_progress->setAccessibleName(tr("Instructions that have ended"));
    m_progress->setRange(0, permille);
    m_progress->setTextVisible(false);
    m_rows = new RecordsModel({tr("Line"), tr("Where"), tr("State"), tr("What it is and what to do")}, this);
    m_table = new TableView(this);
    m_table->setObjectName(u"instructionFileRows"_s);
    m_table->setModel(m_rows);
    m_table->setItemDelegateForColumn(State, new StatePillDelegate(m_table));
    m_table->setStretchColumn(Remark);
    m_table->setLeastWidth(Where, fontMetrics().averageCharWidth() * 20);
    m_table->setLeastWidth(State, fontMetrics().averageCharWidth() * 15);
    m_table->setVisible(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    for (QWidget *part :
         {static_cast<QWidget *>(m_head), static_cast<QWidget *>(m_busy), static_cast<QWidget *>(m_banner),
          static_cast<QWidget *>(m_summary), buildBatchRow(), static_cast<QWidget *>(m_progress), buildTiles()})
        column->addWidget(part);
    column->addWidget(m_table, 1);
    column->addStretch(0);
    column->addWidget(buildButtons());
    resize(usualWidth, usualHeight);
}

QWidget *InstructionFileDialog::buildBatchRow()
{
    m_batchRow = new QWidget(this);
    m_batchName = new QLineEdit(m_batchRow);
    m_batchName->setObjectName(u"instructionBatchName"_s);
    m_batchName->setToolTip(tr("Part of every key: give another name only to submit the same instructions once more."));
    auto *label = new QLabel(tr("&Batch name (optional)"), m_batchRow);
    label->setBuddy(m_batchName);
    m_batchName->setAccessibleName(tr("Batch name (optional)"));
    auto *row = new QHBoxLayout(m_batchRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::large);
    row->addWidget(label);
    row->addWidget(m_batchName, 1);
    row->addStretch(1);
    return m_batchRow;
}

QWidget *InstructionFileDialog::buildTiles()
{
    m_tiles = new QWidget(this);
    m_done = new CountTile(tr("done"), m_tiles);
    m_failed = new CountTile(tr("failed"), m_tiles);
    m_unknown = new CountTile(tr("unknown"), m_tiles);
    m_notSent = new CountTile(tr("not sent"), m_tiles);
    m_done->setObjectName(u"instructionsDone"_s);
    m_failed->setObjectName(u"instructionsFailed"_s);
    m_unknown->setObjectName(u"instructionsUnknown"_s);
    m_notSent->setObjectName(u"instructionsNotSent"_s);
    m_done->setTone(Tone::Good);
    auto *row = new QHBoxLayout(m_tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::huge);
    for (CountTile *tile : {m_done, m_failed, m_unknown, m_notSent})
        row->addWidget(tile);
    row->addStretch(1);
    return m_tiles;
}

QWidget *InstructionFileDialog::buildButtons()
{
    auto *part = new QWidget(this);
    m_export = new QPushButton(tr("&Export what is not done…"), part);
    m_export->setObjectName(u"instructionFileExport"_s);
    m_close = new QPushButton(tr("Cancel"), part);
    m_close->setObjectName(u"instructionFileClose"_s);
    m_stop = new QPushButton(tr("S&top"), part);
    m_stop->setObjectName(u"instructionFileStop"_s);
    m_stop->setToolTip(tr("Ends after the instruction that is on its way; the same file carries on later."));
    m_submit = new QPushButton(tr("&Submit"), part);
    m_submit->setObjectName(u"instructionFileSubmit"_s);
    setButtonKind(*m_submit, ButtonKind::Primary);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_export);
    row->addStretch(1);
    for (QPushButton *button : {m_close, m_stop, m_submit})
        row->addWidget(button);
    for (QPushButton *button : {m_export, m_close, m_stop, m_submit})
        button->setAutoDefault(false);
    return part;
}

} // namespace chancery
