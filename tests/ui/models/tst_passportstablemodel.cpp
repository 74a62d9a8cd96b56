// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/models/passportrows.h"
#include "ui/models/passportsfiltermodel.h"
#include "ui/models/passportstablemodel.h"
#include "ui/theme/tokens.h"

#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;
using keyban::FilterField;

namespace {

QString idsOf(const QAbstractItemModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(PassportIdRole).toString();
    return ids.join(u';');
}

} // namespace

class TestPassportsTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshingKeepsWhatStays_data();
    void refreshingKeepsWhatStays();
    void aThousandRandomRefreshesEndRight();
    void aRefreshKeepsTheSelectedRow();
    void aPageThatRepeatsRowsAddsThemOnce();
    void anUnchangedRowIsNotAnnounced();
    void numbersSortAsPeopleCount();
    void filtersHideWhatTheServerLetThrough();
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
    QTest::newRow("told twice") << u"A;B"_s << u"A;B;A"_s;
}

void TestPassportsTableModel::refreshingKeepsWhatStays()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    Watched<PassportsTableModel> model(Dialect::Flat);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.replace(passportsOf(before));

    model.replace(passportsOf(after));

    QStringList unique = after.split(u';', Qt::SkipEmptyParts);
    unique.removeDuplicates();
    QCOMPARE(idsOf(model), unique.join(u';'));
    QCOMPARE(reset.count(), 0);
    for (const QString &id : std::as_const(unique))
        QCOMPARE(model.rowOf(id), int(unique.indexOf(id)));
}

void TestPassportsTableModel::aThousandRandomRefreshesEndRight()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    Watched<PassportsFilterModel> filtered(Dialect::Flat);
    filtered.setSourceModel(&model);
    filtered.sort(PassportColumn::Number);
    uint seed = 7;
    const auto next = [&seed] { return seed = seed * 1103515245 + 12345, (seed >> 16) % 30; };

    for (int round = 0; round < 1'000; ++round) {
        QStringList wanted;
        for (uint i = next(); i > 0; --i)
            wanted << u"M%1"_s.arg(next());
        model.replace(passportsOf(wanted.join(u';')));
        wanted.removeDuplicates();
        QCOMPARE(idsOf(model), wanted.join(u';'));
    }
}

void TestPassportsTableModel::aRefreshKeepsTheSelectedRow()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(passportsOf(u"A;B;C"_s));
    QItemSelectionModel selection(&model);
    selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

    model.replace(passportsOf(u"N;C;B*;M"_s));

    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data(PassportIdRole).toString(), u"B"_s);
    QCOMPARE(selection.selectedRows().first().siblingAtColumn(PassportColumn::Name).data().toString(), u"Name of B*"_s);
}

void TestPassportsTableModel::aPageThatRepeatsRowsAddsThemOnce()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.append(passportsOf(u"A;B"_s));

    model.append(passportsOf(u"B*;C;C"_s));

    QCOMPARE(idsOf(model), u"A;B;C"_s);
    QCOMPARE(model.find(u"B"_s)->name, u"Name of B*"_s);
}

void TestPassportsTableModel::anUnchangedRowIsNotAnnounced()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(passportsOf(u"A;B"_s));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.replace(passportsOf(u"A;B*"_s));

    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
}

void TestPassportsTableModel::numbersSortAsPeopleCount()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    Watched<PassportsFilterModel> filtered(Dialect::Flat);
    filtered.setSourceModel(&model);
    model.replace(passportsOf(u"L-10;L-9;l-100"_s));

    filtered.sort(PassportColumn::Number);

    QCOMPARE(idsOf(filtered), u"L-9;L-10;l-100"_s);
    filtered.sort(-1);
    QCOMPARE(idsOf(filtered), u"L-10;L-9;l-100"_s);
}

void TestPassportsTableModel::filtersHideWhatTheServerLetThrough()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    Watched<PassportsFilterModel> filtered(Dialect::Flat);
    filtered.setSourceModel(&model);
    model.replace(passportsOf(u"A;B;C"_s));

    filtered.setFilters({{FilterField::ModelNumber, u"B"_s}});

    QCOMPARE(idsOf(filtered), u"B"_s);
    model.append(passportsOf(u"D"_s));
    QCOMPARE(idsOf(filtered), u"B"_s);
}

void TestPassportsTableModel::pendingForLongWantsALook()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    json::Value row = passportOf(u"A"_s).raw;
    row.set(u"data"_s, json::Value::object());
    row.set(u"certificationStatus"_s, u"pending"_s);
    row.set(u"updatedAt"_s, u"2026-04-02T08:00:00Z"_s);
    const QDateTime start(QDate(2026, 4, 2), QTime(8, 0), Qt::UTC);
    model.replace({keyban::decodePassport(row).value()});
    const QModelIndex cell = model.index(0, PassportColumn::Certification);

    model.setNow(start.addSecs(100));
    QCOMPARE(Tone(cell.data(ToneRole).toInt()), Tone::Accent);
    QVERIFY(cell.data().toString().startsWith(u"Pending since"));
    model.setNow(start.addSecs(121));

    QCOMPARE(Tone(cell.data(ToneRole).toInt()), Tone::Attention);
    QVERIFY(cell.data().toString().startsWith(u"Still pending since"));
}

void TestPassportsTableModel::unsavedRowsAreMarked()
{
    Watched<PassportsTableModel> model(Dialect::Flat);
    model.replace(passportsOf(u"A;B"_s));

    model.setUnsaved({u"B"_s, u"not here"_s});

    QVERIFY(model.index(0, 0).data(Qt::DecorationRole).isNull());
    QVERIFY(!model.index(1, 0).data(Qt::DecorationRole).isNull());
}

QTEST_MAIN(TestPassportsTableModel)
#include "tst_passportstablemodel.moc"
