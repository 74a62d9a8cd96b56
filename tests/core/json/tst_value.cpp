// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAndOrderSurvive_data();
    void numbersAndOrderSurvive();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void setsAndRemovesByPath();
    void textOfEveryKind();
};

void TestValue::numbersAndOrderSurvive_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray cases[] = {
        R"({"b":1.0,"a":1e300,"n":115792089237316195423570985008687907853269984665640564039457584007913129639935})",
        R"([-0,0.10,1E+2,-1.5e-300,9007199254740993])",
        R"({"z":null,"y":[true,false,{}],"x":[]})",
        R"({"a":"\u0001\"\\\n é 😀"})",
        "12345678901234567890123",
        "\"x\"",
        "null",
        "true",
        "[[[[1]]]]",
    };
    for (const QByteArray &text : cases)
        QTest::newRow(text.left(24).constData()) << text;
}

void TestValue::numbersAndOrderSurvive()
{
    QFETCH(QByteArray, text);

    const Result<json::Value> parsed = json::parse(text);

    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().detail));
    QCOMPARE(json::write(*parsed), text);
    QCOMPARE(json::parse(json::write(*parsed, json::Layout::Indented)), parsed);
}

void TestValue::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray cases[] = {"",
                                " ",
                                "{",
                                "[1,]",
                                "{\"a\":}",
                                "[01]",
                                "[1.]",
                                "[+1]",
                                "[1e]",
                                "nul",
                                "{} {}",
                                "[\"\xff\"]",
                                "<html></html>",
                                "[\"a\nb\"]",
                                QByteArray(5000, '['),
                                "[tru]",
                                "[1 2]",
                                "[1e400]"};
    for (const QByteArray &text : cases)
        QTest::newRow(text.left(16).toPercentEncoding().constData()) << text;
}

void TestValue::refusesWhatIsNotJson()
{
    QFETCH(QByteArray, text);

    const Result<json::Value> parsed = json::parse(text);

    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().cause, Cause::NotJson);
}

void TestValue::setsAndRemovesByPath()
{
    json::Value value;

    value.setAt(u"brand.name", QString(u"Aubrac"_s));
    value.setAt(u"brand.country", QString(u"FR"_s));
    value.removeAt(u"brand.name");

    QCOMPARE(json::write(value), R"({"brand":{"country":"FR"}})");
    QVERIFY(value.has(u"brand.country"));
    QVERIFY(!value.has(u"brand.name"));
    QVERIFY(value.at(u"brand.name.deeper").isNull());
}

void TestValue::textOfEveryKind()
{
    const Result<json::Value> parsed = json::parse(R"(["t",1.50,true,null,{"a":[1]}])");

    QStringList texts;
    for (const json::Value &item : parsed->items())
        texts << item.toText();

    QCOMPARE(texts, QStringList({u"t"_s, u"1.50"_s, u"true"_s, QString(), u"{\"a\":[1]}"_s}));
}

QTEST_GUILESS_MAIN(TestValue)
#include "tst_value.moc"
