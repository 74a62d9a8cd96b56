// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/chunkreader.h"
#include "core/json/value.h"

#include <QBuffer>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray manyRows(int rows)
{
    QByteArray content = "sku,name,gtin\n";
    for (int i = 0; i < rows; ++i)
        content += "WAL-" + QByteArray::number(i) + ",Heritage Leather Wallet,4006381333931\n";
    return content;
}

} // namespace

class TestChunkReader : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    struct Opened
    {
        ImportSpec spec;
        CheckReport report;
        std::unique_ptr<ChunkReader> reader;
    };
    Opened opened(const QByteArray &content)
    {
        Opened all;
        all.spec = specFor(m_folder.write(content));
        auto report = check(all.spec);
        if (!report)
            qFatal("the test file cannot be checked");
        all.report = std::move(report).value();
        auto reader = ChunkReader::open(all.spec, all.report);
        if (!reader)
            qFatal("the test file cannot be opened");
        all.reader = std::move(reader).value();
        return all;
    }

private Q_SLOTS:
    void leavesOutWhatTheCheckLeftOut()
    {
        const Opened all = opened("sku,name\nA,n\n,n\nB,\"never closed\nA,n\nC,n\x07\nB,\"two\nlines\"\nD,n\n");

        const auto chunk = all.reader->next();

        QCOMPARE(chunk->rows.size(), 3U);
        QCOMPARE(chunk->rows[0], (DraftRow{2, {u"model"_s, u"A"_s, {}, {}}}));
        QCOMPARE(chunk->rows[1], (DraftRow{7, {u"model"_s, u"B"_s, {}, {}}}));
        QCOMPARE(chunk->rows[2], (DraftRow{9, {u"model"_s, u"D"_s, {}, {}}}));
        QCOMPARE(json::parse(chunk->json)->items().size(), 3U);
        QVERIFY(all.reader->next()->isEmpty());
    }

    void leavesOutWhatIsUnchanged()
    {
        const Opened all = opened("sku,name\nA,n\n,n\nB,n\nC,n\nD,n\n");
        RecordSet unchanged;
        unchanged.insert(0);
        unchanged.insert(3);
        auto reader = ChunkReader::open(all.spec, all.report, unchanged).value();

        const auto chunk = reader->next();

        QCOMPARE(chunk->rows.size(), 2U);
        QCOMPARE(chunk->rows[0], (DraftRow{4, {u"model"_s, u"B"_s, {}, {}}}));
        QCOMPARE(chunk->rows[1], (DraftRow{6, {u"model"_s, u"D"_s, {}, {}}}));
        QVERIFY(reader->next()->isEmpty());
    }

    void aChunkIsCutBetweenItsRows()
    {
        const Opened all = opened(manyRows(7));
        const DraftChunk whole = all.reader->next().value();
        DraftChunk first = whole;

        DraftChunk rest = first.splitOff(4);
        const DraftChunk last = rest.splitOff(2);

        json::Value::Array rows;
        for (const DraftChunk *part : {&std::as_const(first), &std::as_const(rest), &last}) {
            const auto parsed = json::parse(part->json);
            QVERIFY(parsed.ok());
            QCOMPARE(parsed->items().size(), part->rows.size());
            QCOMPARE(part->ends.size(), part->rows.size());
            rows.insert(rows.end(), parsed->items().begin(), parsed->items().end());
        }
        QCOMPARE(rows, json::parse(whole.json)->items());
        QCOMPARE(last.rows, std::vector(whole.rows.end() - 1, whole.rows.end()));
    }

    void chunksTogetherAreTheJsonOfTheCheck()
    {
        const Opened all = opened(manyRows(2'345));
        QBuffer json;
        json.open(QIODevice::WriteOnly);
        CheckOptions options;
        options.jsonOut = &json;
        QVERIFY(check(all.spec, options).ok());

        json::Value::Array rows;
        for (;;) {
            const auto chunk = all.reader->next({100, 1'000'000});
            if (chunk->isEmpty())
                break;
            QVERIFY(chunk->rows.size() <= 100);
            const auto parsed = json::parse(chunk->json);
            QCOMPARE(parsed->items().size(), chunk->rows.size());
            rows.insert(rows.end(), parsed->items().begin(), parsed->items().end());
        }

        QCOMPARE(json::Value(rows), *json::parse(json.data()));
    }

    void aChunkKeepsBelowItsBytes()
    {
        const Opened all = opened(manyRows(100));

        const auto chunk = all.reader->next({1'000, 2'000});

        QVERIFY(chunk->json.size() <= 2'000);
        QVERIFY(chunk->rows.size() > 5);
    }

    void aRowLargerThanTheLimitGoesAlone()
    {
        const Opened all = opened("sku,name\nA,n\nB," + QByteArray(5'000, 'x') + "\nC,n\n");

        std::vector<std::size_t> sizes;
        for (auto chunk = all.reader->next({10, 1'000}); !chunk->isEmpty(); chunk = all.reader->next({10, 1'000}))
            sizes.push_back(chunk->rows.size());

        QCOMPARE(sizes, (std::vector<std::size_t>{1, 1, 1}));
    }

    void aRunThatContinuesSkipsWhatWasSent()
    {
        const Opened all = opened("sku\nA\n\x01\nB\nC\nD\n");

        const auto skipped = all.reader->skip(2);
        const auto chunk = all.reader->next();

        QCOMPARE(*skipped, 2);
        QCOMPARE(chunk->rows.size(), 2U);
        QCOMPARE(chunk->rows[0].key.modelNumber, u"C"_s);
        QCOMPARE(*all.reader->skip(5), 0);
    }

    void aFileThatWasChangedIsNotOpened_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("longer") << QByteArray("sku,name\nA,n\nB,n\n");
        QTest::newRow("of the same size") << QByteArray("sku,name\nB,n\n");
        QTest::newRow("empty") << QByteArray();
    }

    void aFileThatWasChangedIsNotOpened()
    {
        QFETCH(QByteArray, content);
        const Opened all = opened("sku,name\nA,n\n");
        m_folder.write(content);

        const auto reader = ChunkReader::open(all.spec, all.report);

        QCOMPARE(reader.error().cause, Cause::FileChanged);
    }

    void aFileThatVanishedIsNotOpened()
    {
        const Opened all = opened("sku,name\nA,n\n");
        QVERIFY(QFile::remove(all.spec.file));

        QCOMPARE(ChunkReader::open(all.spec, all.report).error().cause, Cause::FileVanished);
    }

    void aChangeInMidRunEndsIt_data()
    {
        QTest::addColumn<int>("deed");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("grown") << 0 << Cause::FileChanged;
        QTest::newRow("shortened") << 1 << Cause::FileChanged;
        QTest::newRow("overwritten, same size") << 2 << Cause::FileChanged;
        QTest::newRow("removed") << 3 << Cause::FileVanished;
        QTest::newRow("replaced") << 4 << Cause::FileChanged;
    }

    void aChangeInMidRunEndsIt()
    {
        QFETCH(int, deed);
        QFETCH(Cause, cause);
        const QByteArray content = manyRows(50'000);
        const Opened all = opened(content);
        QVERIFY(all.reader->next().ok());
        QFile file(all.spec.file);
        if (deed == 0) {
            QVERIFY(file.open(QIODevice::Append));
            file.write("X,n,\n");
        } else if (deed == 1) {
            QVERIFY(file.resize(1'000'000));
        } else if (deed == 2) {
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.seek(content.size() - 20);
            file.write("7");
        } else {
            QVERIFY(file.remove());
            if (deed == 4)
                m_folder.write(content);
        }
        file.close();

        auto chunk = all.reader->next({100'000, 100'000'000});
        const auto again = all.reader->next();

        QVERIFY(!chunk.ok());
        QCOMPARE(chunk.error().cause, cause);
        QVERIFY(!again.ok());
    }

    void anotherContentUnderTheSameDatesIsNoticed()
    {
        const QByteArray content = manyRows(50'000);
        const Opened all = opened(content);
        CheckReport report = all.report;
        QByteArray other = content;
        other[content.size() - 20] = '7';
        m_folder.write(other);
        const auto now = check(all.spec);
        report.identity = now->identity; // as if the dates had been put back

        auto reader = std::move(ChunkReader::open(all.spec, report)).value();
        const auto chunk = reader->next({100'000, 100'000'000});

        QCOMPARE(chunk.error().cause, Cause::FileChanged);
    }
};

QTEST_GUILESS_MAIN(TestChunkReader)
#include "tst_chunkreader.moc"
