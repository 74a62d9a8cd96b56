// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/proxydesk.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testsecret.h"
#include "ui/mainwindow.h"
#include "ui/models/recordsmodel.h"
#include "ui/panels/panel.h"
#include "ui/panels/proxy/tokencard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/statepill.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Work without stored keys, with the real widgets against the sandbox's proxy.
class TestProxyDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aTypedTokenOpensTheWay();
    void aTokenOfTheEnvironmentIsTaken();
    void aTokenThatHasEndedIsRefusedInPlace();
    void aTokenNearItsEndIsAskedFor();
    void aMissingScopeIsAskedForAndTriedAgain();
    void aForeignPageIsOnlyShown();
    void anotherProxyIsTrustedAfterAYes();
    void anotherProxyIsAskedAboutOnce();

private:
    void open(const QString &credential = u"KEYBAN_API_KEY"_s, Secret token = {});
    Secret mint(int seconds);
    void type(const Secret &token);
    void send() { widget<QPushButton>("trySend")->click(); }
    QString tryState() const { return widget<StatePill>("tryState")->text(); }
    template <typename T>
    T *widget(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProxyDesk> m_desk;
    std::unique_ptr<MainWindow> m_window; ///< goes before the desk
};

void TestProxyDesk::initTestCase()
{
    new Theme(*qApp);
}

void TestProxyDesk::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"demo"_s});
    QVERIFY(m_sandbox->isRunning());
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
}

void TestProxyDesk::cleanup()
{
    m_window.reset();
    m_desk.reset();
    m_sandbox.reset();
}

void TestProxyDesk::open(const QString &credential, Secret token)
{
    Profile profile = makeProfile(u"Keyless"_s);
    profile.keyban.applicationId = m_sandbox->applicationId();
    profile.keyban.network = u"StarknetSepolia"_s;
    profile.keychains = makeKeychainsService();
    profile.keychains->base = m_sandbox->keychains();
    profile.keychains->passports = credential;
    m_desk = std::make_unique<ProxyDesk>(profile, QString(), std::move(token));
    m_desk->addTo(*m_window);
    m_window->showPanel(u"proxy"_s);
}

Secret TestProxyDesk::mint(int seconds)
{
    const json::Value answer = m_sandbox->post(u"keychains"_s, "{\"mint\":" + QByteArray::number(seconds) + '}');
    return Secret::fromUtf8(answer[u"token"].toString().toUtf8());
}

void TestProxyDesk::type(const Secret &token)
{
    widget<QLineEdit>("proxyToken")->setText(token.use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }));
    widget<QPushButton>("useToken")->click();
}

void TestProxyDesk::aTypedTokenOpensTheWay()
{
    open();
    QSignalSpy goOn(m_desk.get(), &ProxyDesk::goOnWanted);
    QCOMPARE(widget<StatePill>("tokenState")->text(), u"None"_s);

    type(mint(900));
    send();

    QCOMPARE(widget<StatePill>("tokenState")->text(), u"Good"_s);
    QVERIFY(widget<QLineEdit>("proxyToken")->text().isEmpty());
    QCOMPARE(goOn.count(), 1);
    QTRY_COMPARE(tryState(), u"200"_s);
    QVERIFY(widget<QPlainTextEdit>("tryAnswer")->toPlainText().contains(u"\"data\""));
    QCOMPARE(widget<QTableView>("proxyCalls")->model()->rowCount(), 1);
}

void TestProxyDesk::aTokenOfTheEnvironmentIsTaken()
{
    open(u"KEYBAN_API_KEY"_s, mint(900));

    QCOMPARE(widget<StatePill>("tokenState")->text(), u"Good"_s);
}

void TestProxyDesk::aTokenThatHasEndedIsRefusedInPlace()
{
    open();
    QSignalSpy goOn(m_desk.get(), &ProxyDesk::goOnWanted);

    type(mint(0));

    QVERIFY(widget<Banner>("tokenBanner")->content().headline.contains(u"has expired"));
    QCOMPARE(widget<StatePill>("tokenState")->text(), u"None"_s);
    QCOMPARE(goOn.count(), 0);
}

void TestProxyDesk::aTokenNearItsEndIsAskedFor()
{
    QDateTime now = QDateTime::currentDateTimeUtc();
    keychains::NoTokenSource source;
    keychains::ProxyRoute route(source, {.proxy = m_sandbox->keychains(), .now = [&now] { return now; }});
    TokenCard card(route, makeKeychainsService());
    QSignalSpy words(&card, &TokenCard::standing);
    QSignalSpy life(&card, &TokenCard::lifeChanged);
    auto *state = card.findChild<StatePill *>(u"tokenState"_s);
    QVERIFY(route.provide(Secret::fromUtf8("test-token")).ok());
    QTRY_COMPARE(life.last().first().toString(), u"15 min"_s);
    QCOMPARE(words.last().first().toString(), QString());

    now = now.addSecs(12 * 60 + 1);
    QTRY_COMPARE(state->text(), u"Ends soon"_s);
    QVERIFY(words.last().first().toString().startsWith(u"The proxy token ends in 3 min"));

    now = now.addSecs(3 * 60);
    QTRY_COMPARE(state->text(), u"Ended"_s);
    QCOMPARE(life.last().first().toString(), u"!"_s);
}

void TestProxyDesk::aMissingScopeIsAskedForAndTriedAgain()
{
    open(u"KEYBAN_WRITE_KEY"_s, mint(900));
    QSignalSpy goOn(m_desk.get(), &ProxyDesk::goOnWanted);

    send();

    QTRY_VERIFY(widget<QDialog>("proxyApprovalDialog"));
    QCOMPARE(widget<QLabel>("field.missing")->text(), u"keyban::write"_s);
    widget<QPushButton>("proxyCopyLink")->click();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(m_sandbox->keychains().toString()));
    m_sandbox->post(u"keychains"_s, R"({"approve":"keyban::write"})");
    widget<QPushButton>("proxyTryAgain")->click();
    QCOMPARE(goOn.count(), 1);
    send();
    QTRY_COMPARE(tryState(), u"200"_s);
}

void TestProxyDesk::aForeignPageIsOnlyShown()
{
    open(u"KEYBAN_API_KEY"_s, mint(900));
    m_sandbox->post(u"keychains"_s, R"({"next":[{"status":403,"type":"application/json","body":{
        "error":"insufficient_scope","approval_url":"https://evil.test/approve","missing_scopes":["keyban::read"]}}]})");

    send();

    QTRY_VERIFY(widget<QDialog>("proxyApprovalDialog"));
    QCOMPARE(widget<QLabel>("field.foreignLink")->text(), u"https://evil.test/approve"_s);
    QVERIFY(!widget<QPushButton>("proxyOpenLink"));
    QVERIFY(!widget<QPushButton>("proxyCopyLink"));
}

void TestProxyDesk::anotherProxyIsTrustedAfterAYes()
{
    open(u"KEYBAN_API_KEY"_s, mint(900));
    QSignalSpy trusted(m_desk.get(), &ProxyDesk::trusted);
    m_sandbox->post(u"keychains"_s, R"({"wrongProxy":true})");

    send();
    QTRY_VERIFY(widget<QPushButton>("questionConfirm"));
    widget<QPushButton>("questionConfirm")->click();
    send();

    QTRY_COMPARE(tryState(), u"200"_s);
    QCOMPARE(trusted.count(), 1);
    QVERIFY(widget<QLabel>("field.trusted")->text().contains(u"keychains-other"));
}

void TestProxyDesk::anotherProxyIsAskedAboutOnce()
{
    open(u"KEYBAN_API_KEY"_s, mint(900));
    QSignalSpy trusted(m_desk.get(), &ProxyDesk::trusted);
    m_sandbox->post(u"keychains"_s, R"({"wrongProxy":true})");

    send();
    QTRY_VERIFY(widget<QPushButton>("questionCancel"));
    widget<QPushButton>("questionCancel")->click();
    QTRY_VERIFY(!widget<QPushButton>("questionCancel"));
    send();

    QTRY_COMPARE(tryState(), u"Failed"_s);
    QCoreApplication::sendPostedEvents(); // a question would be queued by now
    QVERIFY(!widget<QPushButton>("questionCancel"));
    QCOMPARE(trusted.count(), 0);
    QVERIFY(widget<Banner>("tryBanner")->content().headline.contains(u"not trusted"));
}

QTEST_MAIN(TestProxyDesk)
#include "tst_proxydesk.moc"
