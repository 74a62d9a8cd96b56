// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/orders/orderspanel.h"

#include "tests/ui/loyalty/loyaltybench.h"
#include "ui/panels/orders/ordertext.h"
#include "ui/widgets/timeline.h"

#include <QClipboard>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

enum Column { Ordered, State, Points, Type, SettledAfter, Transaction };

struct OrdersBench : LoyaltyBench
{
    OrdersBench()
        : panel(client)
    {
        panel.resize(1100, 700);
        const json::Value accounts = sandbox.get(u"loyalty"_s);
        account = accounts[u"accounts"].items().front()[u"id"].toString();
        wallet = accounts[u"accounts"].items().front()[u"walletId"].toString();
        panel.show();
    }

    void mint(qint64 points)
    {
        valueOf(client.mint({.accountId = account, .points = points},
                            Confirmation::afterReview(keyban::calls::mintPoints, account)));
    }
    void ask(const QString &id)
    {
        panel.findChild<QLineEdit *>(u"ordersOf"_s)->setText(id);
        CLICK(panel, "ordersShow");
    }
    QAbstractItemView *table() const { return panel.findChild<QAbstractItemView *>(u"ordersTable"_s); }
    QString cell(int row, Column column) const { return table()->model()->index(row, column).data().toString(); }
    int rows() const { return table()->isVisible() ? table()->model()->rowCount() : 0; }
    Banner *banner() const { return shown<Banner>(panel, "ordersBanner"); }

    QString account;
    QString wallet;
    OrdersPanel panel;
};

const QByteArray atOnce = R"({"orderMs":0,"settleMs":0})";
const QByteArray neverSettled = R"({"orderMs":0,"settleMs":600000})";

} // namespace

class TestOrdersPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void aStateIsToldInWords_data();
    void aStateIsToldInWords();
    void howLongSettlementTookIsTold_data();
    void howLongSettlementTookIsTold();
    void onlyASecurePageIsOpened_data();
    void onlyASecurePageIsOpened();
    void nobodyAskedForHasNoOrders();
    void theOrdersOfAWalletAreListedTheLatestFirst();
    void howLongAgoIsCountedByTheServicesClock();
    void theWalletOfAnAccountIsLookedUp();
    void anUnknownAccountMayBeAWallet();
    void whereAccountsAreNotOfferedTheIdMayBeAWallets();
    void textThatIsNoIdIsNotSent();
    void whatIsForbiddenIsTold();
    void aWalletWithoutOrdersSaysSo();
    void anOrderThatSettlesIsFollowed();
    void aRefreshKeepsTheChosenOrder();
    void theTransactionIsCopiedWhole();
};

void TestOrdersPanel::aStateIsToldInWords_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("open");

    QTest::newRow("pending") << u"pending"_s << u"Not settled yet"_s << true;
    QTest::newRow("completed") << u"COMPLETED"_s << u"Settled"_s << false;
    QTest::newRow("failed") << u"failed"_s << u"Failed"_s << false;
    QTest::newRow("none") << QString() << u"Not settled yet"_s << true;
    QTest::newRow("new") << u"in_review"_s << u"In_review"_s << true;
}

void TestOrdersPanel::aStateIsToldInWords()
{
    QFETCH(QString, status);
    keyban::LoyaltyOrder order;
    order.status = status;

    QTEST(orderState(order), "words");
    QTEST(isOpen(order), "open");
}

void TestOrdersPanel::howLongSettlementTookIsTold_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("words");

    QTest::newRow("at once") << qint64(0) << u"less than 1 s"_s;
    QTest::newRow("seconds") << qint64(4999) << u"4 s"_s;
    QTest::newRow("minutes") << qint64(125'000) << u"2 min 5 s"_s;
    QTest::newRow("before it began") << qint64(-1) << QString();
}

void TestOrdersPanel::howLongSettlementTookIsTold()
{
    QFETCH(qint64, milliseconds);
    keyban::LoyaltyOrder order;
    order.createdAt = QDateTime::currentDateTimeUtc();
    order.settledAt = order.createdAt.addMSecs(milliseconds);

    QTEST(settlementSpan(order), "words");
}

void TestOrdersPanel::onlyASecurePageIsOpened_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("opened");

    QTest::newRow("https") << u"https://explorer.example/tx/1"_s << true;
    QTest::newRow("http") << u"http://explorer.example/tx/1"_s << false;
    QTest::newRow("file") << u"file:///etc/hosts"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestOrdersPanel::onlyASecurePageIsOpened()
{
    QFETCH(QString, page);
    keyban::LoyaltyOrder order;
    order.raw = json::Value::object();
    order.raw.set(u"explorerUrl"_s, page);

    QTEST(!explorerPage(order).isEmpty(), "opened");
}

void TestOrdersPanel::nobodyAskedForHasNoOrders()
{
    OrdersBench bench;

    QTRY_VERIFY(shown(bench.panel, "ordersEmpty"));

    QVERIFY(!bench.banner());
}

void TestOrdersPanel::theOrdersOfAWalletAreListedTheLatestFirst()
{
    OrdersBench bench;
    bench.tell(atOnce);
    bench.mint(600);
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":5})");
    bench.mint(1200);

    bench.ask(bench.wallet);

    QTRY_COMPARE(bench.rows(), 2);
    QCOMPARE(bench.cell(0, Points), u"1,200"_s);
    QCOMPARE(bench.cell(1, Points), u"600"_s);
    QCOMPARE(bench.cell(0, State), u"Settled"_s);
    QCOMPARE(bench.cell(0, SettledAfter), u"less than 1 s"_s);
    QVERIFY(textOf(bench.panel, "ordersSummary").startsWith(u"2 orders · wallet G"));
    QVERIFY(fitsASmallWindow(bench.panel));
    QCOMPARE(textOf(bench.panel, "orderAmount"), u"1,200 points"_s);
    QCOMPARE(shown<Timeline>(bench.panel, "orderTimeline")->steps().last().note, u"after less than 1 s"_s);
}

void TestOrdersPanel::howLongAgoIsCountedByTheServicesClock()
{
    OrdersBench bench;
    bench.tell(atOnce);
    bench.mint(600);
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":5400})");

    bench.ask(bench.wallet);

    QTRY_COMPARE(bench.rows(), 1);
    QCOMPARE(bench.cell(0, Ordered), u"1 h ago"_s);
}

void TestOrdersPanel::theWalletOfAnAccountIsLookedUp()
{
    OrdersBench bench;
    bench.tell(atOnce);
    bench.mint(600);

    bench.ask(bench.account);

    QTRY_COMPARE(bench.rows(), 1);
    QCOMPARE(bench.cell(0, Points), u"600"_s);
}

void TestOrdersPanel::anUnknownAccountMayBeAWallet()
{
    OrdersBench bench;
    bench.ask(u"another-account"_s);
    QTRY_VERIFY(bench.banner());

    CLICK(bench.panel, "ordersAsWallet");

    QTRY_VERIFY(!bench.banner());
    QTRY_VERIFY(textOf(bench.panel, "ordersSummary").startsWith(u"0 orders · wallet another"));
    QVERIFY(shown(bench.panel, "ordersEmpty"));
}

void TestOrdersPanel::whereAccountsAreNotOfferedTheIdMayBeAWallets()
{
    OrdersBench bench;
    bench.tell(R"({"offersAccounts":false})");

    bench.ask(bench.account);

    QTRY_VERIFY(bench.banner());
    QVERIFY(fitsASmallWindow(bench.panel));
    QCOMPARE(bench.banner()->content().headline, u"This service does not tell which wallet an account has."_s);
    QVERIFY(canClick(bench.panel, "ordersAsWallet"));
}

void TestOrdersPanel::textThatIsNoIdIsNotSent()
{
    OrdersBench bench;

    bench.ask(u"someone@example.org"_s);

    QTRY_VERIFY(bench.banner());
    QVERIFY(bench.sandbox.get(u"requests"_s)[u"requests"].items().empty());
}

void TestOrdersPanel::whatIsForbiddenIsTold()
{
    OrdersBench bench;
    bench.sandbox.setFaults(R"([{"method":"GET","path":"*/orders","effect":"status","status":403}])");

    bench.ask(bench.wallet);

    QTRY_VERIFY(bench.banner());
    QCOMPARE(bench.rows(), 0);
}

void TestOrdersPanel::aWalletWithoutOrdersSaysSo()
{
    OrdersBench bench;

    bench.ask(bench.wallet);

    QTRY_VERIFY(textOf(bench.panel, "ordersSummary").startsWith(u"0 orders"));
    QVERIFY(shown(bench.panel, "ordersEmpty"));
}

void TestOrdersPanel::anOrderThatSettlesIsFollowed()
{
    OrdersBench bench;
    bench.tell(neverSettled);
    bench.mint(600);
    bench.ask(bench.wallet);
    QTRY_COMPARE(bench.rows(), 1);
    QCOMPARE(bench.cell(0, State), u"Not settled yet"_s);
    QCOMPARE(bench.cell(0, SettledAfter), QString());
    QVERIFY(!canClick(bench.panel, "orderCopyHash"));

    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":700})");

    QTRY_COMPARE_WITH_TIMEOUT(bench.cell(0, State), u"Settled"_s, 30'000); // by itself
    QCOMPARE(bench.cell(0, SettledAfter), u"10 min"_s);
    QVERIFY(canClick(bench.panel, "orderCopyHash"));
}

void TestOrdersPanel::aRefreshKeepsTheChosenOrder()
{
    OrdersBench bench;
    bench.tell(atOnce);
    bench.mint(600);
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":5})");
    bench.mint(700);
    bench.ask(bench.wallet);
    QTRY_COMPARE(bench.rows(), 2);
    bench.table()->setCurrentIndex(bench.table()->model()->index(1, 0));
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":5})");
    bench.mint(800);

    bench.panel.refresh();

    QTRY_COMPARE(bench.rows(), 3);
    QCOMPARE(bench.table()->currentIndex().row(), 2);
    QCOMPARE(textOf(bench.panel, "orderAmount"), u"600 points"_s);
}

void TestOrdersPanel::theTransactionIsCopiedWhole()
{
    OrdersBench bench;
    bench.tell(atOnce);
    bench.mint(600);
    bench.ask(bench.wallet);
    QTRY_COMPARE(bench.rows(), 1);

    CLICK(bench.panel, "orderCopyHash");

    QCOMPARE(QGuiApplication::clipboard()->text(), valueOf(bench.client.listOrders(bench.wallet)).first().hash);
}

QTEST_MAIN(TestOrdersPanel)

#include "tst_orderspanel.moc"
