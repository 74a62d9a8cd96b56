// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/tokensource.h"
#include "tests/support/awaited.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray text(const Result<Secret> &secret)
{
    return secret ? secret.value().use([](QByteArrayView bytes) { return bytes.toByteArray(); }) : QByteArray();
}

CommandTokenSource::Command shell(const QString &script, std::chrono::milliseconds limit = 60s)
{
    return {.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}, .limit = limit};
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

/// Where tokens come from without a person, and every way in which none comes.
class TestTokenSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenIsFoundInWhatWasPrinted_data();
    void aTokenIsFoundInWhatWasPrinted();
    void whatIsNoTokenIsRefused_data();
    void whatIsNoTokenIsRefused();
    void aCommandBringsAToken();
    void argumentsReachTheProgramAsTheyAre();
    void aCommandThatFailsSaysWhy();
    void aProgramThatIsNotThereIsSaid();
    void aCommandThatHangsIsEnded();
    void aCommandThatPrintsWithoutEndIsEnded();
    void aDroppedCommandIsEnded();
    void anEnvFileBringsItsTokenAndNothingElse();
    void anEnvFileWithoutATokenIsSaid();
    void withoutASourceThereIsNone();
};

void TestTokenSource::aTokenIsFoundInWhatWasPrinted_data()
{
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("bare") << QByteArray("test-token\n");
    QTest::newRow("export") << QByteArray("export KEYCHAINS_TOKEN=test-token\n");
    QTest::newRow("quotes") << QByteArray("KEYCHAINS_TOKEN=\"test-token\"\r\n");
    QTest::newRow("among others") << QByteArray("# made now\nA=b\nKEYCHAINS_TOKEN=test-token\nC=d\n");
}

void TestTokenSource::aTokenIsFoundInWhatWasPrinted()
{
    QFETCH(QByteArray, printed);

    QCOMPARE(text(tokenFrom(std::move(printed))), QByteArray("test-token"));
}

void TestTokenSource::whatIsNoTokenIsRefused_data()
{
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \n");
    QTest::newRow("two lines") << QByteArray("test-token\nX-Evil: 1\n");
    QTest::newRow("a sentence") << QByteArray("please sign in");
    QTest::newRow("not ASCII") << QByteArray("tést");
}

void TestTokenSource::whatIsNoTokenIsRefused()
{
    QFETCH(QByteArray, printed);

    const Result<Secret> token = tokenFrom(std::move(printed));

    QVERIFY(!token.ok());
    QCOMPARE(token.error().cause, Cause::ProxyTokenUnusable);
}

void TestTokenSource::aCommandBringsAToken()
{
    CommandTokenSource source(shell(u"echo noise >&2; echo test-token"_s));

    QCOMPARE(text(awaited(source.fetch())), QByteArray("test-token"));
    QVERIFY(source.renews());
}

void TestTokenSource::argumentsReachTheProgramAsTheyAre()
{
    CommandTokenSource source({.program = u"/bin/echo"_s, .arguments = {u"test-$HOME;true"_s}});

    QCOMPARE(text(awaited(source.fetch())), QByteArray("test-$HOME;true"));
}

void TestTokenSource::aCommandThatFailsSaysWhy()
{
    CommandTokenSource source(shell(u"echo test-token; echo not signed in >&2; exit 3"_s));

    const Result<Secret> token = awaited(source.fetch());

    QVERIFY(!token.ok());
    QCOMPARE(token.error().cause, Cause::TokenCommandFailed);
    QCOMPARE(token.error().subject, u"/bin/sh"_s);
    QCOMPARE(token.error().detail, u"not signed in"_s);
}

void TestTokenSource::aProgramThatIsNotThereIsSaid()
{
    CommandTokenSource source({.program = u"/nowhere/test-program"_s, .arguments = {}});

    const Result<Secret> token = awaited(source.fetch());

    QVERIFY(!token.ok());
    QCOMPARE(token.error().cause, Cause::TokenCommandFailed);
    QCOMPARE(token.error().subject, u"/nowhere/test-program"_s);
}

void TestTokenSource::aCommandThatHangsIsEnded()
{
    CommandTokenSource source(shell(u"exec sleep 600"_s, 50ms));

    const Result<Secret> token = awaited(source.fetch());

    QVERIFY(!token.ok());
    QCOMPARE(token.error().cause, Cause::TokenCommandFailed);
}

void TestTokenSource::aCommandThatPrintsWithoutEndIsEnded()
{
    CommandTokenSource source({.program = u"/usr/bin/yes"_s, .arguments = {}});

    const Result<Secret> token = awaited(source.fetch());

    QVERIFY(!token.ok());
    QCOMPARE(token.error().cause, Cause::TokenCommandFailed);
}

void TestTokenSource::aDroppedCommandIsEnded()
{
    QTemporaryDir folder;
    const QString mark = folder.filePath(u"mark"_s);
    CommandTokenSource source(shell(u"exec 3>"_s + mark + u"; exec sleep 600"_s));
    {
        const Pending<Secret> pending = source.fetch();
        QTRY_VERIFY(QFile::exists(mark));
    }

    QVERIFY(source.children().isEmpty());
}

void TestTokenSource::anEnvFileBringsItsTokenAndNothingElse()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u".env"_s);
    write(path, "KEYCHAINS_PROXY_URL=https://evil.test\nexport KEYCHAINS_TOKEN='test-token' # made today\n");
    EnvFileTokenSource source(path);

    QCOMPARE(text(awaited(source.fetch())), QByteArray("test-token"));

    write(path, "KEYCHAINS_TOKEN=test-token-2\n");
    QCOMPARE(text(awaited(source.fetch())), QByteArray("test-token-2"));
}

void TestTokenSource::anEnvFileWithoutATokenIsSaid()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u".env"_s);
    EnvFileTokenSource source(path);
    QCOMPARE(awaited(source.fetch()).error().cause, Cause::ProxyTokenMissing);

    write(path, "OTHER=1\n");
    const Result<Secret> token = awaited(source.fetch());

    QCOMPARE(token.error().cause, Cause::ProxyTokenMissing);
    QCOMPARE(token.error().subject, path);
}

void TestTokenSource::withoutASourceThereIsNone()
{
    NoTokenSource source;

    QVERIFY(!source.renews());
    QCOMPARE(awaited(source.fetch()).error().cause, Cause::ProxyTokenMissing);
}

QTEST_GUILESS_MAIN(TestTokenSource)

#include "tst_tokensource.moc"
