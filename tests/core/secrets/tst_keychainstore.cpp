// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

// Each test starts a session bus of its own with a home of its own, puts a keychain on it, a bad one or none, and runs
// keychain_probe there: what a process has found out about its bus lasts as long as the process.
class TestKeychainStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aRealKeyringKeepsReadsAndForgets();
    void aRealKeyringKeepsItUntilTheNextSession();
    void theKeyringShowsTheEntryUnderOurName();
    void aSecondWriteReplacesTheFirst();
    void aLockedKeyringSaysEmptyOnReadAndRefusesToWrite();
    void withoutASessionBusThereIsNoKeychain();
    void withAnUnreachableSessionBusThereIsNoKeychain();
    void aBusWithoutAKeychainHasNone();
    void aMuteKeychainIsSlow();
    void aRefusingKeychainRefuses();
    void aKeychainThatRefusesLateWasSlowFirst();

private:
    using Lines = QStringList;
    /// The lines that the shell commands print on a fresh session bus.
    Lines onABus(const QString &commands, const QString &busConfiguration = {});
    Lines run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);
    QProcessEnvironment homeEnvironment() const;

    const QString m_unlock = u"printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n"_s;
    const QString m_probe = QStringLiteral(CHANCERY_PROBE);
    const QString m_fake = QStringLiteral(CHANCERY_FAKE_KEYCHAIN);
    std::unique_ptr<QTemporaryDir> m_home;
    QByteArray m_remarks; ///< what the last run wrote to stderr
};

void TestKeychainStore::initTestCase()
{
    for (const QString &tool : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s, u"bash"_s}) {
        if (!QStandardPaths::findExecutable(tool).isEmpty())
            continue;
        const QByteArray reason = "not installed: " + tool.toUtf8();
        if (qEnvironmentVariableIsSet("CHANCERY_REQUIRE_KEYRING"))
            QFAIL(reason.constData());
        QSKIP(reason.constData());
    }
}

void TestKeychainStore::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    QVERIFY(QDir(m_home->path()).mkdir(u"run"_s));
    QFile::setPermissions(m_home->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// Buses and keyrings talk a lot; it matters when something went wrong.
void TestKeychainStore::cleanup()
{
    if (QTest::currentTestFailed())
        qInfo("%s", m_remarks.constData());
}

QProcessEnvironment TestKeychainStore::homeEnvironment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DBUS_SESSION_BUS_ADDRESS"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XDG_DATA_HOME"_s,
                                u"XDG_CONFIG_HOME"_s, u"XDG_CURRENT_DESKTOP"_s, u"GNOME_KEYRING_CONTROL"_s})
        environment.remove(name);
    environment.insert(u"HOME"_s, m_home->path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home->filePath(u"run"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return environment;
}

TestKeychainStore::Lines TestKeychainStore::run(const QString &program, const QStringList &arguments,
                                                const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60000))
        return {u"did not end"_s};
    Lines lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        lines << u"exit code %1"_s.arg(process.exitCode());
    m_remarks = process.readAllStandardError();
    return lines;
}

TestKeychainStore::Lines TestKeychainStore::onABus(const QString &commands, const QString &busConfiguration)
{
    QStringList arguments;
    if (!busConfiguration.isEmpty())
        arguments << u"--config-file="_s + busConfiguration;
    const QString script = u"set -e\nprobe=%1 fake=%2\n"_s.arg(m_probe, m_fake) + commands;
    arguments << u"--"_s << u"bash"_s << u"-c"_s << script;
    return run(u"dbus-run-session"_s, arguments, homeEnvironment());
}

void TestKeychainStore::aRealKeyringKeepsReadsAndForgets()
{
    const auto seen = onABus(m_unlock + u"$probe read k write k 'test-kéy' read k\n"
                                        "$probe read k remove k read k remove k\n"_s);

    const Lines expected = {u"state empty"_s,   u"read empty"_s,      u"state answering"_s, u"write done"_s,
                            u"read test-kéy"_s, u"state answering"_s, u"read test-kéy"_s,   u"remove done"_s,
                            u"state empty"_s,   u"read empty"_s,      u"state answering"_s, u"remove done"_s};
    QCOMPARE(seen, expected);
}

void TestKeychainStore::aRealKeyringKeepsItUntilTheNextSession()
{
    const auto first = onABus(m_unlock + u"$probe write k test-key\n"_s);
    const auto second = onABus(m_unlock + u"$probe read k\n"_s);

    QCOMPARE(first, Lines({u"state answering"_s, u"write done"_s}));
    QCOMPARE(second, Lines({u"state answering"_s, u"read test-key"_s}));
}

void TestKeychainStore::theKeyringShowsTheEntryUnderOurName()
{
    const auto seen = onABus(m_unlock + u"$probe write profile/keyban test-shown >/dev/null\n"
                                        "secret-tool search --all server Chancery 2>&1\n"_s);

    QVERIFY2(seen.contains(u"secret = test-shown"_s), qPrintable(seen.join(u'\n')));
    QVERIFY(seen.contains(u"schema = org.qt.keychain"_s));
    QVERIFY(seen.contains(u"attribute.server = Chancery"_s));
    QVERIFY(seen.contains(u"attribute.user = profile/keyban"_s));
    QVERIFY(seen.contains(u"attribute.type = plaintext"_s));
}

void TestKeychainStore::aSecondWriteReplacesTheFirst()
{
    const auto seen =
        onABus(m_unlock + u"$probe write k test-old write k test-new read k\n"
                          "secret-tool search --all server Chancery 2>/dev/null | grep -c 'secret = '\n"_s);

    QCOMPARE(seen, Lines({u"state answering"_s, u"write done"_s, u"write done"_s, u"read test-new"_s, u"1"_s}));
}

void TestKeychainStore::aLockedKeyringSaysEmptyOnReadAndRefusesToWrite()
{
    const auto stored = onABus(m_unlock + u"$probe write k test-key\n"_s);
    const auto seen = onABus(u"$probe read k write k test-other\n"_s);

    QCOMPARE(stored, Lines({u"state answering"_s, u"write done"_s}));
    QCOMPARE(seen, Lines({u"state empty"_s, u"read empty"_s, u"state refusing"_s, u"write refused"_s}));
}

void TestKeychainStore::withoutASessionBusThereIsNoKeychain()
{
    auto environment = homeEnvironment();
    environment.remove(u"XDG_RUNTIME_DIR"_s);

    const auto seen = run(m_probe, {u"read"_s, u"k"_s, u"write"_s, u"k"_s, u"test-key"_s}, environment);

    QCOMPARE(seen, Lines({u"state absent"_s, u"read absent"_s, u"write absent"_s}));
}

void TestKeychainStore::withAnUnreachableSessionBusThereIsNoKeychain()
{
    auto environment = homeEnvironment();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + m_home->filePath(u"nothing-here"_s));

    const auto seen = run(m_probe, {u"read"_s, u"k"_s, u"remove"_s, u"k"_s}, environment);

    QCOMPARE(seen, Lines({u"state absent"_s, u"read absent"_s, u"remove absent"_s}));
}

void TestKeychainStore::aBusWithoutAKeychainHasNone()
{
    QFile configuration(m_home->filePath(u"bus.conf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context=\"default\">"
        "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>"
        "</policy></busconfig>");
    configuration.close();

    const auto seen = onABus(u"$probe read k write k test-key\n"_s, configuration.fileName());

    QCOMPARE(seen, Lines({u"state absent"_s, u"read absent"_s, u"write absent"_s}));
}

void TestKeychainStore::aMuteKeychainIsSlow()
{
    const auto seen = onABus(u"exec 3< <(exec $fake mute)\nread -r ready <&3\n"
                             "$probe --slow-after 300 try k\n"_s);

    QCOMPARE(seen, Lines({u"state slow"_s, u"read slow"_s}));
}

void TestKeychainStore::aRefusingKeychainRefuses()
{
    const auto seen = onABus(u"exec 3< <(exec $fake refuse 0)\nread -r ready <&3\n"
                             "$probe --slow-after 20000 read k write k test-key remove k\n"_s);

    QCOMPARE(seen, Lines({u"state refusing"_s, u"read refused"_s, u"write refused"_s, u"remove refused"_s}));
}

void TestKeychainStore::aKeychainThatRefusesLateWasSlowFirst()
{
    const auto seen = onABus(u"exec 3< <(exec $fake refuse 1000)\nread -r ready <&3\n"
                             "$probe --slow-after 200 read k\n"_s);

    QCOMPARE(seen, Lines({u"state slow"_s, u"state refusing"_s, u"read refused"_s}));
}

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "tst_keychainstore.moc"
