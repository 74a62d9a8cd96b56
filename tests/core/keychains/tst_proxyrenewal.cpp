// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/keychains/proxybench.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The token of the way through the proxy: fetched once for all, renewed in time, replaced when it dies, asked for.
class TestProxyRenewal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { now = QDateTime::fromString(u"2026-04-02T08:00:00Z"_s, Qt::ISODate); }

    void manyWaitForOneToken();
    void aTokenIsRenewedBeforeItEnds();
    void aTokenNearItsEndServesWhenNoOtherComes();
    void withoutATokenNothingIsSent();
    void aTypedTokenThatEndedIsRefused();
    void aTypedTokenEndsAndTheNextGoesOn();
    void aDeadTokenIsReplacedOnceAndTheRequestGoesAgain();
    void aRefusalByTheServiceIsNotTheTokens();
    void anApprovalIsAskedForAndTheSameRequestGoesAgain();
    void aTokenThatDiesOfAnApprovalIsReplaced();

private:
    QDateTime now;
};

void TestProxyRenewal::manyWaitForOneToken()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));

    Outcome first(behind.client.send(reading()));
    Outcome second(behind.client.send(reading()));

    QTRY_VERIFY(first.came() && second.came());
    QCOMPARE(behind.source.fetches, 1);
}

void TestProxyRenewal::aTokenIsRenewedBeforeItEnds()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));
    QVERIFY(awaited(behind.client.send(reading())).ok());

    now = now.addSecs(719);
    QVERIFY(awaited(behind.client.send(reading())).ok());
    now = now.addSecs(1); // four fifths of 15 minutes
    QVERIFY(awaited(behind.client.send(reading())).ok());

    QCOMPARE(network.seen().at(1).header("X-Proxy-Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(network.seen().at(2).header("X-Proxy-Authorization"), QByteArray("Bearer test-token-2"));
}

void TestProxyRenewal::aTokenNearItsEndServesWhenNoOtherComes()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));
    QVERIFY(awaited(behind.client.send(reading())).ok());
    Error failure;
    failure.kind = ErrorKind::SecretStore;
    failure.cause = Cause::TokenCommandFailed;
    behind.source.failure = failure;

    now = now.addSecs(800);
    QVERIFY(awaited(behind.client.send(reading())).ok());
    now = now.addSecs(100);
    const Result<HttpAnswer> late = awaited(behind.client.send(reading()));

    QVERIFY(!late.ok());
    QCOMPARE(late.error().cause, Cause::TokenCommandFailed);
    QCOMPARE(late.error().reach, Reach::NotSent);
    QCOMPARE(network.seen().size(), 2);
}

void TestProxyRenewal::withoutATokenNothingIsSent()
{
    ScriptedNetwork network;
    Behind behind(network, settings(now));
    behind.source.isOn = false;

    const Result<HttpAnswer> answer = awaited(behind.client.send(writing(createThing)));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::ProxyTokenMissing);
    QCOMPARE(answer.error().reach, Reach::NotSent);
    QVERIFY(network.seen().isEmpty());
}

void TestProxyRenewal::aTypedTokenThatEndedIsRefused()
{
    ScriptedNetwork network;
    Behind behind(network, settings(now));
    const QByteArray claims = QByteArray(R"({"exp":1})").toBase64(QByteArray::Base64UrlEncoding);

    QCOMPARE(behind.route.provide(Secret::fromUtf8("e30." + claims + ".test")).error().cause, Cause::ProxyTokenExpired);
    QCOMPARE(behind.route.provide(made("two words")).error().cause, Cause::ProxyTokenUnusable);
    QVERIFY(!behind.route.hasToken());
}

void TestProxyRenewal::aTypedTokenEndsAndTheNextGoesOn()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));
    behind.source.isOn = false;
    QVERIFY(behind.route.provide(made("test-typed-1")).ok());
    QVERIFY(awaited(behind.client.send(writing(createThing))).ok());
    QSignalSpy asked(&behind.route, &ProxyRoute::approvalNeeded);

    now = now.addSecs(900);
    const Result<HttpAnswer> late = awaited(behind.client.send(writing(createThing)));

    QVERIFY(!late.ok());
    QCOMPARE(late.error().cause, Cause::ProxyTokenExpired);
    QCOMPARE(late.error().reach, Reach::NotSent);
    QCOMPARE(asked.count(), 1);
    QVERIFY(behind.route.provide(made("test-typed-2")).ok());
    QVERIFY(awaited(behind.client.send(writing(createThing))).ok());
    QCOMPARE(network.seen().size(), 2);
}

void TestProxyRenewal::aDeadTokenIsReplacedOnceAndTheRequestGoesAgain()
{
    ScriptedNetwork network;
    Behind behind(network, settings(now));
    network.answerWith([this](const SeenRequest &) {
        now = now.addSecs(900); // it ends while the request is under way
        return ScriptedAnswer::json("{}", 401);
    });

    const Result<HttpAnswer> answer = awaited(behind.client.send(writing(createThing)));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::ProxyTokenExpired);
    QCOMPARE(answer.error().reach, Reach::NotSent);
    QVERIFY(network.seen().size() > 1 && network.seen().size() <= 3);
    QCOMPARE(network.seen().at(1).header("X-Proxy-Authorization"), QByteArray("Bearer test-token-2"));
}

void TestProxyRenewal::aRefusalByTheServiceIsNotTheTokens()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json(R"({"title":"Unauthorized"})", 401));
    Behind behind(network, settings(now));

    const Result<HttpAnswer> answer = awaited(behind.client.send(reading()));

    QCOMPARE(answer.error().cause, Cause::Answered);
    QCOMPARE(answer.error().kind, ErrorKind::Unauthorized);
    QVERIFY(behind.route.hasToken());
}

void TestProxyRenewal::anApprovalIsAskedForAndTheSameRequestGoesAgain()
{
    ScriptedNetwork network;
    network.answer(refusing(
        R"({"error":"insufficient_scope","approval_url":"https://proxy.test/a/1","missing_scopes":["x::write"]})"));
    network.answer(ScriptedAnswer::json(R"({"id":"1"})"));
    Behind behind(network, settings(now));
    QSignalSpy asked(&behind.route, &ProxyRoute::approvalNeeded);

    const Result<HttpAnswer> refused = awaited(behind.client.send(writing(createThing)));
    const Result<HttpAnswer> granted = awaited(behind.client.send(writing(createThing)));

    QCOMPARE(refused.error().kind, ErrorKind::ApprovalNeeded);
    QCOMPARE(refused.error().reach, Reach::NotSent);
    QCOMPARE(refused.error().approval->link, u"https://proxy.test/a/1"_s);
    QCOMPARE(asked.count(), 1);
    QVERIFY(granted.ok());
}

void TestProxyRenewal::aTokenThatDiesOfAnApprovalIsReplaced()
{
    ScriptedNetwork network;
    network.answer(refusing(R"({"error":"scope_not_approved","approval_url":"https://proxy.test/a/1"})"));
    network.answer(ScriptedAnswer::json("{}", 401));
    network.answer(ScriptedAnswer::json(R"({"id":"1"})"));
    Behind behind(network, settings(now));

    QVERIFY(!awaited(behind.client.send(reading())).ok());
    const Result<HttpAnswer> granted = awaited(behind.client.send(reading()));

    QVERIFY(granted.ok());
    QCOMPARE(network.seen().at(2).header("X-Proxy-Authorization"), QByteArray("Bearer test-token-2"));
}

QTEST_GUILESS_MAIN(TestProxyRenewal)

#include "tst_proxyrenewal.moc"
