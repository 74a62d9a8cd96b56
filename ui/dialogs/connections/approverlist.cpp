// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/approverlist.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

enum Column { NameColumn, DidColumn, UserColumn, RemoveColumn };

} // namespace

ApproverList::ApproverList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_add(new QPushButton(tr("Add approver"), this))
{
    m_add->setObjectName(u"addApprover"_s);
    m_add->setAccessibleName(tr("Add approver"));
    m_add->setAutoDefault(false);
    m_grid->setSpacing(space::tiny);
    m_grid->setColumnStretch(NameColumn, 3);
    m_grid->setColumnStretch(DidColumn, 5);
    m_grid->setColumnStretch(UserColumn, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(m_grid);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addLine().name->setFocus();
        nameLines();
        Q_EMIT changed();
    });
}

QLineEdit *ApproverList::makeField()
{
    auto *field = new QLineEdit(this);
    connect(field, &QLineEdit::textChanged, this, &ApproverList::changed);
    connect(field, &QLineEdit::editingFinished, this, [this] {
        if (!isBusy())
            Q_EMIT left();
    });
    return field;
}

ApproverList::Line &ApproverList::addLine()
{
    const Line line{makeField(), makeField(), makeField(), new QToolButton(this)};
    line.name->setPlaceholderText(tr("Name"));
    line.did->setPlaceholderText(u"did:bkey:…"_s);
    line.user->setPlaceholderText(tr("User here"));
    line.user->setToolTip(tr("This person's name as a user of this ledger. Who asks can't be who approves."));
    line.remove->setIcon(themeIcon(u"trash"_s));
    line.remove->setAutoRaise(true);
    connect(line.remove, &QToolButton::clicked, this, [this, button = line.remove] { remove(button); });
    const int row = m_grid->rowCount();
    m_grid->addWidget(line.name, row, NameColumn);
    m_grid->addWidget(line.did, row, DidColumn);
    m_grid->addWidget(line.user, row, UserColumn);
    m_grid->addWidget(line.remove, row, RemoveColumn);
    for (QWidget *part : {static_cast<QWidget *>(line.name), static_cast<QWidget *>(line.did),
                          static_cast<QWidget *>(line.user), static_cast<QWidget *>(line.remove)})
        part->show();
    m_lines << line;
    return m_lines.last();
}

void ApproverList::dropLine(qsizetype at)
{
    const Line line = m_lines.takeAt(at);
    for (QWidget *part : {static_cast<QWidget *>(line.name), static_cast<QWidget *>(line.did),
                          static_cast<QWidget *>(line.user), static_cast<QWidget *>(line.remove)}) {
        part->disconnect(this);
        part->setObjectName({});
        part->hide();
        part->deleteLater();
    }
}

void ApproverList::remove(const QToolButton *button)
{
    for (qsizetype at = 0; at < m_lines.size(); ++at)
        if (m_lines.at(at).remove == button) {
            dropLine(at);
            break;
        }
    nameLines();
    m_add->setFocus();
    Q_EMIT changed();
    Q_EMIT left();
}

/// By their places, so that each can be told from the others.
void ApproverList::nameLines()
{
    for (qsizetype at = 0; at < m_lines.size(); ++at) {
        const Line &line = m_lines.at(at);
        const QString number = QString::number(at + 1);
        line.name->setObjectName(u"approverName"_s + number);
        line.did->setObjectName(u"approverDid"_s + number);
        line.user->setObjectName(u"approverUser"_s + number);
        line.remove->setObjectName(u"removeApprover"_s + number);
        line.name->setAccessibleName(tr("Name of approver %1").arg(number));
        line.did->setAccessibleName(tr("DID of approver %1").arg(number));
        line.user->setAccessibleName(tr("User of approver %1").arg(number));
        line.remove->setAccessibleName(tr("Remove approver %1").arg(number));
        line.remove->setToolTip(tr("Remove this approver"));
    }
}

void ApproverList::setApprovers(const QList<Approver> &approvers)
{
    const QSignalBlocker quiet(this);
    while (m_lines.size() > approvers.size())
        dropLine(m_lines.size() - 1);
    while (m_lines.size() < approvers.size())
        addLine();
    for (qsizetype at = 0; at < approvers.size(); ++at) {
        m_lines.at(at).name->setText(approvers.at(at).name);
        m_lines.at(at).did->setText(approvers.at(at).did);
        m_lines.at(at).user->setText(approvers.at(at).user);
    }
    nameLines();
}

QList<Approver> ApproverList::approvers(const QList<Approver> &loaded) const
{
    QList<Approver> typed;
    QList<Approver> trimmed;
    for (const Line &line : m_lines) {
        typed << Approver{line.name->text(), line.did->text(), line.user->text()};
        const Approver clean{line.name->text().trimmed(), line.did->text().trimmed(), line.user->text().trimmed()};
        if (clean != Approver())
            trimmed << clean;
    }
    return typed == loaded ? loaded : trimmed;
}

bool ApproverList::isBusy() const
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && focused != m_add && isAncestorOf(focused);
}

} // namespace chancery
