// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/catalogue/correctedfile.h"

#include <QFileInfo>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

/// Every row with its cells and findings, as text.
QStringList rowsOf(const QString &file, const Edits &edits = {})
{
    QStringList rows;
    const auto shown = preview(file, {}, 1000, edits);
    if (!shown)
        return {u"unreadable"_s};
    rows << shown->headers.join(u'|');
    for (const Record &record : shown->records) {
        QStringList cells = record.fields;
        for (const Finding &finding : record.findings)
            cells << wireName(finding.code);
        rows << cells.join(u'|');
    }
    return rows;
}

} // namespace

class TestCorrectedFile : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void readBackItHoldsTheSameRows_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("plain") << QByteArray("sku,name\nA,a\nB,b\nC,c\n");
        QTest::newRow("semicolons and CR LF") << QByteArray("sku;name\r\nA;\"a;b\"\r\nB;b\r\nC;c\r\n");
        QTest::newRow("quotes and line ends") << QByteArray("sku,name\nA,\"x \"\"y\"\"\nz\"\nB,b\nC,\" c \"\n");
        QTest::newRow("CR only") << QByteArray("sku,name\rA,a\rB,b\rC,c\r");
        QTest::newRow("ragged") << QByteArray("sku,name\nA\nB,b\nC,c,d\n");
        QTest::newRow("broken quotes") << QByteArray("sku,name\nA,\"a\" x\nB,b\nC,y\"z\n");
        QTest::newRow("unclosed quote") << QByteArray("sku,name\nA,\"a\nB,b\nC,c\n");
        QTest::newRow("formulas stay") << QByteArray("sku,name\n=1+1,-5\nB,b\n'x,@y\n");
        QTest::newRow("one column") << QByteArray("sku\nA\nB\n\"\"\n");
        QTest::newRow("sep line") << QByteArray("sep=|\nsku|name\nA|a,b\nB|b\nC|c\n");
        QTest::newRow("no line end at the end") << QByteArray("sku,name\nA,a\nB,b\nC,c");
        QTest::newRow("Latin 1") << QByteArray("sku;name\nA;\xE4\xF6\xFC caf\xE9\nB;b\nC;\xDF\n");
    }

    void readBackItHoldsTheSameRows()
    {
        QFETCH(QByteArray, content);
        ImportSpec spec = specFor(m_folder.write(content));
        const QString out = m_folder.path(u"out.csv"_s);
        const QStringList before = rowsOf(spec.file);

        const auto untouched = saveCorrected(spec, out);
        QCOMPARE(rowsOf(out), before);
        spec.edits.put(1, 0, u"new; \"x\", y\nz"_s);
        const auto corrected = saveCorrected(spec, out);

        QVERIFY(untouched);
        QCOMPARE(*corrected, before.size() - 1);
        QCOMPARE(rowsOf(out), rowsOf(spec.file, spec.edits));
    }

    void untouchedRowsStandByteForByteAndRemovedOnesAreGone()
    {
        ImportSpec spec = specFor(m_folder.write("sku,name\n\"A\",'a\nB,b\nC,\"c\"\"\"\n"));
        spec.edits.remove(1);
        const QString out = m_folder.path(u"out.csv"_s);

        QCOMPARE(*saveCorrected(spec, out), 2);

        QCOMPARE(contentOf(out), QByteArray("\xEF\xBB\xBFsku,name\r\n\"A\",'a\r\nC,\"c\"\"\"\r\n"));
    }

    void theFilesOwnEncodingIsKeptOnDemand()
    {
        ImportSpec spec = specFor(m_folder.write("sku;name\nA;\xE4\xF6\xFC caf\xE9 cr\xE8me br\xFBl\xE9"
                                                 "e\nB;b\n"),
                                  {Encoding::Windows1252, {}});
        spec.edits.put(1, 1, u"ß €"_s);
        const QString out = m_folder.path(u"out.csv"_s);

        QCOMPARE(*saveCorrected(spec, out, CorrectedEncoding::AsInFile), 2);

        QVERIFY(contentOf(out).endsWith("B;\xDF \x80\r\n"));
    }

    void aCharacterThatTheEncodingLacksIsNamedAndNothingIsWritten()
    {
        ImportSpec spec = specFor(m_folder.write("sku;name\nA;\xE4\nB;b\n"), {Encoding::Latin1, {}});
        spec.edits.put(1, 1, u"日本"_s);
        const QString out = m_folder.path(u"none.csv"_s);

        const auto saved = saveCorrected(spec, out, CorrectedEncoding::AsInFile);

        QCOMPARE(saved.error().cause, Cause::NotEncodable);
        QCOMPARE(saved.error().detail, u"3"_s);
        QVERIFY(!QFileInfo::exists(out));
    }

    void theCatalogueItselfIsNeverReplaced()
    {
        const ImportSpec spec = specFor(m_folder.write("sku\nA\n"));

        QCOMPARE(saveCorrected(spec, spec.file).error().cause, Cause::NotWritable);
        QCOMPARE(saveCorrected(spec, m_folder.path(u"no/such/folder.csv"_s)).error().cause, Cause::NotWritable);
        QCOMPARE(contentOf(spec.file), QByteArray("sku\nA\n"));
    }
};

QTEST_GUILESS_MAIN(TestCorrectedFile)
#include "tst_correctedfile.moc"
