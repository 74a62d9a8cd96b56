// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/webhookspanel.h"

#include "tests/support/loopbackserver.h"
#include "tests/ui/service/webhooksbench.h"

#include <QClipboard>
#include <QMimeData>
#include <QPushButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

QString shownSecret(const QWidget &panel)
{
    return shown<QLineEdit>(panel, "secretField")->text();
}

} // namespace

class TestWebhooksPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void withoutAWebhookItSaysWhatOneIs();
    void aNewOneTellsItsSecretOnceAndHidden();
    void aCopiedSecretIsMarkedForClipboardManagers();
    void aKeptSecretIsInTheKeychainAndNowhereElse();
    void aKeychainThatRefusesSaysToCopyIt();
    void aRotationKeepsTheOldSecretWithItsEnd();
    void aRotationBySomebodyElseMakesTheKeptSecretDoubtful();
    void ourOwnChangeLeavesTheKeptSecretGood();
    void aLostAnswerToACreationOffersToRotateTheStray();
    void aCreationThatNeverArrivedSaysSo();
    void aLostAnswerToARotationOffersAnother();
    void aRefusedAddressStaysInTheEditor();
    void deletingIsSpelledOutAndTakesTheSecretsAlong();
    void oneThatIsGoneAlreadyIsNoFailure();
    void deactivatingAsksAndActivatingDoesNot();
    void aTestTellsStatusAndDuration();
    void aTestThatReachesNobodyFails();
    void aReadOnlyConnectionOffersNothingToWrite();
    void aSecondRotationWithinTheDayIsWarnedOf();
};

void TestWebhooksPanel::withoutAWebhookItSaysWhatOneIs()
{
    WebhooksBench bench;

    bench.panel.show();

    QTRY_VERIFY(shown(bench.panel, "webhooksEmpty"));
}

void TestWebhooksPanel::aNewOneTellsItsSecretOnceAndHidden()
{
    WebhooksBench bench;
    bench.open();

    bench.createHere();

    QTRY_COMPARE(rowsOf(bench.panel, "webhooksTable")->rowCount(), 1);
    QVERIFY(!shownSecret(bench.panel).contains(u"test-whsec"_s));
    QVERIFY(bench.panel.hasUnsavedWork());
    CLICK(bench.panel, "secretShow");
    QVERIFY(shownSecret(bench.panel).startsWith(u"test-whsec"_s));
    CLICK(bench.panel, "secretForget");
    QVERIFY(!shown(bench.panel, "secretBox"));
    QVERIFY(!bench.panel.hasUnsavedWork());
    QVERIFY(!bench.keeps(u"current"_s));
}

void TestWebhooksPanel::aCopiedSecretIsMarkedForClipboardManagers()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();

    CLICK(bench.panel, "secretCopy");

    const QMimeData *content = QGuiApplication::clipboard()->mimeData();
    QVERIFY(content->text().startsWith(u"test-whsec"_s));
    QCOMPARE(content->data(u"x-kde-passwordManagerHint"_s), "secret");
}

void TestWebhooksPanel::aKeptSecretIsInTheKeychainAndNowhereElse()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    QTRY_COMPARE(rowsOf(bench.panel, "webhooksTable")->rowCount(), 1);
    QCOMPARE(textOf(bench.panel, "webhookSecretText"), u"No secret of this endpoint is kept here."_s);

    bench.keepSecret();

    QVERIFY(bench.keeps(u"current"_s));
    QVERIFY(!bench.keeps(u"previous"_s));
    QVERIFY(!bench.panel.hasUnsavedWork());
}

void TestWebhooksPanel::aKeychainThatRefusesSaysToCopyIt()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    bench.keychain.become(KeychainState::Refusing);

    CLICK(bench.panel, "secretKeep");

    QTRY_VERIFY(textOf(bench.panel, "secretNote").contains(u"this session only"_s));
}

void TestWebhooksPanel::aRotationKeepsTheOldSecretWithItsEnd()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    bench.keepSecret();

    CLICK(bench.panel, "webhookRotate");
    bench.confirm();

    QTRY_VERIFY(textOf(bench.panel, "webhookSecretText").contains(u"23 h 59 min more"_s));
    QVERIFY(bench.panel.hasUnsavedWork());
    CLICK(bench.panel, "secretKeep");
    QTRY_VERIFY(bench.keeps(u"previous"_s));
    QTRY_VERIFY(textOf(bench.panel, "webhookSecretText").startsWith(u"Its secret is kept."_s));
}

void TestWebhooksPanel::aRotationBySomebodyElseMakesTheKeptSecretDoubtful()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    bench.keepSecret();
    const QString id = valueOf(bench.client().listWebhooks()).rows.first().id;
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":60})");
    bench.sandbox.post(u"keystone"_s, "{\"rotate\":\"" + id.toUtf8() + "\"}");

    bench.panel.refresh();

    QTRY_VERIFY(textOf(bench.panel, "webhookSecretText").startsWith(u"The kept secret may be old"_s));
}

void TestWebhooksPanel::ourOwnChangeLeavesTheKeptSecretGood()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    bench.keepSecret();
    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":60})");

    CLICK(bench.panel, "webhookEdit");
    auto *editor = bench.panel.findChild<QDialog *>(u"webhookEditor"_s);
    editor->findChild<QLineEdit *>(u"webhookDescription"_s)->setText(u"Ledger feed"_s);
    CLICK(*editor, "webhookSend");

    QTRY_COMPARE(textOf(bench.panel, "field.description"), u"Ledger feed"_s);
    QTRY_COMPARE(textOf(bench.panel, "webhookSecretText"), u"Its secret is kept."_s);
}

void TestWebhooksPanel::aLostAnswerToACreationOffersToRotateTheStray()
{
    WebhooksBench bench;
    bench.made(address); // another one of the same address, which is not the stray
    bench.open();
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/webhooks","effect":"resetAfter"}])");

    bench.sendNew();

    QTRY_VERIFY(bench.banner());
    QVERIFY(bench.banner()->content().headline.endsWith(u"but the webhook is there."_s));
    QCOMPARE(bench.urls().size(), 2);
    const QList<QPushButton *> buttons = bench.banner()->findChildren<QPushButton *>();
    const auto rotate = std::find_if(buttons.begin(), buttons.end(),
                                     [](const QPushButton *button) { return button->text().contains(u"Rotate"_s); });
    QVERIFY(rotate != buttons.end());
    (*rotate)->click();
    bench.confirm();
    QTRY_VERIFY(shown(bench.panel, "secretBox"));
}

void TestWebhooksPanel::aCreationThatNeverArrivedSaysSo()
{
    WebhooksBench bench;
    bench.open();
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/webhooks","effect":"resetBefore"}])");

    bench.sendNew();

    QTRY_VERIFY(bench.banner());
    QCOMPARE(bench.banner()->content().remedy, u"Nothing was created: try again."_s);
    QCOMPARE(bench.urls().size(), 0);
}

void TestWebhooksPanel::aLostAnswerToARotationOffersAnother()
{
    WebhooksBench bench;
    bench.made();
    bench.open();
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/rotate-secret","nth":1,"effect":"garbage"}])");

    CLICK(bench.panel, "webhookRotate");
    bench.confirm();

    QTRY_VERIFY(bench.banner());
    QVERIFY(bench.banner()->content().headline.contains(u"its secret may be another one now"_s));
    QVERIFY(!shown(bench.panel, "secretBox"));
}

void TestWebhooksPanel::aRefusedAddressStaysInTheEditor()
{
    WebhooksBench bench;
    bench.open();
    CLICK(bench.panel, "webhookNew");
    auto *editor = bench.panel.findChild<QDialog *>(u"webhookEditor"_s);
    auto *url = editor->findChild<QLineEdit *>(u"webhookUrl"_s);

    url->setText(u"hooks.example.test"_s);
    QVERIFY(!canClick(*editor, "webhookSend"));
    bench.sandbox.setFaults(R"([{"method":"POST","path":"*/webhooks","effect":"status","status":422}])");
    url->setText(address);
    CLICK(*editor, "webhookSend");

    QTRY_VERIFY(shown<Banner>(*editor, "webhookEditorBanner"));
    QCOMPARE(url->text(), address);
}

void TestWebhooksPanel::deletingIsSpelledOutAndTakesTheSecretsAlong()
{
    WebhooksBench bench;
    bench.open();
    bench.createHere();
    bench.keepSecret();

    CLICK(bench.panel, "webhookDelete");
    const auto *question = bench.panel.findChild<QDialog *>(u"serviceQuestion"_s);
    QVERIFY(question->findChild<QLabel *>(u"consequence"_s)->text().contains(u"cannot be taken back"_s));
    bench.confirm();

    QTRY_VERIFY(shown(bench.panel, "webhooksEmpty"));
    QCOMPARE(bench.urls().size(), 0);
    QTRY_VERIFY(!bench.keeps(u"current"_s));
}

void TestWebhooksPanel::oneThatIsGoneAlreadyIsNoFailure()
{
    WebhooksBench bench;
    const QString id = bench.made().id;
    bench.open();
    ended(bench.client().deleteWebhook(id, Confirmation::afterReview(keystone::calls::deleteWebhook, id)));

    CLICK(bench.panel, "webhookDelete");
    bench.confirm();

    QTRY_VERIFY(shown(bench.panel, "webhooksEmpty"));
    QVERIFY(!bench.banner());
}

void TestWebhooksPanel::deactivatingAsksAndActivatingDoesNot()
{
    WebhooksBench bench;
    bench.made();
    bench.open();

    CLICK(bench.panel, "webhookTurn");
    bench.confirm();
    QTRY_COMPARE(textOf(bench.panel, "webhookState"), u"Inactive"_s);
    CLICK(bench.panel, "webhookTurn");

    QTRY_COMPARE(textOf(bench.panel, "webhookState"), u"Active"_s);
}

void TestWebhooksPanel::aTestTellsStatusAndDuration()
{
    LoopbackServer receiver;
    receiver.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}"); });
    WebhooksBench bench;
    bench.made(receiver.url().toString());
    bench.open();

    CLICK(bench.panel, "webhookTest");

    QTRY_COMPARE(textOf(bench.panel, "webhookTestWord"), u"Test delivered"_s);
    QVERIFY2(textOf(bench.panel, "webhookTestText").startsWith(u"The receiver answered 200 after"_s),
             qPrintable(textOf(bench.panel, "webhookTestText")));
    QTRY_COMPARE(rowsOf(bench.panel, "deliveriesTable")->rowCount(), 1);
}

void TestWebhooksPanel::aTestThatReachesNobodyFails()
{
    WebhooksBench bench;
    bench.made();
    bench.open();

    CLICK(bench.panel, "webhookTest");

    QTRY_COMPARE(textOf(bench.panel, "webhookTestWord"), u"Test failed"_s);
    QTRY_COMPARE(rowsOf(bench.panel, "deliveriesTable")->rowCount(), 1);
}

void TestWebhooksPanel::aReadOnlyConnectionOffersNothingToWrite()
{
    WebhooksBench bench(GuardLevel::ReadOnly);

    bench.open();

    QVERIFY(!bench.panel.findChild<QPushButton *>(u"webhookNew"_s)->isEnabled());
    QVERIFY(!bench.panel.findChild<QPushButton *>(u"webhookDelete"_s)->isEnabled());
}

void TestWebhooksPanel::aSecondRotationWithinTheDayIsWarnedOf()
{
    WebhooksBench bench;
    bench.made();
    bench.open();
    CLICK(bench.panel, "webhookRotate");
    bench.confirm();
    QTRY_VERIFY(shown(bench.panel, "secretBox"));

    CLICK(bench.panel, "webhookRotate");

    QStringList words;
    const auto labels =
        bench.panel.findChild<QDialog *>(u"serviceQuestion"_s)->findChildren<QLabel *>(u"consequence"_s);
    for (const QLabel *label : labels)
        words << label->text();
    QVERIFY(words.join(u' ').contains(u"It was rotated before"_s));
    QVERIFY(words.join(u' ').contains(u"neither kept nor told again"_s));
}

QTEST_MAIN(TestWebhooksPanel)

#include "tst_webhookspanel.moc"
