// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/failure.h"
#include "tests/core/keystone/everycall.h"

#include <QLocale>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What is tried again and what is not, and what a failure is called in the end.
class TestKeystoneFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatMayRepeatIsTriedAgain_data();
    void onlyWhatMayRepeatIsTriedAgain();
    void repeatsCarryTheSameKeyAndBytes();
    void theWaitAfterABusyAnswerIsTheServices_data();
    void theWaitAfterABusyAnswerIsTheServices();
    void retriesCanBeTurnedOff();
    void theTriesRunOutWithTheLastCauseInside();
    void connectionsThatBreakAreTypedFailures();
    void aConflictIsAConflict();
    void fieldsAreNamedAsInTheForm();
    void failuresHaveTheWordsOfTheGuide();
};

void TestKeystoneFailures::onlyWhatMayRepeatIsTriedAgain_data()
{
    addEveryCall();
}

void TestKeystoneFailures::onlyWhatMayRepeatIsTriedAgain()
{
    QFETCH(Row, row); // D1, D2, D3
    const Call &call = callNamed(row.name);
    const QList<ScriptedAnswer> failures{ScriptedAnswer::json("{}", 429), ScriptedAnswer::json("{}", 500),
                                         ScriptedAnswer::json("{}", 503),
                                         ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError),
                                         ScriptedAnswer::failing(QNetworkReply::TimeoutError)};
    for (const ScriptedAnswer &failure : failures) {
        KeystoneBench bench;
        bench.answers = {failure};

        row.send(bench.client);

        QCOMPARE(bench.calls().size(), mayRepeat(call) ? 2 : 1);
    }
}

void TestKeystoneFailures::repeatsCarryTheSameKeyAndBytes()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", 502), ScriptedAnswer::json("{}", 504)};

    failureIn(bench.client.submitInstruction(instructionDraft()));

    QCOMPARE(bench.calls().size(), 3);
    for (const SeenRequest &sent : bench.calls())
        QCOMPARE(sent.body, bench.calls().first().body);
    QVERIFY(bench.calls().first().body.contains(R"("idempotency_key":"test-key")"));
}

void TestKeystoneFailures::theWaitAfterABusyAnswerIsTheServices_data()
{
    QTest::addColumn<QByteArray>("header"); // D1, D4
    QTest::addColumn<int>("seconds");
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(20);
    const QString date = QLocale::c().toString(later, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    QTest::newRow("seconds") << QByteArray("20") << 20;
    QTest::newRow("date") << date.toLatin1() << 20;
}

void TestKeystoneFailures::theWaitAfterABusyAnswerIsTheServices()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    KeystoneBench bench;
    ScriptedAnswer busy = ScriptedAnswer::json(R"({"detail":"slow down"})", 429);
    busy.headers = {{"Retry-After", header}};
    bench.answers = {busy};

    const auto pending = bench.client.listSettlements();
    QTRY_COMPARE(bench.http.waits().size(), 1);

    const qint64 wait = QDateTime::currentDateTimeUtc().msecsTo(bench.http.waits().first().until);
    QVERIFY2(wait > (seconds - 5) * 1000 && wait <= seconds * 1000, qPrintable(QString::number(wait)));
    bench.client.cancelWait();
}

void TestKeystoneFailures::retriesCanBeTurnedOff()
{
    KeystoneBench bench(GuardLevel::Normal, 0); // D9
    bench.answers = {ScriptedAnswer::json("{}", 503)};

    QCOMPARE(failureIn(bench.client.readSettlement(someId())).value().httpStatus, 503);
    QCOMPARE(bench.calls().size(), 1);
}

void TestKeystoneFailures::theTriesRunOutWithTheLastCauseInside()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", 500), ScriptedAnswer::json("{}", 500), ScriptedAnswer::json("{}", 500),
                     ScriptedAnswer::json(R"({"detail":"still down"})", 503)};

    const Error error = failureIn(bench.client.readSettlement(someId())).value();

    QCOMPARE(bench.calls().size(), 4);
    QCOMPARE(failureOf(error, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(error.httpStatus, 503);
    QCOMPARE(error.detail, u"still down"_s);
}

void TestKeystoneFailures::connectionsThatBreakAreTypedFailures()
{
    KeystoneBench bench; // D3
    bench.answers = {ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError)};

    const Error error =
        failureIn(bench.client.decideCompliance(someId(), Decision::Reject, reviewed(calls::decideCompliance))).value();

    QCOMPARE(error.kind, ErrorKind::Network);
    QCOMPARE(error.reach, Reach::Unknown);
    QCOMPARE(failureOf(error, calls::decideCompliance), Failure::Unclear);
}

void TestKeystoneFailures::aConflictIsAConflict()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"detail":"No decision is awaited"})", 409)};

    const Error error =
        failureIn(bench.client.decideCompliance(someId(), Decision::Reject, reviewed(calls::decideCompliance))).value();

    QCOMPARE(failureOf(error, calls::decideCompliance), Failure::Conflict);
    QCOMPARE(error.detail, u"No decision is awaited"_s);
    QCOMPARE(error.httpStatus, 409);
}

void TestKeystoneFailures::fieldsAreNamedAsInTheForm()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(
        R"({"detail":[{"loc":["body","legs",0,"quantity"],"msg":"must be above 0","type":"greater_than"}]})", 422)};

    const Error error = failureIn(bench.client.submitInstruction(instructionDraft())).value();

    QCOMPARE(failureOf(error, calls::submitInstruction), Failure::Invalid);
    QCOMPARE(error.fields.first().path, u"legs.0.quantity"_s);
    QCOMPARE(error.fields.first().message, u"must be above 0"_s);
}

void TestKeystoneFailures::failuresHaveTheWordsOfTheGuide()
{
    const auto failure = [](int status, const Call &call) {
        KeystoneBench bench(GuardLevel::Normal, 0);
        bench.answers.assign(2, ScriptedAnswer::json(R"({"detail":"words"})", status));
        const std::optional<Error> outcome =
            call.effect == Effect::Read
                ? failureIn(bench.client.readSettlement(someId()))
                : failureIn(bench.client.decideCompliance(someId(), Decision::Approve, reviewed(call)));
        return failureOf(outcome.value(), call);
    };

    QCOMPARE(failure(401, calls::readSettlement), Failure::Authentication);
    QCOMPARE(failure(403, calls::readSettlement), Failure::Forbidden);
    QCOMPARE(failure(404, calls::readSettlement), Failure::NotFound);
    QCOMPARE(failure(409, calls::readSettlement), Failure::Conflict);
    QCOMPARE(failure(422, calls::readSettlement), Failure::Invalid);
    QCOMPARE(failure(429, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(failure(500, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(failure(302, calls::readSettlement), Failure::Other);
    QCOMPARE(failure(500, calls::decideCompliance), Failure::Unclear);
    QCOMPARE(failure(429, calls::decideCompliance), Failure::Other);
    QCOMPARE(failure(501, calls::decideCompliance), Failure::Other);
}

QTEST_GUILESS_MAIN(TestKeystoneFailures)
#include "tst_keystonefailures.moc"
