// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/scriptednetwork.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;

namespace {

const QUrl service(QStringLiteral("https://service.test/base"));

} // namespace

/// Calls whose refusals are what they ask for: Expect::AnyStatus.
class TestAnyStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusalIsAnAnswer();
    void aLostAnswerIsAnError();
    void aRefusedCredentialIsTold();
    void anAnswerSaysHowLongToWait();
};

void TestAnyStatus::aRefusalIsAnAnswer()
{
    ScriptedNetwork network;
    Bench bench(network, service, quickRetries(5));
    HttpRequest request = writing(upsertThing);
    request.expect = Expect::AnyStatus;
    const QByteArray words = R"({"error":"slow_down"})";
    for (const int status : {200, 400, 403, 429, 500, 503}) {
        network.answer(ScriptedAnswer::json(words, status));
        const qsizetype before = network.seen().size();

        Outcome outcome(bench.client.send(request));

        QTRY_VERIFY(outcome.came());
        QVERIFY2(outcome.result->ok(), qPrintable(QString::number(status)));
        QCOMPARE(outcome.answer().status, status);
        QCOMPARE(outcome.answer().raw, words);
        QVERIFY(outcome.answer().body.isNull());
        QCOMPARE(network.seen().size(), before + 1);
    }
    QVERIFY(bench.client.waits().isEmpty()); // a 429 is the caller's, and holds nobody else up
}

void TestAnyStatus::aLostAnswerIsAnError()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError));
    Bench bench(network, service);
    HttpRequest request = writing(createThing);
    request.expect = Expect::AnyStatus;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().reach, Reach::Unknown);
}

void TestAnyStatus::aRefusedCredentialIsTold()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 401));
    Bench bench(network, service);
    HttpRequest request = reading();
    request.expect = Expect::AnyStatus;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.came());
    QCOMPARE(outcome.answer().status, 401);
    QCOMPARE(bench.credential.rejections, 1);
}

void TestAnyStatus::anAnswerSaysHowLongToWait()
{
    ScriptedNetwork network;
    network.answer({.body = "{}", .headers = {{"Retry-After", "7"}}});
    network.answer(ScriptedAnswer::json("{}"));
    Bench bench(network, service);

    Outcome slow(bench.client.send(writing(createThing)));
    Outcome other(bench.client.send(writing(createThing)));

    QTRY_VERIFY(slow.came() && other.came());
    QCOMPARE(slow.answer().retryAfter, std::optional<std::chrono::milliseconds>(7s));
    QCOMPARE(other.answer().retryAfter, std::nullopt);
}

QTEST_GUILESS_MAIN(TestAnyStatus)
#include "tst_anystatus.moc"
