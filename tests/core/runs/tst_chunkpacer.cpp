// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunkpacer.h"

#include <QTest>

using namespace chancery;
using namespace std::chrono_literals;

class TestChunkPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsWithAFastServiceUpToTheMost()
    {
        ChunkPacer pacer({});
        QList<qint64> sizes;
        for (int i = 0; i < 8; ++i) {
            sizes << pacer.next().maxRows;
            pacer.worked(pacer.next().maxRows, 10ms);
        }

        QCOMPARE(sizes, (QList<qint64>{500, 1'000, 2'000, 4'000, 8'000, 16'000, 20'000, 20'000}));
        QCOMPARE(pacer.next().maxBytes, 8 * 1024 * 1024);
    }

    void aSlowServiceGetsWhatItDoesInTheAimedTime()
    {
        ChunkPacer pacer({});
        for (int i = 0; i < 10; ++i)
            pacer.worked(pacer.next().maxRows, std::chrono::milliseconds(pacer.next().maxRows * 10)); // 100 rows/s

        QCOMPARE(pacer.next().maxRows, 400);
    }

    void neverFallsBelowTheFewest()
    {
        ChunkPacer pacer({});
        for (int i = 0; i < 20; ++i) {
            pacer.worked(1, 60'000ms);
            pacer.tooMuch();
        }

        QCOMPARE(pacer.next().maxRows, ChunkPace().fewestRows);
    }

    void halvesOnPressureAndGrowsAgainOnlyAfterAWhile()
    {
        ChunkPacer pacer({});
        for (int i = 0; i < 4; ++i)
            pacer.worked(pacer.next().maxRows, 10ms);
        QCOMPARE(pacer.next().maxRows, 8'000);

        pacer.tooMuch();

        QCOMPARE(pacer.next().maxRows, 4'000);
        for (int i = 0; i < 4; ++i) {
            pacer.worked(4'000, 10ms);
            QCOMPARE(pacer.next().maxRows, 4'000);
        }
        pacer.worked(4'000, 10ms);
        QCOMPARE(pacer.next().maxRows, 8'000);
    }

    void whatWasTooLargeIsNeverTriedAgain()
    {
        ChunkPacer pacer({});

        pacer.tooLarge(500, 100'000);
        for (int i = 0; i < 20; ++i)
            pacer.worked(pacer.next().maxRows, 1ms);

        QCOMPARE(pacer.next().maxRows, 250);
        QCOMPARE(pacer.next().maxBytes, 50'000);
    }

    void oneRowIsTheLeast()
    {
        ChunkPacer pacer({});
        for (int i = 0; i < 20; ++i)
            pacer.tooLarge(pacer.next().maxRows, 1'000);

        QCOMPARE(pacer.next().maxRows, 1);
        QVERIFY(pacer.next().maxBytes >= 1'000);
    }
};

QTEST_APPLESS_MAIN(TestChunkPacer)
#include "tst_chunkpacer.moc"
