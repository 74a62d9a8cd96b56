// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profilestore.h"
#include "dialogtest.h"

#include <QCheckBox>
#include <QFile>
#include <QToolButton>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *testSecret = "test-secret-21c9";

} // namespace

/// The approval service of a connection: its fields, its secret, its approvers.
class TestConnectionApprovals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init();

    void oneQuietLineStandsForItUntilItIsOpened();
    void everythingIsStoredAndTheSecretInTheKeychainOnly();
    void whatIsStoredIsReadBack();
    void takingItOutLeavesTheRest();
    void anApproverIsRemoved();
    void aMalformedDidIsNamedAndNotStored();
    void anApproverNeedsAUserUnlessThisIsATest();
    void aProblemOpensTheLine();
    void anEmptyLineIsNobody();
    void membersThatNobodyKnowsStay();

private:
    QCheckBox *box(const char *name) const { return m_desk->find<QCheckBox>(name); }
    bool isSeen(const char *name) const { return m_desk->find(name)->isVisibleTo(m_desk->dialog.get()); }
    QString summary() const { return m_desk->find<QLabel>("approvalFoldSummary")->text(); }
    void turnOn() const;
    void typeApprover(const QString &did) const;
    Profile stored() const { return *m_desk->store.find(m_profile.id); }
    QString kept(Service service) const;
    void storeAndOpen(const BkeyService &service);

    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionApprovals::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s);
    m_desk->open();
}

void TestConnectionApprovals::turnOn() const
{
    m_desk->find<QToolButton>("approvalFold")->setChecked(true);
    box("hasApprovals")->setChecked(true);
}

void TestConnectionApprovals::typeApprover(const QString &did) const
{
    m_desk->click("addApprover");
    m_desk->type("approverName1", u"Head of loyalty"_s);
    m_desk->type("approverDid1", did);
    m_desk->type("approverUser1", u"grace"_s);
}

QString TestConnectionApprovals::kept(Service service) const
{
    const auto secret = test::awaited(m_desk->keychain.read(secretKey(m_profile, service)));
    return secret ? secret->use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }) : QString();
}

void TestConnectionApprovals::storeAndOpen(const BkeyService &service)
{
    m_profile.bkey = service;
    QVERIFY(m_desk->store.change(m_profile));
    m_desk->open();
}

void TestConnectionApprovals::oneQuietLineStandsForItUntilItIsOpened()
{
    QVERIFY(isSeen("approvalFold"));
    QCOMPARE(summary(), u"None"_s);
    for (const char *name : {"hasApprovals", "approvalAddress", "approvalClient", "addApprover"})
        QVERIFY2(!isSeen(name), name);

    m_desk->find<QToolButton>("approvalFold")->click();
    QVERIFY(isSeen("hasApprovals"));
    QVERIFY(!isSeen("approvalAddress"));

    box("hasApprovals")->click();
    for (const char *name : {"approvalAddress", "approvalClient", "connectionApprovalSecret", "addApprover"})
        QVERIFY2(isSeen(name), name);
    QCOMPARE(m_desk->field("approvalAddress")->text(), u"https://api.bkey.id"_s);
    QVERIFY2(m_desk->note("approvalClientNote").isEmpty(), "nobody has been there yet");
}

void TestConnectionApprovals::everythingIsStoredAndTheSecretInTheKeychainOnly()
{
    turnOn();
    m_desk->type("approvalAddress", u"https://yes.test/in"_s);
    m_desk->type("approvalClient", u"office"_s);
    m_desk->type("connectionApprovalSecret", QLatin1StringView(testSecret));
    typeApprover(u"did:bkey:z6MkGrace"_s);
    m_desk->shoot("approvals", m_desk->find("approvalFold")->parentWidget());

    m_desk->click("saveConnection");

    QVERIFY(stored().bkey);
    QCOMPARE(stored().bkey->base, QUrl(u"https://yes.test/in"_s));
    QCOMPARE(stored().bkey->clientId, u"office"_s);
    QCOMPARE(stored().bkey->approvers, QList<Approver>({{u"Head of loyalty"_s, u"did:bkey:z6MkGrace"_s, u"grace"_s}}));
    QCOMPARE(summary(), u"yes.test, 1 approver"_s);
    QTRY_COMPARE(kept(Service::Bkey), QLatin1StringView(testSecret));
    QVERIFY(kept(Service::Keyban).isEmpty());
    QVERIFY(m_desk->field("connectionApprovalSecret")->text().isEmpty());
    QFile file(m_desk->store.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(testSecret));
}

void TestConnectionApprovals::whatIsStoredIsReadBack()
{
    BkeyService service = makeBkeyService();
    service.clientId = u"office"_s;
    service.approvers = {{u"Grace"_s, u"did:bkey:one"_s, u"grace"_s}, {u"Alan"_s, u"did:bkey:two"_s, u"alan"_s}};
    storeAndOpen(service);

    QCOMPARE(summary(), u"api.bkey.id, 2 approvers"_s);
    QVERIFY2(!isSeen("approvalAddress"), "it stays one line");
    QVERIFY(box("hasApprovals")->isChecked());
    QCOMPARE(m_desk->field("approvalClient")->text(), u"office"_s);
    QCOMPARE(m_desk->field("approverName2")->text(), u"Alan"_s);
    QCOMPARE(m_desk->field("approverDid2")->text(), u"did:bkey:two"_s);
    QCOMPARE(m_desk->field("approverUser2")->text(), u"alan"_s);
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionApprovals::takingItOutLeavesTheRest()
{
    BkeyService service = makeBkeyService();
    service.clientId = u"office"_s;
    storeAndOpen(service);

    box("hasApprovals")->setChecked(false);
    m_desk->click("saveConnection");

    QVERIFY(!stored().bkey);
    QCOMPARE(stored().keyban.base, m_profile.keyban.base);
}

void TestConnectionApprovals::anApproverIsRemoved()
{
    BkeyService service = makeBkeyService();
    service.clientId = u"office"_s;
    service.approvers = {{u"Grace"_s, u"did:bkey:one"_s, u"grace"_s}, {u"Alan"_s, u"did:bkey:two"_s, u"alan"_s}};
    storeAndOpen(service);

    m_desk->find<QToolButton>("removeApprover1")->click();
    m_desk->click("saveConnection");

    QCOMPARE(stored().bkey->approvers, QList<Approver>({service.approvers.last()}));
    QCOMPARE(m_desk->field("approverName1")->text(), u"Alan"_s);
}

void TestConnectionApprovals::aMalformedDidIsNamedAndNotStored()
{
    turnOn();
    m_desk->type("approvalClient", u"office"_s);
    typeApprover(u"grace@example.com"_s);

    m_desk->click("saveConnection");

    const QString note = m_desk->note("approversNote");
    QVERIFY2(note.startsWith(u"Head of loyalty has no DID"_s), qPrintable(note));
    QVERIFY(!stored().bkey);

    m_desk->type("approverDid1", u"did:bkey:z6MkGrace"_s);
    QVERIFY(m_desk->note("approversNote").isEmpty());
    m_desk->click("saveConnection");
    QVERIFY(stored().bkey);
}

void TestConnectionApprovals::anApproverNeedsAUserUnlessThisIsATest()
{
    BkeyService service = makeBkeyService();
    service.clientId = u"office"_s;
    service.approvers = {{u"Grace"_s, u"did:bkey:one"_s, {}}};
    storeAndOpen(service);
    QVERIFY(m_desk->note("approversNote").contains(u"which user of this ledger Grace is"_s));

    m_profile.isTest = true;
    storeAndOpen(service);
    QVERIFY(m_desk->note("approversNote").isEmpty());
}

void TestConnectionApprovals::aProblemOpensTheLine()
{
    turnOn();
    m_desk->type("approvalAddress", u"http://yes.test"_s);
    m_desk->find<QToolButton>("approvalFold")->setChecked(false);
    QVERIFY(!isSeen("approvalAddress"));

    m_desk->click("saveConnection");

    QVERIFY(isSeen("approvalAddress"));
    QVERIFY(m_desk->note("approvalAddressNote").contains(u"Without encryption"_s));
    QVERIFY(m_desk->note("approvalClientNote").contains(u"Enter the client id of the approval service"_s));
    QVERIFY(!stored().bkey);
}

void TestConnectionApprovals::anEmptyLineIsNobody()
{
    turnOn();
    m_desk->type("approvalClient", u"office"_s);
    m_desk->click("addApprover");

    m_desk->click("saveConnection");

    QVERIFY(stored().bkey);
    QVERIFY(stored().bkey->approvers.isEmpty());
}

void TestConnectionApprovals::membersThatNobodyKnowsStay()
{
    BkeyService service = makeBkeyService();
    service.clientId = u"office"_s;
    service.source = json::Value::object();
    service.source.set(u"later"_s, u"kept"_s);
    storeAndOpen(service);

    m_desk->type("approvalClient", u"other"_s);
    m_desk->click("saveConnection");

    QCOMPARE(stored().bkey->clientId, u"other"_s);
    QCOMPARE(stored().bkey->source[u"later"].toString(), u"kept"_s);
}

QTEST_MAIN(TestConnectionApprovals)
#include "tst_connectionapprovals.moc"
