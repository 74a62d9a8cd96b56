// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/publishdialog.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 1'040;
constexpr int usualHeight = 560;
constexpr int typedWidth = 120;

} // namespace

void PublishDialog::build(const DialogPlace &place)
{
    auto *head = new DialogHead(windowTitle(), place, this);
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"publishSummary"_s);
    m_summary->setWordWrap(true);
    m_warning = new QLabel(this);
    m_warning->setObjectName(u"publishWarning"_s);
    m_warning->setWordWrap(true);
    m_warning->setVisible(false);
    setType(*m_warning, Type::BodyStrong);
    m_rows->setHorizontalHeaderLabels({tr("Number"), tr("Name"), tr("Network"), tr("Chosen"), tr("Outcome")});
    m_table = new TableView(this);
    m_table->setObjectName(u"publishDrafts"_s);
    m_table->setAccessibleName(tr("Drafts to be published"));
    m_table->setModel(m_rows);
    m_table->setStretchColumn(1);
    m_table->setLeastWidth(3, fontMetrics().averageCharWidth() * 17);
    m_table->setTextElideMode(Qt::ElideMiddle); // neighbours differ at the end of their numbers and names
    m_table->setLeastWidth(4, fontMetrics().averageCharWidth() * 17); // the outcomes come after the first measuring
    for (const int column : {3, 4})
        m_table->setItemDelegateForColumn(column, new StatePillDelegate(m_table));
    m_back = new QPushButton(tr("Back"), this);
    m_back->setObjectName(u"publishBack"_s);
    m_back->setAutoDefault(false);
    m_stop = new QPushButton(tr("Stop"), this);
    m_stop->setObjectName(u"publishStop"_s);
    m_stop->setAutoDefault(false);
    m_stop->setToolTip(tr("Finish the call that is under way and send no more"));
    m_send = new QPushButton(tr("Publish"), this);
    m_send->setObjectName(u"publishConfirm"_s);
    m_send->setAutoDefault(false);
    setButtonKind(*m_send, ButtonKind::Danger);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    for (QPushButton *button : {m_back, m_stop, m_send})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    for (QWidget *part :
         {static_cast<QWidget *>(head), static_cast<QWidget *>(m_busy), static_cast<QWidget *>(m_banner),
          static_cast<QWidget *>(m_summary), static_cast<QWidget *>(m_warning)})
        column->addWidget(part);
    column->addWidget(m_table, 1);
    column->addWidget(buildConfirmation());
    column->addLayout(buttons);
    resize(usualWidth, usualHeight);
}

QWidget *PublishDialog::buildConfirmation()
{
    m_confirmation = new QWidget(this);
    m_typeLabel = new QLabel(m_confirmation);
    m_typed = new QLineEdit(m_confirmation);
    m_typed->setObjectName(u"publishTypedCount"_s);
    m_typed->setAccessibleName(tr("Number of passports to publish"));
    m_typed->setFixedWidth(typedWidth);
    m_typeLabel->setBuddy(m_typed);
    auto *plan = new QLabel(tr("Plan"), m_confirmation);
    setType(*plan, Type::Secondary);
    m_code = new QLabel(m_confirmation);
    m_code->setObjectName(u"publishPlanCode"_s);
    m_code->setToolTip(tr("The first characters of the hash over exactly these drafts"));
    setType(*m_code, Type::Code);
    auto *row = new QHBoxLayout(m_confirmation);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_typeLabel);
    row->addWidget(m_typed);
    row->addStretch(1);
    row->addWidget(plan);
    row->addWidget(m_code);
    return m_confirmation;
}

} // namespace chancery
