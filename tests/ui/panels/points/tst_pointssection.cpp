// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pointsbench.h"
#include "tests/ui/panels/approvals/secondperson.h"

#include "ui/models/mintsmodel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Points by the form: what can't be right, the second look, the limits and how it ends.
class TestPointsSection : public PointsBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void theBalanceIsAsTheServiceSaysIt();
    void aMintIsConfirmedThenCarriedOut();
    void whoThinksAgainSendsNothing();
    void whatIsNoAmountIsSaidAtTheField_data();
    void whatIsNoAmountIsSaidAtTheField();
    void whatIsNoAccountIsSaidAtTheField_data();
    void whatIsNoAccountIsSaidAtTheField();
    void aMintNeedsAReason();
    void whatTheServiceRefusesStaysInTheForm();
    void tooManyRequestsSendNothing();
    void anAnswerWithoutAmountIsFoundAmongTheOrders();
    void overTheLimitNobodyIsAsked();
    void overTheLimitAnotherPersonMayBeAsked_data();
    void overTheLimitAnotherPersonMayBeAsked();
    void aDailyLimitSaysWhatIsUsed();
    void limitsAreChangedInTheirEditor();
    void aConnectionThatMayOnlyReadMintsNothing();
    void aLabelNamesTheAccount();
    void everyControlIsNamed();
};

void TestPointsSection::theBalanceIsAsTheServiceSaysIt()
{
    m_bench->mint(1234);

    type(u"accountId"_s, account());
    QTest::keyClick(find<QLineEdit>(u"accountId"_s), Qt::Key_Return);

    QTRY_COMPARE(text(u"accountBalance"_s), u"1,234 points"_s);
    QVERIFY(text(u"balanceTime"_s).contains(u"said"));
    QVERIFY(find<QLineEdit>(u"accountWallet"_s)->text().startsWith(u'G'));
}

void TestPointsSection::aMintIsConfirmedThenCarriedOut()
{
    ask(u"600"_s);

    QDialog *const question = dialog(u"serviceQuestion"_s);
    QVERIFY(question);
    const QString told = consequences(question);
    QVERIFY2(told.contains(u"600 points") && told.contains(account()) && told.contains(m_sandbox->keyban().host()) &&
                 told.contains(u"can't be taken back") && told.contains(u"10,000"),
             qPrintable(told));
    QCOMPARE(m_bench->minted(), 0);
    clickIn(question, u"questionConfirm"_s);

    QTRY_VERIFY(headline().contains(u"were minted"));
    QCOMPARE(m_bench->minted(), 600);
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Done"_s);
    QTRY_COMPARE(text(u"accountBalance"_s), u"600 points"_s);
    QVERIFY(find<QLineEdit>(u"mintPoints"_s)->text().isEmpty());
}

void TestPointsSection::whoThinksAgainSendsNothing()
{
    ask(u"600"_s);

    clickIn(dialog(u"serviceQuestion"_s), u"questionCancel"_s);

    QTRY_VERIFY(!dialog(u"serviceQuestion"_s));
    QVERIFY(m_bench->records().isEmpty());
    QCOMPARE(find<QLineEdit>(u"mintPoints"_s)->text(), u"600"_s);
    QVERIFY(m_section->hasUnsavedWork());
}

void TestPointsSection::whatIsNoAmountIsSaidAtTheField_data()
{
    QTest::addColumn<QString>("points");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QString() << u"Say how many"_s;
    QTest::newRow("zero") << u"0"_s << u"no amount that can be credited"_s;
    QTest::newRow("negative") << u"-5"_s << u"no amount that can be credited"_s;
    QTest::newRow("decimal") << u"1.5"_s << u"not a whole number"_s;
    QTest::newRow("exponent") << u"1e3"_s << u"not a whole number"_s;
    QTest::newRow("grouped") << u"1,000"_s << u"not a whole number"_s;
    QTest::newRow("2^53") << u"9007199254740992"_s << u"more than a service takes exactly"_s;
    QTest::newRow("2^53 + 1") << u"9007199254740993"_s << u"more than a service takes exactly"_s;
    QTest::newRow("30 digits") << QString(30, u'9') << u"more than a service takes exactly"_s;
}

void TestPointsSection::whatIsNoAmountIsSaidAtTheField()
{
    QFETCH(const QString, points);
    QFETCH(const QString, said);

    ask(points);

    QVERIFY2(text(u"mintPointsProblem"_s).contains(said), qPrintable(text(u"mintPointsProblem"_s)));
    QVERIFY(!dialog(u"serviceQuestion"_s));
    QCOMPARE(find<QLineEdit>(u"mintPoints"_s)->accessibleDescription(), text(u"mintPointsProblem"_s));
    QVERIFY(m_bench->records().isEmpty());
}

void TestPointsSection::whatIsNoAccountIsSaidAtTheField_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("said");
    QTest::newRow("wallet") << QString(u'G' + QString(55, u'A')) << u"is a wallet, not an account"_s;
    QTest::newRow("address") << u"0x1234567890abcdef1234567890abcdef12345678"_s << u"is a wallet, not an account"_s;
    QTest::newRow("mail") << u"jane@example.org"_s << u"not the id of an account"_s;
    QTest::newRow("words") << u"the third one"_s << u"not the id of an account"_s;
    QTest::newRow("path") << u"../mint"_s << u"not the id of an account"_s;
}

void TestPointsSection::whatIsNoAccountIsSaidAtTheField()
{
    QFETCH(const QString, id);
    QFETCH(const QString, said);
    type(u"accountId"_s, id);

    ask(u"5"_s);

    QVERIFY2(text(u"accountProblem"_s).contains(said), qPrintable(text(u"accountProblem"_s)));
    QVERIFY(!dialog(u"serviceQuestion"_s));
    QVERIFY(m_bench->records().isEmpty());
}

void TestPointsSection::aMintNeedsAReason()
{
    ask(u"5"_s, u"   "_s);

    QVERIFY(text(u"mintReasonProblem"_s).contains(u"reason"));
    QVERIFY(!dialog(u"serviceQuestion"_s));
}

void TestPointsSection::whatTheServiceRefusesStaysInTheForm()
{
    m_bench->manners(R"({"forbidden":true})");

    mint(u"600"_s);

    QVERIFY(headline().contains(u"refused"));
    QVERIFY(!text(u"banner.remedy"_s).isEmpty());
    QCOMPARE(find<QLineEdit>(u"mintPoints"_s)->text(), u"600"_s);
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Failed"_s);
}

void TestPointsSection::tooManyRequestsSendNothing()
{
    m_bench->fault(R"("status","status":429,"retryAfter":"Wed, 21 Oct 2099 07:28:00 GMT")");

    mint(u"600"_s);

    QVERIFY2(headline().contains(u"Nothing was minted"), qPrintable(headline()));
    QVERIFY(!text(u"banner.remedy"_s).isEmpty());
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Not sent"_s);
    QCOMPARE(m_bench->minted(), 0);
}

void TestPointsSection::anAnswerWithoutAmountIsFoundAmongTheOrders()
{
    m_bench->manners(R"({"newAmount":"absent"})");

    mint(u"600"_s);

    QVERIFY2(headline().contains(u"an order shows them"), qPrintable(headline()));
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Done"_s);
    QTRY_VERIFY(text(u"mintStrength"_s).contains(u"Strong evidence"));
    QTRY_VERIFY(!text(u"field.mintOrder"_s).isEmpty());
}

void TestPointsSection::overTheLimitNobodyIsAsked()
{
    ask(u"10001"_s);

    QVERIFY(!dialog(u"serviceQuestion"_s));
    QVERIFY2(headline().contains(u"10,001") && headline().contains(u"10,000"), qPrintable(headline()));
    QVERIFY(text(u"banner.remedy"_s).contains(u"second person"));
    QVERIFY(m_bench->records().isEmpty());
    QVERIFY(isShown(u"mintsEmpty"_s));
}

void TestPointsSection::overTheLimitAnotherPersonMayBeAsked_data()
{
    QTest::addColumn<bool>("isYes");
    QTest::newRow("approved") << true;
    QTest::newRow("denied") << false;
}

void TestPointsSection::overTheLimitAnotherPersonMayBeAsked()
{
    QFETCH(const bool, isYes);
    SecondPerson second(*m_bench->ledger, GatedAction::Publish, m_bench->author); // the policy asks nothing of mints
    m_keeper = second.gatekeeper();
    build();
    ask(u"10001"_s);
    QVERIFY(isShown(u"askOverLimit"_s));

    click(u"askOverLimit"_s);
    QTRY_VERIFY(dialog(u"serviceQuestion"_s));
    clickIn(dialog(u"serviceQuestion"_s), u"questionConfirm"_s);
    second.answer(*m_section, isYes);

    if (isYes)
        QTRY_COMPARE(m_bench->records().size(), 1);
    QTRY_COMPARE(second.state(), isYes ? ApprovalState::Spent : ApprovalState::Denied);
    QCOMPARE(m_bench->records().size(), isYes ? 1 : 0);
    QTRY_COMPARE(m_bench->minted(), isYes ? 10'001 : 0);
    m_section.reset(); // before its gatekeeper
    m_keeper = nullptr;
}

void TestPointsSection::aDailyLimitSaysWhatIsUsed()
{
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.accountDay = 1000})));
    mint(u"600"_s);

    ask(u"500"_s);

    QVERIFY2(headline().contains(u"daily limit of the account"), qPrintable(headline()));
    QVERIFY2(text(u"banner.remedy"_s).contains(u"600 of them are used today and 400 are left"),
             qPrintable(text(u"banner.remedy"_s)));
    QCOMPARE(m_bench->minted(), 600);
    ask(u"400"_s);
    QTRY_VERIFY(dialog(u"serviceQuestion"_s));
    QVERIFY(consequences(dialog(u"serviceQuestion"_s)).contains(u"400 of 1,000 points"));
}

void TestPointsSection::limitsAreChangedInTheirEditor()
{
    click(u"changeLimits"_s);
    QTRY_VERIFY(dialog(u"limitsDialog"_s));
    QDialog *const editor = dialog(u"limitsDialog"_s);
    QCOMPARE(editor->findChild<QLineEdit *>(u"limitAction"_s)->text(), u"10000"_s);

    editor->findChild<QLineEdit *>(u"limitAction"_s)->setText(u"-1"_s);
    QVERIFY(!editor->findChild<QPushButton *>(u"limitsSave"_s)->isEnabled());
    editor->findChild<QLineEdit *>(u"limitAction"_s)->setText(u"50"_s);
    editor->findChild<QLineEdit *>(u"limitOperatorDay"_s)->setText(u"70"_s);
    clickIn(editor, u"limitsSave"_s);

    QTRY_VERIFY(text(u"mintLimits"_s).contains(u"50 a mint"));
    const MintLimits kept = valueOf(m_bench->ledger->mintLimits(m_bench->author.profileId));
    QCOMPARE(kept, (MintLimits{.action = 50, .operatorDay = 70}));
}

void TestPointsSection::aConnectionThatMayOnlyReadMintsNothing()
{
    build(GuardLevel::ReadOnly);

    QVERIFY(!find<QPushButton>(u"mintButton"_s)->isEnabled());
    QVERIFY(find<QPushButton>(u"mintButton"_s)->toolTip().contains(u"only read"));
}

void TestPointsSection::aLabelNamesTheAccount()
{
    mint(u"5"_s);
    type(u"accountLabel"_s, u"Loyal walnut"_s);
    QTest::keyClick(find<QLineEdit>(u"accountLabel"_s), Qt::Key_Return);

    QTRY_COMPARE(cell(0, MintsModel::Account), u"Loyal walnut"_s);
    QVERIFY(text(u"labelHint"_s).contains(u"must not be the name of a person"));
    type(u"accountId"_s, u"loyal walnut"_s);
    QTest::keyClick(find<QLineEdit>(u"accountId"_s), Qt::Key_Return);
    ask(u"6"_s);
    QVERIFY(consequences(dialog(u"serviceQuestion"_s)).contains(account()));
}

void TestPointsSection::everyControlIsNamed()
{
    const auto widgets = m_section->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl = qobject_cast<const QLineEdit *>(widget) ||
                               qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget);
        if (!isControl || !widget->isVisible())
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty(),
                 qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestPointsSection)
#include "tst_pointssection.moc"
