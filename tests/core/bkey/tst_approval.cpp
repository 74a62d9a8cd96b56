// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/approval.h"
#include "tests/core/bkey/clientbench.h"
#include "tests/core/bkey/testsigner.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QString approver = u"did:bkey:zDemo"_s;

/// An approval on a scripted network, whose waits are over at once and written down.
struct ApprovalBench : ClientBench
{
    explicit ApprovalBench(const QByteArray &start = R"({"auth_req_id":"ciba_1","expires_in":60,"interval":2})")
    {
        answers = {ScriptedAnswer::json(start)};
        QObject::connect(&approval, &Approval::ended, &approval, [this](const ApprovalReport &end) {
            ++ends;
            report = end;
        });
    }

    void start() { approval.start({.request = {.approver = approver, .message = u"Deploy"_s}, .plan = "digest"}); }
    const ApprovalReport &run()
    {
        start();
        [[maybe_unused]] const bool isOver = QTest::qWaitFor([this] { return ends > 0; }, 60'000);
        return report;
    }

    /// As the issuer would sign it now.
    QByteArray claims(const QByteArray &by = "did:bkey:zDemo") const
    {
        const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
        const QByteArray end = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 300);
        return R"({"iss":")" + credential.issuerName().toUtf8() + R"(","sub":")" + by +
               R"(","aud":"test-client","scope":"openid approve:action","jti":"jti-1","iat":)" + now + R"(,"exp":)" +
               end + "}";
    }
    static ScriptedAnswer yes(const QByteArray &token)
    {
        return ScriptedAnswer::json(R"({"status":"approved","access_token":")" + token + R"("})");
    }
    static ScriptedAnswer word(const QByteArray &status)
    {
        return ScriptedAnswer::json(R"({"status":")" + status + R"("})");
    }
    static ScriptedAnswer code(const QByteArray &error)
    {
        return ScriptedAnswer::json(R"({"error":")" + error + R"("})", 400);
    }
    QByteArray token() const { return signer.token(demoHeader, claims()); }
    ScriptedAnswer published() const { return ScriptedAnswer::json(signer.keySet("demo-1")); }
    /// What the token endpoint answers: the client's token, then these polls.
    void script(std::deque<ScriptedAnswer> polls)
    {
        tokenAnswers = std::move(polls);
        tokenAnswers.push_front(CredentialBench::token("test-token", ",\"expires_in\":3600"));
    }

    TestSigner signer{};
    PublishedKeys keys{credential.issuer(), {.life = 300s, .pause = 30s}};
    std::chrono::milliseconds clock{0};
    QList<std::chrono::milliseconds> waits{};
    Approval approval{{.client = client,
                       .keys = keys,
                       .issuer = credential.issuerName(),
                       .audience = u"test-client"_s,
                       .time = {.wait = [this](std::chrono::milliseconds delay) { return passed(delay); },
                                .now = [this] { return clock; }}}};
    ApprovalReport report{};
    int ends = 0;

private:
    Pending<Nothing> passed(std::chrono::milliseconds delay)
    {
        waits << delay;
        clock += delay;
        return Pending<Nothing>::ready({});
    }
};

using Waits = QList<std::chrono::milliseconds>;

} // namespace

/// One approval from the question to its end: a verified yes, or a no.
class TestApproval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVerifiedYesIsApproved();
    void everyNoSaysWhichOne_data();
    void everyNoSaysWhichOne();
    void isNeverFasterThanTheService();
    void troubleDoesNotEndTheWait();
    void threeUnreadableAnswersEndIt();
    void aStatusOfALaterVersionIsHeard();
    void timeRunsOutByTheAnswersOwnCount();
    void aTokenThatProvesNothingIsForged_data();
    void aTokenThatProvesNothingIsForged();
    void keysMayRotateMeanwhile();
    void keysThatCannotBeHadAreAskedForAgain();
    void keysThatNeverComeAreNoYes();
    void aYesThatGotLostIsUnclear();
    void aStartThatGotLostIsUnclear();
    void aRefusedStartIsNot();
    void aWithdrawnOneHearsNothingMore();
    void whoHearsAWordMayWithdraw();
};

void TestApproval::aVerifiedYesIsApproved()
{
    ApprovalBench bench;
    bench.answers.push_back(bench.published());
    bench.script({ApprovalBench::word("pending"), ApprovalBench::code("authorization_pending"),
                  ApprovalBench::yes(bench.token())});
    QSignalSpy waiting(&bench.approval, &Approval::waiting);

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Approved);
    QCOMPARE(report.plan, QByteArray("digest"));
    QCOMPARE(report.requestId, u"ciba_1"_s);
    QCOMPARE(report.token->id, u"jti-1"_s);
    QCOMPARE(report.token->approver, approver);
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(bench.waits, (Waits{2s, 2s, 2s}));
    QCOMPARE(bench.ends, 1);
}

void TestApproval::everyNoSaysWhichOne_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<ApprovalOutcome>("outcome");
    const auto json = [](const char *body, int status = 200) { return ScriptedAnswer::json(body, status); };
    QTest::newRow("denied, by status") << ApprovalBench::word("denied") << ApprovalOutcome::Denied;
    QTest::newRow("denied, by code") << ApprovalBench::code("access_denied") << ApprovalOutcome::Denied;
    QTest::newRow("expired, by status") << ApprovalBench::word("expired") << ApprovalOutcome::Expired;
    QTest::newRow("expired, by code") << ApprovalBench::code("expired_token") << ApprovalOutcome::Expired;
    QTest::newRow("approved without a token") << ApprovalBench::word("approved") << ApprovalOutcome::Failed;
    QTest::newRow("a token and another status")
        << json(R"({"status":"consulting","access_token":"a.b.c"})") << ApprovalOutcome::Failed;
    QTest::newRow("a token with an error") << json(R"({"access_token":"a.b.c"})", 400) << ApprovalOutcome::Failed;
    QTest::newRow("client refused") << json(R"({"error":"invalid_client"})", 401) << ApprovalOutcome::Failed;
}

void TestApproval::everyNoSaysWhichOne()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(ApprovalOutcome, outcome);
    ApprovalBench bench;
    bench.script({answer});

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, outcome);
    QVERIFY(!report.token);
    QVERIFY(!report.isUnclear);
    QCOMPARE(bench.grants().size(), 2); // the client's own token, one poll
}

void TestApproval::isNeverFasterThanTheService()
{
    ApprovalBench bench;
    ScriptedAnswer busy = ScriptedAnswer::json("{}", 429);
    busy.headers = {{"Retry-After", "11"}};
    bench.script(
        {ApprovalBench::code("slow_down"), busy, ApprovalBench::word("pending"), ApprovalBench::word("denied")});

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Denied);

    QCOMPARE(bench.waits, (Waits{2s, 7s, 11s, 7s}));
}

void TestApproval::troubleDoesNotEndTheWait()
{
    ApprovalBench bench;
    bench.answers.push_back(bench.published());
    bench.script({ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), ScriptedAnswer::json("{}", 503),
                  ScriptedAnswer::json("<html>"), ScriptedAnswer::json("[]"), ApprovalBench::word("pending"),
                  ApprovalBench::yes(bench.token())});

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Approved);

    QCOMPARE(bench.grants().size(), 7);
}

void TestApproval::threeUnreadableAnswersEndIt()
{
    ApprovalBench bench;
    bench.script({ScriptedAnswer::json("<"), ScriptedAnswer::json("<"), ScriptedAnswer::json("<")});

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Failed);

    QCOMPARE(bench.grants().size(), 4);
}

void TestApproval::aStatusOfALaterVersionIsHeard()
{
    ApprovalBench bench;
    bench.script({ApprovalBench::word("consulting"), ApprovalBench::word("denied")});
    QSignalSpy heard(&bench.approval, &Approval::heard);

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Denied);

    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first().first().toString(), u"consulting"_s);
}

void TestApproval::timeRunsOutByTheAnswersOwnCount()
{
    ApprovalBench bench(R"({"auth_req_id":"ciba_1","expires_in":7,"interval":2})"); // B2
    bench.script({ApprovalBench::word("pending"), ApprovalBench::word("pending"), ApprovalBench::word("pending")});

    QCOMPARE(bench.run().outcome, ApprovalOutcome::TimedOut);

    QCOMPARE(bench.waits, (Waits{2s, 2s, 2s, 1s}));
    QCOMPARE(bench.grants().size(), 4);
}

void TestApproval::aTokenThatProvesNothingIsForged_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<TokenFault>("fault");
    QTest::newRow("unsigned") << QByteArray(R"({"alg":"none"})") << QByteArray("did:bkey:zDemo")
                              << TokenFault::Algorithm;
    QTest::newRow("by another key") << QByteArray(R"({"alg":"EdDSA","kid":"other"})") << QByteArray("did:bkey:zDemo")
                                    << TokenFault::KeyUnknown;
    QTest::newRow("by somebody else") << demoHeader << QByteArray("did:bkey:zOther") << TokenFault::Approver;
}

void TestApproval::aTokenThatProvesNothingIsForged()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, by);
    QFETCH(TokenFault, fault);
    ApprovalBench bench;
    bench.answers.push_back(bench.published());
    bench.answers.push_back(bench.published());
    bench.script({ApprovalBench::yes(bench.signer.token(header, bench.claims(by)))});

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Forged);
    QCOMPARE(report.fault, fault);
    QVERIFY(!report.token);
}

void TestApproval::keysMayRotateMeanwhile()
{
    ApprovalBench bench;
    bench.answers.push_back(ScriptedAnswer::json(TestSigner(0x41).keySet("older")));
    bench.answers.push_back(bench.published());
    bench.script({ApprovalBench::yes(bench.token())});

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Approved);
}

void TestApproval::keysThatCannotBeHadAreAskedForAgain()
{
    ApprovalBench bench;
    bench.answers.push_back(ScriptedAnswer::json("{}"));
    bench.answers.push_back(ScriptedAnswer::json("{}", 403));
    bench.answers.push_back(bench.published());
    bench.script({ApprovalBench::yes(bench.token())});

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Approved);
    QVERIFY(!report.error);
    QCOMPARE(bench.grants().size(), 2); // the token was handed out once, and kept
}

void TestApproval::keysThatNeverComeAreNoYes()
{
    ApprovalBench bench;
    bench.script({ApprovalBench::yes(bench.token())});

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Failed);
    QCOMPARE(report.error->cause, Cause::UnexpectedShape);
    QVERIFY(!report.token);
}

void TestApproval::aYesThatGotLostIsUnclear()
{
    ApprovalBench bench;
    bench.script({ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), ApprovalBench::code("invalid_grant")});

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Failed);
    QVERIFY(report.isUnclear);
}

void TestApproval::aStartThatGotLostIsUnclear()
{
    ApprovalBench bench;
    bench.answers = {ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError)};

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Failed);
    QVERIFY(report.isUnclear);
    QCOMPARE(bench.calls().size(), 1); // a phone rings once
}

void TestApproval::aRefusedStartIsNot()
{
    ApprovalBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"error":"invalid_scope","error_description":"no such scope"})", 400)};

    const ApprovalReport report = bench.run();

    QCOMPARE(report.outcome, ApprovalOutcome::Failed);
    QCOMPARE(report.error->code, u"invalid_scope"_s);
    QVERIFY(!report.isUnclear);
}

void TestApproval::aWithdrawnOneHearsNothingMore()
{
    ApprovalBench bench;
    bench.script({ScriptedAnswer::hanging()});
    bench.start();
    QTRY_COMPARE(bench.network.hanging(), 1);

    bench.approval.withdraw();
    bench.approval.withdraw();

    QCOMPARE(bench.report.outcome, ApprovalOutcome::Withdrawn);
    QCOMPARE(bench.network.aborted(), 1);
    QVERIFY(whatWasPostedHasArrived());
    QCOMPARE(bench.ends, 1);
}

void TestApproval::whoHearsAWordMayWithdraw()
{
    ApprovalBench bench;
    bench.script({ApprovalBench::word("consulting"), ApprovalBench::yes(bench.token())});
    connect(&bench.approval, &Approval::heard, &bench.approval, &Approval::withdraw);

    QCOMPARE(bench.run().outcome, ApprovalOutcome::Withdrawn);

    QVERIFY(whatWasPostedHasArrived());
    QCOMPARE(bench.grants().size(), 2);
}

QTEST_GUILESS_MAIN(TestApproval)
#include "tst_approval.moc"
