// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QStringList shown(const QList<FindingGroup> &groups)
{
    QStringList lines;
    for (const FindingGroup &group : groups) {
        QStringList ranges;
        for (const LineRange &range : group.ranges)
            ranges << u"%1-%2"_s.arg(range.first).arg(range.last);
        lines << u"%1 x%2 %3%4"_s.arg(wireName(group.first.code))
                     .arg(group.rows)
                     .arg(ranges.join(u','), group.isOneValue ? QString() : u" various"_s);
    }
    return lines;
}

} // namespace

class TestFindingGroups : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void identicalFindingsAreOneWithTheirLines()
    {
        const auto report = check(specFor(m_folder.write("sku,gtin\n,\n,\nA,12\nB,13\nC,\n,\n")));

        QCOMPARE(shown(report->groups), QStringList({u"missingKey x3 2-3,7-7"_s, u"gtinLength x2 4-5 various"_s}));
        QCOMPARE(report->findings.size(), 5); // singly, as --json tells them
    }

    void rowsOfSeveralLinesFollowOneAnother()
    {
        const auto report = check(specFor(m_folder.write("sku,name\n,\"a\nb\"\n,c\nA,d\n")));

        QCOMPARE(shown(report->groups), QStringList{u"missingKey x2 2-4"_s});
    }

    void duplicatesAreGroupedAndErrorsStandFirst()
    {
        const auto report = check(specFor(m_folder.write("sku,gtin\nA,1\nB,\nA,\nB,\n")));

        QCOMPARE(shown(report->groups), QStringList({u"duplicateKey x2 4-5 various"_s, u"gtinLength x1 2-2"_s}));
        QCOMPARE(report->groups.first().first.firstLine, 2);
        QCOMPARE(report->duplicateRows.size(), 2u);
        QCOMPARE(report->duplicateRows[1].record, 3);
        QCOMPARE(report->duplicateRows[1].firstLine, 3);
    }

    void aMillionFindingsAreAFewGroups()
    {
        QByteArray content = "sku,gtin\n";
        content.reserve(3'000'000);
        for (int i = 0; i < 300'000; ++i)
            content += i % 2 ? "A,\n" : ",7\n";
        CheckOptions options;
        options.keptFindings = 1000;

        const auto report = check(specFor(m_folder.write(content)), options);

        QCOMPARE(report->findings.size(), 1000);
        QCOMPARE(report->groups.size(), 3);
        QCOMPARE(report->groups[0].rows, 150'000);
        QCOMPARE(report->groups[0].ranges.size(), FindingGroups::keptRanges);
        QVERIFY(report->groups[0].hasMoreRanges);
        QCOMPARE(report->duplicateRows.size(), 1000u);
    }

    void testAndMainNetworksInOneFileAreOneWarning()
    {
        const auto report = check(specFor(m_folder.write("sku,network\nA,StarknetSepolia\nB,\nC,StarknetMainnet\n"
                                                         "D,StarknetSepolia\n")));

        QCOMPARE(shown(report->groups), QStringList{u"mixedNetworks x1 4-4"_s});
        QCOMPARE(report->groups.first().first.severity, Severity::Warning);
        QCOMPARE(report->groups.first().first.value, u"StarknetMainnet"_s);
        QVERIFY(report->hasMixedNetworks());
        QCOMPARE(report->mainNetworkRows, 1);
        QCOMPARE(report->otherNetworkRows, 3);
        QCOMPARE(report->warned, 0); // it is about the file, not about the row
    }

    void rowsThatAreLeftOutMixNoNetworks()
    {
        const auto report =
            check(specFor(m_folder.write("sku,network\nA,StarknetSepolia\n,StarknetMainnet\nA,StarknetMainnet\n")));

        QVERIFY(!report->hasMixedNetworks());
        QCOMPARE(report->total(FindingCode::MixedNetworks), 0);
        QCOMPARE(report->mainNetworkRows, 0);
    }

    void theIndexFindsEveryRecordsPlace()
    {
        QByteArray content = "\xEF\xBB\xBFsku,name\r\n";
        QList<qint64> offsets;
        for (int i = 0; i < 5000; ++i) {
            if (i == 1024)
                content += "\r\n\r\n"; // empty lines are no records
            offsets << content.size() - 3;
            content += "S" + QByteArray::number(i) + ",\"two\r\nlines\"\r\n";
        }

        const auto report = check(specFor(m_folder.write(content)));

        QCOMPARE(report->records, 5000);
        for (const qint64 record : {0, 1023, 1024, 2047, 2048, 4999}) {
            const RowIndex::Mark &mark = report->index.before(record);
            QCOMPARE(mark.record, record / 1024 * 1024);
            QCOMPARE(mark.offset, offsets[mark.record]);
            QCOMPARE(mark.line, 2 + 2 * mark.record + (mark.record >= 1024 ? 2 : 0));
        }
        QCOMPARE(report->index.beforeLine(2 + 2 * 1024).record, 1024 - 1024);
        QCOMPARE(report->index.beforeLine(4 + 2 * 1024).record, 1024);
    }
};

QTEST_GUILESS_MAIN(TestFindingGroups)
#include "tst_findinggroups.moc"
