// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/recordset.h"

#include <QTest>

using namespace chancery::catalogue;

class TestRecordSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadBackAsItWasKept()
    {
        RecordSet set;
        for (const qint64 record : {0, 1, 63, 64, 999'999})
            set.insert(record);

        const auto back = RecordSet::fromBytes(set.toBytes());

        QVERIFY(back);
        QVERIFY(*back == set);
        QCOMPARE(back->count(), 5);
        QVERIFY(back->contains(999'999) && !back->contains(999'998) && !back->contains(5'000'000));
    }

    void theEmptySetIsNothing()
    {
        QVERIFY(RecordSet().toBytes().isEmpty());
        QVERIFY(*RecordSet::fromBytes({}) == RecordSet());
    }

    void emptyWordsBehindDoNotMatter()
    {
        RecordSet grown;
        grown.insert(64);
        grown.insert(128); // the vector grows beyond what is used
        RecordSet other;
        other.insert(128);
        other.insert(64);

        QVERIFY(grown == other);
        other.insert(129);
        QVERIFY(!(grown == other));
    }

    void aMillionUnchangedRowsAreSmall()
    {
        RecordSet set;
        for (qint64 record = 0; record < 1'000'000; ++record)
            set.insert(record);

        QVERIFY2(set.toBytes().size() < 2'000, qPrintable(QString::number(set.toBytes().size())));
    }

    void damageIsNoticed()
    {
        RecordSet set;
        for (qint64 record = 0; record < 5'000; record += 7)
            set.insert(record);
        const QByteArray kept = set.toBytes();

        QVERIFY(!RecordSet::fromBytes("x"));
        QVERIFY(!RecordSet::fromBytes(kept.first(kept.size() / 2)));
        QVERIFY(!RecordSet::fromBytes(QByteArray("\xff\xff\xff\xff rubbish", 12)));
        QVERIFY(!RecordSet::fromBytes(qCompress(QByteArray("seven b"))));
    }
};

QTEST_APPLESS_MAIN(TestRecordSet)
#include "tst_recordset.moc"
