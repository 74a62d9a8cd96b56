// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/queuecard.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/texts.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const catalogue::ImportSpec &spec)
{
    return QFileInfo(spec.file).fileName();
}

} // namespace

QueueCard::QueueCard(ImportQueue &queue, ImportSession &session, QWidget *parent)
    : Card(tr("Waiting"), parent)
    , m_queue(queue)
    , m_session(session)
    , m_start(new QPushButton(tr("Start the next"), this))
{
    setObjectName(u"importQueue"_s);
    setAccessibleName(tr("Waiting imports"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as wide as the history below
    m_start->setObjectName(u"startNext"_s);
    body()->setSpacing(space::medium);
    body()->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, &m_queue, &ImportQueue::start);
    connect(&m_queue, &ImportQueue::changed, this, &QueueCard::refresh);
    refresh();
}

void QueueCard::refresh()
{
    if (m_entries)
        m_entries->deleteLater(); // its button may be the one that was clicked
    m_entries = new QWidget(this);
    auto *rows = new QVBoxLayout(m_entries);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::medium);
    for (int index = 0; index < m_queue.waiting().size(); ++index)
        rows->addWidget(entry(index));
    body()->insertWidget(0, m_entries);
    m_start->setVisible(m_queue.isHeldUp());
    setVisible(!m_queue.isEmpty());
}

QString QueueCard::waitsFor(int index) const
{
    if (index > 0)
        return tr("waiting for %1").arg(nameOf(m_queue.waiting().at(index - 1).wish.spec));
    if (m_queue.isStarting())
        return tr("looking whether its plan still holds");
    if (m_queue.isHeldUp())
        return tr("waiting for you: the import before it was not finished");
    return m_session.run() ? tr("waiting for %1").arg(nameOf(m_session.run()->order().spec)) : tr("waiting");
}

QWidget *QueueCard::entry(int index)
{
    const PlannedImport &import = m_queue.waiting().at(index);
    const QString name = nameOf(import.wish.spec);
    auto *part = new QWidget(m_entries);
    auto *title = new ElidedLabel(part);
    title->setText(name);
    title->setToolTip(import.wish.spec.file);
    setType(*title, Type::BodyStrong);
    const qint64 rows = import.plan->sent();
    auto *state = new QLabel(
        tr("%1, %2").arg(rows == 1 ? tr("1 row") : tr("%1 rows").arg(numberText(rows)), waitsFor(index)), part);
    state->setObjectName(u"queueState%1"_s.arg(index));
    state->setWordWrap(true);
    setType(*state, Type::Secondary);
    auto *remove = new QPushButton(tr("Take out"), part);
    remove->setObjectName(u"takeOut%1"_s.arg(index));
    remove->setAccessibleName(tr("Take %1 out of the queue").arg(name));
    connect(remove, &QPushButton::clicked, &m_queue, [this, index] { m_queue.remove(index); });
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(title);
    column->addWidget(state);
    column->addSpacing(space::tiny);
    column->addWidget(remove, 0, Qt::AlignLeft);
    return part;
}

} // namespace chancery
