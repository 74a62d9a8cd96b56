// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"
#include "ledgertest.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QUuid>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

namespace {

constexpr QLatin1StringView approverDid{"did:bkey:zTestApprover"};

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

ApprovalIntent phoneIntent()
{
    return {.id = newId(),
            .way = ApprovalWay::Phone,
            .action = u"mint"_s,
            .plan = digestOf("12,000 points for a-1"),
            .message = u"4f0c1a2b: 12,000 points for a-1"_s,
            .amount = u"12000"_s,
            .recipient = u"a-1"_s,
            .resource = u"https://api.test"_s,
            .issuer = u"https://issuer.test"_s,
            .scope = u"approve:action"_s,
            .approver = approverDid,
            .approverUser = u"second"_s,
            .author = {u"first"_s, u"p-1"_s, u"Desk, Zürich"_s}};
}

ApprovalIntent deskIntent()
{
    ApprovalIntent intent = phoneIntent();
    intent.way = ApprovalWay::Desk;
    intent.issuer.clear();
    intent.scope.clear();
    intent.approver.clear();
    intent.approverUser.clear();
    return intent;
}

ApprovalGrant grantOf(const ApprovalIntent &intent)
{
    return {.approver = intent.way == ApprovalWay::Phone ? intent.approver : u"second"_s,
            .tokenId = intent.way == ApprovalWay::Phone ? newId() : QString(),
            .validUntil = QDateTime::currentDateTimeUtc().addSecs(300)};
}

ApprovalUse useOf(const ApprovalIntent &intent)
{
    return {
        .id = intent.id, .action = intent.action, .plan = intent.plan, .author = intent.author, .subject = u"m-1"_s};
}

QDateTime soon()
{
    return QDateTime::currentDateTimeUtc().addSecs(120);
}

/// Three people who do to one ledger whatever comes to their minds, in any order. What is spent has to have been
/// granted by somebody else than who asked and spends it, for that very plan; no yes and no proof may count twice.
class Crowd
{
public:
    explicit Crowd(LedgerStore &ledger)
        : m_ledger(ledger)
    {}
    qsizetype spent() const { return m_spent.size(); }

    void doSomething()
    {
        if (m_asked.isEmpty())
            return ask();
        const ApprovalIntent intent = m_asked.at(m_draw.bounded(m_asked.size()));
        switch (m_draw.bounded(6)) {
        case 0:
            return ask();
        case 1:
            return await(intent);
        case 2:
            return grant(intent);
        case 3:
            return end(intent);
        default:
            return spend(intent);
        }
    }

private:
    QString person() { return QStringList{u"first"_s, u"second"_s, u"third"_s}.at(m_draw.bounded(3)); }
    QByteArray plan() { return digestOf(QByteArray::number(m_draw.bounded(4))); }
    bool seldom() { return m_draw.bounded(4) == 0; }
    static QString didOf(const QString &user) { return u"did:bkey:z"_s + user; }

    template <class F>
    auto journal(F change)
    {
        return m_ledger.approvals(change);
    }

    void await(const ApprovalIntent &intent)
    {
        (void)journal([&](ApprovalJournal &each) { return each.await(intent.id, newId(), soon()); });
    }

    void ask()
    {
        ApprovalIntent intent = seldom() ? deskIntent() : phoneIntent();
        intent.author.user = person();
        intent.action = seldom() ? u"publish"_s : u"mint"_s;
        intent.plan = plan();
        if (intent.way == ApprovalWay::Phone) {
            intent.approverUser = person();
            intent.approver = didOf(intent.approverUser);
        }
        const auto bar = journal([&](ApprovalJournal &each) { return each.ask(intent); });
        QVERIFY(bar);
        if (intent.approverUser == intent.author.user)
            QCOMPARE(*bar, ApprovalBar::SamePerson);
        if (*bar == ApprovalBar::None)
            m_asked << intent;
    }

    void grant(const ApprovalIntent &intent)
    {
        const bool isByPhone = intent.way == ApprovalWay::Phone;
        const QString user = isByPhone && !seldom() ? intent.approverUser : person();
        const QString token = !m_proofs.isEmpty() && seldom() ? m_proofs.at(m_draw.bounded(m_proofs.size())) : newId();
        const ApprovalGrant yes{.approver = isByPhone ? didOf(user) : user, .tokenId = token, .validUntil = soon()};
        const auto bar = journal([&](ApprovalJournal &each) { return each.grant(intent.id, yes); });
        QVERIFY(bar);
        if (*bar != ApprovalBar::None)
            return;
        QVERIFY(user != intent.author.user);
        QVERIFY(!m_grantedBy.contains(intent.id));
        QVERIFY(!isByPhone || !m_proofs.contains(token));
        m_grantedBy.insert(intent.id, user);
        if (isByPhone)
            m_proofs << token;
    }

    void end(const ApprovalIntent &intent)
    {
        if (!seldom())
            return;
        const QList<ApprovalState> states{ApprovalState::Denied, ApprovalState::Expired, ApprovalState::Withdrawn};
        const ApprovalEnd without{states.at(m_draw.bounded(3)), {}};
        (void)journal([&](ApprovalJournal &each) { return each.end(intent.id, without); });
    }

    void spend(const ApprovalIntent &intent)
    {
        ApprovalUse use = useOf(intent);
        use.author.user = seldom() ? person() : use.author.user;
        use.plan = seldom() ? plan() : use.plan;
        use.action = seldom() ? u"publish"_s : use.action;
        const auto bar = journal([&](ApprovalJournal &each) { return each.spend(use); });
        QVERIFY(bar);
        if (*bar != ApprovalBar::None)
            return;
        QVERIFY(!m_spent.contains(intent.id));
        m_spent.insert(intent.id);
        QCOMPARE(use.plan, intent.plan);
        QCOMPARE(use.action, intent.action);
        QCOMPARE(use.author.user, intent.author.user);
        QVERIFY(m_grantedBy.contains(intent.id));
        QVERIFY(m_grantedBy.value(intent.id) != use.author.user);
    }

    LedgerStore &m_ledger;
    QRandomGenerator m_draw{20261123};
    QList<ApprovalIntent> m_asked;
    QHash<QString, QString> m_grantedBy; ///< by the id of the approval
    QSet<QString> m_spent;
    QStringList m_proofs; ///< of phones, that were taken
};

} // namespace

/// Approvals in the ledger: another person's yes to exactly one plan, spent once.
class TestLedgerApprovals : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void wordsAreReadBack();
    void anApprovalIsReadBack();
    void whoAsksMayNotApprove_data();
    void whoAsksMayNotApprove();
    void anApproverMustBeSomebodyAtThisDesk();
    void onATestConnectionOneMayApproveOneself();
    void onePhoneIsAskedOneQuestionOfAKind();
    void aLateYesCountsForNothing_data();
    void aLateYesCountsForNothing();
    void onlyWhoWasAskedMaySayYes();
    void aProofCountsOnce();
    void whatIsSpentMustBeWhatWasApproved_data();
    void whatIsSpentMustBeWhatWasApproved();
    void aYesIsSpentOnce();
    void withoutAYesNothingIsSpent();
    void aYesGrowsStale();
    void ofADeadProcessTheQuestionFails();
    void aWaitingOneCanBeCarriedOn();
    void theAuditLogNamesWhoApprovedWhat();
    void onAFullDiskNothingIsAsked();
    void noSequenceApprovesOneselfOrTwice();

private:
    ApprovalBar ask(const ApprovalIntent &intent) { return valueOf(ledger->askApproval(intent)); }
    ApprovalBar grant(const ApprovalIntent &intent, const ApprovalGrant &what)
    {
        return valueOf(ledger->grantApproval(intent.id, what));
    }
    ApprovalBar spend(const ApprovalUse &use) { return valueOf(ledger->spendApproval(use)); }
    ApprovalRecord record(const QString &which) { return valueOf(ledger->approvals({.id = which})).value(0); }
    void askAndWait(const ApprovalIntent &intent)
    {
        QCOMPARE(ask(intent), ApprovalBar::None);
        if (intent.way == ApprovalWay::Phone)
            QVERIFY(awaited(ledger->awaitApproval(intent.id, u"test-request"_s, soon())));
    }
    void askAndGrant(const ApprovalIntent &intent)
    {
        askAndWait(intent);
        QCOMPARE(grant(intent, grantOf(intent)), ApprovalBar::None);
    }
    void reopen()
    {
        const QString path = ledger->path();
        ledger.reset();
        ledger = std::make_unique<Ledger>(path);
        QVERIFY(awaited(ledger->open()));
    }
};

void TestLedgerApprovals::wordsAreReadBack()
{
    for (int state = 0; state <= int(ApprovalState::Failed); ++state)
        QCOMPARE(approvalStateFromWord(QString(approvalStateWord(ApprovalState(state)))), ApprovalState(state));
    QCOMPARE(approvalStateFromWord(u"of a later version"), ApprovalState::Failed);
    QCOMPARE(approvalBarWord(ApprovalBar::Stale), "stale"_L1);
    QCOMPARE(approvalBarWord(ApprovalBar::SamePerson), "samePerson"_L1);
}

void TestLedgerApprovals::anApprovalIsReadBack()
{
    const ApprovalIntent intent = phoneIntent();
    const ApprovalGrant yes = grantOf(intent);

    askAndWait(intent);
    QCOMPARE(grant(intent, yes), ApprovalBar::None);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);

    const ApprovalRecord found = record(intent.id);
    QCOMPARE(found.intent, intent);
    QCOMPARE(found.state, ApprovalState::Spent);
    QCOMPARE(found.requestId, u"test-request"_s);
    QCOMPARE(found.grant.approver, yes.approver);
    QCOMPARE(found.grant.tokenId, yes.tokenId);
    QCOMPARE(found.spentFor, u"m-1"_s);
    QVERIFY(found.asked <= found.ended);
    QVERIFY(found.ended <= found.spent);
    QVERIFY(!found.isUnderWay);
    QVERIFY(valueOf(ledger->approvals({.profileId = u"p-2"_s})).isEmpty());
    QVERIFY(valueOf(ledger->approvals({.which = ApprovalQuery::Which::Open})).isEmpty());
}

void TestLedgerApprovals::whoAsksMayNotApprove_data()
{
    QTest::addColumn<ApprovalIntent>("intent");
    ApprovalIntent own = phoneIntent();
    own.approverUser = own.author.user;
    QTest::newRow("the phone is one's own") << own;
    ApprovalIntent nameless = deskIntent();
    nameless.author.user.clear();
    QTest::newRow("who has no name is nobody else") << nameless;
}

void TestLedgerApprovals::whoAsksMayNotApprove()
{
    QFETCH(const ApprovalIntent, intent);

    QCOMPARE(ask(intent), ApprovalBar::SamePerson);

    QVERIFY(valueOf(ledger->approvals({})).isEmpty());
    const ApprovalIntent atDesk = deskIntent();
    QCOMPARE(ask(atDesk), ApprovalBar::None);
    QCOMPARE(grant(atDesk, {.approver = u"first"_s, .validUntil = soon()}), ApprovalBar::SamePerson);
    QCOMPARE(spend(useOf(atDesk)), ApprovalBar::NotGranted);
}

void TestLedgerApprovals::anApproverMustBeSomebodyAtThisDesk()
{
    ApprovalIntent intent = phoneIntent();
    intent.approverUser.clear();

    QCOMPARE(ask(intent), ApprovalBar::ApproverUnknown);
}

void TestLedgerApprovals::onATestConnectionOneMayApproveOneself()
{
    ApprovalIntent intent = phoneIntent();
    intent.approverUser = intent.author.user;
    intent.selfApproval = SelfApproval::Allowed;

    askAndGrant(intent);

    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);
    const auto entries = valueOf(ledger->auditEntries({.event = u"approval.asked"_s}));
    QVERIFY(entries.value(0).content.contains("\"selfApproval\":true"));
}

void TestLedgerApprovals::onePhoneIsAskedOneQuestionOfAKind()
{
    const ApprovalIntent first = phoneIntent();
    ApprovalIntent second = phoneIntent();
    second.plan = digestOf("another");
    ApprovalIntent otherAction = phoneIntent();
    otherAction.action = u"publish"_s;
    askAndWait(first);

    QCOMPARE(ask(second), ApprovalBar::AlreadyWaiting);
    QCOMPARE(ask(otherAction), ApprovalBar::None);

    QVERIFY(awaited(ledger->endApproval(first.id, {ApprovalState::Denied, u"on the phone"_s})));
    QCOMPARE(ask(second), ApprovalBar::None);
    QCOMPARE(record(first.id).detail, u"on the phone"_s);
}

void TestLedgerApprovals::aLateYesCountsForNothing_data()
{
    QTest::addColumn<ApprovalState>("state");
    QTest::newRow("denied") << ApprovalState::Denied;
    QTest::newRow("expired") << ApprovalState::Expired;
    QTest::newRow("timed out") << ApprovalState::TimedOut;
    QTest::newRow("withdrawn") << ApprovalState::Withdrawn;
    QTest::newRow("failed") << ApprovalState::Failed;
}

void TestLedgerApprovals::aLateYesCountsForNothing()
{
    QFETCH(const ApprovalState, state);
    const ApprovalIntent intent = phoneIntent();
    askAndWait(intent);

    QVERIFY(awaited(ledger->endApproval(intent.id, {state, {}})));

    QCOMPARE(grant(intent, grantOf(intent)), ApprovalBar::NotWaiting);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::NotGranted);
    QCOMPARE(record(intent.id).state, state);
    const auto again = awaited(ledger->endApproval(intent.id, {ApprovalState::Denied, {}}));
    QCOMPARE(again.error().cause, Cause::AlreadyRecorded);
}

void TestLedgerApprovals::onlyWhoWasAskedMaySayYes()
{
    const ApprovalIntent intent = phoneIntent();
    askAndWait(intent);
    ApprovalGrant other = grantOf(intent);
    other.approver = u"did:bkey:zTestSomebodyElse"_s;
    ApprovalGrant nobody = grantOf(intent);
    nobody.approver.clear();

    QCOMPARE(grant(intent, other), ApprovalBar::OtherApprover);
    QCOMPARE(grant(intent, nobody), ApprovalBar::OtherApprover);

    QCOMPARE(record(intent.id).state, ApprovalState::Waiting);
}

void TestLedgerApprovals::aProofCountsOnce()
{
    const ApprovalIntent first = phoneIntent();
    const ApprovalIntent second = phoneIntent();
    const ApprovalGrant yes = grantOf(first);
    askAndWait(first);
    QCOMPARE(grant(first, yes), ApprovalBar::None);
    askAndWait(second);

    QCOMPARE(grant(second, yes), ApprovalBar::TokenSeen);
    ApprovalGrant unproven = grantOf(second);
    unproven.tokenId.clear();
    QCOMPARE(grant(second, unproven), ApprovalBar::TokenSeen);
    QCOMPARE(grant(first, grantOf(first)), ApprovalBar::NotWaiting);
}

void TestLedgerApprovals::whatIsSpentMustBeWhatWasApproved_data()
{
    QTest::addColumn<ApprovalUse>("use");
    QTest::addColumn<ApprovalBar>("bar");
    const ApprovalUse use = useOf(phoneIntent());
    ApprovalUse plan = use;
    plan.plan = digestOf("120,000 points for a-1");
    QTest::newRow("another plan") << plan << ApprovalBar::PlanChanged;
    ApprovalUse action = use;
    action.action = u"publish"_s;
    QTest::newRow("another action") << action << ApprovalBar::OtherAction;
    ApprovalUse user = use;
    user.author.user = u"second"_s;
    QTest::newRow("by who approved it") << user << ApprovalBar::OtherAuthor;
    ApprovalUse profile = use;
    profile.author.profileId = u"p-2"_s;
    QTest::newRow("on another connection") << profile << ApprovalBar::OtherAuthor;
}

void TestLedgerApprovals::whatIsSpentMustBeWhatWasApproved()
{
    QFETCH(ApprovalUse, use);
    QFETCH(const ApprovalBar, bar);
    const ApprovalIntent intent = phoneIntent();
    askAndGrant(intent);
    use.id = intent.id;

    QCOMPARE(spend(use), bar);

    QCOMPARE(record(intent.id).state, ApprovalState::Granted);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);
}

void TestLedgerApprovals::aYesIsSpentOnce()
{
    const ApprovalIntent intent = deskIntent();
    askAndGrant(intent);
    Ledger otherDesk(ledger->path());
    QVERIFY(awaited(otherDesk.open()));

    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);

    QCOMPARE(spend(useOf(intent)), ApprovalBar::AlreadySpent);
    QCOMPARE(valueOf(otherDesk.spendApproval(useOf(intent))), ApprovalBar::AlreadySpent);
    const auto given = awaited(ledger->endApproval(intent.id, {ApprovalState::Withdrawn, {}}));
    QCOMPARE(given.error().cause, Cause::AlreadyRecorded);
}

void TestLedgerApprovals::withoutAYesNothingIsSpent()
{
    const ApprovalIntent intent = phoneIntent();

    QCOMPARE(awaited(ledger->spendApproval(useOf(intent))).error().cause, Cause::RunUnknown);
    QCOMPARE(ask(intent), ApprovalBar::None);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::NotGranted);
    QVERIFY(awaited(ledger->awaitApproval(intent.id, u"test-request"_s, soon())));
    QCOMPARE(spend(useOf(intent)), ApprovalBar::NotGranted);
    QCOMPARE(grant(intent, grantOf(intent)), ApprovalBar::None);
    QVERIFY(awaited(ledger->endApproval(intent.id, {ApprovalState::Withdrawn, {}})));
    QCOMPARE(spend(useOf(intent)), ApprovalBar::NotGranted);
    QCOMPARE(awaited(ledger->askApproval(intent)).error().cause, Cause::AlreadyRecorded);
}

void TestLedgerApprovals::aYesGrowsStale()
{
    const ApprovalIntent old = phoneIntent();
    askAndWait(old);
    ApprovalGrant past = grantOf(old);
    past.validUntil = QDateTime::currentDateTimeUtc().addSecs(-1);
    QCOMPARE(grant(old, past), ApprovalBar::None);

    QCOMPARE(spend(useOf(old)), ApprovalBar::Stale);

    ApprovalIntent ahead = phoneIntent();
    askAndGrant(ahead);
    const QString later = QDateTime::currentDateTimeUtc().addSecs(600).toString(Qt::ISODateWithMs);
    QVERIFY(
        OtherProgram(ledger->path())
            .run(u"UPDATE approval SET ended_at = '%1', valid_until = '%1' WHERE id = '%2'"_s.arg(later, ahead.id)));
    QCOMPARE(spend(useOf(ahead)), ApprovalBar::Stale); // the clock was set back since
}

void TestLedgerApprovals::ofADeadProcessTheQuestionFails()
{
    const ApprovalIntent intent = phoneIntent();
    QCOMPARE(ask(intent), ApprovalBar::None);
    QVERIFY(record(intent.id).isUnderWay);

    reopen();

    const ApprovalRecord found = record(intent.id);
    QCOMPARE(found.state, ApprovalState::Failed);
    QCOMPARE(found.detail, u"interrupted"_s);
    QCOMPARE(awaited(ledger->awaitApproval(intent.id, u"late"_s, soon())).error().cause, Cause::AlreadyRecorded);
}

void TestLedgerApprovals::aWaitingOneCanBeCarriedOn()
{
    const ApprovalIntent intent = phoneIntent();
    askAndWait(intent);

    reopen();

    const auto open = valueOf(ledger->approvals({.which = ApprovalQuery::Which::Open}));
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().requestId, u"test-request"_s);
    QVERIFY(open.first().deadline > open.first().asked);
    QVERIFY(!open.first().isUnderWay);
    QCOMPARE(grant(intent, grantOf(intent)), ApprovalBar::None);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);
}

void TestLedgerApprovals::theAuditLogNamesWhoApprovedWhat()
{
    const ApprovalIntent intent = phoneIntent();
    const ApprovalGrant yes = grantOf(intent);
    askAndWait(intent);
    QCOMPARE(grant(intent, yes), ApprovalBar::None);
    QCOMPARE(spend(useOf(intent)), ApprovalBar::None);

    const auto entries = valueOf(ledger->auditEntries({.subject = u"mint"_s}));

    QCOMPARE(entries.size(), 3);
    QCOMPARE(entries.at(0).event, u"approval.spent"_s);
    QCOMPARE(entries.at(1).event, u"approval.granted"_s);
    QCOMPARE(entries.at(2).event, u"approval.asked"_s);
    for (const QByteArray &said : {QByteArray(approverDid.data()), yes.tokenId.toUtf8(), intent.plan.toHex()})
        QVERIFY2(entries.at(0).content.contains(said), said.constData());
    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
}

void TestLedgerApprovals::onAFullDiskNothingIsAsked()
{
    const ApprovalIntent granted = phoneIntent();
    askAndGrant(granted);
    OtherProgram other(ledger->path());
    QVERIFY(other.run(u"CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"_s));

    const auto bar = awaited(ledger->askApproval(phoneIntent()));
    const auto spent = awaited(ledger->spendApproval(useOf(granted)));

    QVERIFY(!bar);
    QVERIFY(!spent);
    QCOMPARE(valueOf(ledger->approvals({})).size(), 1);
    QCOMPARE(record(granted.id).state, ApprovalState::Granted);
}

void TestLedgerApprovals::noSequenceApprovesOneselfOrTwice()
{
    LedgerStore store(folder->filePath(u"crowd.sqlite"_s));
    QVERIFY(store.open());
    Crowd crowd(store);

    for (int step = 0; step < 5'000 && !QTest::currentTestFailed(); ++step)
        crowd.doSomething();

    QVERIFY2(crowd.spent() > 100, qPrintable(QString::number(crowd.spent())));
    const auto verdict = store.audit([](AuditJournal &journal) { return journal.verify({}); });
    QVERIFY(verdict && !verdict->broken);
}

QTEST_GUILESS_MAIN(TestLedgerApprovals)
#include "tst_ledgerapprovals.moc"
