// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/proxytoken.h"
#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace chancery::test;
using namespace std::chrono_literals;

namespace {

const QDateTime received = QDateTime::fromString(QStringLiteral("2026-04-02T08:00:00Z"), Qt::ISODate);

QByteArray webToken(const QByteArray &claims)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return QByteArray(R"({"alg":"none"})").toBase64(form) + '.' + claims.toBase64(form) + ".test";
}

ProxyToken tokenEnding(const QDateTime &end)
{
    const QByteArray claims = R"({"exp":)" + QByteArray::number(end.toSecsSinceEpoch()) + '}';
    return ProxyToken(Secret::fromUtf8(webToken(claims)), received);
}

} // namespace

/// How long a proxy token lives, whatever it says of itself.
class TestProxyToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEndIsReadFromAWebToken();
    void whatIsNoWebTokenHasNoEnd_data();
    void whatIsNoWebTokenHasNoEnd();
    void anOpaqueTokenLivesAQuarterOfAnHour();
    void itIsDueAtFourFifthsOfItsLife();
    void aTokenThatEndedBeforeItCameHasEnded();
    void anEndFarAwayIsNotBelieved();
    void noTokenHasEnded();
};

void TestProxyToken::theEndIsReadFromAWebToken()
{
    QCOMPARE(endOf(webToken(R"({"exp":1775117700})"))->toSecsSinceEpoch(), 1775117700);
    QCOMPARE(endOf(webToken(R"({"exp":1775117700.5,"sub":"x"})"))->toSecsSinceEpoch(), 1775117700);
}

void TestProxyToken::whatIsNoWebTokenHasNoEnd_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("opaque") << QByteArray("test-token");
    QTest::newRow("no claims") << QByteArray("a..b");
    QTest::newRow("not base64") << QByteArray("a.$$$.b");
    QTest::newRow("not JSON") << webToken("exp");
    QTest::newRow("a list") << webToken("[1]");
    QTest::newRow("no end") << webToken("{}");
    QTest::newRow("text") << webToken(R"({"exp":"1775117700"})");
    QTest::newRow("negative") << webToken(R"({"exp":-1})");
    QTest::newRow("beyond all years") << webToken(R"({"exp":1e300})");
}

void TestProxyToken::whatIsNoWebTokenHasNoEnd()
{
    QFETCH(QByteArray, token);

    QVERIFY(!endOf(token));
}

void TestProxyToken::anOpaqueTokenLivesAQuarterOfAnHour()
{
    const ProxyToken token(made("test-token"), received);

    QCOMPARE(token.left(received), 900s);
    QVERIFY(!token.hasEnded(received.addSecs(899)));
    QVERIFY(token.hasEnded(received.addSecs(900)));
    QVERIFY(token.isOlderThanAny(received.addSecs(900)));
}

void TestProxyToken::itIsDueAtFourFifthsOfItsLife()
{
    const ProxyToken token = tokenEnding(received.addSecs(100));

    QVERIFY(!token.isDue(received.addSecs(79)));
    QVERIFY(token.isDue(received.addSecs(80)));
    QVERIFY(!token.hasEnded(received.addSecs(99)));
    QCOMPARE(token.left(received.addSecs(80)), 20s);
}

void TestProxyToken::aTokenThatEndedBeforeItCameHasEnded()
{
    const ProxyToken token = tokenEnding(received.addSecs(-1));

    QVERIFY(token.hasEnded(received));
    QVERIFY(token.isDue(received));
    QCOMPARE(token.left(received), 0s);
}

void TestProxyToken::anEndFarAwayIsNotBelieved()
{
    const ProxyToken token = tokenEnding(received.addYears(10));

    QVERIFY(token.hasEnded(received.addDays(1)));
}

void TestProxyToken::noTokenHasEnded()
{
    const ProxyToken token;

    QVERIFY(token.hasEnded(received));
    QVERIFY(token.isDue(received));
    QVERIFY(token.isOlderThanAny(received));
}

QTEST_GUILESS_MAIN(TestProxyToken)

#include "tst_proxytoken.moc"
