// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogtest.h"

#include <QMessageBox>
#include <QSignalSpy>

using namespace chancery;
using namespace Qt::StringLiterals;

/// Going from one connection to the next: what is not saved, what is used, duplicated and deleted.
class TestConnectionsFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init() { m_desk = std::make_unique<test::Desk>(); }

    void changesAreAskedAboutBeforeAnotherIsShown();
    void discardedChangesAreGone();
    void savingFromTheQuestionGoesOn();
    void closingAsksToo();
    void anUntouchedNewConnectionGoesSilently();
    void workingWithItSavesFirst();
    void workingWithAnInvalidOneIsRefused();
    void aDuplicateIsAnotherConnection();
    void deletingAsksAndRemovesTheKey();
    void deletingSaysWhenTheKeychainMayStillHoldTheKey();
    void anotherWindowsChangeIsTakenOver();
    void returnInAFieldDoesNothing();

private:
    std::unique_ptr<test::Desk> m_desk;
};

void TestConnectionsFlow::changesAreAskedAboutBeforeAnotherIsShown()
{
    m_desk->add(u"First"_s);
    m_desk->add(u"Second"_s);
    m_desk->open();
    m_desk->type("connectionName", u"Better"_s);

    m_desk->go(1);

    QVERIFY(!m_desk->find("unsavedQuestion")->isHidden());
    QTRY_COMPARE(m_desk->current(), u"First"_s);
    QCOMPARE(m_desk->field("connectionName")->text(), u"Better"_s);
    m_desk->shoot("unsaved");
    m_desk->click("keepEditing");
    QVERIFY(m_desk->find("unsavedQuestion")->isHidden());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Better"_s);
}

void TestConnectionsFlow::discardedChangesAreGone()
{
    m_desk->add(u"First"_s);
    m_desk->add(u"Second"_s);
    m_desk->open();
    m_desk->type("connectionName", u"Better"_s);
    m_desk->go(1);

    m_desk->click("discardChanges");

    QCOMPARE(m_desk->current(), u"Second"_s);
    QCOMPARE(m_desk->field("connectionName")->text(), u"Second"_s);
    QCOMPARE(m_desk->store.profiles().first().name, u"First"_s);
}

void TestConnectionsFlow::savingFromTheQuestionGoesOn()
{
    m_desk->add(u"First"_s);
    m_desk->add(u"Second"_s);
    m_desk->open();
    m_desk->type("connectionName", u"Better"_s);
    m_desk->go(1);

    m_desk->click("saveChanges");

    QCOMPARE(m_desk->store.profiles().first().name, u"Better"_s);
    QCOMPARE(m_desk->current(), u"Second"_s);
    QVERIFY(m_desk->find("unsavedQuestion")->isHidden());
}

void TestConnectionsFlow::closingAsksToo()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    m_desk->type("connectionKey", QLatin1StringView(test::testKey));

    QTest::keyClick(m_desk->dialog.get(), Qt::Key_Escape);
    QVERIFY(m_desk->dialog->isVisible());
    m_desk->dialog->close();
    QVERIFY(m_desk->dialog->isVisible());
    m_desk->click("discardChanges");

    QVERIFY(!m_desk->dialog->isVisible());
    m_desk->dialog->open();
    QCOMPARE(m_desk->field("connectionName")->text(), u"First"_s);
    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
}

void TestConnectionsFlow::anUntouchedNewConnectionGoesSilently()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    m_desk->click("newConnection");
    QCOMPARE(m_desk->names(), (QStringList{u"First"_s, u"New connection"_s, u"Sandbox"_s}));

    m_desk->go(0);

    QCOMPARE(m_desk->names(), (QStringList{u"First"_s, u"Sandbox"_s}));
    QCOMPARE(m_desk->field("connectionName")->text(), u"First"_s);
}

void TestConnectionsFlow::workingWithItSavesFirst()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    m_desk->type("connectionName", u"Better"_s);
    QSignalSpy chosen(m_desk->dialog.get(), &ConnectionsDialog::chosen);

    m_desk->click("useConnection");

    QCOMPARE(m_desk->store.profiles().first().name, u"Better"_s);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<Profile>().name, u"Better"_s);
    QVERIFY(!m_desk->dialog->isVisible());
}

void TestConnectionsFlow::workingWithAnInvalidOneIsRefused()
{
    m_desk->add(u"First"_s, u"http://example.org"_s);
    m_desk->open();
    QSignalSpy chosen(m_desk->dialog.get(), &ConnectionsDialog::chosen);

    m_desk->click("useConnection");

    QVERIFY(chosen.isEmpty());
    QVERIFY(m_desk->dialog->isVisible());
    QCOMPARE(m_desk->dialog->focusWidget(), m_desk->field("connectionAddress"));
}

void TestConnectionsFlow::aDuplicateIsAnotherConnection()
{
    Profile first = m_desk->add(u"First"_s);
    rememberDialect(first, Secret::fromUtf8(QByteArray(test::testKey)), keyban::Dialect::Flat);
    QVERIFY(m_desk->store.change(first).ok());
    m_desk->open();

    m_desk->click("duplicateConnection");
    m_desk->click("saveConnection");

    QCOMPARE(m_desk->store.profiles().size(), 2);
    const Profile &copy = m_desk->store.profiles().last();
    QCOMPARE(copy.name, u"First (copy)"_s);
    QVERIFY(copy.id != first.id);
    QCOMPARE(copy.keyban.base, first.keyban.base);
    QVERIFY(copy.keyban.remembered.isEmpty());
}

void TestConnectionsFlow::deletingAsksAndRemovesTheKey()
{
    const Profile first = m_desk->add(u"First"_s);
    m_desk->add(u"Second"_s);
    m_desk->keychain.put(secretKey(first, Service::Keyban), test::testKey);
    m_desk->open();
    m_desk->click("deleteConnection");
    auto *question = m_desk->find<QMessageBox>("deleteQuestion");
    QVERIFY(question->text().contains(u"First") && question->text().contains(u"TEST"));
    m_desk->shoot("delete-question", question);
    QCOMPARE(m_desk->store.profiles().size(), 2);

    m_desk->click("confirmDelete");

    QCOMPARE(m_desk->store.profiles().size(), 1);
    QCOMPARE(m_desk->current(), u"Second"_s);
    QTRY_VERIFY(!m_desk->keychain.has(secretKey(first, Service::Keyban)));
    QVERIFY(m_desk->find("connectionsNews")->isHidden());
}

void TestConnectionsFlow::deletingSaysWhenTheKeychainMayStillHoldTheKey()
{
    m_desk->add(u"First"_s);
    m_desk->keychain.become(KeychainState::Refusing);
    m_desk->open();

    m_desk->click("deleteConnection");
    m_desk->click("confirmDelete");

    QTRY_VERIFY(!m_desk->find("connectionsNews")->isHidden());
    QCOMPARE(m_desk->find("connectionsNews")->accessibleName(),
             u"“First” is deleted, but the keychain may still hold its key."_s);
}

void TestConnectionsFlow::anotherWindowsChangeIsTakenOver()
{
    Profile first = m_desk->add(u"First"_s);
    m_desk->open();

    first.name = u"Theirs"_s;
    QVERIFY(m_desk->store.change(first).ok());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Theirs"_s);

    m_desk->type("connectionName", u"Mine"_s);
    rememberDialect(first, Secret::fromUtf8(QByteArray(test::testKey)), keyban::Dialect::Flat);
    QVERIFY(m_desk->store.change(first).ok());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Mine"_s);
    m_desk->click("saveConnection");
    QCOMPARE(m_desk->store.profiles().first().name, u"Mine"_s);
    QCOMPARE(m_desk->store.profiles().first().keyban.remembered.size(), 1);

    m_desk->type("connectionName", u"Kept"_s);
    QVERIFY(m_desk->store.remove(first.id).ok());
    m_desk->click("saveConnection");
    QCOMPARE(m_desk->store.profiles().first().name, u"Kept"_s);
}

void TestConnectionsFlow::returnInAFieldDoesNothing()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    QSignalSpy chosen(m_desk->dialog.get(), &ConnectionsDialog::chosen);
    m_desk->type("connectionName", u"Better"_s);

    QTest::keyClick(m_desk->field("connectionName"), Qt::Key_Return);

    QVERIFY(m_desk->dialog->isVisible());
    QVERIFY(chosen.isEmpty());
    QCOMPARE(m_desk->store.profiles().first().name, u"First"_s);
}

QTEST_MAIN(TestConnectionsFlow)
#include "tst_connectionsflow.moc"
