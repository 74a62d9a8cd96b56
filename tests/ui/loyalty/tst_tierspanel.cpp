// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/tiers/tierspanel.h"

#include "tests/ui/loyalty/loyaltybench.h"
#include "ui/panels/tiers/tiercard.h"
#include "ui/panels/tiers/tiertext.h"

#include <QSpinBox>

#include <algorithm>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

struct TiersBench : LoyaltyBench
{
    explicit TiersBench(GuardLevel guard = GuardLevel::Normal, bool live = false)
        : LoyaltyBench(guard)
        , panel({client, {.live = live, .profileName = u"Test desk"_s, .network = {}}})
    {
        panel.resize(1000, 700);
    }

    void open()
    {
        panel.show();
        QTRY_VERIFY(shown(panel, "tiersEmpty") || shown(panel, "tierCard") || banner());
    }
    /// From the top, as a person sees them.
    QList<TierCard *> cards() const
    {
        QList<TierCard *> cards;
        for (TierCard *card : panel.findChildren<TierCard *>())
            if (card->isVisible())
                cards << card;
        std::sort(cards.begin(), cards.end(), [this](const TierCard *one, const TierCard *other) {
            return one->mapTo(&panel, QPoint()).y() < other->mapTo(&panel, QPoint()).y();
        });
        return cards;
    }
    QStringList names() const
    {
        QStringList names;
        for (const TierCard *card : cards())
            names << card->accessibleName();
        return names;
    }
    QDialog *editor() const { return panel.findChild<QDialog *>(u"tierEditor"_s); }
    QDialog *question() const { return panel.findChild<QDialog *>(u"serviceQuestion"_s); }
    void write(const QString &name, int visits, const QString &ratio)
    {
        CLICK(panel, "tierNew");
        editor()->findChild<QLineEdit *>(u"tierName"_s)->setText(name);
        editor()->findChild<QSpinBox *>(u"tierVisits"_s)->setValue(visits);
        editor()->findChild<QLineEdit *>(u"tierRatio"_s)->setText(ratio);
    }
    Banner *banner() const { return shown<Banner>(panel, "tiersBanner"); }
    qint64 sent(const QString &method)
    {
        const json::Value requests = sandbox.get(u"requests"_s);
        const auto &all = requests[u"requests"].items();
        return std::count_if(all.begin(), all.end(),
                             [&](const json::Value &request) { return request[u"method"].toString() == method; });
    }

    TiersPanel panel;
};

} // namespace

class TestTiersPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void aRuleIsToldInPlainWords_data();
    void aRuleIsToldInPlainWords();
    void tiersStandInTheOrderOfTheirThresholds();
    void aNewTierIsListed();
    void aThresholdThatIsTakenIsNotSent();
    void aThresholdTakenMeanwhileIsToldInTheEditor();
    void aRatioThatIsNoneCannotBeSent_data();
    void aRatioThatIsNoneCannotBeSent();
    void onlyWhatWasChangedIsSent();
    void aLostAnswerToACreationIsFoundByItsThreshold();
    void aLostAnswerToAChangeIsLookedUp_data();
    void aLostAnswerToAChangeIsLookedUp();
    void aTierIsDeletedAfterAQuestion();
    void onALiveConnectionTheNameHasToBeTyped();
    void theKeyboardEditsAndDeletes();
    void aRefreshKeepsCardsAndFocus();
    void theKeyboardGoesFromCardToCardAsTheyStand();
    void whereTiersAreNotListedThoseMadeHereAreShown();
    void whatIsForbiddenIsToldAndCanBeTriedAgain();
    void aReadOnlyConnectionChangesNothing();
};

void TestTiersPanel::aRuleIsToldInPlainWords_data()
{
    QTest::addColumn<qint64>("visits");
    QTest::addColumn<QString>("ratio");
    QTest::addColumn<QString>("rule");

    QTest::newRow("many") << qint64(10) << u"1.5"_s
                          << u"After 10 visits, 1 unit of the currency brings 1.5 points, and 100 bring 150."_s;
    QTest::newRow("one") << qint64(1) << u"1.0"_s
                         << u"After 1 visit, 1 unit of the currency brings 1 point, and 100 bring 100."_s;
    QTest::newRow("none") << qint64(0) << u"0.005"_s
                          << u"From the start, 1 unit of the currency brings 0.005 points, and 100 bring 0.5."_s;
    QTest::newRow("exact") << qint64(2) << u"90071992547409.931"_s
                           << u"After 2 visits, 1 unit of the currency brings 90071992547409.931 points, and 100 "
                              "bring 9007199254740993.1."_s;
    QTest::newRow("foreign") << qint64(2) << u"1e3"_s << u"After 2 visits, the ratio of currency to points is 1e3."_s;
}

void TestTiersPanel::aRuleIsToldInPlainWords()
{
    QFETCH(qint64, visits);
    QFETCH(QString, ratio);

    QTEST(tierRule(visits, ratio), "rule");
}

void TestTiersPanel::tiersStandInTheOrderOfTheirThresholds()
{
    TiersBench bench;
    bench.made(u"Gold"_s, 25);
    bench.made(u"Welcome"_s, 0);
    bench.made(u"Silver"_s, 10);

    bench.open();

    QTRY_COMPARE(bench.names(),
                 (QStringList{u"Welcome, from the start"_s, u"Silver, from 10 visits"_s, u"Gold, from 25 visits"_s}));
    QCOMPARE(textOf(bench.panel, "tiersSummary"), u"3 tiers"_s);
    QVERIFY(fitsASmallWindow(bench.panel));
}

void TestTiersPanel::aNewTierIsListed()
{
    TiersBench bench;
    bench.open();

    bench.write(u"Silver"_s, 10, u"1.5"_s);
    QCOMPARE(textOf(*bench.editor(), "tierEditorRule"), tierRule(10, u"1.5"_s));
    CLICK(*bench.editor(), "tierSend");

    QTRY_COMPARE(bench.names(), QStringList{u"Silver, from 10 visits"_s});
    QTRY_VERIFY(!bench.editor());
    QCOMPARE(valueOf(bench.client.listTiers()).first().currencyToPointRatio, u"1.5"_s);
}

void TestTiersPanel::aThresholdThatIsTakenIsNotSent()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();

    bench.write(u"Friends"_s, 10, u"2"_s);
    bench.editor()->findChild<QLineEdit *>(u"tierName"_s)->setModified(true);

    QVERIFY(!canClick(*bench.editor(), "tierSend"));
    bench.editor()->findChild<QSpinBox *>(u"tierVisits"_s)->setValue(11);
    QVERIFY(canClick(*bench.editor(), "tierSend"));
    bench.editor()->findChild<QSpinBox *>(u"tierVisits"_s)->setValue(10);
    QCOMPARE(textOf(*bench.editor(), "tierMissing"), u"“Silver” has this number of visits already: choose another."_s);
    QCOMPARE(bench.sent(u"POST"_s), 1); // Silver's
}

void TestTiersPanel::aThresholdTakenMeanwhileIsToldInTheEditor()
{
    TiersBench bench;
    bench.open();
    bench.made(u"Silver"_s, 10);

    bench.write(u"Friends"_s, 10, u"2"_s);
    CLICK(*bench.editor(), "tierSend");

    QTRY_VERIFY(shown<Banner>(*bench.editor(), "tierEditorBanner"));
    const BannerContent told = shown<Banner>(*bench.editor(), "tierEditorBanner")->content();
    QCOMPARE(told.headline, u"The service has another tier with this number of visits."_s);
    QCOMPARE(bench.editor()->findChild<QLineEdit *>(u"tierName"_s)->text(), u"Friends"_s);
}

void TestTiersPanel::aRatioThatIsNoneCannotBeSent_data()
{
    QTest::addColumn<QString>("ratio");

    for (const char *ratio : {"", "0", "-1", "1,5", "0.000", "1e3", "many"})
        QTest::newRow(ratio) << QString::fromLatin1(ratio);
}

void TestTiersPanel::aRatioThatIsNoneCannotBeSent()
{
    QFETCH(QString, ratio);
    TiersBench bench;
    bench.open();

    bench.write(u"Silver"_s, 10, ratio);

    QVERIFY(!canClick(*bench.editor(), "tierSend"));
}

void TestTiersPanel::onlyWhatWasChangedIsSent()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();
    CLICK(bench.panel, "tierEdit");
    QVERIFY(!canClick(*bench.editor(), "tierSend"));

    bench.editor()->findChild<QSpinBox *>(u"tierVisits"_s)->setValue(12);
    CLICK(*bench.editor(), "tierSend");

    QTRY_COMPARE(bench.names(), QStringList{u"Silver, from 12 visits"_s});
    const json::Value requests = bench.sandbox.get(u"requests"_s);
    for (const json::Value &request : requests[u"requests"].items())
        if (request[u"method"].toString() == u"PATCH")
            QCOMPARE(request[u"bodyBytes"].toInteger(), qint64(sizeof(R"({"requiredVisits":12})") - 1));
}

void TestTiersPanel::aLostAnswerToACreationIsFoundByItsThreshold()
{
    TiersBench bench;
    bench.open();
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/reward-tiers","effect":"truncate"}])");

    bench.write(u"Silver"_s, 10, u"1.5"_s);
    CLICK(*bench.editor(), "tierSend");

    QTRY_VERIFY(bench.banner());
    QCOMPARE(bench.banner()->content().headline, u"The answer was lost, but “Silver” is there."_s);
    QCOMPARE(bench.names(), QStringList{u"Silver, from 10 visits"_s});
}

void TestTiersPanel::aLostAnswerToAChangeIsLookedUp_data()
{
    QTest::addColumn<QString>("effect");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("name");
    QTest::newRow("changed") << u"resetAfter"_s << u"The answer was lost, but “Silver” was changed."_s
                             << u"Silver, from 12 visits"_s;
    QTest::newRow("not changed") << u"resetBefore"_s << u"The answer was lost, and “Silver” is not changed."_s
                                 << u"Silver, from 10 visits"_s;
}

void TestTiersPanel::aLostAnswerToAChangeIsLookedUp()
{
    QFETCH(const QString, effect);
    QFETCH(const QString, headline);
    QFETCH(const QString, name);
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();
    CLICK(bench.panel, "tierEdit");
    bench.sandbox.setFaults(uR"([{"method":"PATCH","path":"*/reward-tiers/*","effect":"%1"}])"_s.arg(effect).toUtf8());

    bench.editor()->findChild<QSpinBox *>(u"tierVisits"_s)->setValue(12);
    CLICK(*bench.editor(), "tierSend");

    QTRY_VERIFY(bench.banner());
    QCOMPARE(bench.banner()->content().headline, headline);
    QCOMPARE(bench.names(), QStringList{name});
}

void TestTiersPanel::aTierIsDeletedAfterAQuestion()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();

    CLICK(bench.panel, "tierDelete");
    QCOMPARE(bench.sent(u"DELETE"_s), 0);
    CLICK(*bench.question(), "questionConfirm");

    QTRY_VERIFY(shown(bench.panel, "tiersEmpty"));
    QVERIFY(valueOf(bench.client.listTiers()).isEmpty());
}

void TestTiersPanel::onALiveConnectionTheNameHasToBeTyped()
{
    TiersBench bench(GuardLevel::Normal, true);
    bench.made(u"Silver"_s, 10);
    bench.open();

    CLICK(bench.panel, "tierDelete");

    QVERIFY(!canClick(*bench.question(), "questionConfirm"));
    bench.question()->findChild<QLineEdit *>(u"questionTyped"_s)->setText(u"Silver"_s);
    QVERIFY(canClick(*bench.question(), "questionConfirm"));
}

void TestTiersPanel::theKeyboardEditsAndDeletes()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();
    QTRY_VERIFY(shown(bench.panel, "tierEdit"));

    QTest::keyClick(shown(bench.panel, "tierEdit"), Qt::Key_F2);
    QVERIFY(bench.editor());
    bench.editor()->reject();
    QTRY_VERIFY(!bench.editor());
    QTest::keyClick(shown(bench.panel, "tierEdit"), Qt::Key_Delete);

    QVERIFY(bench.question());
}

void TestTiersPanel::aRefreshKeepsCardsAndFocus()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();
    bench.panel.activateWindow();
    QTRY_COMPARE(bench.cards().size(), 1);
    TierCard *silver = bench.cards().first();
    shown(bench.panel, "tierDelete")->setFocus();
    bench.made(u"Welcome"_s, 0);

    bench.panel.refresh();

    QTRY_COMPARE(bench.names(), (QStringList{u"Welcome, from the start"_s, u"Silver, from 10 visits"_s}));
    QCOMPARE(bench.cards().last(), silver);
    QCOMPARE(bench.panel.focusWidget(), silver->findChild<QWidget *>(u"tierDelete"_s));
}

void TestTiersPanel::theKeyboardGoesFromCardToCardAsTheyStand()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.open();
    QTRY_COMPARE(bench.cards().size(), 1);
    bench.made(u"Gold"_s, 25);
    bench.made(u"Welcome"_s, 0);
    bench.panel.refresh();
    QTRY_COMPARE(bench.cards().size(), 3);
    bench.panel.activateWindow();
    QStringList visited;

    bench.cards().first()->findChild<QWidget *>(u"tierEdit"_s)->setFocus();
    for (int step = 0; step < 6; ++step) {
        visited << bench.panel.focusWidget()->accessibleName();
        QTest::keyClick(bench.panel.focusWidget(), Qt::Key_Tab);
    }

    QCOMPARE(visited, (QStringList{u"Edit Welcome"_s, u"Delete Welcome"_s, u"Edit Silver"_s, u"Delete Silver"_s,
                                   u"Edit Gold"_s, u"Delete Gold"_s}));
}

void TestTiersPanel::whereTiersAreNotListedThoseMadeHereAreShown()
{
    TiersBench bench;
    bench.tell(R"({"offersTiers":false})");
    bench.open();
    QTRY_VERIFY(bench.banner());
    QCOMPARE(bench.banner()->content().headline, u"This service takes new reward tiers, but does not list them."_s);

    bench.write(u"Silver"_s, 10, u"1.5"_s);
    CLICK(*bench.editor(), "tierSend");
    QTRY_COMPARE(bench.names(), QStringList{u"Silver, from 10 visits"_s});
    CLICK(bench.panel, "tierDelete");
    CLICK(*bench.question(), "questionConfirm");

    QTRY_VERIFY(bench.banner()->content().headline.endsWith(u"does not offer this."_s));
    QCOMPARE(bench.names(), QStringList{u"Silver, from 10 visits"_s});
}

void TestTiersPanel::whatIsForbiddenIsToldAndCanBeTriedAgain()
{
    TiersBench bench;
    bench.made(u"Silver"_s, 10);
    bench.sandbox.setFaults(R"([{"method":"GET","path":"*/reward-tiers","effect":"status","status":403}])");
    bench.open();
    QTRY_VERIFY(bench.banner());
    bench.sandbox.setFaults("[]");

    CLICK(bench.panel, "retryTiers");

    QTRY_COMPARE(bench.names(), QStringList{u"Silver, from 10 visits"_s});
    QVERIFY(!bench.banner());
}

void TestTiersPanel::aReadOnlyConnectionChangesNothing()
{
    TiersBench bench(GuardLevel::ReadOnly);

    bench.open();

    QTRY_VERIFY(shown(bench.panel, "tierNew"));
    QVERIFY(!canClick(bench.panel, "tierNew"));
}

QTEST_MAIN(TestTiersPanel)

#include "tst_tierspanel.moc"
