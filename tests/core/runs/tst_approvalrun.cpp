// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/approvalruns.h"
#include "tests/core/ledger/ledgertest.h"
#include "tests/core/runs/phonedesk.h"
#include "tests/support/awaited.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bkey::TokenFault;

namespace {

const Author asker{u"ada"_s, u"profile-1"_s, u"Shop"_s};
const QByteArray plan(32, 'p');

} // namespace

/// A question to a phone with the ledger beside it: nothing is asked, waited for or granted that is not in there.
class TestApprovalRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aVerifiedYesIsGrantedAndSpentOnce_data();
    void aVerifiedYesIsGrantedAndSpentOnce();
    void aNoIsWrittenDown_data();
    void aNoIsWrittenDown();
    void aForgedYesIsNone_data();
    void aForgedYesIsNone();
    void whatProvedOneThingProvesNoOther();
    void whoAsksIsNotAsked();
    void onePersonIsAskedOneThingAtATime();
    void aFullLedgerAsksNobody();
    void aYesThatTheLedgerDoesNotTakeIsNone();
    void whatIsWithdrawnHearsNoYes();
    void whatNobodyWaitsForIsWithdrawn();
    void afterACrashTheAnswerIsHeard_data();
    void afterACrashTheAnswerIsHeard();
    void oneOfTwoGoesOnListening();
    void whatIsOverIsNotPickedUp();

private:
    ApprovalIntent intent() const
    {
        return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                .action = u"mint"_s,
                .plan = plan,
                .message = u"Mint 25,000 points · 7070 7070"_s,
                .amount = u"25000"_s,
                .recipient = u"account-1"_s,
                .issuer = m_desk->connection.credential().issuerName(),
                .scope = u"approve:action"_s,
                .approver = m_sandbox->bkeyCredential(u"userDid"),
                .approverUser = u"grace"_s,
                .author = asker};
    }
    void control(const QByteArray &wishes) { m_sandbox->post(u"bkey"_s, wishes); }
    qsizetype asked() { return qsizetype(m_sandbox->get(u"phone"_s)[u"pending"].items().size()); }
    ApprovalRunReport run(const ApprovalIntent &wanted);
    ApprovalRecord recordOf(const QString &id) { return valueOf(m_ledger->approvals({.id = id})).value(0); }
    /// One that waits, of a process that was killed.
    ApprovalIntent left();
    QStringList audited();
    bool inTheLedger(const QString &sql) { return OtherProgram(m_ledger->path()).run(sql); }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Desk> m_desk;
};

void TestApprovalRun::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
}

void TestApprovalRun::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
    m_desk = std::make_unique<Desk>(*m_sandbox);
}

void TestApprovalRun::cleanup()
{
    control(R"({"auto":"off","forge":[]})");
    m_desk.reset();
    m_ledger.reset();
    m_folder.reset();
}

ApprovalRunReport TestApprovalRun::run(const ApprovalIntent &wanted)
{
    ApprovalRun run(m_desk->approvalParts(*m_ledger));
    std::optional<ApprovalRunReport> report;
    connect(&run, &ApprovalRun::ended, &run, [&](const ApprovalRunReport &end) { report = end; });
    run.start({.intent = wanted});
    if (!QTest::qWaitFor([&] { return report.has_value(); }, 60'000))
        qFatal("the approval did not end");
    return *report;
}

ApprovalIntent TestApprovalRun::left()
{
    const ApprovalIntent wanted = intent();
    {
        ApprovalRun run(m_desk->approvalParts(*m_ledger));
        QSignalSpy rings(&run, &ApprovalRun::waiting);
        run.start({.intent = wanted});
        if (!rings.wait(20'000))
            qFatal("nobody was asked");
    }
    if (!QTest::qWaitFor([&] { return recordOf(wanted.id).state == ApprovalState::Withdrawn; }, 20'000) ||
        !inTheLedger(u"UPDATE approval SET state = 'waiting', ended_at = '', owner = 'killed'"_s))
        qFatal("not as if it was killed");
    return wanted;
}

/// The events of approvals, the first one first.
QStringList TestApprovalRun::audited()
{
    QStringList events;
    for (const AuditEntry &entry : valueOf(m_ledger->auditEntries({})))
        events.prepend(entry.event);
    return events;
}

void TestApprovalRun::aVerifiedYesIsGrantedAndSpentOnce_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("status") << u"client"_s;
    QTest::newRow("rfc") << u"rfcClient"_s;
}

void TestApprovalRun::aVerifiedYesIsGrantedAndSpentOnce()
{
    QFETCH(const QString, dialect);
    m_desk = std::make_unique<Desk>(*m_sandbox, dialect);
    control(R"({"auto":"approve"})");
    const ApprovalIntent wanted = intent();

    const ApprovalRunReport report = run(wanted);

    QVERIFY2(!report.error, report.error ? qPrintable(report.error->detail) : "");
    QCOMPARE(report.state, ApprovalState::Granted);
    const ApprovalRecord record = recordOf(wanted.id);
    QCOMPARE(record.state, ApprovalState::Granted);
    QCOMPARE(record.requestId, report.told->requestId);
    QCOMPARE(record.grant.approver, wanted.approver);
    QCOMPARE(record.grant.tokenId, report.told->token->id);
    QVERIFY(record.grant.validUntil > QDateTime::currentDateTimeUtc());
    const ApprovalUse use{.id = wanted.id, .action = wanted.action, .plan = plan, .author = asker, .subject = u"m-1"_s};
    QCOMPARE(valueOf(m_ledger->spendApproval(use)), ApprovalBar::None);
    QCOMPARE(valueOf(m_ledger->spendApproval(use)), ApprovalBar::AlreadySpent);
    QCOMPARE(audited(), (QStringList{u"approval.asked"_s, u"approval.granted"_s, u"approval.spent"_s}));
}

void TestApprovalRun::aNoIsWrittenDown_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ApprovalState>("state");
    QTest::newRow("denied") << QByteArray(R"({"auto":"deny"})") << ApprovalState::Denied;
    QTest::newRow("another status beside the token")
        << QByteArray(R"({"auto":"approve","forge":["otherStatus"]})") << ApprovalState::Failed;
    QTest::newRow("no token") << QByteArray(R"({"auto":"approve","forge":["noToken"]})") << ApprovalState::Failed;
    QTest::newRow("a status that nobody knows")
        << QByteArray(R"({"auto":"off","forge":["unknownStatus"]})") << ApprovalState::TimedOut;
}

void TestApprovalRun::aNoIsWrittenDown()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const ApprovalState, state);
    control(answer);
    const ApprovalIntent wanted = intent();

    const ApprovalRunReport report = run(wanted);

    QCOMPARE(report.state, state);
    QCOMPARE(recordOf(wanted.id).state, state);
    QCOMPARE(audited().last(), QString(u"approval."_s + approvalStateWord(state)));
}

void TestApprovalRun::aForgedYesIsNone_data()
{
    QTest::addColumn<QByteArray>("forge");
    QTest::addColumn<TokenFault>("fault");
    const auto row = [](const char *forge, TokenFault fault) { QTest::newRow(forge) << QByteArray(forge) << fault; };
    row("wrongIssuer", TokenFault::Issuer);
    row("noIssuer", TokenFault::Issuer);
    row("wrongAudience", TokenFault::Audience);
    row("noAudience", TokenFault::Audience);
    row("wrongSubject", TokenFault::Approver);
    row("noSubject", TokenFault::Approver);
    row("missingScope", TokenFault::Scope);
    row("noScope", TokenFault::Scope);
    row("stale", TokenFault::TooOld);
    row("expired", TokenFault::Expired);
    row("notYet", TokenFault::NotYetValid);
    row("textTimes", TokenFault::ClaimMissing);
    row("noExpiry", TokenFault::ClaimMissing);
    row("tooLong", TokenFault::Malformed);
    row("algNone", TokenFault::Malformed); // its third part is empty
    row("hs256", TokenFault::Algorithm);
    row("unknownKid", TokenFault::KeyUnknown);
    row("otherKey", TokenFault::Signature);
    row("malleable", TokenFault::Signature);
    row("badSignature", TokenFault::Signature);
    row("changed", TokenFault::Signature);
}

void TestApprovalRun::aForgedYesIsNone()
{
    QFETCH(const QByteArray, forge);
    QFETCH(const TokenFault, fault);
    control(R"({"auto":"approve","forge":[")" + forge + R"("]})");
    const ApprovalIntent wanted = intent();

    const ApprovalRunReport report = run(wanted);

    QCOMPARE(report.state, ApprovalState::Failed);
    QVERIFY(report.told);
    QCOMPARE(report.told->outcome, bkey::ApprovalOutcome::Forged);
    QCOMPARE(report.told->fault, fault);
    const ApprovalRecord record = recordOf(wanted.id);
    QCOMPARE(record.state, ApprovalState::Failed);
    QCOMPARE(record.detail, QString(bkey::tokenFaultWord(fault)));
    QCOMPARE(valueOf(m_ledger->spendApproval({wanted.id, wanted.action, plan, asker, u"m-1"_s})),
             ApprovalBar::NotGranted);
}

void TestApprovalRun::whatProvedOneThingProvesNoOther()
{
    control(R"({"auto":"approve","forge":["replayedId"]})");
    const ApprovalRunReport first = run(intent());
    const ApprovalIntent wanted = intent();

    const ApprovalRunReport second = run(wanted);

    QCOMPARE(first.state, ApprovalState::Granted);
    QCOMPARE(second.state, ApprovalState::Failed);
    QCOMPARE(second.bar, ApprovalBar::TokenSeen);
    QCOMPARE(second.told->token->id, first.told->token->id);
    QCOMPARE(recordOf(wanted.id).state, ApprovalState::Failed);
}

void TestApprovalRun::whoAsksIsNotAsked()
{
    ApprovalIntent own = intent();
    own.approverUser = asker.user;
    ApprovalIntent anybody = intent();
    anybody.approverUser.clear();
    const qsizetype before = asked();

    QCOMPARE(run(own).bar, ApprovalBar::SamePerson);
    QCOMPARE(run(anybody).bar, ApprovalBar::ApproverUnknown);
    QCOMPARE(asked(), before);
    QVERIFY(audited().isEmpty());
}

void TestApprovalRun::onePersonIsAskedOneThingAtATime()
{
    const qsizetype before = asked();
    ApprovalRun waiting(m_desk->approvalParts(*m_ledger));
    QSignalSpy rings(&waiting, &ApprovalRun::waiting);
    waiting.start({.intent = intent()});
    QVERIFY(rings.wait(20'000));

    const ApprovalRunReport second = run(intent());

    QCOMPARE(second.state, ApprovalState::Failed);
    QCOMPARE(second.bar, ApprovalBar::AlreadyWaiting);
    QCOMPARE(asked(), before + 1);
}

void TestApprovalRun::aFullLedgerAsksNobody()
{
    const qsizetype before = asked();
    QVERIFY(inTheLedger(u"CREATE TRIGGER full BEFORE INSERT ON approval BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const ApprovalRunReport report = run(intent());

    QCOMPARE(report.state, ApprovalState::Failed);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QVERIFY(!report.told);
    QCOMPARE(asked(), before);
}

void TestApprovalRun::aYesThatTheLedgerDoesNotTakeIsNone()
{
    control(R"({"auto":"approve"})");
    QVERIFY(inTheLedger(u"CREATE TRIGGER full BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const ApprovalRunReport report = run(intent());

    QCOMPARE(report.state, ApprovalState::Failed);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
}

void TestApprovalRun::whatIsWithdrawnHearsNoYes()
{
    const ApprovalIntent wanted = intent();
    ApprovalRun run(m_desk->approvalParts(*m_ledger));
    QSignalSpy ended(&run, &ApprovalRun::ended);
    connect(&run, &ApprovalRun::waiting, &run, [&] {
        control(R"({"auto":"approve"})");
        run.withdraw();
    });

    run.start({.intent = wanted});

    QVERIFY(ended.wait(20'000));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().value<ApprovalRunReport>().state, ApprovalState::Withdrawn);
    QCOMPARE(recordOf(wanted.id).state, ApprovalState::Withdrawn);
}

void TestApprovalRun::whatNobodyWaitsForIsWithdrawn()
{
    const ApprovalIntent wanted = intent();
    {
        ApprovalRun run(m_desk->approvalParts(*m_ledger));
        QSignalSpy rings(&run, &ApprovalRun::waiting);
        run.start({.intent = wanted});
        QVERIFY(rings.wait(20'000));
    }

    QTRY_COMPARE(recordOf(wanted.id).state, ApprovalState::Withdrawn);
}

void TestApprovalRun::afterACrashTheAnswerIsHeard_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ApprovalState>("state");
    QTest::addColumn<QByteArray>("forge");
    QTest::newRow("approved") << QByteArray("approve") << ApprovalState::Granted << QByteArray("");
    QTest::newRow("denied") << QByteArray("deny") << ApprovalState::Denied << QByteArray("");
    QTest::newRow("somebody else's") << QByteArray("approve") << ApprovalState::Failed
                                     << QByteArray("\"wrongSubject\"");
    QTest::newRow("from before it was asked")
        << QByteArray("approve") << ApprovalState::Failed << QByteArray("\"stale\"");
}

void TestApprovalRun::afterACrashTheAnswerIsHeard()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const ApprovalState, state);
    QFETCH(const QByteArray, forge);
    const ApprovalIntent wanted = left();
    control(R"({"forge":[)" + forge + "]}");
    QVERIFY(!recordOf(wanted.id).isUnderWay);
    const qsizetype before = asked();
    const QByteArray request = recordOf(wanted.id).requestId.toUtf8();
    bool isLeft = false;
    m_desk->betweenPolls = [&] {
        if (std::exchange(isLeft, false))
            m_sandbox->post(u"phone"_s, R"({"id":")" + request + R"(","action":")" + answer + "\"}");
    };
    ApprovalRuns runs(m_desk->approvalParts(*m_ledger));
    QSignalSpy ended(&runs, &ApprovalRuns::ended);
    QSignalSpy rings(&runs, &ApprovalRuns::waiting);

    runs.resumeThoseOf(asker);
    QVERIFY(rings.wait(20'000));
    QVERIFY(runs.isAwaited(wanted.id));
    QVERIFY(runs.left(wanted.id) > 0ms);
    QVERIFY(recordOf(wanted.id).isUnderWay);
    QCOMPARE(asked(), before); // nobody is asked twice
    isLeft = true;

    QVERIFY(ended.wait(20'000));
    QCOMPARE(ended.first().at(1).value<ApprovalRunReport>().state, state);
    QCOMPARE(recordOf(wanted.id).state, state);
    const ApprovalUse use{.id = wanted.id, .action = wanted.action, .plan = plan, .author = asker, .subject = u"m-1"_s};
    QCOMPARE(valueOf(m_ledger->spendApproval(use)),
             state == ApprovalState::Granted ? ApprovalBar::None : ApprovalBar::NotGranted);
}

void TestApprovalRun::oneOfTwoGoesOnListening()
{
    const ApprovalIntent wanted = left();
    ApprovalRun first(m_desk->approvalParts(*m_ledger));
    QSignalSpy rings(&first, &ApprovalRun::waiting);
    first.resume(wanted.id, asker);
    QVERIFY(rings.wait(20'000));
    ApprovalRun second(m_desk->approvalParts(*m_ledger));
    QSignalSpy ended(&second, &ApprovalRun::ended);

    second.resume(wanted.id, asker);

    QVERIFY(ended.wait(20'000));
    QCOMPARE(ended.first().first().value<ApprovalRunReport>().bar, ApprovalBar::AlreadyWaiting);
    QCOMPARE(recordOf(wanted.id).state, ApprovalState::Waiting);
}

void TestApprovalRun::whatIsOverIsNotPickedUp()
{
    const ApprovalIntent wanted = left();
    const Author other{u"eve"_s, asker.profileId, asker.profileName};
    QCOMPARE(valueOf(m_ledger->pickUpApproval(wanted.id, other)).bar, ApprovalBar::OtherAuthor);
    QVERIFY(inTheLedger(u"UPDATE approval SET deadline = asked_at"_s));
    QCOMPARE(valueOf(m_ledger->pickUpApproval(wanted.id, asker)).bar, ApprovalBar::NotWaiting);
    QCOMPARE(awaited(m_ledger->pickUpApproval(u"unheard-of"_s, asker)).error().cause, Cause::RunUnknown);

    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));

    QCOMPARE(recordOf(wanted.id).state, ApprovalState::TimedOut);
    QVERIFY(!valueOf(m_ledger->verifyAudit()).broken);
}

QTEST_GUILESS_MAIN(TestApprovalRun)
#include "tst_approvalrun.moc"
