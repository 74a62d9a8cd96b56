// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/connectionlist.h"

#include "ui/dialogs/connections/connectiondelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(const QString &words, const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(words, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(words).remove(u'&').remove(u'…'));
    setButtonKind(*made, ButtonKind::Quiet);
    return made;
}

QUuid idOf(const QModelIndex &index)
{
    return index.data(ConnectionsModel::IdRole).toUuid();
}

} // namespace

ConnectionList::ConnectionList(QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionsModel(this))
    , m_view(new QListView(this))
    , m_new(button(tr("New"), u"newConnection"_s, this))
    , m_duplicate(button(tr("D&uplicate"), u"duplicateConnection"_s, this))
    , m_delete(button(tr("&Delete…"), u"deleteConnection"_s, this))
    , m_import(button(tr("I&mport from environment or .env…"), u"importEnvironment"_s, this))
{
    m_view->setObjectName(u"connectionsList"_s);
    m_view->setAccessibleName(tr("Connections"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setAutoFillBackground(false);
    setFocusProxy(m_view);
    layOut();
    connectButtons();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_marking && index.isValid())
            Q_EMIT picked(idOf(index));
    });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex &index) { Q_EMIT activated(idOf(index)); });
}

void ConnectionList::layOut()
{
    auto *title = new QLabel(tr("&Connections"), this);
    setType(*title, Type::PanelTitle);
    title->setBuddy(m_view);
    m_new->setIcon(themeIcon(u"plus"_s));
    m_duplicate->setIcon(themeIcon(u"copy"_s));
    m_delete->setIcon(themeIcon(u"trash"_s));
    m_import->setIcon(themeIcon(u"import"_s));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::large, 0, space::small, 0);
    head->addWidget(title, 1);
    head->addWidget(m_new);
    auto *actions = new QHBoxLayout;
    actions->setContentsMargins(space::tiny, 0, space::tiny, 0);
    actions->setSpacing(0);
    actions->addWidget(m_duplicate);
    actions->addWidget(m_delete);
    actions->addStretch();
    auto *last = new QHBoxLayout;
    last->setContentsMargins(space::tiny, 0, space::tiny, 0);
    last->addWidget(m_import);
    last->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::large, 1, space::medium);
    column->setSpacing(space::tiny);
    column->addLayout(head);
    column->addSpacing(space::tiny);
    column->addWidget(m_view, 1);
    column->addLayout(actions);
    column->addLayout(last);
}

void ConnectionList::connectButtons()
{
    m_new->setShortcut(QKeySequence::New);
    m_new->setToolTip(m_new->shortcut().toString(QKeySequence::NativeText));
    connect(m_new, &QPushButton::clicked, this, &ConnectionList::newWanted);
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionList::duplicateWanted);
    connect(m_delete, &QPushButton::clicked, this, &ConnectionList::deleteWanted);
    connect(m_import, &QPushButton::clicked, this, &ConnectionList::importWanted);
    auto *shortcut = new QShortcut(QKeySequence::Delete, m_view);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, m_delete, &QPushButton::click);
}

void ConnectionList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Rail, palette()));
    const QRect edge = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height()));
    painter.fillRect(edge, color(Token::Line, palette()));
}

void ConnectionList::setRows(const QList<ConnectionRow> &rows)
{
    const QScopedValueRollback marking(m_marking, true);
    m_model->setRows(rows);
}

void ConnectionList::setCurrent(const QUuid &id)
{
    const QScopedValueRollback marking(m_marking, true);
    m_view->setCurrentIndex(m_model->find(id));
}

void ConnectionList::setNoneCurrent()
{
    const QScopedValueRollback marking(m_marking, true);
    m_view->setCurrentIndex({});
    m_view->clearSelection();
}

void ConnectionList::setCanDuplicate(bool can)
{
    m_duplicate->setEnabled(can);
}

void ConnectionList::setCanDelete(bool can)
{
    m_delete->setEnabled(can);
}

} // namespace chancery
