// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/recordsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

/// "a b c": rows by their ids.
QList<Record> recordsOf(const QString &ids, const QString &text = u"text"_s)
{
    QList<Record> records;
    for (const QString &id : ids.split(u' ', Qt::SkipEmptyParts))
        records << Record{id, {{.text = id}, {.text = text}}};
    return records;
}

QString idsIn(const RecordsModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.idAt(row);
    return ids.join(u' ');
}

} // namespace

class TestRecordsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatChangesIsTheDifference_data();
    void whatChangesIsTheDifference();
    void theSameRecordsChangeNothing();
    void anIdGivenTwiceIsOneRow();
    void hoverTextIsNeverMarkup();
};

void TestRecordsModel::whatChangesIsTheDifference_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("first") << u""_s << u"a b c"_s;
    QTest::newRow("gone") << u"a b c"_s << u""_s;
    QTest::newRow("arrives in the middle") << u"a c"_s << u"a b c"_s;
    QTest::newRow("turned round") << u"a b c d"_s << u"d c b a"_s;
    QTest::newRow("all at once") << u"a b c d"_s << u"x c a y"_s;
}

void TestRecordsModel::whatChangesIsTheDifference()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    RecordsModel model({u"Id"_s, u"Text"_s});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRecords(recordsOf(before));
    const QPersistentModelIndex kept = model.index(model.rowOf(u"c"_s), 0);

    model.setRecords(recordsOf(after));

    QCOMPARE(idsIn(model), after);
    if (kept.isValid())
        QCOMPARE(kept.data().toString(), u"c"_s);
}

void TestRecordsModel::theSameRecordsChangeNothing()
{
    RecordsModel model({u"Id"_s, u"Text"_s});
    model.setRecords(recordsOf(u"a b"_s));
    QSignalSpy changed(&model, &RecordsModel::dataChanged);

    model.setRecords(recordsOf(u"a b"_s));
    QCOMPARE(changed.count(), 0);
    model.setRecords(recordsOf(u"a b"_s, u"other"_s));
    QCOMPARE(changed.count(), 2);
}

void TestRecordsModel::anIdGivenTwiceIsOneRow()
{
    RecordsModel model({u"Id"_s, u"Text"_s});

    model.setRecords(recordsOf(u"a b a"_s));

    QCOMPARE(idsIn(model), u"a b"_s);
}

void TestRecordsModel::hoverTextIsNeverMarkup()
{
    RecordsModel model({u"Id"_s});

    model.setRecords({{u"a"_s, {{.text = u"a"_s, .tip = u"<img src=x>"_s}}}});

    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), u"&lt;img src=x&gt;"_s);
}

QTEST_GUILESS_MAIN(TestRecordsModel)

#include "tst_recordsmodel.moc"
