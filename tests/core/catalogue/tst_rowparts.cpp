// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/check.h"
#include "core/catalogue/gtin.h"
#include "core/catalogue/hashing.h"
#include "core/catalogue/keyset.h"
#include "core/catalogue/specials.h"
#include "core/catalogue/textcheck.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

/// As the GTIN check may read behind the text.
GtinState stateOf(const QByteArray &text)
{
    const QByteArray padded = text + QByteArray(64, '7');
    return gtinState({padded.constData(), std::size_t(text.size())});
}

int plainCheckDigit(const QByteArray &body)
{
    int sum = 0;
    for (qsizetype i = 0; i < body.size(); ++i)
        sum += (body[body.size() - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
    return (10 - sum % 10) % 10;
}

} // namespace

class TestRowParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gtinsOfEveryLengthAreChecked()
    {
        QRandomGenerator draw(7);
        for (int round = 0; round < 5'000; ++round) {
            QByteArray body;
            const int digits = QList{7, 11, 12, 13}[round % 4];
            for (int i = 0; i < digits; ++i)
                body += char('0' + draw.bounded(10));
            const int right = plainCheckDigit(body);

            for (int digit = 0; digit < 10; ++digit)
                QCOMPARE(stateOf(body + char('0' + digit)),
                         digit == right ? GtinState::Right : GtinState::WrongCheckDigit);
        }
    }

    void whatIsNoGtinIsSaid_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"1", "123456789", "40063813339311", "400638133393x", " 4006381333931",
                                 "4006381333931 ", "4006381-33393", "4.00638E+12", "400638133393/", "400638133393:"})
            QTest::newRow(text) << QByteArray(text);
    }

    void whatIsNoGtinIsSaid()
    {
        QFETCH(QByteArray, text);

        QVERIFY(stateOf(text) != GtinState::Right);
        if (text != "40063813339311")
            QCOMPARE(stateOf(text), GtinState::NotAGtin);
    }

    void theKeySetKnowsWhatItHolds()
    {
        QRandomGenerator draw(11);
        KeySet keys;
        keys.reserve(1'000); // too few
        QSet<quint64> reference;
        QVERIFY(keys.insert(0));
        QVERIFY(!keys.insert(0));
        reference.insert(0);
        for (int i = 0; i < 300'000; ++i) {
            const quint64 hash = i % 3 == 0 ? hashOf(std::to_string(draw.bounded(100'000)), 5) : draw.generate64();
            const bool isNew = !reference.contains(hash);
            reference.insert(hash);

            QCOMPARE(keys.insert(hash), isNew);
        }
    }

    void theKeySetMovesToWhatWasPrepared()
    {
        KeySet keys;
        keys.reserve(1'000);
        keys.prepare(100'000);
        for (quint64 hash = 1; keys.hasRoomFor(1); ++hash)
            QVERIFY(keys.insert(hash * 0x9E3779B97F4A7C15ULL));
        const std::size_t before = keys.count();

        keys.reserve(before + 1);

        QCOMPARE(keys.count(), before);
        QVERIFY(keys.hasRoomFor(100'000 - before));
        QVERIFY(!keys.insert(0x9E3779B97F4A7C15ULL));
        QVERIFY(!keys.insert(before * 0x9E3779B97F4A7C15ULL));
    }

    void theHashTellsTextsApart()
    {
        QSet<quint64> seen;
        const QByteArray text(100, 'a');
        for (std::size_t length = 0; length <= 100; ++length)
            seen.insert(hashOf({text.constData(), length}, 1));
        for (std::size_t place = 0; place < 100; ++place) {
            QByteArray other = text;
            other[qsizetype(place)] = 'b';
            seen.insert(hashOf({other.constData(), 100}, 1));
        }

        QCOMPARE(seen.size(), 201);
        QVERIFY(hashOf("abc", 1) != hashOf("abc", 2));
    }

    void recordSetsHoldWhatWasPutIn()
    {
        RecordSet set;
        set.insert(3);
        set.insert(1'000'000);
        set.insert(3);

        QVERIFY(set.contains(3));
        QVERIFY(set.contains(1'000'000));
        QVERIFY(!set.contains(2));
        QVERIFY(!set.contains(64 + 3));
        QVERIFY(!set.contains(99'000'000));
        QCOMPARE(set.count(), 2);
    }

    void everySpecialByteIsFound()
    {
        QRandomGenerator draw(3);
        const SpecialFinder finder({';', '"'});
        for (int round = 0; round < 500; ++round) {
            const std::size_t size = std::size_t(draw.bounded(300));
            QByteArray text(qsizetype(size) + 64, ';');
            for (std::size_t i = 0; i < size; ++i)
                text[qsizetype(i)] = char(draw.bounded(4) == 0 ? draw.bounded(256) : 'a');
            std::vector<quint32> expected;
            const std::size_t from = std::size_t(draw.bounded(int(size) + 1));
            for (std::size_t i = from; i < size; ++i) {
                const auto c = uchar(text[qsizetype(i)]);
                if (c < 0x20 || c == ';' || c == '"' || c == 0x7F)
                    expected.push_back(quint32(i));
            }
            std::vector<quint32> found(size + 64);

            found.resize(finder.find(text.constData(), from, size - from, found.data()));

            QCOMPARE(found, expected);
        }
    }

    void unfinishedSequencesAreSeen_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("tail");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("ASCII") << QByteArray("abc") << 0;
        QTest::newRow("whole") << QByteArray("é") << 0;
        QTest::newRow("two of three") << QByteArray("a\xE2\x82") << 2;
        QTest::newRow("one of four") << QByteArray("a\xF0") << 1;
        QTest::newRow("three of four") << QByteArray("\xF0\x9F\x98") << 3;
        QTest::newRow("stray continuation") << QByteArray("a\x80\x80\x80\x80") << 0;
    }

    void unfinishedSequencesAreSeen()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, tail);

        QCOMPARE(int(unfinishedTail({text.constData(), std::size_t(text.size())})), tail);
    }
};

QTEST_GUILESS_MAIN(TestRowParts)
#include "tst_rowparts.moc"
