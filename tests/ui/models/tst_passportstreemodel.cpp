// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/models/passportrows.h"
#include "ui/models/passportstreemodel.h"

#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

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

/// "A;B1?2" as lines: "?" behind a number without a passport, digits behind it or ">" are what is below.
MirrorBranches linesOf(const QString &texts, const keyban::PassportKey &parent = {})
{
    MirrorBranches branches;
    for (const QString &text : texts.split(u';', Qt::SkipEmptyParts)) {
        const bool lacks = text.contains(u'?');
        const QStringList parts = text.split(lacks ? u'?' : u'>');
        QStringList numbers{parent.modelNumber, parent.batchNumber, parts.first()};
        numbers.removeAll(QString());
        const QString id = numbers.join(u'/');
        const keyban::Passport passport = passportOf(id);
        branches.lines.append({passport.key, lacks ? std::nullopt : std::optional(passport), parts.value(1).toInt()});
    }
    branches.total = branches.lines.size();
    return branches;
}

const keyban::PassportKey modelA{u"model"_s, u"A"_s, {}, {}};
const keyban::PassportKey batchB{u"batch"_s, u"A"_s, u"B1"_s, {}};

} // namespace

class TestPassportsTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void branchesAreWantedWhenOpened();
    void aRefreshKeepsWhatIsOpen();
    void aNumberWithoutAPassportGetsOne();
    void whatHoldsNothingAnyMoreCloses();
    void longBranchesComeInParts();
    void aSelectedLineStaysSelected();
    void aThousandRandomRefreshesEndRight();
};

void TestPassportsTreeModel::branchesAreWantedWhenOpened()
{
    PassportsTreeModel model(Dialect::Flat); // the watcher fetches by itself
    QSignalSpy wanted(&model, &PassportsTreeModel::branchWanted);
    model.setLines({}, linesOf(u"A>2;B"_s));
    QVERIFY(model.hasChildren(model.index(0, 0)));
    QVERIFY(!model.hasChildren(model.index(1, 0)));

    model.fetchMore(model.index(0, 0));
    model.fetchMore(model.index(0, 0));
    model.fetchMore(model.index(1, 0));

    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().value<keyban::PassportKey>(), modelA);
    model.setLines(modelA, linesOf(u"B1?1"_s, modelA));
    model.setLines(batchB, linesOf(u"7"_s, batchB));
    QCOMPARE(drawn(model), u"A(B1?(7)) B"_s);
}

void TestPassportsTreeModel::aRefreshKeepsWhatIsOpen()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.setLines({}, linesOf(u"A>2;B;C"_s));
    model.setLines(modelA, linesOf(u"B1>1;B2"_s, modelA));

    model.setLines({}, linesOf(u"N;C;A>2"_s));

    QCOMPARE(drawn(model), u"N C A(B1 B2)"_s);
    QCOMPARE(model.openBranches().size(), 2);
}

void TestPassportsTreeModel::aNumberWithoutAPassportGetsOne()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.setLines({}, linesOf(u"A?1"_s));
    QCOMPARE(drawn(model), u"A?"_s);
    QVERIFY(!model.index(0, PassportColumn::Name).data().toString().isEmpty());

    model.setLines({}, linesOf(u"A>1"_s));

    QCOMPARE(drawn(model), u"A"_s);
    QVERIFY(model.find(u"A"_s));
    QVERIFY(model.indexOf(u"A"_s).isValid());
}

void TestPassportsTreeModel::whatHoldsNothingAnyMoreCloses()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.setLines({}, linesOf(u"A>1"_s));
    model.setLines(modelA, linesOf(u"B1"_s, modelA));

    model.setLines({}, linesOf(u"A"_s));

    QCOMPARE(drawn(model), u"A"_s);
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QVERIFY(!model.find(u"A/B1"_s));
}

void TestPassportsTreeModel::longBranchesComeInParts()
{
    PassportsTreeModel model(Dialect::Flat); // the watcher fetches by itself
    QSignalSpy wanted(&model, &PassportsTreeModel::branchWanted);
    MirrorBranches first = linesOf(u"A;B"_s);
    first.total = 3;
    model.setLines({}, first);
    QVERIFY(model.canFetchMore({}));

    model.fetchMore({});
    MirrorBranches rest = linesOf(u"C"_s);
    rest.total = 3;
    rest.first = 2;
    model.setLines({}, rest);

    QCOMPARE(wanted.first().at(1).toLongLong(), 2);
    QCOMPARE(drawn(model), u"A B C"_s);
    QVERIFY(!model.canFetchMore({}));
}

void TestPassportsTreeModel::aSelectedLineStaysSelected()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    model.setLines({}, linesOf(u"A>1;B"_s));
    model.setLines(modelA, linesOf(u"B1"_s, modelA));
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.indexOf(u"A/B1"_s), QItemSelectionModel::ClearAndSelect);

    model.setLines({}, linesOf(u"N;B;A>1"_s));
    model.setLines(modelA, linesOf(u"B0;B1"_s, modelA));

    QCOMPARE(selection.currentIndex().data(PassportIdRole).toString(), u"A/B1"_s);
}

void TestPassportsTreeModel::aThousandRandomRefreshesEndRight()
{
    Watched<PassportsTreeModel> model(Dialect::Flat);
    uint seed = 7;
    const auto next = [&seed] { return seed = seed * 1103515245 + 12345, (seed >> 16) % 20; };
    for (int round = 0; round < 1'000; ++round) {
        QStringList wanted;
        for (uint i = next(); i > 0; --i)
            wanted << u"M%1"_s.arg(next());
        wanted.removeDuplicates();

        model.setLines({}, linesOf(wanted.join(u';')));

        QCOMPARE(drawn(model), wanted.join(u' '));
    }
}

QTEST_MAIN(TestPassportsTreeModel)
#include "tst_passportstreemodel.moc"
