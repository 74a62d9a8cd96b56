// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/address.h"
#include "tests/core/http/httptest.h"

#include <QTest>
#include <QUrlQuery>

#include <type_traits>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

// A call without an effect does not compile.
static_assert(!std::is_default_constructible_v<StatedEffect>);
static_assert(!std::is_default_constructible_v<Call>);
static_assert(!std::is_default_constructible_v<HttpRequest>);
static_assert(!std::is_default_constructible_v<Confirmation>);

class TestRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneIdIsOneSegment();
    void queriesAreEscaped();
    void theBasePathIsKeptAndItsSlashIsNot();
    void segmentsThatAddressSomethingElseAreRefused_data();
    void segmentsThatAddressSomethingElseAreRefused();
    void unusableBaseAddressesAreRefused_data();
    void unusableBaseAddressesAreRefused();
    void knowsLoopback_data();
    void knowsLoopback();
    void knowsWhereACredentialMayFollow_data();
    void knowsWhereACredentialMayFollow();
};

void TestRequest::oneIdIsOneSegment()
{
    QCOMPARE(encodedPath({u"v1"_s, u"a/b?c#d%2Fe f;g:é"_s}), QByteArray("/v1/a%2Fb%3Fc%23d%252Fe%20f%3Bg%3A%C3%A9"));

    const HttpRequest request{.call = readThing, .path = {u"v1"_s, u"../x"_s}};
    const Result<QUrl> url = addressOf(QUrl(u"https://a.example"_s), request);
    QVERIFY(url);
    QCOMPARE(url->toEncoded(), QByteArray("https://a.example/v1/..%2Fx"));
}

void TestRequest::queriesAreEscaped()
{
    HttpRequest request = reading();
    request.query = {{u"filter[name]"_s, u"a b+c&d=e%"_s}, {u"empty"_s, QString()}};

    const Result<QUrl> url = addressOf(QUrl(u"https://a.example"_s), request);

    QVERIFY(url);
    QCOMPARE(url->toEncoded(), QByteArray("https://a.example/v1/things?filter%5Bname%5D=a%20b%2Bc%26d%3De%25&empty="));
}

void TestRequest::theBasePathIsKeptAndItsSlashIsNot()
{
    for (const auto &base :
         {u"http://127.0.0.1:8080/x"_s, u"http://127.0.0.1:8080/x/"_s, u"http://127.0.0.1:8080/x//"_s})
        QCOMPARE(addressOf(QUrl(base), reading())->toString(), u"http://127.0.0.1:8080/x/v1/things"_s);
}

void TestRequest::segmentsThatAddressSomethingElseAreRefused_data()
{
    QTest::addColumn<QString>("segment");
    QTest::newRow("empty") << QString();
    QTest::newRow("dot") << u"."_s;
    QTest::newRow("dots") << u".."_s;
}

void TestRequest::segmentsThatAddressSomethingElseAreRefused()
{
    QFETCH(QString, segment);

    const Result<QUrl> url = addressOf(QUrl(u"https://a.example"_s), reading(segment));

    QVERIFY(!url);
    QCOMPARE(url.error().kind, ErrorKind::Refused);
    QCOMPARE(url.error().reach, Reach::NotSent);
}

void TestRequest::unusableBaseAddressesAreRefused_data()
{
    QTest::addColumn<QString>("base");
    for (const char *base : {"", "a.example", "ftp://a.example", "https://", "https://user:test-pw@a.example",
                             "https://a.example?x=1", "https://a.example#x", "file:///etc/passwd"})
        QTest::newRow(base) << QString::fromLatin1(base);
}

void TestRequest::unusableBaseAddressesAreRefused()
{
    QFETCH(QString, base);

    const Result<QUrl> url = addressOf(QUrl(base), reading());

    QVERIFY(!url);
    QCOMPARE(url.error().cause, Cause::SettingInvalid);
    QVERIFY(!url.error().subject.contains(u"test-pw"_s));
}

void TestRequest::knowsLoopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    for (const char *host : {"127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST", "api.localhost"})
        QTest::newRow(host) << QString::fromLatin1(host) << true;
    for (const char *host : {"", "128.0.0.1", "127.0.0.1.example", "localhost.example", "notlocalhost", "::2",
                             "0.0.0.0", "api.keyban.localtest.me"})
        QTest::newRow(host) << QString::fromLatin1(host) << false;
}

void TestRequest::knowsLoopback()
{
    QFETCH(QString, host);
    QFETCH(bool, loopback);

    QCOMPARE(isLoopback(host), loopback);
}

void TestRequest::knowsWhereACredentialMayFollow_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("refusal");
    constexpr int passes = -1;
    const int other = int(Cause::RedirectToOtherHost);
    QTest::newRow("same") << u"https://a.example/x"_s << u"https://a.example/y"_s << passes;
    QTest::newRow("case") << u"https://a.example"_s << u"https://A.EXAMPLE"_s << passes;
    QTest::newRow("default port") << u"https://a.example"_s << u"https://a.example:443/"_s << passes;
    QTest::newRow("other port") << u"https://a.example"_s << u"https://a.example:444/"_s << other;
    QTest::newRow("subdomain") << u"https://a.example"_s << u"https://b.a.example/"_s << other;
    QTest::newRow("upgrade") << u"http://127.0.0.1:80"_s << u"https://127.0.0.1:80/"_s << other;
    QTest::newRow("downgrade") << u"https://a.example"_s << u"http://a.example/"_s << int(Cause::RedirectToPlainHttp);
    QTest::newRow("no scheme") << u"http://127.0.0.1"_s << u"javascript:alert(1)"_s << other;
}

void TestRequest::knowsWhereACredentialMayFollow()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, refusal);

    const Result<Nothing> allowed = mayRedirect(QUrl(from), QUrl(to));

    QCOMPARE(allowed.ok() ? -1 : int(allowed.error().cause), refusal);
}

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
