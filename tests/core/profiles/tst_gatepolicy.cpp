// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/gatepolicy.h"

#include <QRandomGenerator>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// Which actions of a connection need another person's yes.
class TestGatePolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutRulesNothingIsAskedFor();
    void aRuleBeginsAtItsSize();
    void theStrictestRuleCounts();
    void whatHasNoSizeIsAlwaysMeant();
    void itIsReadBack();
    void whatIsNotUnderstoodAsksForAPhone_data();
    void whatIsNotUnderstoodAsksForAPhone();
    void anotherRuleNeverAsksForLess();
};

void TestGatePolicy::withoutRulesNothingIsAskedFor()
{
    for (const GatedAction action : gatedActions)
        QCOMPARE(GatePolicy().needOf(action, 1'000'000), GateNeed::None);
    QCOMPARE(GatePolicy::fromJson({}), GatePolicy());
}

void TestGatePolicy::aRuleBeginsAtItsSize()
{
    const GatePolicy policy({{GatedAction::Import, 1'000, GateNeed::SecondPerson}});

    QCOMPARE(policy.needOf(GatedAction::Import, 999), GateNeed::None);
    QCOMPARE(policy.needOf(GatedAction::Import, 1'000), GateNeed::SecondPerson);
    QCOMPARE(policy.needOf(GatedAction::Publish, 1'000), GateNeed::None);
}

void TestGatePolicy::theStrictestRuleCounts()
{
    const GatePolicy policy({{GatedAction::Mint, 10'000, GateNeed::Phone},
                             {GatedAction::Mint, 1, GateNeed::SecondLook},
                             {GatedAction::Mint, 20'000, GateNeed::None}});

    QCOMPARE(policy.needOf(GatedAction::Mint, 1), GateNeed::SecondLook);
    QCOMPARE(policy.needOf(GatedAction::Mint, 10'000), GateNeed::Phone);
    QCOMPARE(policy.needOf(GatedAction::Mint, 30'000), GateNeed::Phone);
}

void TestGatePolicy::whatHasNoSizeIsAlwaysMeant()
{
    const GatePolicy policy({{GatedAction::RejectSettlement, 500, GateNeed::Phone}});

    QCOMPARE(policy.needOf(GatedAction::RejectSettlement, 1), GateNeed::Phone);
}

void TestGatePolicy::itIsReadBack()
{
    QList<GateRule> rules;
    for (const GatedAction action : gatedActions) {
        for (const GateNeed need : {GateNeed::None, GateNeed::SecondLook, GateNeed::SecondPerson, GateNeed::Phone})
            rules << GateRule{action, 10 + int(need), need};
    }
    const GatePolicy policy(rules);

    QCOMPARE(GatePolicy::fromJson(policy.toJson()), policy);
}

void TestGatePolicy::whatIsNotUnderstoodAsksForAPhone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a need of a later version") << QByteArray(R"([{"action":"mint","from":1,"need":"threePhones"}])");
    QTest::newRow("a missing need") << QByteArray(R"([{"action":"mint","from":1}])");
    QTest::newRow("an unreadable size") << QByteArray(R"([{"action":"mint","from":"many","need":"phone"}])");
    QTest::newRow("an action of a later version") << QByteArray(R"([{"action":"burn","from":1000,"need":"none"}])");
    QTest::newRow("no rule") << QByteArray(R"([7])");
    QTest::newRow("no list") << QByteArray(R"({"mint":"phone"})");
}

void TestGatePolicy::whatIsNotUnderstoodAsksForAPhone()
{
    QFETCH(const QByteArray, text);
    const auto value = json::parse(text);
    QVERIFY(value);

    QCOMPARE(GatePolicy::fromJson(*value).needOf(GatedAction::Mint, 1), GateNeed::Phone);
}

void TestGatePolicy::anotherRuleNeverAsksForLess()
{
    QRandomGenerator draw(7);
    for (int round = 0; round < 500; ++round) {
        QList<GateRule> rules;
        GateNeed before = GateNeed::None;
        const auto action = gatedActions[draw.bounded(int(gatedActions.size()))];
        const qint64 size = draw.bounded(100);
        for (int count = 0; count < 8; ++count) {
            rules << GateRule{gatedActions[draw.bounded(int(gatedActions.size()))], draw.bounded(100),
                              GateNeed(draw.bounded(4))};
            const GatePolicy policy(rules);
            const GateNeed now = policy.needOf(action, size);
            QVERIFY(now >= before);
            QVERIFY(policy.needOf(action, size + 1) >= now);
            before = now;
        }
    }
}

QTEST_GUILESS_MAIN(TestGatePolicy)
#include "tst_gatepolicy.moc"
