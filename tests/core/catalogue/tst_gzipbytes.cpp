// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/chunkreader.h"

#include <QTest>

#include <zlib.h>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray gzipped(const QByteArray &text)
{
    z_stream z = {};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&z, uLong(text.size()))) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.constData()));
    z.avail_in = uInt(text.size());
    z.next_out = reinterpret_cast<Bytef *>(packed.data());
    z.avail_out = uInt(packed.size());
    deflate(&z, Z_FINISH);
    packed.truncate(packed.size() - qsizetype(z.avail_out));
    deflateEnd(&z);
    return packed;
}

QByteArray manyRows()
{
    QByteArray text = "sku,name\n";
    for (int i = 0; i < 200'000; ++i)
        text += "WAL-" + QByteArray::number(i) + ",Wallet " + QByteArray::number(i * 7919 % 100'003) + '\n';
    return text;
}

} // namespace

class TestGzipBytes : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    Cause causeOf(const QByteArray &packed)
    {
        const auto report = check(specFor(m_folder.write(packed, u"c.csv.gz"_s)));
        return report ? Cause::Answered : report.error().cause;
    }

private Q_SLOTS:
    void readsWhatIsPacked()
    {
        const QString file = m_folder.write(gzipped(manyRows()), u"c.csv.gz"_s);

        const auto report = check(specFor(file));

        QVERIFY(report.ok());
        QVERIFY(report->format.isPacked);
        QCOMPARE(report->rows, 200'000);
        QCOMPARE(preview(file, {})->records.at(199).fields, (QStringList{u"WAL-199"_s, u"Wallet 75836"_s}));
    }

    void sendsWhatWasChecked()
    {
        const ImportSpec spec = specFor(m_folder.write(gzipped(manyRows()), u"c.csv.gz"_s));
        const auto reader = ChunkReader::open(spec, *check(spec));

        const auto chunk = (*reader)->next({3, 1'000'000});

        QCOMPARE(chunk->rows.size(), 3U);
        QCOMPARE(chunk->rows.back().line, 4);
    }

    void severalMembersAreOneText()
    {
        const QByteArray packed = gzipped("sku\nA\n") + gzipped("B\nC\n") + QByteArray(512, '\0');

        QCOMPARE(check(specFor(m_folder.write(packed)))->rows, 3);
    }

    void saysWhatIsWrong()
    {
        const QByteArray packed = gzipped(manyRows());
        QByteArray flipped = packed;
        flipped[flipped.size() / 2] = char(~flipped[flipped.size() / 2]);
        QByteArray wrongSum = packed;
        wrongSum[wrongSum.size() - 6] = char(~wrongSum[wrongSum.size() - 6]);

        QCOMPARE(causeOf(packed.chopped(1)), Cause::FileCutShort);
        QCOMPARE(causeOf(packed.left(packed.size() / 2)), Cause::FileCutShort);
        QCOMPARE(causeOf(packed + "more"), Cause::FileTrailingBytes);
        QCOMPARE(causeOf(flipped), Cause::FileDamaged);
        QCOMPARE(causeOf(wrongSum), Cause::FileDamaged);
        QCOMPARE(causeOf(gzipped({})), Cause::FileEmpty);
        QCOMPARE(causeOf(gzipped(gzipped("sku\nA\n"))), Cause::FileKindUnsupported);
    }

    void rowsBeforeTheDamageAreShown()
    {
        const QByteArray packed = gzipped(manyRows());

        QCOMPARE(preview(m_folder.write(packed.chopped(1)), {})->records.size(), 200);
    }

    void fewRowsBeforeTheDamageAreShownWithIt()
    {
        QByteArray text = manyRows();
        text.truncate(text.indexOf('\n', text.indexOf("WAL-99,")) + 1);
        const QByteArray packed = gzipped(text);

        const auto cutShort = preview(m_folder.write(packed.chopped(1)), {});
        const auto halved = preview(m_folder.write(packed.left(packed.size() / 2)), {});

        QVERIFY(cutShort.ok());
        QCOMPARE(cutShort->records.size(), 100);
        QCOMPARE(cutShort->damage->cause, Cause::FileCutShort);
        QVERIFY(!cutShort->complete);
        QVERIFY(halved.ok());
        QVERIFY(halved->records.size() > 10);
        QVERIFY(halved->damage);
    }

    void aBombIsRefusedWithoutBeingUnpacked()
    {
        const QByteArray bomb = gzipped("sku,name\n" + QByteArray("A,n\n").repeated(20'000'000));

        QVERIFY(bomb.size() < 1'000'000);
        QCOMPARE(causeOf(bomb), Cause::FileUnpacksTooLarge);
    }
};

QTEST_GUILESS_MAIN(TestGzipBytes)
#include "tst_gzipbytes.moc"
