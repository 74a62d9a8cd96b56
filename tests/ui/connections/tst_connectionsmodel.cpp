// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/connectionsmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

ConnectionRow row(int number, const QString &name)
{
    return {.id = QUuid(uint(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), .name = name};
}

QString names(const ConnectionsModel &model)
{
    QStringList names;
    for (const ConnectionRow &one : model.rows())
        names += one.name;
    return names.join(u' ');
}

} // namespace

class TestConnectionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeGoAndMove()
    {
        ConnectionsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setRows({row(1, u"A"_s), row(2, u"B"_s), row(3, u"C"_s)});
        model.setRows({row(3, u"C"_s), row(4, u"D"_s), row(1, u"A"_s)});

        QCOMPARE(names(model), u"C D A"_s);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aRenamedRowIsTheSameRow()
    {
        ConnectionsModel model;
        model.setRows({row(1, u"A"_s), row(2, u"B"_s)});
        const QPersistentModelIndex second = model.index(1);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

        model.setRows({row(1, u"A"_s), row(2, u"Better"_s)});

        QVERIFY(inserted.isEmpty());
        QCOMPARE(second.data().toString(), u"Better"_s);
    }

    void aRowIsReadOutWithItsDanger()
    {
        ConnectionsModel model;
        Profile profile = makeProfile(u"Maison Aubrac"_s);
        profile.guard = GuardLevel::Confirm;

        model.setRows({rowOf(profile, ConnectionRow::Stored)});

        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
                 u"Maison Aubrac, LIVE, api.prod.keyban.io · Confirm every write"_s);
    }

    void whatStandsInAnAddressBesideTheHostIsNotShown()
    {
        Profile profile = makeProfile(u"A"_s);
        profile.keyban.base = QUrl(u"https://test-user:test-word@example.org:444/path?x=y"_s);

        QCOMPARE(rowOf(profile, ConnectionRow::Stored).host, u"example.org:444"_s);
    }
};

QTEST_GUILESS_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
