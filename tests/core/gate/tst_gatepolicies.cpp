// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/gate/gate.h"
#include "core/ledger/ledger.h"
#include "tests/support/awaited.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList people{u"ada"_s, u"grace"_s, u"edith"_s};

QString didOf(const QString &user)
{
    return u"did:bkey:zTest"_s + user;
}

/// What is known of one question beside the ledger, kept by the test itself.
struct Asked
{
    ApprovalIntent intent;
    GatedPlan plan;
    bool isTest = false; ///< as the connection was marked when it was asked
    QString grantedBy{}; ///< a user
    bool isSpent = false;
};

/// Three people at one ledger under a policy that is drawn: they ask, answer and act in any order, with yeses of their
/// own and of others, for plans that changed since, and with none. What goes through has to be right by a rule that is
/// written down here a second time.
class Office
{
public:
    Office(Ledger &ledger, quint32 seed)
        : m_ledger(ledger)
        , m_draw(seed)
        , m_profile(makeProfile(u"Shop"_s))
    {
        m_profile.bkey = makeBkeyService();
        m_profile.bkey->base = QUrl(u"https://api.bkey.test/"_s);
        for (const QString &user : people)
            m_profile.bkey->approvers << Approver{.name = user, .did = didOf(user), .user = user};
        m_profile.isTest = one(3);
        QList<GateRule> rules;
        for (qsizetype count = m_draw.bounded(9); count > 0; --count)
            rules << GateRule{.action = action(), .from = size(), .need = GateNeed(m_draw.bounded(4))};
        m_profile.gate = GatePolicy(rules);
    }

    qsizetype through() const { return m_through; }
    qsizetype withYes() const { return m_withYes; }
    qsizetype refused() const { return m_refused; }

    void doSomething()
    {
        switch (m_asked.isEmpty() ? 0 : m_draw.bounded(5)) {
        case 0:
            return ask();
        case 1:
            return answer(any());
        default:
            return act();
        }
    }

private:
    bool one(int of) { return m_draw.bounded(of) == 0; }
    QString person() { return people.at(m_draw.bounded(people.size())); }
    GatedAction action() { return gatedActions.at(size_t(m_draw.bounded(3)) + 2); } // few, so that they meet
    qint64 size() { return QList<qint64>{1, 2, 10, 1'000}.at(m_draw.bounded(4)); }
    Asked &any() { return m_asked[m_draw.bounded(m_asked.size())]; }
    Author authorOf(const QString &user) const
    {
        return {user, m_profile.id.toString(QUuid::WithoutBraces), m_profile.name};
    }

    GatedPlan plan()
    {
        return {.action = action(),
                .size = size(),
                .service = u"https://api.test"_s,
                .amount = {},
                .recipient = {},
                .resource = u"resource-%1"_s.arg(m_draw.bounded(2)),
                .content = json::Value::integer(m_draw.bounded(2))};
    }

    void ask()
    {
        Asked asked{.intent = {}, .plan = plan(), .isTest = m_profile.isTest};
        const Author author = authorOf(person());
        const QString whom = person();
        asked.intent = one(2) ? deskIntent(asked.plan, u"a plan"_s, author)
                              : phoneIntent(m_profile, asked.plan, {whom, didOf(whom), whom}, u"a plan"_s, author);
        const ApprovalBar bar = valueOf(m_ledger.askApproval(asked.intent));
        if (bar != ApprovalBar::None)
            return;
        if (asked.intent.way == ApprovalWay::Phone) {
            QVERIFY(m_profile.isTest || whom != author.user);
            QVERIFY(awaited(m_ledger.awaitApproval(asked.intent.id, asked.intent.id, soon())));
        }
        m_asked << asked;
    }

    void answer(Asked &asked)
    {
        const bool isPhone = asked.intent.way == ApprovalWay::Phone;
        const QString user = isPhone && !one(4) ? asked.intent.approverUser : person();
        const QString proof = one(4) && !m_proofs.isEmpty() ? m_proofs.last() : asked.intent.id + u"-yes"_s;
        const ApprovalGrant yes{
            .approver = isPhone ? didOf(user) : user, .tokenId = isPhone ? proof : QString(), .validUntil = soon()};
        if (valueOf(m_ledger.grantApproval(asked.intent.id, yes)) != ApprovalBar::None)
            return;
        QVERIFY(asked.grantedBy.isEmpty());
        QVERIFY2(asked.isTest || user != asked.intent.author.user, "one person asked and approved");
        QVERIFY2(!isPhone || !m_proofs.contains(proof), "a proof counted twice");
        if (isPhone)
            m_proofs << proof;
        asked.grantedBy = user;
    }

    /// With a yes that fits, with one that does not, or with none.
    void act()
    {
        Asked *const key = one(4) ? nullptr : &any();
        const QString user = key && !one(5) ? key->intent.author.user : person();
        const GatedPlan wanted = key && !one(4) ? key->plan : plan();
        const auto passed = awaited(passGate(m_ledger, m_profile.gate, wanted,
                                             {.approvalId = key ? key->intent.id : QString(),
                                              .author = authorOf(user),
                                              .subject = u"act-%1"_s.arg(++m_acts)}));
        const bool isRight = key ? fits(*key, wanted, user) : need(wanted) <= GateNeed::SecondLook;
        QVERIFY2(bool(passed) == isRight, qPrintable(accountOf(wanted, key, bool(passed))));
        ++(passed ? m_through : m_refused);
        if (!passed || !key)
            return;
        key->isSpent = true;
        ++m_withYes;
    }

    GateNeed need(const GatedPlan &wanted) const
    {
        GateNeed most = GateNeed::None;
        for (const GateRule &rule : m_profile.gate.rules()) {
            const bool isSized = wanted.action == GatedAction::Mint || wanted.action == GatedAction::Recertify;
            if (rule.action == wanted.action && (!isSized || wanted.size >= rule.from))
                most = std::max(most, rule.need);
        }
        return most;
    }

    bool fits(const Asked &key, const GatedPlan &wanted, const QString &user) const
    {
        if (key.grantedBy.isEmpty() || key.isSpent || !(key.plan == wanted) || key.intent.author.user != user)
            return false;
        return key.intent.way == ApprovalWay::Phone || need(wanted) < GateNeed::Phone;
    }

    QString accountOf(const GatedPlan &wanted, const Asked *key, bool hasPassed) const
    {
        return u"%1 of size %2, which needs %3, with %4: %5"_s.arg(
            gatedActionWord(wanted.action), QString::number(wanted.size), gateNeedWord(need(wanted)),
            key ? u"a yes by "_s + key->grantedBy : u"nothing"_s, hasPassed ? u"went through"_s : u"was refused"_s);
    }

    static QDateTime soon() { return QDateTime::currentDateTimeUtc().addSecs(600); }

    Ledger &m_ledger;
    QRandomGenerator m_draw;
    Profile m_profile;
    QList<Asked> m_asked;
    QStringList m_proofs;
    int m_acts = 0;
    qsizetype m_through = 0;
    qsizetype m_withYes = 0;
    qsizetype m_refused = 0;
};

} // namespace

/// Whatever a connection asks for, and whatever people try: no sequence lets one person both ask and approve, and no
/// approval serves two actions or a plan that changed.
class TestGatePolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSequenceGetsRoundAnyPolicy();
};

void TestGatePolicies::noSequenceGetsRoundAnyPolicy()
{
    QTemporaryDir folder;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(ledger.open()));
    qsizetype through = 0;
    qsizetype withYes = 0;
    qsizetype refused = 0;
    for (quint32 seed = 1; seed <= 40; ++seed) {
        Office office(ledger, seed);
        for (int step = 0; step < 60; ++step) {
            office.doSomething();
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"with the policy of seed %1, step %2"_s.arg(seed).arg(step)));
        }
        through += office.through();
        withYes += office.withYes();
        refused += office.refused();
    }
    QVERIFY2(withYes > 40 && refused > 200 && through > withYes,
             qPrintable(u"too little happened: %1 %2 %3"_s.arg(through).arg(withYes).arg(refused)));
    QVERIFY(!valueOf(ledger.verifyAudit()).broken);
}

QTEST_GUILESS_MAIN(TestGatePolicies)
#include "tst_gatepolicies.moc"
