// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/conflictlist.h"

#include "ui/models/changewords.h"
#include "ui/theme/metrics.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

namespace chancery {

using namespace Qt::StringLiterals;

ConflictList::ConflictList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setObjectName(u"reviewConflicts"_s);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::large);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
}

void ConflictList::show(const QList<EditConflict> &conflicts)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int line = 0; line < conflicts.size(); ++line)
        addConflict(conflicts.at(line), line);
    setVisible(!conflicts.isEmpty());
}

void ConflictList::addConflict(const EditConflict &conflict, int line)
{
    const QString name = conflict.path == certifiedPathsConflict ? tr("Certified fields")
                         : conflict.path.isEmpty()               ? tr("data")
                                                                 : conflict.path;
    auto *label = new QLabel(name, this);
    setType(*label, Type::BodyStrong);
    auto *mine = new QRadioButton(tr("Keep mine: %1").arg(valueText(conflict.mine)), this);
    auto *theirs = new QRadioButton(tr("Take theirs: %1").arg(valueText(conflict.theirs)), this);
    mine->setObjectName(u"keepMine."_s + conflict.path);
    theirs->setObjectName(u"takeTheirs."_s + conflict.path);
    mine->setAccessibleDescription(name);
    theirs->setAccessibleDescription(name);
    auto *group = new QButtonGroup(label);
    group->addButton(mine);
    group->addButton(theirs);
    m_grid->addWidget(label, line, 0);
    m_grid->addWidget(mine, line, 1);
    m_grid->addWidget(theirs, line, 2);
    connect(mine, &QRadioButton::clicked, this, [this, path = conflict.path] { Q_EMIT chosen(path, Side::Mine); });
    connect(theirs, &QRadioButton::clicked, this, [this, path = conflict.path] { Q_EMIT chosen(path, Side::Theirs); });
}

} // namespace chancery
