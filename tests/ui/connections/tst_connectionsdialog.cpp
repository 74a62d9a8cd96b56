// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogtest.h"

#include <QSignalSpy>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestConnectionsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init() { m_desk = std::make_unique<test::Desk>(); }

    void showsTheConnectionLastUsed();
    void offersTheSandboxWhileThereIsNone();
    void turnsToTheSandboxOnceItIsThere();
    void theSandboxIsManagedByTheConsole();
    void aNewConnectionIsSaved();
    void emptyFieldsAreNotBlamedBeforeTheyWereLeft();
    void problemsAppearAsOneTypes();
    void aTakenNameIsToldAtItsField();
    void dangerFollowsAddressAndNetwork();
    void aFailedSaveLosesNothing();
    void everyFieldHasANameAndALabel();

private:
    std::unique_ptr<test::Desk> m_desk;
};

void TestConnectionsDialog::showsTheConnectionLastUsed()
{
    m_desk->add(u"First"_s);
    const Profile second = m_desk->add(u"Second"_s);
    QVERIFY(m_desk->store.setLastUsed(second.id).ok());

    m_desk->open();

    QCOMPARE(m_desk->current(), u"Second"_s);
    QCOMPARE(m_desk->field("connectionName")->text(), u"Second"_s);
}

void TestConnectionsDialog::offersTheSandboxWhileThereIsNone()
{
    m_desk->open();
    QSignalSpy wanted(m_desk->dialog.get(), &ConnectionsDialog::sandboxWanted);
    QCOMPARE(m_desk->names(), QStringList{u"Sandbox"_s});
    m_desk->shoot("empty");

    m_desk->click("startSandbox");

    QCOMPARE(wanted.size(), 1);
    QVERIFY(!m_desk->find("startSandbox")->isEnabled());
    m_desk->dialog->showError({.kind = ErrorKind::Network, .cause = Cause::SandboxFailed});
    QVERIFY(m_desk->find("startSandbox")->isEnabled());
    QVERIFY(!m_desk->find("connectionsNews")->isHidden());
}

void TestConnectionsDialog::turnsToTheSandboxOnceItIsThere()
{
    m_desk->open();
    Profile sandbox = makeProfile(u"Sandbox"_s);
    sandbox.isSandbox = true;

    QVERIFY(m_desk->store.add(sandbox).ok());

    QCOMPARE(m_desk->names(), QStringList{u"Sandbox"_s});
    QVERIFY(m_desk->find("connectionEditor")->isVisible());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Sandbox"_s);
}

void TestConnectionsDialog::theSandboxIsManagedByTheConsole()
{
    Profile sandbox = m_desk->add(u"Sandbox"_s);
    sandbox.isSandbox = true;
    sandbox.keyban.base = {};
    QVERIFY(m_desk->store.change(sandbox).ok());

    m_desk->open();

    QVERIFY(!m_desk->field("connectionAddress")->isEnabled());
    QVERIFY(!m_desk->field("connectionKey")->isEnabled());
    QVERIFY(m_desk->note("managedNote").startsWith(u"This is the local sandbox."));
    QVERIFY(m_desk->note("connectionAddressNote").isEmpty());
    QVERIFY(!m_desk->find("duplicateConnection")->isEnabled());
    QSignalSpy chosen(m_desk->dialog.get(), &ConnectionsDialog::chosen);
    m_desk->click("useConnection");
    QCOMPARE(chosen.size(), 1);
}

void TestConnectionsDialog::aNewConnectionIsSaved()
{
    m_desk->open();

    m_desk->click("newConnection");
    m_desk->type("connectionName", u" Maison Aubrac "_s);
    m_desk->type("connectionApplication", u"7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10"_s);
    m_desk->choice("connectionNetwork")->setEditText(u"StarknetSepolia"_s);
    m_desk->choice("connectionGuard")->setCurrentIndex(1);
    m_desk->shoot("new");
    m_desk->click("saveConnection");

    QCOMPARE(m_desk->store.profiles().size(), 1);
    const Profile &stored = m_desk->store.profiles().first();
    QCOMPARE(stored.name, u"Maison Aubrac"_s);
    QCOMPARE(stored.keyban.base, QUrl(u"https://api.prod.keyban.io"_s));
    QCOMPARE(stored.keyban.network, u"StarknetSepolia"_s);
    QCOMPARE(stored.guard, GuardLevel::Confirm);
    QCOMPARE(m_desk->names(), (QStringList{u"Maison Aubrac"_s, u"Sandbox"_s}));
    QCOMPARE(m_desk->current(), u"Maison Aubrac"_s);
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionsDialog::emptyFieldsAreNotBlamedBeforeTheyWereLeft()
{
    m_desk->open();
    m_desk->click("newConnection");
    QVERIFY(m_desk->note("connectionNameNote").isEmpty());

    m_desk->click("saveConnection");

    QCOMPARE(m_desk->note("connectionNameNote"), u"Give the connection a name."_s);
    QVERIFY(m_desk->note("connectionApplicationNote").startsWith(u"Without it passports can be read"));
    QCOMPARE(m_desk->field("connectionName")->accessibleDescription(), u"Give the connection a name."_s);
    QVERIFY(m_desk->store.profiles().isEmpty());
}

void TestConnectionsDialog::problemsAppearAsOneTypes()
{
    m_desk->add(u"A"_s);
    m_desk->open();
    const auto said = [this](const QString &address) {
        m_desk->type("connectionAddress", address);
        return m_desk->note("connectionAddressNote");
    };

    QVERIFY(said({}).startsWith(u"Enter the address"));
    QVERIFY(said(u"api.prod.keyban.io"_s).startsWith(u"This is not a whole address."));
    QVERIFY(said(u"ftp://example.org"_s).startsWith(u"Only addresses"));
    QVERIFY(said(u"http://example.org"_s).startsWith(u"Without encryption"));
    QVERIFY(said(u"https://a:b@example.org"_s).startsWith(u"Take name and password"));
    QVERIFY(said(u"https://example.org?a=b"_s).startsWith(u"Take away what follows"));
    QVERIFY(said(u"https://example.org/v1"_s).startsWith(u"Each call adds /v1"));
    QVERIFY(said(u"http://127.0.0.1:8080/x"_s).isEmpty());
    m_desk->choice("connectionNetwork")->setEditText(u"StarknetSepola"_s);
    QVERIFY(m_desk->note("connectionNetworkNote").startsWith(u"This network is not among"));
}

void TestConnectionsDialog::aTakenNameIsToldAtItsField()
{
    m_desk->add(u"First"_s);
    m_desk->add(u"Second"_s);
    m_desk->open();

    m_desk->type("connectionName", u"SECOND"_s);
    m_desk->click("saveConnection");

    QCOMPARE(m_desk->note("connectionNameNote"), u"There is already a connection named “SECOND”."_s);
    QCOMPARE(m_desk->store.profiles().first().name, u"First"_s);
}

void TestConnectionsDialog::dangerFollowsAddressAndNetwork()
{
    m_desk->add(u"A"_s, u"https://example.org"_s);
    m_desk->open();
    const auto danger = [this] { return m_desk->find<QLabel>("connectionDanger")->text(); };
    QCOMPARE(danger(), u"TEST: the network is a test network."_s);

    m_desk->choice("connectionNetwork")->setEditText(u"BaseMainnet"_s);
    QVERIFY(danger().startsWith(u"LIVE: the network is a main network"));
    m_desk->choice("connectionNetwork")->setEditText({});
    QVERIFY(danger().startsWith(u"LIVE: nothing says that this is a test"));
    m_desk->type("connectionAddress", u"https://api.prod.keyban.io"_s);
    QCOMPARE(danger(), u"LIVE: the address is the production host."_s);
    m_desk->type("connectionAddress", u"http://127.0.0.1:9"_s);
    QCOMPARE(danger(), u"TEST: the service runs on this computer."_s);
}

void TestConnectionsDialog::aFailedSaveLosesNothing()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    m_desk->type("connectionName", u"Better"_s);
    m_desk->type("connectionKey", QLatin1StringView(test::testKey));
    QVERIFY(QFile::setPermissions(m_desk->folder.path(), QFile::ReadOwner | QFile::ExeOwner));
    const bool readOnly = !QFile(m_desk->folder.filePath(u"probe"_s)).open(QIODevice::WriteOnly);
    if (!readOnly) { // root writes anywhere: a folder in the file's place cannot be written by anybody
        QVERIFY(QFile::setPermissions(m_desk->folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(QFile::remove(m_desk->store.path()));
        QVERIFY(QDir().mkpath(m_desk->store.path() + u"/x"_s));
    }

    m_desk->click("saveConnection");

    QFile::setPermissions(m_desk->folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto *banner = m_desk->find("connectionEditor")->findChild<QWidget *>(u"banner"_s);
    QVERIFY(!banner->isHidden());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Better"_s);
    QCOMPARE(m_desk->field("connectionKey")->text(), QLatin1StringView(test::testKey));
    QVERIFY(m_desk->find("saveConnection")->isEnabled());
    QCOMPARE(m_desk->store.profiles().first().name, u"First"_s);
    m_desk->shoot("save-failed");
}

void TestConnectionsDialog::everyFieldHasANameAndALabel()
{
    m_desk->add(u"First"_s);
    m_desk->open();
    QSet<const QWidget *> labelled;
    for (const QLabel *label : m_desk->dialog->findChildren<QLabel *>())
        if (label->buddy())
            labelled.insert(label->buddy()->focusProxy() ? label->buddy()->focusProxy() : label->buddy());

    for (const char *name :
         {"connectionsList", "connectionName", "connectionAddress", "connectionApplication", "connectionNetwork",
          "connectionDialect", "connectionGuard", "connectionEventStream", "connectionKey"}) {
        QVERIFY2(!m_desk->find(name)->accessibleName().isEmpty(), name);
        QVERIFY2(labelled.contains(m_desk->find(name)), name);
    }
    for (const char *name :
         {"keepKey", "testConnection", "testResult", "saveConnection", "useConnection", "newConnection",
          "duplicateConnection", "deleteConnection", "importEnvironment", "closeConnections"})
        QVERIFY2(name == "testResult"_ba || !m_desk->find(name)->accessibleName().isEmpty(), name);
}

QTEST_MAIN(TestConnectionsDialog)
#include "tst_connectionsdialog.moc"
