// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profilestore.h"
#include "dialogtest.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QToolButton>

using namespace chancery;
using namespace Qt::StringLiterals;

using Rules = QList<GateRule>;

/// What a connection puts behind another person's yes, as the form shows and stores it.
class TestConnectionGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init();

    void oneQuietLineStandsForIt();
    void aNeedIsStoredFromItsSizeOn();
    void onlyWhatHasASizeBeginsSomewhere();
    void whatIsStoredIsReadBack();
    void severalRulesOfOneActionSurviveASave();
    void severalRulesAreReplacedBySayingSo();
    void aSizeThatTheFormCannotShowSurvives();
    void takingANeedBackTakesItsRuleOut();
    void aPhoneThatNobodyHasIsSpokenOf();
    void aTestSaysSo();

private:
    void choose(const char *name, GateNeed need) const;
    void storeAndOpen(const Rules &rules);
    Profile stored() const { return *m_desk->store.find(m_profile.id); }
    Rules storedRules() const { return stored().gate.rules(); }
    QSpinBox *from(const char *name) const { return m_desk->find<QSpinBox>(name); }
    QString summary() const { return m_desk->find<QLabel>("gateFoldSummary")->text(); }
    bool isSeen(const char *name) const { return m_desk->find(name)->isVisibleTo(m_desk->dialog.get()); }
    void unfold() const { m_desk->find<QToolButton>("gateFold")->setChecked(true); }

    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionGate::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s);
    m_desk->open();
}

void TestConnectionGate::choose(const char *name, GateNeed need) const
{
    QComboBox *needs = m_desk->choice(name);
    needs->setCurrentIndex(needs->findData(int(need)));
}

void TestConnectionGate::storeAndOpen(const Rules &rules)
{
    m_profile.gate = GatePolicy(rules);
    QVERIFY(m_desk->store.change(m_profile));
    m_desk->open();
    unfold();
}

void TestConnectionGate::oneQuietLineStandsForIt()
{
    QVERIFY(isSeen("gateFold"));
    QCOMPARE(summary(), u"Nothing"_s);
    QVERIFY(!isSeen("mintNeed"));
    QVERIFY(!isSeen("isTestConnection"));

    unfold();

    for (const GatedAction action : gatedActions)
        QVERIFY(isSeen(QByteArray(gatedActionWord(action).data() + "Need"_ba).constData()));
    QVERIFY(isSeen("isTestConnection"));
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionGate::aNeedIsStoredFromItsSizeOn()
{
    unfold();
    choose("mintNeed", GateNeed::SecondPerson);
    from("mintFrom")->setValue(5'000);
    choose("approveSettlementNeed", GateNeed::SecondLook);
    m_desk->shoot("gate", m_desk->find("gateFold")->parentWidget());

    m_desk->click("saveConnection");

    QCOMPARE(storedRules(), Rules({{GatedAction::Mint, 5'000, GateNeed::SecondPerson},
                                   {GatedAction::ApproveSettlement, 1, GateNeed::SecondLook}}));
    QCOMPARE(summary(), u"Mint points, Approve settlements"_s);
}

void TestConnectionGate::onlyWhatHasASizeBeginsSomewhere()
{
    unfold();
    QVERIFY(!isSeen("mintFrom"));

    choose("mintNeed", GateNeed::SecondLook);
    choose("rotateWebhookSecretNeed", GateNeed::SecondLook);

    QVERIFY(isSeen("mintFrom"));
    QCOMPARE(from("mintFrom")->text(), u"always"_s);
    QVERIFY(!isSeen("rotateWebhookSecretFrom"));
}

void TestConnectionGate::whatIsStoredIsReadBack()
{
    storeAndOpen({{GatedAction::Import, 200, GateNeed::SecondPerson}, {GatedAction::Publish, 0, GateNeed::SecondLook}});

    QCOMPARE(m_desk->choice("importNeed")->currentData().toInt(), int(GateNeed::SecondPerson));
    QCOMPARE(from("importFrom")->value(), 200);
    QCOMPARE(m_desk->choice("publishNeed")->currentData().toInt(), int(GateNeed::SecondLook));
    QCOMPARE(m_desk->choice("mintNeed")->currentData().toInt(), int(GateNeed::None));
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionGate::severalRulesOfOneActionSurviveASave()
{
    const Rules rules{{GatedAction::Mint, 100, GateNeed::SecondLook},
                      {GatedAction::Import, 50, GateNeed::SecondLook},
                      {GatedAction::Mint, 5'000, GateNeed::SecondPerson}};
    storeAndOpen(rules);
    QCOMPARE(m_desk->choice("mintNeed")->currentText(), u"2 rules, as they are"_s);
    QVERIFY(!isSeen("mintFrom"));
    QVERIFY(m_desk->note("mintKept").contains(u"A second person from 5,000"_s));
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());

    m_desk->type("connectionName", u"Renamed"_s);
    m_desk->click("saveConnection");
    QCOMPARE(stored().name, u"Renamed"_s);
    QCOMPARE(storedRules(), rules);

    from("importFrom")->setValue(60);
    m_desk->click("saveConnection");
    QCOMPARE(storedRules(), Rules({rules.at(0), rules.at(2), {GatedAction::Import, 60, GateNeed::SecondLook}}));
}

void TestConnectionGate::severalRulesAreReplacedBySayingSo()
{
    storeAndOpen({{GatedAction::Mint, 100, GateNeed::SecondLook}, {GatedAction::Mint, 5'000, GateNeed::SecondPerson}});

    choose("mintNeed", GateNeed::SecondPerson);
    QVERIFY(m_desk->note("mintKept").isEmpty());
    m_desk->click("saveConnection");

    QCOMPARE(storedRules(), Rules({{GatedAction::Mint, 1, GateNeed::SecondPerson}}));
    QCOMPARE(m_desk->choice("mintNeed")->count(), 4);
}

void TestConnectionGate::aSizeThatTheFormCannotShowSurvives()
{
    const Rules rules{{GatedAction::Mint, 5'000'000'000, GateNeed::SecondPerson}};
    storeAndOpen(rules);
    QVERIFY(m_desk->note("mintKept").contains(u"5,000,000,000"_s));

    choose("importNeed", GateNeed::SecondLook);
    m_desk->click("saveConnection");

    QCOMPARE(storedRules(), Rules({rules.first(), {GatedAction::Import, 1, GateNeed::SecondLook}}));
}

void TestConnectionGate::takingANeedBackTakesItsRuleOut()
{
    storeAndOpen({{GatedAction::Mint, 100, GateNeed::SecondLook}});

    choose("mintNeed", GateNeed::None);
    m_desk->click("saveConnection");

    QCOMPARE(storedRules(), Rules());
    QCOMPARE(summary(), u"Nothing"_s);
}

void TestConnectionGate::aPhoneThatNobodyHasIsSpokenOf()
{
    unfold();
    choose("mintNeed", GateNeed::Phone);

    const QString note = m_desk->note("gateNeedsNote");
    QVERIFY2(note.contains(u"nobody can be asked"_s), qPrintable(note));

    choose("mintNeed", GateNeed::SecondPerson);
    QVERIFY(m_desk->note("gateNeedsNote").isEmpty());
}

void TestConnectionGate::aTestSaysSo()
{
    unfold();
    m_desk->find<QCheckBox>("isTestConnection")->click();
    QCOMPARE(summary(), u"Nothing (a test)"_s);

    m_desk->click("saveConnection");

    QVERIFY(stored().isTest);
    m_desk->open();
    QVERIFY(m_desk->find<QCheckBox>("isTestConnection")->isChecked());
}

QTEST_MAIN(TestConnectionGate)
#include "tst_connectiongate.moc"
