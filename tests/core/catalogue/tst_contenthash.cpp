// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"
#include "core/catalogue/blockreader.h"
#include "core/catalogue/contenthash.h"

#include <QCryptographicHash>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;

namespace {

/// More blocks than the feed has places for, the last one not full.
QByteArray manyBlocks()
{
    QByteArray content;
    for (int i = 0; content.size() < 30 * BlockReader::blockSize; ++i)
        content += "line " + QByteArray::number(i) + '\n';
    return content;
}

QByteArray sha256(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TestContentHash : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;
    const QByteArray m_content = manyBlocks();

    FileSource source() const { return *FileSource::open(m_folder.write(m_content)); }

private Q_SLOTS:
    void whatItReadsComesToTheOtherReaderWhole()
    {
        const FileSource file = source();
        BlockReader reader(file);
        ByteBuffer block;
        block.resize(std::size_t(BlockReader::blockSize));
        QByteArray came(block.data(), qsizetype(*reader.next(block.data()))); // before there was a feed
        const auto feed = std::make_shared<BlockFeed>(1);
        ContentHash hash(file, feed);
        reader.take(feed);

        for (auto got = reader.next(block.data()); *got > 0; got = reader.next(block.data()))
            came.append(block.data(), qsizetype(*got));

        QCOMPARE(came.size(), m_content.size());
        QVERIFY(came.sliced(BlockReader::blockSize) == m_content.sliced(BlockReader::blockSize));
        const auto value = hash.take();
        QCOMPARE(value->sha256, sha256(m_content));
        QCOMPARE(value->digests, reader.digests());
    }

    void aReaderThatEndsEarlyHoldsNothingUp()
    {
        const FileSource file = source();
        BlockReader reader(file);
        const auto feed = std::make_shared<BlockFeed>(0);
        ContentHash hash(file, feed);
        reader.take(feed);
        ByteBuffer block;
        block.resize(std::size_t(BlockReader::blockSize));
        QCOMPARE(*reader.next(block.data()), BlockReader::blockSize);

        feed->close();

        QCOMPARE(hash.take()->sha256, sha256(m_content));
    }

    void goingAwayEndsTheWorkThatWaitsForAReader()
    {
        const FileSource file = source();
        const auto feed = std::make_shared<BlockFeed>(0);

        {
            const ContentHash hash(file, feed);
        }

        QCOMPARE(feed.use_count(), 1);
    }

    void aFileThatShrinksFailsForBoth()
    {
        const FileSource file = source();
        QVERIFY(QFile::resize(file.path(), BlockReader::blockSize));
        BlockReader reader(file);
        const auto feed = std::make_shared<BlockFeed>(0);
        ContentHash hash(file, feed);
        reader.take(feed);
        ByteBuffer block;
        block.resize(std::size_t(BlockReader::blockSize));

        QCOMPARE(*reader.next(block.data()), BlockReader::blockSize);
        const auto next = reader.next(block.data());

        QCOMPARE(next.error().cause, Cause::FileChanged);
        QCOMPARE(hash.take().error().cause, Cause::FileChanged);
    }
};

QTEST_APPLESS_MAIN(TestContentHash)
#include "tst_contenthash.moc"
