// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogtest.h"

#include <QCheckBox>
#include <QClipboard>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace chancery;
using namespace Qt::StringLiterals;

/// How the dialog treats API keys, typed, kept and imported.
class TestConnectionKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init();

    void aTypedKeyGoesToTheKeychain();
    void aKeyCanBeKeptForThisSession();
    void anOlderKeyInTheKeychainIsSaidAndRemovedOnlyWhenAsked();
    void aRefusingKeychainIsTold();
    void withoutAKeychainThereIsNoChoice();
    void aKeptKeyIsNeverShown();
    void onlyTypedTextCanBeMadeVisible();
    void blanksAroundAPastedKeyAreTakenAway();
    void aStoredKeyIsRemovedAfterAsking();
    void aFailedRemovalIsTold();
    void aKeyKeptForAnotherHostIsWarnedOf();
    void pastedEnvironmentLinesBecomeAConnection();
    void textWithoutTheNamesIsToldAndWiped();
    void aChosenFileBecomesAConnection();
    void aFolderOrAMissingFileIsTold();
    void theProgramsEnvironmentIsOffered();
    void anImportedKeyIsNeverShown();

private:
    QString entry() const { return secretKey(m_profile, Service::Keyban); }
    void typeKey() { m_desk->type("connectionKey", QLatin1StringView(test::testKey)); }
    void paste(const QString &text);
    void pasteFile(const QString &path);
    QString keptText() const;

    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionKey::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s);
    m_desk->open();
}

QString TestConnectionKey::keptText() const
{
    if (!m_desk->keychain.has(entry()))
        return u"nothing"_s;
    return m_desk->keychain.at(entry()).use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
}

void TestConnectionKey::aTypedKeyGoesToTheKeychain()
{
    typeKey();

    m_desk->click("saveConnection");

    QTRY_COMPARE(keptText(), QLatin1StringView(test::testKey));
    QTRY_COMPARE(m_desk->field("connectionKey")->placeholderText(), u"A key is kept in the keychain"_s);
    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionKey::aKeyCanBeKeptForThisSession()
{
    typeKey();
    m_desk->find<QCheckBox>("keepKey")->click();

    m_desk->click("saveConnection");

    QCOMPARE(m_desk->keyring.keeping(entry()), Keeping::ThisSession);
    QCOMPARE(m_desk->field("connectionKey")->placeholderText(), u"A key is kept for this session only"_s);
    QVERIFY(test::whatWasPostedHasArrived());
    QCOMPARE(keptText(), u"nothing"_s);
}

void TestConnectionKey::anOlderKeyInTheKeychainIsSaidAndRemovedOnlyWhenAsked()
{
    m_desk->keychain.put(entry(), "test-older-key");
    m_desk->keyring.read(entry()).then(m_desk->dialog.get(), [](const Result<Secret> &) {});
    QTRY_COMPARE(m_desk->keyring.keeping(entry()), Keeping::AcrossRestarts);
    typeKey();
    m_desk->find<QCheckBox>("keepKey")->click();

    m_desk->click("saveConnection");

    QCOMPARE(keptText(), u"test-older-key"_s);
    m_desk->click("removeOlderKey");
    QTRY_COMPARE(keptText(), u"nothing"_s);
    QCOMPARE(m_desk->keyring.keeping(entry()), Keeping::ThisSession);
}

void TestConnectionKey::aRefusingKeychainIsTold()
{
    m_desk->keychain.become(KeychainState::Refusing);
    typeKey();

    m_desk->click("saveConnection");

    const auto *banner = m_desk->find("connectionEditor")->findChild<QWidget *>(u"banner"_s);
    QTRY_VERIFY(!banner->isHidden());
    QCOMPARE(banner->accessibleName(), u"The connection is saved, but its key is kept for this session only."_s);
    QCOMPARE(m_desk->keyring.keeping(entry()), Keeping::ThisSession);
    m_desk->shoot("key-refused");
}

void TestConnectionKey::withoutAKeychainThereIsNoChoice()
{
    auto *keep = m_desk->find<QCheckBox>("keepKey");
    QVERIFY(keep->isChecked() && keep->isEnabled());

    m_desk->keychain.become(KeychainState::Absent);

    QVERIFY(!keep->isChecked() && !keep->isEnabled());
    QVERIFY(m_desk->note("keychainSentence").startsWith(u"This computer has no keychain"));
    m_desk->keychain.become(KeychainState::Answering);
    QVERIFY(keep->isChecked() && keep->isEnabled());
}

void TestConnectionKey::aKeptKeyIsNeverShown()
{
    m_desk->keychain.put(entry(), test::testKey);
    m_desk->keyring.read(entry()).then(m_desk->dialog.get(), [](const Result<Secret> &) {});

    QTRY_COMPARE(m_desk->field("connectionKey")->placeholderText(), u"A key is kept in the keychain"_s);

    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
    QVERIFY(!m_desk->find<QAction>("showKey")->isVisible());
}

void TestConnectionKey::onlyTypedTextCanBeMadeVisible()
{
    auto *field = m_desk->field("connectionKey");
    typeKey();
    QCOMPARE(field->echoMode(), QLineEdit::Password);

    m_desk->find<QAction>("showKey")->trigger();

    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    field->clear();
    QCOMPARE(field->echoMode(), QLineEdit::Password);
}

void TestConnectionKey::blanksAroundAPastedKeyAreTakenAway()
{
    m_desk->field("connectionKey")->setText(u"  %1 "_s.arg(QLatin1StringView(test::testKey)));

    m_desk->click("saveConnection");

    QTRY_COMPARE(keptText(), QLatin1StringView(test::testKey));
}

void TestConnectionKey::aStoredKeyIsRemovedAfterAsking()
{
    m_desk->keychain.put(entry(), test::testKey);

    m_desk->click("removeKey");
    auto *question = m_desk->find<QMessageBox>("removeKeyQuestion");
    QCOMPARE(keptText(), QLatin1StringView(test::testKey));
    question->button(QMessageBox::Ok)->click();

    QTRY_COMPARE(keptText(), u"nothing"_s);
    QTRY_COMPARE(m_desk->note("keyNote"), u"The key is removed."_s);
}

void TestConnectionKey::aFailedRemovalIsTold()
{
    m_desk->keychain.become(KeychainState::Refusing);

    m_desk->click("removeKey");
    m_desk->find<QMessageBox>("removeKeyQuestion")->button(QMessageBox::Ok)->click();

    QTRY_VERIFY(m_desk->note("keyNote").contains(u"the keychain may still hold it"));
}

void TestConnectionKey::aKeyKeptForAnotherHostIsWarnedOf()
{
    m_desk->type("connectionAddress", u"https://api.sandbox.keyban.io"_s);
    QVERIFY(m_desk->note("keyNote").startsWith(u"The key kept so far was given for 127.0.0.1:9."));

    typeKey();

    QVERIFY(m_desk->note("keyNote").isEmpty());
}

void TestConnectionKey::paste(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    m_desk->find<QPlainTextEdit>("environmentText")->paste();
}

/// As a file manager copies or drops one.
void TestConnectionKey::pasteFile(const QString &path)
{
    auto *files = new QMimeData;
    files->setUrls({QUrl::fromLocalFile(path)});
    QGuiApplication::clipboard()->setMimeData(files);
    m_desk->find<QPlainTextEdit>("environmentText")->paste();
}

void TestConnectionKey::pastedEnvironmentLinesBecomeAConnection()
{
    m_desk->click("importEnvironment");
    m_desk->shoot("import");

    paste(u"export KEYBAN_API=https://api.staging.keyban.io\nKEYBAN_API_KEY='%1'\n"
          "KEYBAN_APP_ID=7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10\n"_s.arg(QLatin1StringView(test::testKey)));

    QVERIFY(m_desk->find<QPlainTextEdit>("environmentText")->toPlainText().isEmpty());
    QCOMPARE(m_desk->field("connectionName")->text(), u"Environment"_s);
    QCOMPARE(m_desk->field("connectionAddress")->text(), u"https://api.staging.keyban.io"_s);
    m_desk->shoot("imported");
    m_desk->click("saveConnection");
    QCOMPARE(m_desk->store.profiles().size(), 2);
    m_profile = m_desk->store.profiles().last();
    QTRY_COMPARE(keptText(), QLatin1StringView(test::testKey));
}

void TestConnectionKey::textWithoutTheNamesIsToldAndWiped()
{
    m_desk->click("importEnvironment");

    paste(u"SOMETHING=else"_s);

    const auto *banner = m_desk->find("environmentImport")->findChild<QWidget *>(u"banner"_s);
    QVERIFY(banner->accessibleName().startsWith(u"None of KEYBAN_API"));
    QVERIFY(m_desk->find<QPlainTextEdit>("environmentText")->toPlainText().isEmpty());
    m_desk->click("cancelImport");
    QCOMPARE(m_desk->field("connectionName")->text(), u"Maison Aubrac"_s);
}

void TestConnectionKey::aChosenFileBecomesAConnection()
{
    QFile file(m_desk->folder.filePath(u".env"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("KEYBAN_API=https://api.testing.keyban.io\r\n");
    file.close();
    m_desk->click("importEnvironment");

    pasteFile(file.fileName());

    QCOMPARE(m_desk->field("connectionAddress")->text(), u"https://api.testing.keyban.io"_s);
}

void TestConnectionKey::aFolderOrAMissingFileIsTold()
{
    m_desk->click("importEnvironment");
    const auto *banner = m_desk->find("environmentImport")->findChild<QWidget *>(u"banner"_s);
    const auto tried = [&](const QString &path) {
        pasteFile(path);
        return banner->isHidden() ? QString() : banner->accessibleName();
    };

    QVERIFY(tried(m_desk->folder.path()).contains(u"folder"));
    QVERIFY(tried(m_desk->folder.filePath(u"missing"_s)).contains(u"missing"));
    QFile large(m_desk->folder.filePath(u"large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(1024 * 1024));
    QCOMPARE(tried(large.fileName()), u"large is too large for a .env file."_s);
}

void TestConnectionKey::theProgramsEnvironmentIsOffered()
{
    EnvironmentProfile offered{makeProfile(u"Environment"_s), Secret::fromUtf8(QByteArray(test::testKey))};
    m_desk->dialog->offerEnvironment(std::move(offered));
    m_desk->click("importEnvironment");
    m_desk->shoot("import-offer");

    m_desk->click("useEnvironment");

    QCOMPARE(m_desk->field("connectionName")->text(), u"Environment"_s);
    m_desk->click("saveConnection");
    m_profile = m_desk->store.profiles().last();
    QTRY_COMPARE(keptText(), QLatin1StringView(test::testKey));
}

void TestConnectionKey::anImportedKeyIsNeverShown()
{
    m_desk->click("importEnvironment");

    paste(u"KEYBAN_API_KEY=%1"_s.arg(QLatin1StringView(test::testKey)));

    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
    QVERIFY(m_desk->field("connectionKey")->placeholderText().startsWith(u"Taken from the environment"));
    QVERIFY(!m_desk->find<QAction>("showKey")->isVisible());
}

QTEST_MAIN(TestConnectionKey)
#include "tst_connectionkey.moc"
