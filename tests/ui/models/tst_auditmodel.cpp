// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/auditmodel.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

AuditEntry entry(qint64 sequence, const QString &event = u"decision.intended"_s,
                 const QByteArray &content = R"({"decision":"approve","reason":"KYT cleared"})")
{
    return {.sequence = sequence,
            .at = QDateTime({2026, 3, 12}, {14, 3, 22}, Qt::UTC),
            .event = event,
            .subject = u"849a9bd2-48f5-4e11-9c98-7b04a845a90d"_s,
            .author = {u"first"_s, u"p"_s, u"Desk"_s},
            .content = content};
}

/// From the first on, the newest first.
QList<AuditEntry> entries(qint64 newest, qint64 oldest)
{
    QList<AuditEntry> made;
    for (qint64 sequence = newest; sequence >= oldest; --sequence)
        made << entry(sequence);
    return made;
}

} // namespace

class TestAuditModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEndIsToldWithItsTone_data();
    void anEndIsToldWithItsTone();
    void aKindThatNobodyKnowsIsShownAsItCame();
    void aLongIdIsShortenedAndCopiedWhole();
    void newEntriesStandOnTopOnce();
    void olderOnesAreWantedOnceAtATime();

private:
    QString text(int row, int column) const { return m_model.index(row, column).data().toString(); }

    AuditModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

void TestAuditModel::anEndIsToldWithItsTone_data()
{
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QString>("what");
    QTest::addColumn<Tone>("tone");
    QTest::newRow("done") << QByteArray("done") << u"Rejected"_s << Tone::Good;
    QTest::newRow("failed") << QByteArray("failed") << u"Rejection failed"_s << Tone::Bad;
    QTest::newRow("not sent") << QByteArray("notSent") << u"Rejection not sent"_s << Tone::Neutral;
    QTest::newRow("unknown") << QByteArray("unknown") << u"Rejection unknown"_s << Tone::Unknown;
}

void TestAuditModel::anEndIsToldWithItsTone()
{
    QFETCH(QByteArray, outcome);
    QFETCH(QString, what);
    QFETCH(Tone, tone);

    m_model.show({entry(2, u"decision.settled"_s,
                        R"({"decision":"reject","outcome":")" + outcome + R"(","why":"noneAwaited","detail":"No"})"),
                  entry(1)},
                 AuditModel::More::None);

    QCOMPARE(text(0, AuditModel::What), what);
    QCOMPARE(Tone(m_model.index(0, AuditModel::What).data(ToneRole).toInt()), tone);
    QCOMPARE(text(0, AuditModel::Gist), u"none awaited: No"_s);
    QCOMPARE(text(1, AuditModel::What), u"Set out to approve"_s);
    QCOMPARE(text(1, AuditModel::Gist), u"KYT cleared"_s);
    QVERIFY(!m_model.index(1, AuditModel::What).data(ToneRole).isValid());
}

void TestAuditModel::aKindThatNobodyKnowsIsShownAsItCame()
{
    m_model.show({entry(2, u"keyRing.turned"_s, "{}"), entry(1, u"odd"_s, "not json")}, AuditModel::More::None);

    QCOMPARE(text(0, AuditModel::What), u"Key ring: turned"_s);
    QCOMPARE(text(1, AuditModel::What), u"Odd: "_s);
}

void TestAuditModel::aLongIdIsShortenedAndCopiedWhole()
{
    m_model.show({entry(1)}, AuditModel::More::None);

    QCOMPARE(text(0, AuditModel::Subject), u"849a9bd2…a90d"_s);
    QCOMPARE(m_model.index(0, AuditModel::Subject).data(CopyRole).toString(), entry(1).subject);
    QCOMPARE(m_model.index(0, AuditModel::When).data(CopyRole).toString(), u"2026-03-12T14:03:22.000Z"_s);
}

void TestAuditModel::newEntriesStandOnTopOnce()
{
    m_model.show(entries(3, 1), AuditModel::More::None);

    QCOMPARE(m_model.prepend(entries(5, 2)), 2);
    QCOMPARE(m_model.prepend(entries(5, 2)), 0);

    QCOMPARE(m_model.rowCount(), 5);
    QCOMPARE(m_model.newest(), 5);
    QCOMPARE(m_model.rowOf(3), 2);
    QCOMPARE(m_model.rowOf(9), -1);
}

void TestAuditModel::olderOnesAreWantedOnceAtATime()
{
    AuditModel model; // its tester would want them, too
    model.show(entries(9, 7), AuditModel::More::Perhaps);
    QSignalSpy wanted(&model, &AuditModel::olderWanted);

    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(wanted.size(), 1);

    model.append(entries(6, 4), AuditModel::More::Perhaps);
    QVERIFY(model.canFetchMore({}));
    model.append({}, AuditModel::More::None);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.oldest(), 4);
}

QTEST_MAIN(TestAuditModel)
#include "tst_auditmodel.moc"
