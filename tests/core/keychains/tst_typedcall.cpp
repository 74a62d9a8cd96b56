// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/typedcall.h"

#include <QNetworkRequest>
#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace Qt::StringLiterals;

namespace {

const QUrl proxy(u"https://proxy.test"_s);
const QString address = u"https://api.test/v1/things"_s;

} // namespace

/// A call that somebody typed: what it says, and everything that must not go out so.
class TestTypedCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsReadAsItWasTyped();
    void placeholdersAreFoundWhereTheyStand();
    void everyMethodIsKnownByItsEffect();
    void whatMustNotGoOutIsRefused_data();
    void whatMustNotGoOutIsRefused();
    void itsHeadersStandOnTheRequest();
};

void TestTypedCall::itIsReadAsItWasTyped()
{
    const auto read = readTypedCall(
        proxy, {.method = u"get"_s, .address = u"https://Api.test/v1/a%2Fb/c%20d?x=1&y=%2B&z"_s, .headers = {}});

    QVERIFY(read);
    QCOMPARE(read->origin, QUrl(u"https://api.test"_s));
    QCOMPARE(read->request.path, (QStringList{u"v1"_s, u"a/b"_s, u"c d"_s}));
    const QList<std::pair<QString, QString>> query{{u"x"_s, u"1"_s}, {u"y"_s, u"+"_s}, {u"z"_s, {}}};
    QCOMPARE(read->request.query, query);
    QCOMPARE(read->request.retries, std::optional(0));
    QVERIFY(read->credentials.isEmpty() && read->inBody.isEmpty());
    QVERIFY(readTypedCall(proxy, {.address = u"https://api.test"_s, .headers = {}})->request.path.isEmpty());
}

void TestTypedCall::placeholdersAreFoundWhereTheyStand()
{
    const auto read = readTypedCall(proxy, {.method = u"POST"_s,
                                            .address = address,
                                            .headers = {u"Authorization: Bearer {{A_KEY}}"_s, u"X-Api-Key:{{B2}}"_s},
                                            .body = R"({"a":"{{C}}","b":"{{C}}","c":{}})"});

    QVERIFY(read);
    const QList<CredentialSlot> expected{{.header = "Authorization", .scheme = "Bearer ", .name = u"A_KEY"_s},
                                         {.header = "X-Api-Key", .scheme = {}, .name = u"B2"_s}};
    QCOMPARE(read->credentials, expected);
    QCOMPARE(read->inBody.size(), 2);
    QCOMPARE(read->inBody.first().name, u"C"_s);
    QCOMPARE(read->inBody.first().call, u"keychains.post"_s);
}

void TestTypedCall::everyMethodIsKnownByItsEffect()
{
    for (const auto &method : {u"GET"_s, u"HEAD"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s}) {
        const auto read = readTypedCall(proxy, {.method = method, .address = address, .headers = {}});
        QVERIFY2(read, qPrintable(method));
        const bool isRead = method == u"GET" || method == u"HEAD";
        QCOMPARE(Effect(read->request.call.effect), isRead ? Effect::Read : Effect::Irreversible);
        QVERIFY(isSound(read->request.call));
    }
}

void TestTypedCall::whatMustNotGoOutIsRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *what, Cause cause, const QString &url, const QString &header = {},
                        const QByteArray &body = {}, const QString &method = u"POST"_s) {
        QTest::newRow(what) << method << url << header << body << cause;
    };
    row("no method", Cause::SettingInvalid, address, {}, {}, u"CONNECT"_s);
    row("a step upwards", Cause::UpstreamClimbs, u"https://api.test/a/%2e%2e/b"_s);
    row("a plain step upwards", Cause::UpstreamClimbs, u"https://api.test/a/../b"_s);
    row("an empty segment", Cause::SettingInvalid, u"https://api.test/a//b"_s);
    row("a slash at the end", Cause::SettingInvalid, u"https://api.test/a/"_s);
    row("plain http", Cause::UpstreamScheme, u"http://api.test/a"_s);
    row("a port", Cause::UpstreamPort, u"https://api.test:8443/a"_s);
    row("a user", Cause::UpstreamUserInfo, u"https://test-user:test-pass@api.test/a"_s);
    row("a number", Cause::UpstreamIsAddress, u"https://10.0.0.1/a"_s);
    row("this machine", Cause::UpstreamIsLocal, u"https://localhost/a"_s);
    row("a placeholder in the query", Cause::PlaceholderMalformed, address + u"?key={{A_KEY}}"_s);
    row("an encoded one", Cause::PlaceholderMalformed, address + u"?key=%7B%7BA_KEY%7D%7D"_s);
    row("a key in the query", Cause::KeyForPlaceholder, address + u"?key=sk-test-0000"_s);
    row("no header", Cause::SettingInvalid, address, u"Accept"_s);
    row("a name that is none", Cause::SettingInvalid, address, u"A b: c"_s);
    row("a line break", Cause::SettingInvalid, address, u"A: b\r\nHost: c"_s);
    row("the host", Cause::SettingInvalid, address, u"Host: other.test"_s);
    row("the proxy's own", Cause::SettingInvalid, address, u"x-proxy-account: other"_s);
    row("cookies", Cause::SettingInvalid, address, u"Cookie: a=b"_s);
    row("a key in a header", Cause::KeyForPlaceholder, address, u"Authorization: Bearer sk-test-0000"_s);
    row("a short one, where keys stand", Cause::KeyForPlaceholder, address, u"X-Api-Key: 0000"_s);
    row("one where none is expected", Cause::KeyForPlaceholder, address, u"X-Mine: ghp_test0000"_s);
    row("a placeholder with blanks", Cause::PlaceholderMalformed, address, u"Authorization: Bearer {{ A_KEY }}"_s);
    row("one in the middle", Cause::PlaceholderMalformed, address, u"Authorization: {{A_KEY}} more"_s);
    row("two in one", Cause::PlaceholderMalformed, address, u"Authorization: {{A}}{{B}}"_s);
    row("without its end", Cause::PlaceholderMalformed, address, u"Authorization: {{A_KEY}"_s);
    row("braces in the body", Cause::PlaceholderInData, address, {}, "{\"a\":\"{{ people }}\"}");
    row("written as escapes", Cause::PlaceholderInData, address, {}, R"({"a":"\u007b\u007bA_KEY}}"})");
    row("percent-encoded", Cause::PlaceholderInData, address, {}, "a=%7B%7BA_KEY%7D%7D");
    row("nested", Cause::PlaceholderInData, address, {}, "{{{A_KEY}}{A_KEY}}");
}

void TestTypedCall::whatMustNotGoOutIsRefused()
{
    QFETCH(const QString, method);
    QFETCH(const QString, url);
    QFETCH(const QString, header);
    QFETCH(const QByteArray, body);
    QFETCH(const Cause, cause);

    const auto read = readTypedCall(proxy, {.method = method,
                                            .address = url,
                                            .headers = header.isEmpty() ? QStringList() : QStringList{header},
                                            .body = body});

    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Refused);
    QCOMPARE(read.error().cause, cause);
    QVERIFY(!read.error().subject.contains(u"sk-test"));
}

void TestTypedCall::itsHeadersStandOnTheRequest()
{
    QNetworkRequest request;
    const TypedHeaders headers({{"Authorization", "Bearer {{A_KEY}}"}, {"Accept", "text/csv"}});

    QVERIFY(headers.authorize(request));

    QCOMPARE(request.rawHeader("Authorization"), QByteArray("Bearer {{A_KEY}}"));
    QCOMPARE(request.rawHeader("Accept"), QByteArray("text/csv"));
}

QTEST_GUILESS_MAIN(TestTypedCall)
#include "tst_typedcall.moc"
