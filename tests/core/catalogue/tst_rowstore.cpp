// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/catalogue/rowstore.h"

#include <QDir>
#include <QStringEncoder>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

class TestRowStore : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;
    CheckReport m_report;

    std::shared_ptr<const RowStore> open(const QString &file)
    {
        const ImportSpec spec = specFor(file);
        m_report = *check(spec);
        const auto store = RowStore::open(spec, m_report, m_folder.path(u"cache"_s));
        return store ? *store : nullptr;
    }

    /// 5,000 rows, some of two lines, with an empty line in between; row 3,000 has no number.
    static QString manyRows()
    {
        QString content = u"sku,name\r\n"_s;
        for (int i = 0; i < 5000; ++i) {
            content += i == 3000 ? QString() : u"S%1"_s.arg(i);
            content += i % 7 == 0 ? u",\"ä\r\nb\"\r\n"_s : u",ä%1\r\n"_s.arg(i);
            if (i == 1500)
                content += u"\r\n"_s;
        }
        return content;
    }

private Q_SLOTS:
    void anyRowIsFoundInAnyEncoding_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("UTF-8") << manyRows().toUtf8();
        QTest::newRow("UTF-8 with a mark") << QByteArray("\xEF\xBB\xBF" + manyRows().toUtf8());
        QTest::newRow("Latin 1") << manyRows().toLatin1();
        QTest::newRow("UTF-16") << QByteArray(
            QStringEncoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom).encode(manyRows()));
    }

    void anyRowIsFoundInAnyEncoding()
    {
        QFETCH(QByteArray, content);
        const auto store = open(m_folder.write(content));
        QVERIFY(store);
        QHash<qint64, qint64> lines;
        qint64 line = 2;
        for (int i = 0; i < 5000; ++i) {
            lines[i] = line;
            line += (i % 7 == 0 ? 2 : 1) + (i == 1500 ? 1 : 0);
        }

        const auto rows = store->rows({0, 1023, 1024, 1501, 3000, 3001, 4999}, {});

        QVERIFY(rows);
        QCOMPARE(store->records(), 5000);
        QCOMPARE(rows->size(), 7);
        for (const StoredRow &row : *rows) {
            QCOMPARE(row.fields.first(), row.record == 3000 ? QString() : u"S%1"_s.arg(row.record));
            QVERIFY(row.fields.last().startsWith(u'ä'));
            QCOMPARE(row.line, lines[row.record]);
            QCOMPARE(row.isLeftOut, row.record == 3000);
        }
        QCOMPARE(rows->at(4).findings.first().code, FindingCode::MissingKey);
        QCOMPARE(*store->recordsOn({lines[4999], lines[3000], lines[1024], 3, 9999999}),
                 QList<qint64>({1024, 3000, 4999}));
        QCOMPARE(*store->recordNear(lines[7] + 1), 7); // the second line of a row
        QCOMPARE(*store->recordNear(1), 0);
        QCOMPARE(*store->recordNear(999'999), 4999);
    }

    void theSpoolGoesAwayWithTheStore()
    {
        auto store = open(m_folder.write("sku,name\nA,\xE4\n"));
        const QDir cache(m_folder.path(u"cache"_s));
        const qsizetype there = cache.entryList(QDir::Files).size();

        store.reset();

        QCOMPARE(there, 1);
        QCOMPARE(cache.entryList(QDir::Files).size(), 0);
    }

    void rowsComeAsEditedAndJudgedAnew()
    {
        const auto store = open(m_folder.write("sku,name,gtin\nA,a,\n,b,\nA,c,\nD\n"));
        Edits edits;
        edits.put(1, 0, u"B"_s);
        edits.put(0, 2, u"12"_s);
        edits.remove(3);

        const auto before = store->rows({0, 1, 2, 3}, {}, m_report.duplicateRows);
        const auto after = store->rows({0, 1, 2, 3}, edits, m_report.duplicateRows);

        QCOMPARE(before->at(1).findings.first().code, FindingCode::MissingKey);
        QCOMPARE(before->at(2).findings.first().code, FindingCode::DuplicateKey);
        QCOMPARE(before->at(2).findings.first().firstLine, 2);
        QCOMPARE(before->at(3).findings.first().code, FindingCode::TooFewFields);
        QVERIFY(after->at(1).findings.isEmpty());
        QVERIFY(!after->at(1).isLeftOut);
        QCOMPARE(after->at(0).findings.first().code, FindingCode::GtinLength);
        QVERIFY(!after->at(0).isLeftOut);
        QVERIFY(after->at(3).isRemoved);
        QCOMPARE(after->at(3).fields, QStringList{u"D"_s}); // still to be seen
    }

    void cellsAreFoundForwardsAndBackwards()
    {
        const auto store = open(m_folder.write(manyRows().toUtf8()));
        const CellSearch search{u"s4"_s};
        const CellSearch exact{u"S42"_s, Qt::CaseSensitive, true, 0};

        QCOMPARE(*store->find(search, {}, {}), (CellPlace{4, 0}));
        QCOMPARE(*store->find(search, {4, 0}, {}), (CellPlace{40, 0}));
        QCOMPARE(*store->findBack(search, {400, 0}, {}), (CellPlace{49, 0}));
        QCOMPARE(*store->findBack(search, {5000, 0}, {}), (CellPlace{4999, 0}));
        QCOMPARE(*store->find(exact, {}, {}), (CellPlace{42, 0}));
        QCOMPARE(*store->find(exact, {42, 0}, {}), CellPlace());
        QCOMPARE(*store->find({u"4"_s, Qt::CaseSensitive, false, 1}, {}, {}), (CellPlace{4, 1}));
    }

    void replacingCountsAndTakesEditsIntoAccount()
    {
        const auto store = open(m_folder.write("sku,name\nA,red\nB,Red red\nC,red,x\nD,red\nE,blue\n"));
        Edits edits;
        edits.remove(3);
        edits.put(4, 1, u"red!"_s);

        const auto found = store->replace({u"red"_s}, u"x"_s, edits, 100);

        QVERIFY(found);
        QCOMPARE(found->skippedRows, 1); // an edit would drop its third field unseen
        QCOMPARE(found->changes,
                 QList<CellChange>(
                     {{0, 1, std::nullopt, u"x"_s}, {1, 1, std::nullopt, u"x x"_s}, {4, 1, u"red!"_s, u"x!"_s}}));
        QCOMPARE(store->replace({u"red"_s}, u"x"_s, edits, 2)->changes.size(), 2);
        QCOMPARE(store->replace({u"red"_s, Qt::CaseSensitive}, u"red"_s, edits, 100)->changes.size(), 0);
        QCOMPARE(store->replace({QString(), Qt::CaseSensitive, true, 1}, u"x"_s, {}, 100)->changes.size(), 0);
    }

    void aChangedFileIsNotShown()
    {
        const QString file = m_folder.write("sku\nA\n");
        const ImportSpec spec = specFor(file);
        const auto report = check(spec);
        m_folder.write("sku\nA\nB\n");

        QCOMPARE(RowStore::open(spec, *report, m_folder.path(u"cache"_s)).error().cause, Cause::FileChanged);
    }

    void aBrokenRowIsThereAndReadsOnBehindIt()
    {
        for (const QByteArray &name : {QByteArray("x"), QByteArray("\xE4")}) {
            const auto store = open(m_folder.write("sku,name\nA,\"open\nB," + name + "\n"));

            const auto rows = store->rows({0, 1}, {});

            QVERIFY(rows->at(0).fields.isEmpty());
            QCOMPARE(rows->at(0).findings.first().code, FindingCode::UnclosedQuote);
            QCOMPARE(rows->at(1).fields.first(), u"B"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestRowStore)
#include "tst_rowstore.moc"
