// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/partycard.h"

#include "ui/panels/settlements/celldelegates.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/words/settlementtext.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int legRow = 28;
constexpr int mostRows = 5; ///< on show at once
enum Column { Quantity, Instrument, ColumnCount };

QString directionText(const QString &direction)
{
    if (direction == u"deliver")
        return LegTable::tr("delivers");
    return direction == u"receive" ? LegTable::tr("receives") : direction;
}

QString tipOf(const keystone::Leg &leg)
{
    QStringList lines{u"%1 %2"_s.arg(amountText(leg.quantity), leg.instrumentId)};
    for (const QString &more : {leg.legType, leg.tokenStandard, networkText(leg.chainId), leg.status})
        if (!more.isEmpty())
            lines << more;
    return lines.join(u'\n');
}

/// The longest part behind the point, which takes the room behind the points of all.
QString longestFraction(const QList<keystone::Leg> &legs)
{
    QString longest;
    for (const keystone::Leg &leg : legs) {
        const qsizetype point = leg.quantity.indexOf(u'.');
        if (point >= 0 && leg.quantity.size() - point > longest.size())
            longest = leg.quantity.mid(point);
    }
    return longest;
}

} // namespace

LegTable::LegTable(QWidget *parent)
    : TableView(parent)
    , m_lines(new QStandardItemModel(0, ColumnCount, this))
{
    setObjectName(u"legs"_s);
    setModel(m_lines);
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(false);
    horizontalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(legRow);
    verticalHeader()->setDefaultSectionSize(heightFor(font(), legRow));
    setTextElideMode(Qt::ElideMiddle);
    setItemDelegateForColumn(Quantity, new AmountDelegate(this));
    setStretchColumn(Instrument);
    // Of an amount the digits count.
    setLeastWidth(Quantity, fontMetrics().horizontalAdvance(u"00,000,000.00"_s) + space::huge);
    setLeastWidth(Instrument, fontMetrics().horizontalAdvance(u"USD-TEST"_s));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LegTable::show(const QList<keystone::Leg> &legs)
{
    const auto isSame = [](const keystone::Leg &a, const keystone::Leg &b) {
        return a.id == b.id && a.quantity == b.quantity && a.status == b.status && a.direction == b.direction;
    };
    if (m_isFilled && std::equal(legs.begin(), legs.end(), m_legs.begin(), m_legs.end(), isSame))
        return;
    m_isFilled = true;
    m_legs = legs;
    m_lines->removeRows(0, m_lines->rowCount());
    const QString fraction = longestFraction(legs);
    for (const keystone::Leg &leg : legs) {
        QList<QStandardItem *> items{new QStandardItem(amountText(leg.quantity)), new QStandardItem(leg.instrumentId)};
        items[Quantity]->setData(leg.quantity, CopyRole);
        items[Quantity]->setData(fraction, FractionRole);
        for (QStandardItem *item : items) {
            item->setToolTip(tipOf(leg));
            item->setEditable(false);
        }
        m_lines->appendRow(items);
    }
    setVisible(!legs.isEmpty());
    updateGeometry();
}

QSize LegTable::sizeHint() const
{
    const int rows = std::clamp(m_lines->rowCount(), 1, mostRows);
    return {TableView::sizeHint().width(), rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth()};
}

QSize LegTable::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

PartyCard::PartyCard(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel(this))
    , m_role(new ElidedLabel(this))
    , m_grid(new QGridLayout)
    , m_wallet(new ElidedLabel(this))
    , m_copy(new QToolButton(this))
    , m_network(new QLabel(this))
{
    setObjectName(u"partyCard"_s);
    setType(*m_name, Type::CardTitle);
    m_name->setElideMode(Qt::ElideRight);
    setType(*m_role, Type::Secondary);
    m_role->setElideMode(Qt::ElideRight);
    setType(*m_wallet, Type::Secondary);
    m_wallet->setObjectName(u"wallet"_s);
    setType(*m_network, Type::Secondary);
    m_copy->setObjectName(u"copyWallet"_s);
    m_copy->setIcon(themeIcon(u"copy"_s));
    m_copy->setToolTip(tr("Copy the whole address"));
    m_copy->setAccessibleName(tr("Copy the wallet address"));
    setButtonKind(*m_copy, ButtonKind::Quiet);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address); });
    auto *wallet = new QHBoxLayout;
    wallet->setSpacing(space::small);
    wallet->addWidget(m_wallet);
    wallet->addWidget(m_copy);
    wallet->addWidget(m_network);
    wallet->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::medium);
    column->setSpacing(space::tiny);
    column->addWidget(m_name);
    column->addWidget(m_role);
    m_grid->setHorizontalSpacing(0);
    m_grid->setVerticalSpacing(space::tiny);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
    column->addStretch(1);
    column->addLayout(wallet);
}

void PartyCard::show(const keystone::Party &party, const QList<keystone::Leg> &legs)
{
    const QString name = partyName(party);
    setAccessibleName(name);
    m_name->setText(name);
    QStringList words;
    for (const QString &word : {party.role, party.externalReference, party.status})
        if (!word.isEmpty())
            words << word;
    m_role->setText(words.join(u" · "_s));
    QStringList directions{u"deliver"_s, u"receive"_s};
    for (const keystone::Leg &leg : legs)
        if (!directions.contains(leg.direction))
            directions << leg.direction;
    for (qsizetype place = 0; place < std::max(directions.size(), m_directions.size()); ++place)
        showDirection(place, directions.value(place), legs);
    m_address = party.walletAddress;
    m_wallet->setText(shortened(m_address));
    m_wallet->setToolTip(m_address);
    m_wallet->setVisible(!m_address.isEmpty());
    m_copy->setVisible(!m_address.isEmpty());
    m_network->setText(networkText(party.chainId));
}

void PartyCard::addDirection()
{
    const auto row = int(m_directions.size());
    Direction made{new QLabel(this), new LegTable(this)};
    setType(*made.word, Type::Secondary);
    made.word->setFixedHeight(made.legs->verticalHeader()->defaultSectionSize());
    m_grid->addWidget(made.word, row, 0, Qt::AlignTop);
    m_grid->addWidget(made.legs, row, 1);
    m_directions << made;
}

void PartyCard::showDirection(qsizetype place, const QString &direction, const QList<keystone::Leg> &legs)
{
    if (place == m_directions.size())
        addDirection();
    QList<keystone::Leg> fitting;
    std::copy_if(legs.begin(), legs.end(), std::back_inserter(fitting),
                 [&direction](const keystone::Leg &leg) { return leg.direction == direction; });
    const Direction &shown = m_directions[place];
    shown.word->setText(directionText(direction));
    shown.word->setVisible(!fitting.isEmpty());
    shown.legs->setAccessibleName(tr("%1 %2").arg(m_name->text(), directionText(direction)));
    shown.legs->show(fitting);
}

void PartyCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::surface(
        painter, rect(),
        {.fill = color(Token::Base, palette()), .line = color(Token::Line, palette()), .corner = size::cardCorner});
}

} // namespace chancery
