// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/models/passportrows.h"
#include "ui/models/passportstreemodel.h"

#include <QTest>

#include <algorithm>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;

namespace {

/// "A(B1(7)?8)": numbers in their order, children in brackets; "?" behind a number without a passport.
QString drawn(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList parts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QString part = index.data().toString();
        if (index.data(PassportIdRole).toString().isEmpty())
            part += u'?';
        if (model.rowCount(index) > 0)
            part += u'(' + drawn(model, index) + u')';
        parts << part;
    }
    return parts.join(u' ');
}

} // namespace

class TestPassportsTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsParentsByNumber_data();
    void findsParentsByNumber();
    void everyOrderOfComingGivesTheSameTree();
    void aParentThatGoesLeavesItsNumber();
    void numbersThatHoldNothingGo();
    void parentsCanBeOpenedUntilTheyAreComplete();
    void aSecondModelOfOneNumberStandsBesideTheFirst();
    void aRowWhoseNumbersMovedMoves();
};

void TestPassportsTreeModel::findsParentsByNumber_data()
{
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("tree");
    QTest::newRow("models") << u"A;B"_s << u"A B"_s;
    QTest::newRow("model, batch, item") << u"A;A/B1;A/B1/7"_s << u"A(B1(7))"_s;
    QTest::newRow("item without a batch") << u"A;A//7"_s << u"A(7)"_s;
    QTest::newRow("item without a model") << u"//7"_s << u"7"_s;
    QTest::newRow("orphan item") << u"A/B1/7"_s << u"A?(B1?(7))"_s;
    QTest::newRow("orphan batch") << u"A/B1;A/B2"_s << u"A?(B1 B2)"_s;
    QTest::newRow("batch of no model") << u"/B1;/B1/7"_s << u"B1(7)"_s;
    QTest::newRow("parent comes last") << u"A/B1/7;A/B1;A"_s << u"A(B1(7))"_s;
}

void TestPassportsTreeModel::findsParentsByNumber()
{
    QFETCH(QString, rows);
    QFETCH(QString, tree);
    Watched<PassportsTreeModel> model(Dialect::Flat);

    model.merge(passportsOf(rows));

    QCOMPARE(drawn(model), tree);
}

void TestPassportsTreeModel::everyOrderOfComingGivesTheSameTree()
{
    QStringList rows{u"A"_s, u"A/B1"_s, u"A/B1/7"_s, u"A//8"_s, u"A/B1/9"_s};
    std::sort(rows.begin(), rows.end());
    do {
        Watched<PassportsTreeModel> model(Dialect::Flat);
        model.merge(passportsOf(rows.join(u';')));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.indexOf(u"A/B1/9"_s).parent(), model.indexOf(u"A/B1"_s));
        QCOMPARE(model.indexOf(u"A/B1"_s).parent(), model.indexOf(u"A"_s));
        QCOMPARE(model.indexOf(u"A//8"_s).parent(), model.indexOf(u"A"_s));
        QCOMPARE(model.passports(), 5);
    } while (std::next_permutation(rows.begin(), rows.end()));
}

void TestPassportsTreeModel::aParentThatGoesLeavesItsNumber()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.merge(passportsOf(u"A;A/B1;B"_s));

    model.remove(u"A"_s);

    QCOMPARE(drawn(model), u"A?(B1) B"_s);
    model.merge(passportsOf(u"A"_s));
    QCOMPARE(drawn(model), u"A(B1) B"_s);
}

void TestPassportsTreeModel::numbersThatHoldNothingGo()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.merge(passportsOf(u"X;A/B1/7;Y"_s));

    model.remove(u"A/B1/7"_s);

    QCOMPARE(drawn(model), u"X Y"_s);
    QCOMPARE(model.indexOf(u"Y"_s).row(), 1);
}

void TestPassportsTreeModel::parentsCanBeOpenedUntilTheyAreComplete()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.merge(passportsOf(u"A;A/B1;A/B1/7"_s));
    const QModelIndex top = model.indexOf(u"A"_s);
    QVERIFY(model.wantsChildren(top));
    QVERIFY(!model.wantsChildren(model.indexOf(u"A/B1/7"_s)));

    model.setComplete(model.keyAt(top));

    QVERIFY(!model.wantsChildren(top));
    QVERIFY(!model.wantsChildren(model.indexOf(u"A/B1"_s)));
    model.merge(passportsOf(u"B"_s));
    QVERIFY(model.hasChildren(model.indexOf(u"B"_s)));
    model.setLazy(false);
    model.merge(passportsOf(u"C"_s));
    QVERIFY(!model.hasChildren(model.indexOf(u"C"_s)));
}

void TestPassportsTreeModel::aSecondModelOfOneNumberStandsBesideTheFirst()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    json::Value twin = passportOf(u"A"_s).raw;
    twin.set(u"id"_s, u"twin"_s);

    model.merge(passportsOf(u"A"_s));
    model.merge({keyban::decodePassport(twin).value()});
    model.merge(passportsOf(u"A/B1"_s));

    QCOMPARE(drawn(model), u"A(B1) A"_s);
}

void TestPassportsTreeModel::aRowWhoseNumbersMovedMoves()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.merge(passportsOf(u"A;B;A/B1"_s));
    json::Value moved = passportOf(u"A/B1"_s).raw;
    moved.set(u"modelNumber"_s, u"B"_s);

    QVERIFY(model.update(keyban::decodePassport(moved).value()));

    QCOMPARE(drawn(model), u"A B(B1)"_s);
}

QTEST_MAIN(TestPassportsTreeModel)
#include "tst_passportstreemodel.moc"
