// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/importreport.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keyban;
using namespace Qt::StringLiterals;

namespace {

/// JSON with apostrophes for quotes.
QByteArray quoted(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

/// The quick reading of a report says what the careful one of single rows says.
class TestImportReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChildIsReadAsBySingleRows_data()
    {
        QTest::addColumn<QByteArray>("child");
        QTest::newRow("flat") << QByteArray(quoted(
            "{'id':'1','status':'completed','error':null,'entityData':{'granularity':'model','modelNumber':'A'}}"));
        QTest::newRow("nested") << QByteArray(quoted("{'id':'1','status':'waiting','entityData':{'product':{'"
                                                     "idGranularity':'item','itemNumber':'I','modelNumber':null}}}"));
        QTest::newRow("both") << QByteArray(
            quoted("{'id':'1','status':'active','entityData':{'granularity':'model','modelNumber':'A','product':{'"
                   "idGranularity':'item','itemNumber':'I'}}}"));
        QTest::newRow("escapes") << QByteArray(quoted("{'id':'1','status':'Completed','entityData':{'granularity':'"
                                                      "model','modelNumber':'\\u00c9tui \\'1\\' \\ud83d\\udc5c'}}"));
        QTest::newRow("numbers for texts") << QByteArray(quoted(
            "{'id':17,'status':'completed','entityData':{'granularity':'model','modelNumber':1234567890123456789}}"));
        QTest::newRow("no granularity") << QByteArray(
            quoted("{'id':'1','status':'completed','entityData':{'modelNumber':'A','batchNumber':'B'}}"));
        QTest::newRow("no row") << (quoted("{'id':'1','status':'delayed'}"));
        QTest::newRow("a row of another shape") << (quoted("{'id':'1','status':'delayed','entityData':[1]}"));
        QTest::newRow("failed with an object")
            << QByteArray(quoted("{'id':'1','status':'failed','error':{'message':'bad','field':'gtin'},'entityData':{'"
                                 "granularity':'model','modelNumber':'A'}}"));
        QTest::newRow("a number of thirty digits")
            << QByteArray(quoted("{'id':'1','status':'completed','entityData':{'granularity':'model','modelNumber':'A',"
                                 "'data':{'n':123456789012345678901234567890}}}"));
    }

    void everyChildIsReadAsBySingleRows()
    {
        QFETCH(QByteArray, child);
        const ImportChild expected = decodeImportChild(json::parse(child).value()).value();

        const auto page = decodeImportReport(quoted("{'data':[") + child + "],\"total\":7}");

        QVERIFY(page);
        QCOMPARE(page->total, 7);
        QCOMPARE(page->children.size(), 1);
        const ImportChild &read = page->children.first();
        QCOMPARE(read.id, expected.id);
        QCOMPARE(read.word, expected.word);
        QCOMPARE(read.state, expected.state);
        QCOMPARE(read.key, expected.key);
        QCOMPARE(read.reason, expected.reason);
    }

    void aMissingTotalCountsTheChildren()
    {
        const auto page = decodeImportReport(quoted("{'data':[{'id':'1','status':'x'},{'id':'2','status':'x'}]}"));

        QCOMPARE(page->total, 2);
    }

    void whatIsNoReportIsAnError()
    {
        QCOMPARE(decodeImportReport("<html>").error().cause, Cause::NotJson);
        QCOMPARE(decodeImportReport("").error().kind, ErrorKind::Protocol);
        QCOMPARE(decodeImportReport(quoted("{'data':[{'id':'1'")).error().cause, Cause::NotJson);
        QCOMPARE(decodeImportReport(quoted("{'rows':[]}")).error().cause, Cause::UnexpectedShape);
        QCOMPARE(decodeImportReport(quoted("{'data':[7]}")).error().cause, Cause::UnexpectedShape);
        QCOMPARE(decodeImportReport(quoted("[]")).error().reach, Reach::Answered);
    }
};

QTEST_APPLESS_MAIN(TestImportReport)
#include "tst_importreport.moc"
