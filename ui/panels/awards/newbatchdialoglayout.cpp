// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/recordsmodel.h"
#include "ui/panels/awards/newbatchdialog.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/form.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 900;
constexpr int usualHeight = 600;
enum Column { Line, Where, State, What, Remedy };

} // namespace

void NewBatchDialog::build()
{
    m_head = new DialogHead(windowTitle(), m_desk.place, this);
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    m_banner->setObjectName(u"newBatchBanner"_s);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"newBatchSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_rows = new RecordsModel({tr("Line"), tr("Column"), tr("State"), tr("What it is"), tr("What to do")}, this);
    m_table = new TableView(this);
    m_table->setObjectName(u"newBatchFindings"_s);
    m_table->setAccessibleName(tr("Findings"));
    m_table->setModel(m_rows);
    m_table->setItemDelegateForColumn(State, new StatePillDelegate(m_table));
    m_table->setStretchColumn(What);
    m_table->setLeastWidth(Where, fontMetrics().averageCharWidth() * 14);
    m_table->setLeastWidth(State, pillSize(tr("Warning")).width() + space::huge);
    m_table->setWordWrap(true); // two lines: no remedy is read in part
    QHeaderView *const rows = m_table->verticalHeader();
    rows->setDefaultSectionSize(rows->defaultSectionSize() + m_table->fontMetrics().lineSpacing());
    m_table->hide();
    m_leaveOut = new QCheckBox(this);
    m_leaveOut->setObjectName(u"leaveOut"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(m_head);
    column->addWidget(buildForm());
    column->addWidget(buildColumns());
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(m_leaveOut);
    column->addWidget(buildConfirmation());
    column->addStretch(0);
    column->addWidget(buildButtons());
    resize(usualWidth, usualHeight);
}

QWidget *NewBatchDialog::buildForm()
{
    auto *part = new QWidget(this);
    auto *place = new QWidget(part);
    m_path = new QLineEdit(place);
    m_path->setObjectName(u"awardsPath"_s);
    m_path->setAccessibleName(tr("File"));
    m_path->setPlaceholderText(tr("Drop a file here, or type its path"));
    m_choose = new QPushButton(tr("&Choose…"), place);
    m_choose->setObjectName(u"chooseAwards"_s);
    m_choose->setAccessibleName(tr("Choose a file"));
    m_choose->setAutoDefault(false);
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_again = new QPushButton(tr("Check a&gain"), place);
    m_again->setObjectName(u"checkAwardsAgain"_s);
    m_again->setAccessibleName(tr("Check again"));
    m_again->setToolTip(tr("Reads the file anew (F5)"));
    m_again->setAutoDefault(false);
    auto *anew = new QShortcut(QKeySequence::Refresh, this);
    connect(anew, &QShortcut::activated, m_again, &QPushButton::click);
    row->addWidget(m_path, 1);
    row->addWidget(m_choose);
    row->addWidget(m_again);
    place->setFocusProxy(m_path);
    place->setFocusPolicy(Qt::StrongFocus); // or the label's key would pass it over
    m_name = new QLineEdit(part);
    m_name->setObjectName(u"batchName"_s);
    m_name->setToolTip(tr("Part of what each line is known by: the same batch under the same name is minted once."));
    m_reason = new QLineEdit(part);
    m_reason->setObjectName(u"batchReason"_s);
    m_reason->setPlaceholderText(tr("For lines that give none"));
    m_reason->setToolTip(tr("Kept with your name. Don't write a customer's name or mail address here."));
    auto *form = new Form;
    form->addField(tr("&File"), place);
    form->addField(tr("&Name of the batch"), m_name);
    form->addField(tr("&Reason"), m_reason);
    part->setLayout(form);
    form->setContentsMargins(0, 0, 0, 0);
    return part;
}

/// Shown where the columns were not found by their names.
QWidget *NewBatchDialog::buildColumns()
{
    m_columns = new QWidget(this);
    auto *row = new QHBoxLayout(m_columns);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    const QList<std::pair<QString, QString>> columns = {{u"accountColumn"_s, tr("Acc&ount is in")},
                                                        {u"amountColumn"_s, tr("amo&unt in")},
                                                        {u"reasonColumn"_s, tr("r&eason in")}};
    for (const auto &[name, text] : columns) {
        auto *choice = new QComboBox(m_columns);
        choice->setObjectName(name);
        choice->setAccessibleName(QString(text).remove(u'&'));
        auto *label = new QLabel(text, m_columns);
        label->setBuddy(choice);
        row->addWidget(label);
        row->addWidget(choice, 1);
        m_columnOf << choice;
    }
    m_columns->setFocusProxy(m_columnOf.first());
    m_columns->hide();
    return m_columns;
}

QWidget *NewBatchDialog::buildConfirmation()
{
    m_confirmation = new QWidget(this);
    m_total = new QLineEdit(m_confirmation);
    m_total->setObjectName(u"batchTotal"_s);
    m_totalLabel = new QLabel(m_confirmation);
    m_totalLabel->setObjectName(u"batchTotalLabel"_s);
    m_totalLabel->setBuddy(m_total);
    auto *words = new QLabel(tr("Minted points can't be taken back from here."), m_confirmation);
    setType(*words, Type::Secondary);
    auto *row = new QHBoxLayout(m_confirmation);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_totalLabel);
    row->addWidget(m_total);
    row->addWidget(words, 1);
    m_confirmation->setFocusProxy(m_total);
    return m_confirmation;
}

QWidget *NewBatchDialog::buildButtons()
{
    auto *part = new QWidget(this);
    m_missing = new QLabel(part);
    m_missing->setObjectName(u"newBatchMissing"_s);
    setType(*m_missing, Type::Secondary);
    m_cancel = new QPushButton(tr("Cancel"), part);
    m_cancel->setObjectName(u"newBatchCancel"_s);
    m_cancel->setAutoDefault(false);
    m_mint = new QPushButton(part);
    m_mint->setObjectName(u"newBatchMint"_s);
    m_mint->setDefault(true);
    setButtonKind(*m_mint, ButtonKind::Danger);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_missing, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_mint);
    return part;
}

} // namespace chancery
