// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/plandetail.h"

#include "ui/models/passportwords.h"
#include "ui/models/rowchangesmodel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/words/plantext.h"

#include <QLabel>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

constexpr int leastValue = 96; ///< a dozen characters

} // namespace

PlanDetail::PlanDetail(QWidget *parent)
    : Card(tr("Row"), parent)
    , m_changes(new RowChangesModel(this))
    , m_text(new QLabel(this))
    , m_table(new TableView(this))
{
    setFlush();
    m_text->setObjectName(u"planRowText"_s);
    m_text->setWordWrap(true);
    m_text->setContentsMargins(space::large, 0, space::large, space::small);
    setType(*m_text, Type::Secondary);
    m_table->setObjectName(u"planChanges"_s);
    m_table->setAccessibleName(tr("What the row changes"));
    m_table->setModel(m_changes);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setItemDelegateForColumn(RowChangesModel::Certified, new StatePillDelegate(m_table));
    m_table->setStretchColumn(RowChangesModel::After);
    m_table->setLeastWidth(RowChangesModel::Before, leastValue);
    m_table->setLeastWidth(RowChangesModel::Certified, pillSize(tr("certified")).width() + 2 * space::small);
    body()->addWidget(m_text);
    body()->addWidget(m_table, 1);
    body()->addStretch();
    clear();
}

void PlanDetail::clear()
{
    m_changes->clear();
    setTitle(tr("Row"));
    setRemark({});
    m_text->setText(tr("Choose a row to see what it changes."));
    m_text->show();
    m_table->hide();
}

void PlanDetail::show(const PlannedRow &row, const catalogue::RowEffect *effect)
{
    setTitle(keyText(row.key));
    setRemark(planWord(row.planClass));
    m_text->setText(remark(row, effect));
    m_text->setVisible(!m_text->text().isEmpty());
    const bool isNew = row.planClass == PlanClass::Create || row.planClass == PlanClass::NotKnown;
    m_table->setColumnHidden(RowChangesModel::Before, isNew);
    m_table->setColumnHidden(RowChangesModel::Certified, isNew);
    if (isNew)
        m_changes->showNew(row.body);
    else if (effect)
        m_changes->show(*effect);
    else
        m_changes->clear();
    m_table->setVisible(m_changes->rowCount() > 0);
}

QString PlanDetail::remark(const PlannedRow &row, const catalogue::RowEffect *effect) const
{
    switch (row.planClass) {
    case PlanClass::Create:
        return tr("No passport has this number: it is created.");
    case PlanClass::NotKnown:
        return tr("It is not known whether there is a passport of this number: it is created or updated.");
    case PlanClass::Unchanged:
        return tr("Everything that the row says is there already. It is not sent.");
    case PlanClass::Recertify:
        return effect ? tr("Certified content of a published passport changes: it is certified again on %1.")
                            .arg(networkText(effect->forecast.network))
                      : QString();
    case PlanClass::Update:
        return effect ? tr("No certified content of a published passport changes.") : QString();
    default:
        return refusalText(row.planClass);
    }
}

} // namespace chancery
