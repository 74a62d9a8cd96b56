// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/address.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace Qt::StringLiterals;

namespace {

const QUrl proxy(u"https://proxy.test/kc/"_s);

} // namespace

/// Where a request goes through the proxy, line by line of the fact sheet's table, and what has no way there.
class TestProxyAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAddressIsRewritten_data();
    void anAddressIsRewritten();
    void whatWouldGetLostIsRefused_data();
    void whatWouldGetLostIsRefused();
    void noEscapeClimbsOutOfTheHost_data();
    void noEscapeClimbsOutOfTheHost();
    void aProxyThatCannotBeOneIsRefused_data();
    void aProxyThatCannotBeOneIsRefused();
};

void TestProxyAddress::anAddressIsRewritten_data()
{
    QTest::addColumn<QString>("upstream");
    QTest::addColumn<QByteArray>("proxied");
    const auto row = [](const char *upstream, const char *proxied) {
        QTest::newRow(upstream) << QString::fromUtf8(upstream) << QByteArray("https://proxy.test/kc") + proxied;
    };
    row("https://api.lifx.com/v1/lights/all", "/api.lifx.com/v1/lights/all");
    row("https://api.x.test", "/api.x.test/");
    row("https://api.x.test?x=1", "/api.x.test/?x=1");
    row("https://API.X.TEST/P/%7Eabc/%2Fs/a%20b/é", "/api.x.test/P/~abc/%2Fs/a%20b/%C3%A9");
    row("https://api.x.test/a//b/../c/./d", "/api.x.test/a//c/d");
    row("https://api.x.test/p?a=b c&d=+&e=%2B&x[]=1", "/api.x.test/p?a=b%20c&d=+&e=%2B&x[]=1");
    row("https://api.x.test:443/p", "/api.x.test/p");
    row("https://api.x.test/p?q=1#frag", "/api.x.test/p?q=1");
    row("https://bücher.test/x", "/xn--bcher-kva.test/x");
    row("https://xn--bcher-kva.test/x", "/xn--bcher-kva.test/x");
    row("https://api.x.test/p?q=..%2f..", "/api.x.test/p?q=..%2F..");
}

void TestProxyAddress::anAddressIsRewritten()
{
    QFETCH(QString, upstream);
    QFETCH(QByteArray, proxied);

    const Result<QUrl> address = proxiedAddress(proxy, upstream);

    QVERIFY(address.ok());
    QCOMPARE(address->toEncoded(), proxied);
}

void TestProxyAddress::whatWouldGetLostIsRefused_data()
{
    QTest::addColumn<QString>("upstream");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *upstream, Cause cause) {
        QTest::newRow(upstream) << QString::fromUtf8(upstream) << int(cause);
    };
    row("https://api.x.test:8443/p", Cause::UpstreamPort);
    row("https://api.x.test:80/p", Cause::UpstreamPort);
    row("http://api.x.test/p", Cause::UpstreamScheme);
    row("ftp://api.x.test/p", Cause::UpstreamScheme);
    row("wss://api.x.test/p", Cause::UpstreamScheme);
    row("https:///p", Cause::UpstreamScheme);
    row("/p", Cause::UpstreamScheme);
    row("https://user:pw@api.x.test/p", Cause::UpstreamUserInfo);
    row("https://user@api.x.test/p", Cause::UpstreamUserInfo);
    row("https://[2001:db8::1]/x", Cause::UpstreamIsAddress);
    row("https://127.0.0.1/x", Cause::UpstreamIsAddress);
    row("https://10.0.0.8/x", Cause::UpstreamIsAddress);
    row("https://127.1/x", Cause::UpstreamIsAddress);
    row("https://0x7f.0.0.1/x", Cause::UpstreamIsAddress);
    row("https://2130706433/x", Cause::UpstreamIsAddress);
    row("https://localhost/x", Cause::UpstreamIsLocal);
    row("https://api.localhost/x", Cause::UpstreamIsLocal);
    row("https://intranet/x", Cause::UpstreamIsLocal);
    row("https://printer.local/x", Cause::UpstreamIsLocal);
    row("https://api.x.test./p", Cause::UpstreamTrailingDot);
    row("https://api.x.test/{{KEY}}", Cause::PlaceholderInData);
    row("https://api.x.test/%7B%7BKEY%7D%7D", Cause::PlaceholderInData);
}

void TestProxyAddress::whatWouldGetLostIsRefused()
{
    QFETCH(QString, upstream);
    QFETCH(int, cause);

    const Result<QUrl> address = proxiedAddress(proxy, upstream);

    QVERIFY(!address.ok());
    QCOMPARE(address.error().kind, ErrorKind::Refused);
    QCOMPARE(int(address.error().cause), cause);
    QVERIFY(!address.error().subject.contains(u"pw"_s));
}

void TestProxyAddress::noEscapeClimbsOutOfTheHost_data()
{
    QTest::addColumn<QString>("upstream");
    for (const char *upstream : {"https://api.x.test/%2e%2e/other.test/x", "https://api.x.test/a/%2E%2E/b",
                                 "https://api.x.test/.%2e/other.test", "https://api.x.test/a/..%2fother.test",
                                 "https://api.x.test/a/..%5Cother.test", "https://api.x.test/a%2F..%2F..%2Fother.test",
                                 "https://api.x.test/%2e/x"})
        QTest::newRow(upstream) << QString::fromUtf8(upstream);
}

void TestProxyAddress::noEscapeClimbsOutOfTheHost()
{
    QFETCH(QString, upstream);

    const Result<QUrl> typed = proxiedAddress(proxy, upstream);
    const Result<QUrl> parsed = proxiedAddress(proxy, QUrl(upstream));

    QVERIFY(!typed.ok());
    QCOMPARE(typed.error().cause, Cause::UpstreamClimbs);
    QVERIFY(!parsed.ok() || (parsed->path().startsWith(u"/kc/api.x.test/"_s) && !parsed->path().contains(u".."_s)));
}

void TestProxyAddress::aProxyThatCannotBeOneIsRefused_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *address, Cause cause) {
        QTest::newRow(address) << QString::fromUtf8(address) << int(cause);
    };
    row("http://proxy.test", Cause::PlainHttpNotLoopback);
    row("https://user:pw@proxy.test", Cause::ProxyAddressInvalid);
    row("https://proxy.test?x=1", Cause::ProxyAddressInvalid);
    row("https://proxy.test#x", Cause::ProxyAddressInvalid);
    row("file:///etc/passwd", Cause::ProxyAddressInvalid);
    row("", Cause::ProxyAddressInvalid);
}

void TestProxyAddress::aProxyThatCannotBeOneIsRefused()
{
    QFETCH(QString, address);
    QFETCH(int, cause);

    const Result<QUrl> proxied = proxiedAddress(QUrl(address), u"https://api.x.test/p"_s);

    QVERIFY(!proxied.ok());
    QCOMPARE(int(proxied.error().cause), cause);
}

QTEST_GUILESS_MAIN(TestProxyAddress)

#include "tst_proxyaddress.moc"
