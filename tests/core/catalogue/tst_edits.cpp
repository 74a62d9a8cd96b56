// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/catalogue/failedrows.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QStringList shown(const Record &record)
{
    QStringList text = record.fields;
    for (const Finding &finding : record.findings)
        text << u"!%1@%2"_s.arg(wireName(finding.code)).arg(finding.column);
    return text;
}

Edits edited(std::initializer_list<std::tuple<qint64, int, QString>> cells)
{
    Edits edits;
    for (const auto &[record, column, text] : cells)
        edits.put(record, column, text);
    return edits;
}

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    QStringList row(const QByteArray &content, qint64 number, const Edits &edits)
    {
        const auto record = recordAt(m_folder.write(content), {}, number, edits);
        return record ? shown(*record) : QStringList{u"none"_s};
    }

private Q_SLOTS:
    void aCellComesAsEditedAndGoesBack()
    {
        Edits edits = edited({{0, 1, u"new"_s}});

        const QStringList changed = row("sku,name\nA,old\n", 0, edits);
        edits.put(0, 1, {});

        QCOMPARE(changed, QStringList({u"A"_s, u"new"_s}));
        QVERIFY(edits.isEmpty());
        QCOMPARE(edits.editedCells(), 0);
        QCOMPARE(row("sku,name\nA,old\n", 0, edits), QStringList({u"A"_s, u"old"_s}));
    }

    void editedRowsHaveTheHeadersShape_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QStringList>("read");
        QTest::newRow("too few") << QByteArray("A") << QStringList{u"A"_s, u"x"_s, u""_s};
        QTest::newRow("too many") << QByteArray("A,b,c,d") << QStringList{u"A"_s, u"x"_s, u"c"_s};
        QTest::newRow("unclosed quote") << QByteArray("A,\"b,c") << QStringList{u""_s, u"x"_s, u""_s};
        QTest::newRow("text behind a quote") << QByteArray("A,\"b\"b,c") << QStringList{u"A"_s, u"x"_s, u"c"_s};
        QTest::newRow("a defect elsewhere stays")
            << QByteArray("A,b,\"c\"c") << QStringList{u"A"_s, u"x"_s, u"\"c\"c"_s, u"!textAfterQuote@2"_s};
    }

    void editedRowsHaveTheHeadersShape()
    {
        QFETCH(QByteArray, line);
        QFETCH(QStringList, read);

        QCOMPARE(row("sku,name,gtin\n" + line + "\n", 0, edited({{0, 1, u"x"_s}})), read);
    }

    void aControlCharacterInAnEditIsFound()
    {
        QCOMPARE(row("sku,name\nA,b\n", 0, edited({{0, 1, u"b\u0007"_s}})).last(), u"!controlCharacter@1"_s);
        QCOMPARE(row("sku,name\nA,b\n", 0, edited({{0, 1, u"b\u0085"_s}})).last(), u"!controlCharacter@1"_s);
    }

    void checkAndRunSeeTheSameEditedRows()
    {
        ImportSpec spec = specFor(m_folder.write("sku,name\nA,a\n,b\nC,c\nA,d\nE\n"));
        spec.edits = edited({{1, 0, u"B"_s}, {4, 1, u"e"_s}});
        spec.edits.remove(0);

        const auto report = check(spec);
        const auto reader = ChunkReader::open(spec, *report);
        const auto chunk = (*reader)->next();

        QCOMPARE(report->rows, 4);
        QCOMPARE(report->leftOut, 0); // the first A is gone, so the second is no duplicate
        QVERIFY(report->findings.isEmpty());
        QStringList keys;
        for (const DraftRow &draft : chunk->rows)
            keys << u"%1 %2"_s.arg(draft.line).arg(draft.key.modelNumber);
        QCOMPARE(keys, QStringList({u"3 B"_s, u"4 C"_s, u"5 A"_s, u"6 E"_s}));
    }

    void anEditCanMakeADuplicateAndItIsLeftOutOfTheRun()
    {
        ImportSpec spec = specFor(m_folder.write("sku,name\nA,a\nB,b\nC,c\n"));
        spec.edits = edited({{2, 0, u"A"_s}});

        const auto report = check(spec);
        const auto chunk = (*ChunkReader::open(spec, *report))->next();

        QCOMPARE(report->duplicates, 1);
        QCOMPARE(report->findings.first().firstLine, 2);
        QCOMPARE(chunk->rows.size(), 2);
    }

    void editsReachAcrossBlocksOfRecords()
    {
        QByteArray content = "sku,name\n";
        for (int i = 0; i < 3000; ++i)
            content += "S" + QByteArray::number(i) + ",n\n";
        ImportSpec spec = specFor(m_folder.write(content));
        for (const int record : {0, 1023, 1024, 2047, 2999})
            spec.edits.put(record, 0, u""_s);

        const auto report = check(spec);

        QList<qint64> lines;
        for (const Finding &finding : report->findings)
            lines << finding.line;
        QCOMPARE(lines, QList<qint64>({2, 1025, 1026, 2049, 3001}));
        QCOMPARE(spec.edits.records(), QList<qint64>({0, 1023, 1024, 2047, 2999}));
        QVERIFY(spec.edits.touches(1023));
        QVERIFY(!spec.edits.touches(1022));
    }

    void exportedRowsAreTheEditedOnes()
    {
        ImportSpec spec = specFor(m_folder.write("sku,name\nA,a\n"));
        spec.edits = edited({{0, 1, u"x"_s}});
        const QString out = m_folder.path(u"out.csv"_s);

        QCOMPARE(*exportRows(spec, {{2, u"why"_s}}, out), 1);

        QCOMPARE(contentOf(out), QByteArray("\xEF\xBB\xBFsku,name,reason\r\nA,x,why\r\n"));
    }

    void theLedgersFormComesBackEqual()
    {
        Edits edits = edited({{7, 3, u"ä \"q\"\n"_s}, {5000, 0, u""_s}});
        edits.remove(9);

        const auto back = Edits::fromJson(*json::parse(json::write(edits.toJson())));

        QVERIFY(back);
        QVERIFY(*back == edits);
        QCOMPARE(back->digest(), edits.digest());
        QCOMPARE(back->editedCells(), 2);
        QCOMPARE(back->removedRecords(), 1);
    }

    void whatIsNoListOfEditsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("short") << QByteArray(R"({"cells":[[1,2]]})");
        QTest::newRow("number for text") << QByteArray(R"({"cells":[[1,2,3]]})");
        QTest::newRow("negative record") << QByteArray(R"({"cells":[[-1,2,"a"]]})");
        QTest::newRow("column too far") << QByteArray(R"({"cells":[[1,16384,"a"]]})");
        QTest::newRow("removed text") << QByteArray(R"({"removed":["a"]})");
    }

    void whatIsNoListOfEditsIsRefused()
    {
        QFETCH(QByteArray, text);

        QCOMPARE(Edits::fromJson(*json::parse(text)).error().cause, Cause::UnexpectedShape);
    }

    void theDigestTellsEditsApartAndNotTheWayTheyCameAbout()
    {
        Edits there = edited({{1, 1, u"a"_s}, {2, 1, u"b"_s}});
        Edits back = edited({{2, 1, u"x"_s}, {1, 1, u"a"_s}, {3, 1, u"c"_s}});
        back.put(3, 1, {});
        back.put(2, 1, u"b"_s);

        QCOMPARE(there.digest(), back.digest());
        QVERIFY(edited({{1, 1, u"ab"_s}}).digest() != edited({{1, 1, u"a"_s}, {1, 2, u"b"_s}}).digest());
        QVERIFY(Edits().digest().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
