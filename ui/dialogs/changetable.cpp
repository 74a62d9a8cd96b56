// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/changetable.h"

#include "ui/models/changewords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/statepill.h"

#include <QHeaderView>
#include <QStandardItemModel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int certifiedColumn = 3;
constexpr int leastRows = 2;
constexpr int mostRows = 9;

} // namespace

ChangeTable::ChangeTable(QWidget *parent)
    : TableView(parent)
    , m_lines(new QStandardItemModel(this))
{
    setObjectName(u"reviewChanges"_s);
    setAccessibleName(tr("Changes"));
    m_lines->setHorizontalHeaderLabels({tr("Field"), tr("Before"), tr("After"), tr("Certificate")});
    setModel(m_lines);
    setItemDelegateForColumn(certifiedColumn, new StatePillDelegate(this));
    setStretchColumn(2);
    setSelectionMode(SingleSelection);
}

void ChangeTable::show(const keyban::ChangeForecast &forecast)
{
    m_lines->removeRows(0, m_lines->rowCount());
    for (const keyban::FieldChange &change : forecast.changes)
        addLine({change.path.isEmpty() ? tr("data") : change.path,
                 change.added ? tr("absent") : valueText(change.before),
                 change.removed ? tr("removed") : valueText(change.after)},
                change.certified);
    for (const QString &path : forecast.pathsAdded)
        addLine({path, tr("not named as certified"), tr("named as certified")}, true);
    for (const QString &path : forecast.pathsRemoved)
        addLine({path, tr("named as certified"), tr("not named as certified")}, true);
    updateGeometry();
}

void ChangeTable::addLine(const QStringList &texts, bool certified)
{
    QList<QStandardItem *> items;
    for (const QString &text : texts) {
        items << new QStandardItem(text);
        items.last()->setToolTip(text);
    }
    items << new QStandardItem(certified ? tr("certified") : tr("not certified"));
    items.last()->setData(int(certified ? Tone::Accent : Tone::Neutral), ToneRole);
    m_lines->appendRow(items);
}

QSize ChangeTable::sizeHint() const
{
    const int rows = qBound(leastRows, m_lines->rowCount(), mostRows);
    return {width(),
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + space::small};
}

} // namespace chancery
