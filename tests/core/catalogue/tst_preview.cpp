// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

class TestPreview : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void showsTheFirstRecordsWithTheirLines()
    {
        const QString file = m_folder.write("sku,name\nA,\"two\nlines\"\nB,n\nC,n\n");

        const auto shown = preview(file, {}, 2);

        QCOMPARE(shown->headers, (QStringList{u"sku"_s, u"name"_s}));
        QCOMPARE(shown->records.size(), 2);
        QCOMPARE(shown->records[0].line, 2);
        QCOMPARE(shown->records[1].line, 4);
        QCOMPARE(shown->records[1].number, 1);
        QCOMPARE(shown->records[0].fields, (QStringList{u"A"_s, u"two\nlines"_s}));
        QVERIFY(!shown->complete);
        QCOMPARE(shown->bytes, contentOf(file).size());
    }

    void saysWhenItIsEverything()
    {
        const QString file = m_folder.write("sku\nA\nB\n");

        QVERIFY(preview(file, {}, 2)->complete);
        QVERIFY(preview(file, {}, 3)->complete);
        QVERIFY(!preview(file, {}, 1)->complete);
    }

    void showsRaggedAndBrokenRowsWithTheirFindings()
    {
        const auto shown = preview(m_folder.write("sku,name\nA\nB,n,x\nC,\"n\n"), {});

        QCOMPARE(shown->records[0].findings.value(0).code, FindingCode::TooFewFields);
        QCOMPARE(shown->records[1].findings.value(0).code, FindingCode::TooManyFields);
        QCOMPARE(shown->records[1].fields.size(), 3);
        QCOMPARE(shown->records[2].findings.value(0).code, FindingCode::UnclosedQuote);
    }

    void anyRecordCanBeFetched()
    {
        QByteArray content = "sku,name\n";
        for (int i = 0; i < 50'000; ++i)
            content += QByteArray::number(i) + ",n\n";
        const QString file = m_folder.write(content);

        const auto record = recordAt(file, {}, 43'210);
        const auto none = recordAt(file, {}, 50'000);

        QCOMPARE(record->fields, (QStringList{u"43210"_s, u"n"_s}));
        QCOMPARE(record->line, 43'212);
        QCOMPARE(none.error().cause, Cause::FileChanged);
    }
};

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
