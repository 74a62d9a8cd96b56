// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/planclasses.h"

#include <QTest>

using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

/// The classes of a plan, kept and read back.
class TestPlanClasses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptIsReadBack_data();
    void whatIsKeptIsReadBack();
    void whatIsDamagedIsRefused_data();
    void whatIsDamagedIsRefused();
    void everyClassHasAName();
};

void TestPlanClasses::whatIsKeptIsReadBack_data()
{
    QTest::addColumn<int>("records");
    for (const int records : {0, 1, 2, 9, 4'096, 10'001})
        QTest::addRow("%d records", records) << records;
}

void TestPlanClasses::whatIsKeptIsReadBack()
{
    QFETCH(int, records);
    PlanClasses classes;
    for (int record = 0; record < records; ++record) {
        if (record % 7 != 3) // one that was never put
            classes.put(record, PlanClass(record % planClassCount));
    }

    const auto again = PlanClasses::fromBytes(classes.toBytes());

    QVERIFY(again);
    QCOMPARE(again->end(), classes.end());
    for (int record = 0; record < records; ++record)
        QCOMPARE(again->at(record), classes.at(record));
    for (int i = 0; i < planClassCount; ++i)
        QCOMPARE(again->count(PlanClass(i)), classes.count(PlanClass(i)));
}

void TestPlanClasses::whatIsDamagedIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("too short") << QByteArray("abc");
    QTest::newRow("not packed") << QByteArray(100, 'x');
    QTest::newRow("a class that is none") << qCompress(QByteArray(4, '\xBB'));
    QTest::newRow("more than there can be") << QByteArray("\xff\xff\xff\xff packed");
}

void TestPlanClasses::whatIsDamagedIsRefused()
{
    QFETCH(QByteArray, bytes);

    QVERIFY(!PlanClasses::fromBytes(bytes));
}

void TestPlanClasses::everyClassHasAName()
{
    for (int i = 0; i < planClassCount; ++i)
        QCOMPARE(planClassFromWire(wireName(PlanClass(i))), PlanClass(i));
    QVERIFY(!planClassFromWire(u"frobnicate"_s));
}

QTEST_GUILESS_MAIN(TestPlanClasses)
#include "tst_planclasses.moc"
