// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/placeholder.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace Qt::StringLiterals;

/// What is a placeholder, what is a real key in its place, and what the proxy might take for one.
class TestPlaceholder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameIsReadWithAndWithoutBraces_data();
    void aNameIsReadWithAndWithoutBraces();
    void whatIsNoNameIsRefused_data();
    void whatIsNoNameIsRefused();
    void aRealKeyIsCaughtAndNotRepeated_data();
    void aRealKeyIsCaughtAndNotRepeated();
    void twoBracesAreFoundInEveryForm_data();
    void twoBracesAreFoundInEveryForm();
    void ordinaryDataPasses_data();
    void ordinaryDataPasses();
};

void TestPlaceholder::aNameIsReadWithAndWithoutBraces_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("braced") << u"{{KEYBAN_API_KEY}}"_s;
    QTest::newRow("bare") << u"KEYBAN_API_KEY"_s;
    QTest::newRow("blanks around it") << u"  {{KEYBAN_API_KEY}}\n"_s;
}

void TestPlaceholder::aNameIsReadWithAndWithoutBraces()
{
    QFETCH(QString, typed);

    const Result<QString> name = credentialNameFrom(typed);

    QVERIFY(name.ok());
    QCOMPARE(*name, u"KEYBAN_API_KEY"_s);
    QCOMPARE(placeholderFor(*name), QByteArray("{{KEYBAN_API_KEY}}"));
}

void TestPlaceholder::whatIsNoNameIsRefused_data()
{
    QTest::addColumn<QString>("typed");
    for (const auto &typed : {u""_s, u"{{}}"_s, u"{{KEY"_s, u"{KEY}"_s, u"{{ KEY }}"_s, u"{{key}}"_s, u"{{KEY-1}}"_s,
                              u"{{A}}{{B}}"_s, u"{{{{A}}}}"_s, u"Bearer"_s, u"{{É}}"_s, QString(200, u'A')})
        QTest::newRow(qPrintable(typed.left(30) + u'.')) << typed;
}

void TestPlaceholder::whatIsNoNameIsRefused()
{
    QFETCH(QString, typed);

    const Result<QString> name = credentialNameFrom(typed);

    QVERIFY(!name.ok());
    QCOMPARE(name.error().kind, ErrorKind::Refused);
    QCOMPARE(name.error().cause, Cause::PlaceholderMalformed);
}

void TestPlaceholder::aRealKeyIsCaughtAndNotRepeated_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("prefix") << u"sk-test"_s;
    QTest::newRow("of the proxy") << u"kc_test_value"_s;
    QTest::newRow("web token") << u"eyJhbGciOiJFZERTQSJ9.e30.c2ln"_s;
    QTest::newRow("hexadecimal") << u"0123456789abcdef0123456789abcdef"_s;
    QTest::newRow("uuid") << u"7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10"_s;
    QTest::newRow("in braces") << u"{{sk-test-0123456789}}"_s;
    QTest::newRow("capitals and many digits") << u"7F3A9C21D4E85B6072910384"_s;
    QTest::newRow("with its scheme") << u"Bearer test"_s;
}

void TestPlaceholder::aRealKeyIsCaughtAndNotRepeated()
{
    QFETCH(QString, typed);

    const Result<QString> name = credentialNameFrom(typed);

    QVERIFY(!name.ok());
    QCOMPARE(name.error().cause, Cause::KeyForPlaceholder);
    QVERIFY(name.error().subject.isEmpty());
    QVERIFY(name.error().detail.isEmpty());
}

void TestPlaceholder::twoBracesAreFoundInEveryForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("raw") << QByteArray("a {{KEY}} b");
    QTest::newRow("at the end") << QByteArray("a{{");
    QTest::newRow("percent") << QByteArray("a=%7B%7BKEY%7D%7D");
    QTest::newRow("percent, small") << QByteArray("a=%7b%7bKEY");
    QTest::newRow("half and half") << QByteArray("a={%7BKEY");
    QTest::newRow("JSON") << QByteArray(R"({"a":"\u007b\u007bKEY}}"})");
    QTest::newRow("JSON, capitals") << QByteArray(R"({"a":"\u007B\u007BKEY}}"})");
    QTest::newRow("JSON, half") << QByteArray(R"({"a":"{\u007BKEY}}"})");
    QTest::newRow("three") << QByteArray("{{{KEY}}}");
}

void TestPlaceholder::twoBracesAreFoundInEveryForm()
{
    QFETCH(QByteArray, bytes);

    QVERIFY(mayHoldPlaceholder(bytes));
}

void TestPlaceholder::ordinaryDataPasses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("nested JSON") << QByteArray(R"({"a":{"b":[{"c":{}}]}})");
    QTest::newRow("one brace") << QByteArray("a { b } {%7 \\u007");
    QTest::newRow("with a blank") << QByteArray("{ {KEY} }");
    QTest::newRow("closing ones") << QByteArray("}}");
}

void TestPlaceholder::ordinaryDataPasses()
{
    QFETCH(QByteArray, bytes);

    QVERIFY(!mayHoldPlaceholder(bytes));
}

QTEST_GUILESS_MAIN(TestPlaceholder)

#include "tst_placeholder.moc"
