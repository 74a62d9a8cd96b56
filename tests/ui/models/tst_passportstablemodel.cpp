// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/models/passportrows.h"
#include "ui/models/passportstablemodel.h"
#include "ui/theme/tokens.h"

#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;

namespace {

QString idsOf(const QAbstractItemModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(PassportIdRole).toString();
    return ids.join(u';');
}

MirrorPage pageOf(const QString &texts, qint64 first = 0, qint64 total = -1)
{
    const QList<keyban::Passport> rows = passportsOf(texts);
    return {total < 0 ? rows.size() : total, first, rows};
}

} // namespace

class TestPassportsTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshingKeepsWhatStays_data();
    void refreshingKeepsWhatStays();
    void aRefreshKeepsTheSelectedRow();
    void anUnchangedRowIsNotAnnounced();
    void rowsBeyondTheWindowDoNotCountAsMoved();
    void aThousandRandomRefreshesKeepTheSelection();
    void rowsThatAreNotHereAreWantedOnce();
    void aSelectedRowOutsideTheWindowFollowsItsPassport();
    void aMillionRowsTakeNoTime();
    void pendingForLongWantsALook();
    void unsavedRowsAreMarked();
};

void TestPassportsTableModel::refreshingKeepsWhatStays_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("first rows") << u""_s << u"A;B"_s;
    QTest::newRow("all gone") << u"A;B"_s << u""_s;
    QTest::newRow("one gone in the middle") << u"A;B;C"_s << u"A;C"_s;
    QTest::newRow("one new in front") << u"A;B"_s << u"N;A;B"_s;
    QTest::newRow("new and gone at once") << u"A;B;C;D"_s << u"B;N;M;D;O"_s;
    QTest::newRow("reversed") << u"A;B;C;D"_s << u"D;C;B;A"_s;
    QTest::newRow("nothing in common") << u"A;B"_s << u"C;D"_s;
}

void TestPassportsTableModel::refreshingKeepsWhatStays()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    Watched<PassportsTableModel> model(Dialect::Flat);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.replace(pageOf(before));

    model.replace(pageOf(after));

    QStringList unique = after.split(u';', Qt::SkipEmptyParts);
    unique.removeDuplicates();
    QCOMPARE(idsOf(model), unique.join(u';'));
    QCOMPARE(reset.count(), 0);
    for (const QString &id : std::as_const(unique))
        QCOMPARE(model.rowOf(id), int(unique.indexOf(id)));
}

void TestPassportsTableModel::aRefreshKeepsTheSelectedRow()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B;C"_s));
    QItemSelectionModel selection(&model);
    selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

    model.replace(pageOf(u"N;C;B*;M"_s));

    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data(PassportIdRole).toString(), u"B"_s);
    QCOMPARE(selection.selectedRows().first().siblingAtColumn(PassportColumn::Name).data().toString(), u"Name of B*"_s);
}

void TestPassportsTableModel::anUnchangedRowIsNotAnnounced()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B"_s));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.replace(pageOf(u"A;B*"_s));

    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
}

/// Whoever reads the table aloud loses every cell at a change of layout.
void TestPassportsTableModel::rowsBeyondTheWindowDoNotCountAsMoved()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B;C;D"_s));
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);

    model.replace(pageOf(u"A;B"_s, 0, 4));
    QCOMPARE(layout.count(), 0);
    model.replace(pageOf(u"B;A"_s, 0, 4));

    QCOMPARE(layout.count(), 1);
}

void TestPassportsTableModel::aThousandRandomRefreshesKeepTheSelection()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    QItemSelectionModel selection(&model);
    uint seed = 7;
    const auto next = [&seed] { return seed = seed * 1103515245 + 12345, (seed >> 16) % 30; };
    for (int round = 0; round < 1'000; ++round) {
        QStringList wanted;
        for (uint i = next(); i > 0; --i)
            wanted << u"M%1"_s.arg(next());
        wanted.removeDuplicates();
        const QString current = selection.currentIndex().data(PassportIdRole).toString();

        model.replace(pageOf(wanted.join(u';')));

        QCOMPARE(idsOf(model), wanted.join(u';'));
        if (wanted.contains(current))
            QCOMPARE(selection.currentIndex().data(PassportIdRole).toString(), current);
        if (!wanted.isEmpty())
            selection.setCurrentIndex(model.index(int(next()) % int(wanted.size()), 0),
                                      QItemSelectionModel::ClearAndSelect);
    }
}

void TestPassportsTableModel::rowsThatAreNotHereAreWantedOnce()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B"_s, 0, 1'000));
    QSignalSpy wanted(&model, &PassportsTableModel::windowWanted);

    for (const int row : {0, 450, 451, 599, 450})
        (void)model.index(row, 0).data();

    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toLongLong(), 400);
    model.fill(400, passportsOf(u"X;Y"_s));
    QCOMPARE(model.index(401, 0).data(PassportIdRole).toString(), u"Y"_s);
    QCOMPARE(model.rowCount(), 1'000);
}

void TestPassportsTableModel::aSelectedRowOutsideTheWindowFollowsItsPassport()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B;C"_s, 0, 1'000));
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.index(1, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    MirrorPage page = pageOf(u"C;D"_s, 0, 2'000);
    page.located = {{1'700, passportOf(u"B*"_s)}};

    model.replace(page);

    QCOMPARE(selection.currentIndex().row(), 1'700);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(model.find(u"B"_s)->name, u"Name of B*"_s);
    model.replace(pageOf(u"C"_s, 0, 1)); // it went
    QVERIFY(!selection.hasSelection());
}

void TestPassportsTableModel::aMillionRowsTakeNoTime()
{
    PassportsTableModel model(Dialect::Flat);
    QElapsedTimer clock;
    clock.start();

    for (int round = 0; round < 100; ++round)
        model.replace(pageOf(u"A;B;C"_s, 0, 1'000'000 + round % 2));

    QCOMPARE(model.rowCount(), 1'000'001);
    QVERIFY2(clock.elapsed() < 1'000, "each costs what its window does");
}

void TestPassportsTableModel::pendingForLongWantsALook()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    json::Value row = passportOf(u"A"_s).raw;
    row.set(u"data"_s, json::Value::object());
    row.set(u"certificationStatus"_s, u"pending"_s);
    row.set(u"updatedAt"_s, u"2026-04-02T08:00:00Z"_s);
    const QDateTime start(QDate(2026, 4, 2), QTime(8, 0), Qt::UTC);
    model.replace({1, 0, {keyban::decodePassport(row).value()}});
    const QModelIndex cell = model.index(0, PassportColumn::Certification);

    model.setNow(start.addSecs(100));
    QCOMPARE(Tone(cell.data(ToneRole).toInt()), Tone::Accent);
    QCOMPARE(cell.data().toString(), u"Pending"_s);
    QVERIFY(cell.data(Qt::ToolTipRole).toString().startsWith(u"Since 2026-04-02"));
    model.setNow(start.addSecs(121));

    QCOMPARE(Tone(cell.data(ToneRole).toInt()), Tone::Attention);
    QCOMPARE(cell.data().toString(), u"Still pending"_s);
}

void TestPassportsTableModel::unsavedRowsAreMarked()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(pageOf(u"A;B"_s));

    model.setUnsaved({u"B"_s, u"not here"_s});

    QVERIFY(model.index(0, 0).data(Qt::DecorationRole).isNull());
    QVERIFY(!model.index(1, 0).data(Qt::DecorationRole).isNull());
}

QTEST_MAIN(TestPassportsTableModel)
#include "tst_passportstablemodel.moc"
