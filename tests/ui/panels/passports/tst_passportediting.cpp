// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/approvals/secondperson.h"
#include "tests/ui/panels/passports/panelbench.h"
#include "ui/widgets/banner.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Acts = FakeCatalogue::Acts;

/// Changing: edits and their review, new passports, publication.
class TestPassportEditing : public PanelBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void editsAreReviewedAndSaved();
    void editsStayWithTheirPassport();
    void aConflictIsChosenByThePerson();
    void anAnswerLostIsFoundOut();
    void fieldErrorsStandAtTheirFields();
    void invalidJsonIsKeptAndNotSaved();
    void aReadOnlyConnectionChangesNothing();
    void createsADraftAndShowsIt();
    void publishingAtOnceWantsASecondYes();
    void aDuplicateOffersTheExistingOne();
    void publishesOnlyAfterTheTypedCount();
    void anotherPersonsYesStandsBeforePublication_data();
    void anotherPersonsYesStandsBeforePublication();
    void aSelectionOfThousandsIsPublishedWhole();
};

void TestPassportEditing::editsAreReviewedAndSaved()
{
    fill(3);
    show();
    select(1);
    type(u"field.material"_s, u"ash"_s);
    QCOMPARE(text(u"changeNoteTitle"_s), u"1 change not saved"_s);
    type(u"field.gtin"_s, u"999"_s);
    QCOMPARE(text(u"changeNoteTitle"_s), u"2 changes not saved"_s);
    QCOMPARE(text(u"changeNoteStatement"_s), u"Saving re-certifies 1 passport on StarknetSepolia."_s);

    QTest::keyClick(table(), Qt::Key_S, Qt::ControlModifier);
    QDialog *review = dialog(u"reviewDialog"_s);
    QVERIFY(review);
    QTRY_VERIFY(find<QPushButton>(u"reviewSave"_s, review)->isEnabled());
    QCOMPARE(find<QAbstractItemView>(u"reviewChanges"_s, review)->model()->rowCount(), 2);
    QCOMPARE(text(u"dangerWord"_s, review), u"TEST"_s);
    QCOMPARE(calls("PATCH"), 0);
    click(u"reviewSave"_s, review);

    QTRY_COMPARE(m_catalogue->row(u"m1"_s).at(u"data.gtin").toString(), u"999"_s);
    QTRY_VERIFY(!find<QLabel>(u"changeNoteTitle"_s)->isVisible());
    QVERIFY(!m_panel->hasUnsavedWork());
    QCOMPARE(calls("PATCH"), 1);
}

void TestPassportEditing::editsStayWithTheirPassport()
{
    fill(3);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);

    select(1);
    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"oak"_s);
    QVERIFY(m_panel->hasUnsavedWork());
    QVERIFY(m_panel->unsavedWork().startsWith(u"The changes to one passport"));
    QVERIFY(!table()->model()->index(0, 0).data(Qt::DecorationRole).isNull());
    select(0);
    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"ash"_s);
    click(u"discardChanges"_s);

    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"oak"_s);
    QVERIFY(!m_panel->hasUnsavedWork());
}

void TestPassportEditing::aConflictIsChosenByThePerson()
{
    fill(1);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);
    m_catalogue->change(u"m0"_s, u"data.material"_s, u"elm"_s);

    click(u"reviewAndSave"_s);
    QDialog *review = dialog(u"reviewDialog"_s);
    QTRY_VERIFY(find<QAbstractButton>(u"keepMine.material"_s, review));
    QVERIFY(!find<QPushButton>(u"reviewSave"_s, review)->isEnabled());
    QVERIFY(find<QAbstractButton>(u"takeTheirs.material"_s, review)->text().contains(u"elm"));
    click(u"keepMine.material"_s, review);
    click(u"reviewSave"_s, review);

    QTRY_COMPARE(m_catalogue->row(u"m0"_s).at(u"data.material").toString(), u"ash"_s);
}

void TestPassportEditing::anAnswerLostIsFoundOut()
{
    fill(1);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);
    click(u"reviewAndSave"_s);
    QPointer<QDialog> review = dialog(u"reviewDialog"_s);
    m_catalogue->mishap("PATCH", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), Acts::No);
    click(u"reviewSave"_s, review);
    QTRY_VERIFY(find<QPushButton>(u"readAgain"_s, review));
    QCOMPARE(review->findChild<Banner *>()->content().tone, Tone::Unknown);
    QVERIFY(m_panel->hasUnsavedWork());

    m_catalogue->change(u"m0"_s, u"data.material"_s, u"ash"_s); // it arrived after all
    click(u"readAgain"_s, review);
    QTRY_VERIFY(text(u"reviewStatement"_s, review).contains(u"Nothing is left to save"));
    click(u"reviewBack"_s, review);

    QTRY_VERIFY(!m_panel->hasUnsavedWork());
    QCOMPARE(calls("PATCH"), 1);
}

void TestPassportEditing::fieldErrorsStandAtTheirFields()
{
    fill(1);
    show();
    select(0);
    type(u"field.gtin"_s, u"x"_s);
    click(u"reviewAndSave"_s);
    QDialog *review = dialog(u"reviewDialog"_s);
    m_catalogue->mishap("PATCH",
                        ScriptedAnswer::json(R"({"title":"Invalid","status":422,"errors":[
                            {"field":"data.gtin","message":"must be a GTIN"}]})",
                                             422),
                        Acts::No);
    click(u"reviewSave"_s, review);
    QTRY_VERIFY(review->findChild<Banner *>()->isVisible());
    click(u"reviewBack"_s, review);

    QCOMPARE(find<QLineEdit>(u"field.gtin"_s)->accessibleDescription(), u"must be a GTIN"_s);
    type(u"field.gtin"_s, u"4006381333931"_s);
    QVERIFY(find<QLineEdit>(u"field.gtin"_s)->accessibleDescription().isEmpty());
}

void TestPassportEditing::invalidJsonIsKeptAndNotSaved()
{
    fill(2);
    show();
    select(0);
    auto *json = find<QPlainTextEdit>(u"inspectorJson"_s);

    json->setPlainText(u"{\n  \"gtin\": 1,\n}"_s);

    QVERIFY(text(u"jsonError"_s).contains(u"line 3"));
    QVERIFY(!find<QPushButton>(u"reviewAndSave"_s)->isEnabled());
    select(1);
    select(0);
    QCOMPARE(json->toPlainText(), u"{\n  \"gtin\": 1,\n}"_s);
    json->setPlainText(u"{\"gtin\": 1}"_s);
    QVERIFY(find<QPushButton>(u"reviewAndSave"_s)->isEnabled());
    QCOMPARE(find<QLineEdit>(u"field.gtin"_s)->text(), u"1"_s);
}

void TestPassportEditing::aReadOnlyConnectionChangesNothing()
{
    fill(1);
    show(GuardLevel::ReadOnly);
    select(0);

    QVERIFY(find<QLineEdit>(u"field.gtin"_s)->isReadOnly());
    QVERIFY(!find<QPushButton>(u"newPassport"_s)->isEnabled());
    QVERIFY(text(u"accessNote"_s).contains(u"read-only"));
    QTest::keyClick(table(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!dialog(u"newPassportDialog"_s));
}

void TestPassportEditing::createsADraftAndShowsIt()
{
    fill(1);
    show();
    QTest::keyClick(table(), Qt::Key_N, Qt::ControlModifier);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    QVERIFY(!find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
    type(u"new.modelNumber"_s, u"LAMP"_s, fresh);
    type(u"new.name"_s, u"Oak lamp"_s, fresh);
    type(u"newFieldName"_s, u"care.washing"_s, fresh);
    click(u"addField"_s, fresh);
    type(u"field.care.washing"_s, u"by hand"_s, fresh);
    QVERIFY(find<QPlainTextEdit>(u"new.preview"_s, fresh)->toPlainText().contains(u"by hand"));

    click(u"new.create"_s, fresh);

    QTRY_COMPARE(rows(), 2);
    QTRY_COMPARE(text(u"inspectorName"_s), u"Oak lamp"_s);
    QCOMPARE(m_catalogue->row(u"id-2"_s)[u"status"].toString(), u"draft"_s);
    QCOMPARE(m_catalogue->row(u"id-2"_s).at(u"data.care.washing").toString(), u"by hand"_s);
}

void TestPassportEditing::publishingAtOnceWantsASecondYes()
{
    show();
    click(u"newPassport"_s);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    type(u"new.modelNumber"_s, u"LAMP"_s, fresh);
    click(u"new.published"_s, fresh);

    QVERIFY(!find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
    click(u"new.publishConfirmed"_s, fresh);
    QVERIFY(find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
}

void TestPassportEditing::aDuplicateOffersTheExistingOne()
{
    fill(120);
    show();
    click(u"newPassport"_s);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    type(u"new.modelNumber"_s, u"M-110"_s, fresh);
    click(u"new.create"_s, fresh);
    QTRY_VERIFY(find<QPushButton>(u"openExisting"_s, fresh));

    click(u"openExisting"_s, fresh);

    QTRY_COMPARE(text(u"inspectorName"_s), u"Model 110"_s);
    QCOMPARE(m_catalogue->count(), 120);
}

void TestPassportEditing::publishesOnlyAfterTheTypedCount()
{
    m_catalogue->add(R"({"id":"a","modelNumber":"A"})");
    m_catalogue->add(R"({"id":"b","modelNumber":"B"})");
    m_catalogue->add(R"({"id":"c","modelNumber":"C"})");
    show();
    table()->selectionModel()->select(table()->model()->index(0, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table()->selectionModel()->select(table()->model()->index(2, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    click(u"publishPassports"_s);
    QDialog *publish = dialog(u"publishDialog"_s);
    QTRY_VERIFY(find<QLineEdit>(u"publishTypedCount"_s, publish)->isVisible());
    QVERIFY(!find<QPushButton>(u"publishConfirm"_s, publish)->isEnabled());
    type(u"publishTypedCount"_s, u"3"_s, publish);
    QVERIFY(!find<QPushButton>(u"publishConfirm"_s, publish)->isEnabled());
    QCOMPARE(calls("POST"), 0);

    type(u"publishTypedCount"_s, u"2"_s, publish);
    click(u"publishConfirm"_s, publish);

    QTRY_VERIFY(text(u"publishSummary"_s, publish).startsWith(u"2 published, 0 failed"));
    QCOMPARE(m_catalogue->row(u"b"_s)[u"status"].toString(), u"draft"_s);
    QCOMPARE(table()->model()->index(0, 3).data().toString(), u"Published"_s);
}

void TestPassportEditing::anotherPersonsYesStandsBeforePublication_data()
{
    QTest::addColumn<bool>("isYes");
    QTest::newRow("approved") << true;
    QTest::newRow("denied") << false;
}

void TestPassportEditing::anotherPersonsYesStandsBeforePublication()
{
    QFETCH(const bool, isYes);
    Ledger ledger(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(ledger.open()));
    SecondPerson second(ledger, GatedAction::Publish, {u"first"_s, u"p-1"_s, u"Test"_s});
    m_keeper = second.gatekeeper();
    m_catalogue->add(R"({"id":"a","modelNumber":"A"})");
    show();
    select(0);
    click(u"publishPassports"_s);
    QDialog *publish = dialog(u"publishDialog"_s);
    QTRY_VERIFY(find<QLineEdit>(u"publishTypedCount"_s, publish)->isVisible());
    type(u"publishTypedCount"_s, u"1"_s, publish);

    click(u"publishConfirm"_s, publish);
    second.answer(*m_panel, isYes);

    if (isYes)
        QTRY_VERIFY(text(u"publishSummary"_s, publish).startsWith(u"1 published, 0 failed"));
    QCOMPARE(second.state(), isYes ? ApprovalState::Spent : ApprovalState::Denied);
    QCOMPARE(calls("POST"), isYes ? 1 : 0);
    QCOMPARE(m_catalogue->row(u"a"_s)[u"status"].toString(), isYes ? u"published"_s : u"draft"_s);
    m_panel.reset(); // before its gatekeeper
    m_keeper = nullptr;
}

void TestPassportEditing::aSelectionOfThousandsIsPublishedWhole()
{
    constexpr int count = 6'010;
    for (int i = 0; i < count; ++i) {
        m_catalogue->add(
            qPrintable(uR"({"id":"i%1","granularity":"item","modelNumber":"A","itemNumber":"%1","status":"%2"})"_s
                           .arg(i, 5, 10, QChar(u'0'))
                           .arg(i < 4 ? u"published"_s : u"draft"_s)));
    }
    show();
    QTRY_COMPARE(rows(), count);
    table()->selectionModel()->select({table()->model()->index(0, 0), table()->model()->index(count - 4, 6)},
                                      QItemSelectionModel::Select);

    click(u"publishPassports"_s);

    QTRY_VERIFY(dialog(u"publishDialog"_s));
    QDialog *publish = dialog(u"publishDialog"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>(u"publishTypedCount"_s, publish)->isVisible(), 30'000);
    QVERIFY2(text(u"publishSummary"_s, publish).startsWith(u"6,006 drafts would be published"),
             qPrintable(text(u"publishSummary"_s, publish)));
    QVERIFY2(text(u"publishWarning"_s, publish).startsWith(u"3 of them were not chosen"),
             qPrintable(text(u"publishWarning"_s, publish)));
}

QTEST_MAIN(TestPassportEditing)
#include "tst_passportediting.moc"
