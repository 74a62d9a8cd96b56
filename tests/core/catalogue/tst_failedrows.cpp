// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/failedrows.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

class TestFailedRows : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void keepsTheColumnsAndAddsTheReason()
    {
        const ImportSpec spec = specFor(m_folder.write("sku;name\nA;n\nB;\"two\nlines; \"\"q\"\"\"\nC;n\n"));
        const QString out = m_folder.path(u"failed.csv"_s);

        const auto rows = exportRows(spec, {{3, u"name, too odd"_s}, {5, u"duplicate"_s}}, out);

        QCOMPARE(*rows, 2);
        QCOMPARE(contentOf(out), QByteArray("\xEF\xBB\xBFsku,name,reason\r\n"
                                            "B,\"two\nlines; \"\"q\"\"\",\"name, too odd\"\r\n"
                                            "C,n,duplicate\r\n"));
    }

    void cellsThatLookLikeFormulasAreNeutralisedAndReadBack_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("'=1+1");
        QTest::newRow("plus") << QByteArray("+33 1") << QByteArray("'+33 1");
        QTest::newRow("minus") << QByteArray("-5") << QByteArray("'-5");
        QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
        QTest::newRow("TAB") << QByteArray("\t=1") << QByteArray("'\t=1");
        QTest::newRow("CR") << QByteArray("\r=1") << QByteArray("'\r=1");
        QTest::newRow("apostrophe") << QByteArray("'tis") << QByteArray("'tis");
        QTest::newRow("apostrophe and formula") << QByteArray("'=1") << QByteArray("''=1");
        QTest::newRow("apostrophes only") << QByteArray("''") << QByteArray("''");
    }

    void cellsThatLookLikeFormulasAreNeutralisedAndReadBack()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, written);

        QCOMPARE(neutralised(cell), written);
        QCOMPARE(unneutralised(written), cell);
    }

    void theReasonIsNeutralisedToo()
    {
        const ImportSpec spec = specFor(m_folder.write("=sku,name\n@A,n\n"));
        const QString out = m_folder.path(u"failed.csv"_s);

        QVERIFY(exportRows(spec, {{2, u"=HYPERLINK(1)"_s}}, out).ok());

        QCOMPARE(contentOf(out), QByteArray("\xEF\xBB\xBF'=sku,name,reason\r\n'@A,n,'=HYPERLINK(1)\r\n"));
    }

    void whatIsWrittenReadsBackAsItWas()
    {
        const QByteArray content = "sku,name,note\nA,\" lead\",=1\nB,\"a\rb\r\nc\",\"\"\"\"\nC,\u00A0x,'=2\n";
        const ImportSpec spec = specFor(m_folder.write(content));
        const auto before = preview(spec.file, {});
        const QString out = m_folder.path(u"failed.csv"_s);
        QVERIFY(exportRows(spec, {{2, u"r"_s}, {3, u"r"_s}, {6, u"r"_s}}, out).ok());

        const auto after = preview(out, {});

        QCOMPARE(after->records.size(), before->records.size());
        for (qsizetype i = 0; i < before->records.size(); ++i) {
            QStringList cells;
            for (const QString &cell : after->records[i].fields)
                cells.append(QString::fromUtf8(unneutralised(cell.toUtf8())));
            QCOMPARE(cells, before->records[i].fields + QStringList{u"r"_s});
        }
    }

    void theFormerFileStaysWhenWritingFails()
    {
        const ImportSpec spec = specFor(m_folder.write("sku\nA\n"));

        const auto rows = exportRows(spec, {{2, u"r"_s}}, m_folder.path(u"no/such/folder/failed.csv"_s));

        QCOMPARE(rows.error().kind, ErrorKind::Storage);
        QCOMPARE(rows.error().cause, Cause::NotWritable);
    }

    void aFolderOrAPipeIsNotReplaced()
    {
        const ImportSpec spec = specFor(m_folder.write("sku\nA\n"));
        const QString pipe = m_folder.path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);

        for (const QString &target : {m_folder.path({}), pipe})
            QCOMPARE(exportRows(spec, {{2, u"r"_s}}, target).error().cause, Cause::NotWritable);
        QVERIFY(!QFileInfo(pipe).isFile());
    }

    void theCatalogueItselfIsNotReplaced()
    {
        const ImportSpec spec = specFor(m_folder.write("sku\nA\nB\n"));
        const QString link = m_folder.path(u"link.csv"_s);
        QVERIFY(QFile::link(spec.file, link));

        for (const QString &target : {spec.file, link})
            QCOMPARE(exportRows(spec, {{2, u"r"_s}}, target).error().cause, Cause::NotWritable);
        QCOMPARE(contentOf(spec.file), QByteArray("sku\nA\nB\n"));
    }

    void aFullDiskIsSaidAndTheFormerFileStays()
    {
        const ImportSpec spec = specFor(m_folder.write("sku,name\nA," + QByteArray(100'000, 'x') + "\n"));
        const QString out = m_folder.write("former", u"failed.csv"_s);
        // The limit of a file's size stands in for the end of the disk; without the signal, writing fails.
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{50'000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);

        const auto rows = exportRows(spec, {{2, u"r"_s}}, out);

        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(rows.error().cause, Cause::DiskFull);
        QCOMPARE(contentOf(out), QByteArray("former"));
    }
};

QTEST_GUILESS_MAIN(TestFailedRows)
#include "tst_failedrows.moc"
