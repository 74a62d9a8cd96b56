// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunktally.h"

#include <QRegularExpression>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using keyban::ChildState;

namespace {

/// Rows `A B C` on lines 2, 3, 4.
std::vector<catalogue::DraftRow> rows(const QString &names)
{
    std::vector<catalogue::DraftRow> rows;
    for (const QString &name : names.split(u' '))
        rows.push_back({qint64(rows.size()) + 2, {u"model"_s, name, {}, {}}});
    return rows;
}

/// Children as `A+ B-:no C?` : completed, failed with its reason, running; a name of `_` has no key.
QList<keyban::ImportChild> reported(const QString &text)
{
    QList<keyban::ImportChild> children;
    for (const QString &part : text.split(u' ')) {
        const qsizetype mark = part.indexOf(QRegularExpression(u"[-+?]"_s));
        keyban::ImportChild child;
        const QString name = part.first(mark);
        if (name != u"_"_s)
            child.key = {u"model"_s, name, {}, {}};
        child.state = part[mark] == u'+'   ? ChildState::Completed
                      : part[mark] == u'-' ? ChildState::Failed
                                           : ChildState::Running;
        child.reason = part.mid(mark + 2);
        children << child;
    }
    return children;
}

QString lines(const QList<RowFailure> &rows)
{
    QStringList parts;
    for (const RowFailure &row : rows)
        parts << QString::number(row.line) + (row.reason.isEmpty() ? QString() : QString(u':' + row.reason));
    return parts.join(u' ');
}

} // namespace

class TestChunkTally : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatTheReportSays();
    void aRepeatedOrShrunkReportChangesNothing();
    void anEndIsNeverTakenBack();
    void orderDoesNotMatter();
    void childrenWithoutAKeyAreTakenByPosition();
    void strangersAreIgnored();
    void knowsWhereToReadOn();
};

void TestChunkTally::countsWhatTheReportSays()
{
    ChunkTally tally(rows(u"A B C"_s));

    const auto failures = tally.apply(reported(u"A+ B-:bad C?"_s), 0);

    QCOMPARE(lines(failures), u"3:bad"_s);
    QCOMPARE(tally.completed(), 1);
    QCOMPARE(tally.failed(), 1);
    QCOMPARE(lines(tally.openRows()), u"4"_s);
}

void TestChunkTally::aRepeatedOrShrunkReportChangesNothing()
{
    ChunkTally tally(rows(u"A B C"_s));
    tally.apply(reported(u"A+ A+ B-:x B-:x"_s), 0);

    const auto again = tally.apply(reported(u"B-:y"_s), 0);

    QVERIFY(again.isEmpty());
    QCOMPARE(tally.completed(), 1);
    QCOMPARE(tally.failed(), 1);
    QCOMPARE(tally.open(), 1);
}

void TestChunkTally::anEndIsNeverTakenBack()
{
    ChunkTally tally(rows(u"A"_s));
    tally.apply(reported(u"A+"_s), 0);

    tally.apply(reported(u"A?"_s), 0);
    tally.apply(reported(u"A-:late"_s), 0);

    QCOMPARE(tally.completed(), 1);
    QCOMPARE(tally.failed(), 0);
}

void TestChunkTally::orderDoesNotMatter()
{
    ChunkTally tally(rows(u"A B C"_s));

    const auto failures = tally.apply(reported(u"C-:c A+ B+"_s), 0);

    QCOMPARE(lines(failures), u"4:c"_s);
    QCOMPARE(tally.open(), 0);
}

void TestChunkTally::childrenWithoutAKeyAreTakenByPosition()
{
    ChunkTally tally(rows(u"A B C D"_s));
    tally.apply(reported(u"_+ _+"_s), 0);

    const auto failures = tally.apply(reported(u"_-:third _? _+"_s), 2);

    QCOMPARE(lines(failures), u"4:third"_s);
    QCOMPARE(lines(tally.openRows()), u"5"_s);
}

void TestChunkTally::strangersAreIgnored()
{
    ChunkTally tally(rows(u"A"_s));

    const auto failures = tally.apply(reported(u"Z-:whose?"_s), 0);

    QVERIFY(failures.isEmpty());
    QCOMPARE(tally.open(), 1);
}

void TestChunkTally::knowsWhereToReadOn()
{
    ChunkTally tally(rows(u"A B C D E"_s));
    QCOMPARE(tally.firstOpenPage(2), 1);

    tally.apply(reported(u"A+ B+ C+"_s), 0);
    QCOMPARE(tally.firstOpenPage(2), 2);

    tally.apply(reported(u"D+ E+"_s), 3);
    QCOMPARE(tally.firstOpenPage(2), 3);
}

QTEST_GUILESS_MAIN(TestChunkTally)
#include "tst_chunktally.moc"
