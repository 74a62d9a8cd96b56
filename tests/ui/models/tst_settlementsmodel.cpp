// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/settlementsmodel.h"
#include "ui/widgets/tableview.h"
#include "ui/words/settlementtext.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

struct Made
{
    int number = 0;
    QString state = u"COMPLIANCE_CHECKING"_s;
    int minutes = 0; ///< until it times out; the number unless given
    int version = 1;
};

const QDateTime noon = QDateTime::fromString(u"2026-04-01T12:00:00Z"_s, Qt::ISODate);

Settlement settlementOf(const Made &made)
{
    const int minutes = made.minutes ? made.minutes : made.number + 1;
    const QString text =
        uR"({"id":"7b6f2f0a-5a55-4a3e-9d3a-%1","state":"%2","external_reference":"DESK-%3","template_id":"t%4",
        "timeout_at":"%5","created_at":"2026-04-01T09:00:00Z","updated_at":"2026-04-01T09:00:%6Z",
        "parties":[{"role":"seller","name":"Fund %3"},{"role":"buyer","name":"Desk"}],
        "legs":[{"party_role":"seller","direction":"deliver","quantity":"1000000.50","instrument_id":"BOND-%3"}]})"_s
            .arg(made.number, 12, 10, QChar(u'0'))
            .arg(made.state)
            .arg(made.number)
            .arg(made.number % 2)
            .arg(noon.addSecs(minutes * 60).toString(Qt::ISODate))
            .arg(made.version, 2, 10, QChar(u'0'));
    return keystone::decodeSettlement(json::parse(text.toUtf8()).value()).value();
}

QList<Settlement> many(int from, int count)
{
    QList<Settlement> made;
    for (int i = 0; i < count; ++i)
        made << settlementOf({.number = from + i});
    return made;
}

class Watched : public SettlementsModel
{
public:
    Watched()
        : SettlementsModel([](const Settlement &) { return nullptr; })
    {}

    QString order() const
    {
        QStringList numbers;
        for (int row = 0; row < rowCount(); ++row)
            numbers << index(row, Reference).data().toString().mid(5);
        return numbers.join(u' ');
    }

private:
    QAbstractItemModelTester m_tester{this, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestSettlementsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLeastTimeLeftComesFirst();
    void aRefreshOfTheSameTellsNothing();
    void whatComesAndLeavesKeepsTheSelection();
    void whatLeavesGoesFromItsPlace();
    void aThousandRandomChangesKeepTheSelectionAndTheOrder();
    void everyFilterNarrows();
    void timesFollowTheClockInTheRowsAskedForOnly();
    void unknownStatesStandAsTheyCame();
    void aCopyHasTheExactValues();
    void amountsOfAnyLengthAreGrouped();
};

void TestSettlementsModel::theLeastTimeLeftComesFirst()
{
    Watched model;
    model.take({settlementOf({.number = 1, .minutes = 30}), settlementOf({.number = 2, .minutes = 10}),
                settlementOf({.number = 3, .minutes = 20})});

    QCOMPARE(model.order(), u"2 3 1"_s);
    model.sort(SettlementsModel::TimeLeft, Qt::DescendingOrder);
    QCOMPARE(model.order(), u"1 3 2"_s);
}

void TestSettlementsModel::aRefreshOfTheSameTellsNothing()
{
    Watched model;
    model.take(many(0, 5));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    model.take(many(0, 5));
    QCOMPARE(changed.count() + moved.count() + reset.count(), 0);

    model.take({settlementOf({.number = 2, .state = u"ROLLED_BACK"_s, .version = 2})});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(2, SettlementsModel::State).data().toString(), u"Rolled back"_s);
}

void TestSettlementsModel::whatComesAndLeavesKeepsTheSelection()
{
    Watched model;
    model.take(many(10, 5));
    QItemSelectionModel selection(&model);
    selection.select(model.index(3, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

    model.take(many(0, 10));
    model.drop({settlementOf({.number = 10}).id, settlementOf({.number = 1}).id});

    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().siblingAtColumn(SettlementsModel::Reference).data().toString(),
             u"DESK-13"_s);
    model.drop({settlementOf({.number = 13}).id});
    QVERIFY(!selection.hasSelection());
}

void TestSettlementsModel::whatLeavesGoesFromItsPlace()
{
    Watched model;
    model.take(many(0, 40));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);

    model.drop({model.at(12)->id, model.at(3)->id});

    QCOMPARE(removed.size(), 2);
    QCOMPARE(removed.at(0).at(1).toInt(), 3);
    QCOMPARE(removed.at(1).at(1).toInt(), 11);
    QCOMPARE(moved.size(), 0);
    QCOMPARE(model.index(11, SettlementsModel::Reference).data().toString(), u"DESK-13"_s);
}

void TestSettlementsModel::aThousandRandomChangesKeepTheSelectionAndTheOrder()
{
    Watched model;
    model.take(many(0, 40));
    QItemSelectionModel selection(&model);
    selection.select(model.index(20, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QString kept = model.index(20, 0).data(SettlementIdRole).toString();
    QRandomGenerator random(7);

    for (int turn = 0; turn < 1000; ++turn) {
        const int number = random.bounded(80);
        const Settlement one = settlementOf(
            {.number = number, .minutes = number == 20 ? 21 : random.bounded(1, 500), .version = turn % 60});
        if (one.id == kept || random.bounded(2) == 0)
            model.take({one});
        else
            model.drop({one.id});
    }

    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data(SettlementIdRole).toString(), kept);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.at(row - 1)->timeoutAt <= model.at(row)->timeoutAt);
}

void TestSettlementsModel::everyFilterNarrows()
{
    Watched model;
    model.take(many(0, 6));
    model.take({settlementOf({.number = 3, .state = u"ROLLED_BACK"_s, .version = 2})});
    const auto shown = [&](const SettlementFilter &filter) {
        model.setFilter(filter);
        return model.order();
    };

    QCOMPARE(shown({.text = u"bond-4"_s}), u"4"_s);
    QCOMPARE(shown({.state = u"ROLLED_BACK"_s}), u"3"_s);
    QCOMPARE(shown({.templateId = u"t1"_s}), u"1 3 5"_s);
    QCOMPARE(shown({.party = u"Fund 2"_s}), u"2"_s);
    QCOMPARE(shown({.createdSince = noon}), QString());
    QCOMPARE(shown({}), u"0 1 2 3 4 5"_s);
    QCOMPARE(model.known(), 6);
}

void TestSettlementsModel::timesFollowTheClockInTheRowsAskedForOnly()
{
    Watched model;
    model.take(many(60, 5));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.tick(1, 2, noon);

    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 2);
    QCOMPARE(model.index(1, SettlementsModel::TimeLeft).data().toString(), u"01:02:00"_s);
    model.tick(1, 2, noon.addSecs(1));
    QCOMPARE(model.index(1, SettlementsModel::TimeLeft).data().toString(), u"01:01:59"_s);
    model.tick(0, 99, noon.addSecs(3 * 3600));
    QCOMPARE(model.index(0, SettlementsModel::TimeLeft).data().toString(), u"over for 1 h 59 min"_s);
}

void TestSettlementsModel::unknownStatesStandAsTheyCame()
{
    Watched model;
    model.take({settlementOf({.number = 1, .state = u"ON_HOLD_v2"_s})});

    const QModelIndex state = model.index(0, SettlementsModel::State);
    QCOMPARE(state.data().toString(), u"ON_HOLD_v2"_s);
    QCOMPARE(Tone(state.data(ToneRole).toInt()), Tone::Neutral);
}

void TestSettlementsModel::aCopyHasTheExactValues()
{
    Watched model;
    model.take(many(1, 1));

    QCOMPARE(model.index(0, SettlementsModel::State).data(CopyRole).toString(), u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(model.index(0, SettlementsModel::TimeLeft).data(CopyRole).toString(), u"2026-04-01T12:02:00Z"_s);
}

void TestSettlementsModel::amountsOfAnyLengthAreGrouped()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));

    QCOMPARE(amountText(u"1000000.50"_s), u"1,000,000.50"_s);
    QCOMPARE(amountText(u"-1234"_s), u"-1,234"_s);
    QCOMPARE(amountText(u"123"_s), u"123"_s);
    QCOMPARE(amountText(u"1E+3"_s), u"1E+3"_s);
    QCOMPARE(amountText(u"9"_s.repeated(90)).size(), 90 + 29);
}

QTEST_GUILESS_MAIN(TestSettlementsModel)

#include "tst_settlementsmodel.moc"
