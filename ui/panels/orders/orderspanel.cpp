// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/orders/orderspanel.h"

#include "ui/panels/orders/orderdetail.h"
#include "ui/panels/orders/ordertext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/idfield.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keyban;
using namespace std::chrono_literals;

namespace {

constexpr auto firstPause = 2s;
constexpr auto longestPause = 60s;

EmptyState::Content nobodyAsked()
{
    return {u"clock"_s, OrdersPanel::tr("Whose orders?"),
            OrdersPanel::tr("Type the id of a wallet or of an account above. Every movement of its points on the "
                            "network is an order.")};
}

EmptyState::Content noOrders()
{
    return {u"clock"_s, OrdersPanel::tr("No orders of this wallet"),
            OrdersPanel::tr("A mint shows up here a little later than the service takes it. The service says the same "
                            "of a wallet that it does not know.")};
}

/// The middle is what tells least.
QString shortened(const QString &id)
{
    constexpr int most = 20;
    constexpr int kept = 8;
    return id.size() <= most ? id : id.left(kept) + u'…' + id.right(kept);
}

/// `now` is what the service's clock says.
Record recordOf(const LoyaltyOrder &order, const QDateTime &now)
{
    // Which is known to some seconds only.
    const QDateTime when = order.createdAt > now ? now : order.createdAt;
    return {order.id,
            {{.text = relativeText(when, now),
              .tip = exactText(order.createdAt),
              .copy = order.createdAt.toUTC().toString(Qt::ISODate)},
             {.text = orderState(order), .tip = order.status, .tone = orderTone(order)},
             {.text = orderAmount(order), .copy = order.amount, .align = Qt::AlignRight | Qt::AlignVCenter},
             {.text = capitalised(order.type)},
             {.text = settlementSpan(order)},
             {.text = shortened(order.hash), .tip = order.hash, .copy = order.hash}}};
}

} // namespace

OrdersPanel::OrdersPanel(LoyaltyClient &client, QWidget *parent)
    : ListSection(
          {.key = u"orders"_s,
           .title = tr("Orders"),
           .iconName = u"clock"_s,
           .columns = {tr("Ordered"), tr("State"), tr("Points"), tr("Type"), tr("Settled after"), tr("Transaction")},
           .stretchColumn = 5,
           .empty = nobodyAsked()},
          parent)
    , m_client(client)
    , m_field(new IdField(this))
    , m_detail(new OrderDetail)
{
    addTool(makeField());
    QPushButton *show = addQuestion(u"ordersShow"_s, tr("&Show orders"), ButtonKind::Primary);
    connect(show, &QPushButton::clicked, this, &OrdersPanel::ask);
    connect(m_field, &QLineEdit::returnPressed, this, &OrdersPanel::ask);
    auto *back = new QShortcut(Qt::Key_Escape, m_field);
    back->setContext(Qt::WidgetShortcut);
    connect(back, &QShortcut::activated, table(), qOverload<>(&QWidget::setFocus));
    setFocusProxy(m_field);
    constexpr int listShare = 60;
    setDetail(new ScrollPane(m_detail, this), listShare);
    m_watch.setSingleShot(true);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
}

QWidget *OrdersPanel::makeField()
{
    m_field->setObjectName(u"ordersOf"_s);
    m_field->setPlaceholderText(tr("Id of a wallet or an account"));
    m_field->setAccessibleName(tr("Wallet or account"));
    auto *label = new QLabel(tr("&Wallet or account"), this);
    label->setBuddy(m_field);
    auto *tool = new QWidget(this);
    auto *row = new QHBoxLayout(tool);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    return tool;
}

void OrdersPanel::showOrdersOf(const QString &id)
{
    m_field->setText(id);
    ask();
}

void OrdersPanel::ask()
{
    const Result<QString> account = judgeAccountId(m_field->text());
    if (account)
        return askFor(Asked::Account, *account);
    if (account.error().cause == Cause::AccountIsWallet)
        return askFor(Asked::Wallet, m_field->text().trimmed());
    banner()->clear();
    banner()->showError(account.error());
}

void OrdersPanel::askFor(Asked asked, const QString &id)
{
    const bool isOther = asked != m_asked || id != m_id;
    m_asked = asked;
    m_id = id;
    if (isOther) {
        m_wallet = asked == Asked::Wallet ? id : QString();
        m_orders.clear();
        emptyState()->setContent(nobodyAsked());
        showRecords({}, {});
    }
    m_watch.setInterval(firstPause);
    refresh();
}

void OrdersPanel::load()
{
    m_watch.stop();
    if (m_asked == Asked::Nobody)
        return showRecords({}, {});
    m_wallet.isEmpty() ? lookUp() : loadOrders(m_wallet);
}

void OrdersPanel::lookUp()
{
    m_client.readAccount(m_id).then(work(), [this](const Result<LoyaltyAccount> &account) {
        if (!account)
            return failLookUp(account.error());
        if (account->address.isEmpty())
            return tellNoWallet();
        m_wallet = account->address;
        loadOrders(m_wallet);
    });
}

void OrdersPanel::loadOrders(const QString &wallet)
{
    m_client.listOrders(wallet).then(work(), [this, wallet](const Result<QList<LoyaltyOrder>> &orders) {
        orders ? take(wallet, *orders) : fail(orders.error());
    });
}

void OrdersPanel::take(const QString &wallet, const QList<LoyaltyOrder> &orders)
{
    QList<LoyaltyOrder> latestFirst = orders;
    std::stable_sort(latestFirst.begin(), latestFirst.end(), [](const LoyaltyOrder &one, const LoyaltyOrder &other) {
        return one.createdAt > other.createdAt;
    });
    const bool isNews = latestFirst != m_orders;
    m_orders = std::move(latestFirst);
    QList<Record> records;
    for (const LoyaltyOrder &order : std::as_const(m_orders))
        records << recordOf(order, m_client.now());
    const auto open = std::count_if(m_orders.cbegin(), m_orders.cend(), isOpen);
    QString summary = m_orders.size() == 1 ? tr("1 order") : tr("%1 orders").arg(numberText(m_orders.size()));
    if (open > 0)
        summary += u" · "_s + tr("%1 not settled yet").arg(numberText(open));
    summary += u" · "_s + tr("wallet %1").arg(shortened(wallet));
    emptyState()->setContent(noOrders());
    showRecords(records, summary);
    if (open > 0)
        watch(isNews);
}

/// Less and less often while nothing changes.
void OrdersPanel::watch(bool isNews)
{
    const auto before = m_watch.intervalAsDuration();
    m_watch.setInterval(isNews ? std::chrono::milliseconds(firstPause)
                               : std::min<std::chrono::milliseconds>(before * 2, longestPause));
    m_watch.start();
}

/// Whether an id is an account's or a wallet's cannot always be seen, and a service may not tell of accounts.
void OrdersPanel::failLookUp(const Error &error)
{
    fail(error);
    if (error.kind != ErrorKind::NotFound)
        return;
    const bool isOffered = error.cause != Cause::NotOffered;
    banner()->clear();
    banner()->showContent({.tone = Tone::Attention,
                           .headline = isOffered ? tr("The service has no account “%1”.").arg(shortened(m_id))
                                                 : tr("This service does not tell which wallet an account has."),
                           .remedy = isOffered ? tr("Check the id, or say that it is a wallet's.")
                                               : tr("Type the id of the wallet, or say that this is one."),
                           .details = describe(error).details});
    QPushButton *asWallet = banner()->addAction(tr("&It is a wallet"));
    asWallet->setObjectName(u"ordersAsWallet"_s);
    connect(asWallet, &QPushButton::clicked, this, [this] { askFor(Asked::Wallet, m_id); });
}

void OrdersPanel::tellNoWallet()
{
    showRecords({}, {});
    banner()->showContent({.tone = Tone::Attention,
                           .headline = tr("The service does not tell the wallet of this account."),
                           .remedy = tr("Type the id of the wallet itself.")});
}

void OrdersPanel::showCurrent(const QString &id)
{
    if (const LoyaltyOrder *order = findById(m_orders, id))
        m_detail->showOrder(*order);
}

void OrdersPanel::showEvent(QShowEvent *event)
{
    ListSection::showEvent(event);
    if (std::any_of(m_orders.cbegin(), m_orders.cend(), isOpen) && !m_watch.isActive())
        refresh();
}

} // namespace chancery
