// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/catalogue/failedrows.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

/// Fails every write, as a full disk does.
class FullDevice : public QIODevice
{
public:
    FullDevice() { open(QIODevice::WriteOnly); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override { return -1; }
};

} // namespace

class TestBadFiles : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    /// What each way into the room says about a file.
    QList<Cause> causesFor(const QString &file)
    {
        const auto shown = preview(file, {});
        const auto report = check(ImportSpec{file, {}, autoMap({u"sku"_s})});
        const auto record = recordAt(file, {}, 0);
        const auto exported = exportRows(ImportSpec{file, {}, {}}, {{2, u"x"_s}}, m_folder.path(u"out.csv"_s));
        QList<Cause> causes;
        for (const bool isGood : {shown.ok(), report.ok(), record.ok(), exported.ok()}) {
            if (isGood)
                return {};
        }
        return {shown.error().cause, report.error().cause, record.error().cause, exported.error().cause};
    }

private Q_SLOTS:
    void noFile() { QCOMPARE(causesFor(m_folder.path(u"none.csv"_s)), QList<Cause>(4, Cause::FileNotFound)); }

    void aFileAsAFolder()
    {
        const QString file = m_folder.write("sku\nA\n");

        QCOMPARE(causesFor(file + u"/c.csv"_s), QList<Cause>(4, Cause::FileNotFound));
    }

    void aFolder() { QCOMPARE(causesFor(m_folder.path({})), QList<Cause>(4, Cause::FileIsDirectory)); }

    void aPipeNeverBlocks()
    {
        const QString pipe = m_folder.path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);

        QCOMPARE(causesFor(pipe), QList<Cause>(4, Cause::FileNotRegular));
    }

    void aDevice() { QCOMPARE(causesFor(u"/dev/zero"_s), QList<Cause>(4, Cause::FileNotRegular)); }

    void aFileThatMayNotBeRead()
    {
        if (::geteuid() == 0)
            QVERIFY2(true, "root may read everything");
        const QString file = m_folder.write("sku\nA\n", u"secret.csv"_s);
        QVERIFY(QFile::setPermissions(file, {}));

        const QList<Cause> causes = causesFor(file);

        if (::geteuid() != 0)
            QCOMPARE(causes, QList<Cause>(4, Cause::FileUnreadable));
    }

    void anEmptyFile() { QCOMPARE(causesFor(m_folder.write({})), QList<Cause>(4, Cause::FileEmpty)); }

    void nothingButLineEnds() { QCOMPARE(causesFor(m_folder.write("\r\n\r\n")), QList<Cause>(4, Cause::FileEmpty)); }

    void onlyAMark() { QCOMPARE(causesFor(m_folder.write("\xEF\xBB\xBF")), QList<Cause>(4, Cause::FileEmpty)); }

    void onlyAHeader()
    {
        const QString file = m_folder.write("sku\n");

        QCOMPARE(preview(file, {}).error().cause, Cause::FileHeaderOnly);
        QCOMPARE(check(ImportSpec{file, {}, autoMap({u"sku"_s})}).error().cause, Cause::FileHeaderOnly);
    }

    void aHeaderThatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("unclosed quote") << QByteArray("sku,\"name\nA,n\n");
        QTest::newRow("text behind a quote") << QByteArray("\"sku\"x,name\nA,n\n");
        QTest::newRow("not text") << QByteArray("sku,n\xFFme\nA,n\n");
        QTest::newRow("NUL") << QByteArray("sku,n\0me\nA,n\n", 14);
        QTest::newRow("too many columns") << QByteArray(20'000, ',') + "\nA\n";
        QTest::newRow("endless") << QByteArray(9'000'000, 'x') + "\nA\n";
    }

    void aHeaderThatCannotBeRead()
    {
        QFETCH(QByteArray, content);

        QCOMPARE(causesFor(m_folder.write(content)), QList<Cause>(4, Cause::FileHeaderUnreadable));
    }

    void aFileThatGrowsWhileItIsChecked()
    {
        const QString file = m_folder.write("sku\n" + QByteArray("A\n").repeated(10'000));
        CheckOptions options;
        options.progress = [&file](const CheckProgress &) {
            QFile more(file);
            if (more.open(QIODevice::Append))
                more.write("B\n");
        };

        QCOMPARE(check(specFor(file), options).error().cause, Cause::FileChanged);
    }

    void aFileThatShrinksWhileItIsChecked()
    {
        const QString file = m_folder.write("sku\n" + QByteArray("A\n").repeated(1'000'000));
        CheckOptions options;
        options.progress = [&file](const CheckProgress &) { QFile::resize(file, 100); };

        QCOMPARE(check(specFor(file), options).error().cause, Cause::FileChanged);
    }

    void aFileThatVanishesWhileItIsChecked()
    {
        const QString file = m_folder.write("sku\n" + QByteArray("A\n").repeated(10'000));
        CheckOptions options;
        options.progress = [&file](const CheckProgress &) { QFile::remove(file); };

        QCOMPARE(check(specFor(file), options).error().cause, Cause::FileVanished);
    }

    void aFullDiskStopsTheJson()
    {
        FullDevice device;
        CheckOptions options;
        options.jsonOut = &device;

        const auto report = check(specFor(m_folder.write("sku\nA\n")), options);

        QCOMPARE(report.error().kind, ErrorKind::Storage);
        QCOMPARE(report.error().cause, Cause::DiskFull);
    }

    void aHugeCellTakesNoMoreMemoryThanASmallOne()
    {
        const QString file = m_folder.path(u"huge.csv"_s);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("sku,name\nA,\"");
        const QByteArray part(1'000'000, 'x');
        for (int i = 0; i < 200; ++i)
            out.write(part);
        out.write("\"\nB,n\n");
        out.close();

        const auto report = check(specFor(file));

        QVERIFY(report.ok());
        QCOMPARE(report->findings.size(), 1);
        QCOMPARE(report->findings[0].code, FindingCode::RecordTooLong);
        QCOMPARE(report->findings[0].line, 2);
        QCOMPARE(report->rows, 2);
    }

    void anUnclosedQuoteOnLineTwoOfAMillionCostsThatRow()
    {
        QByteArray content = "sku,name\nA,\"never closed\n";
        const int rows = 1'000'000;
        content.reserve(rows * 10);
        for (int i = 0; i < rows - 1; ++i)
            content += QByteArray::number(i) + ",n\n";
        const QString file = m_folder.write(content);

        const auto report = check(specFor(file));

        QCOMPARE(report->rows, rows);
        QCOMPARE(report->leftOut, 1);
        QCOMPARE(report->findings.size(), 1);
        QCOMPARE(report->findings[0].line, 2);
        QCOMPARE(report->findings[0].code, FindingCode::UnclosedQuote);
    }

    void thePreviewOfALargeFileIsShownAtOnce()
    {
        const QString file =
            m_folder.write("sku,name,gtin\n" + QByteArray("A,Heritage Leather Wallet,1\n").repeated(2'000'000));
        QElapsedTimer timer;
        timer.start();

        const auto shown = preview(file, {});

        QCOMPARE(shown->records.size(), 200);
        QVERIFY(!shown->complete);
#if !defined(__SANITIZE_ADDRESS__)
        QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
#endif
    }
};

QTEST_GUILESS_MAIN(TestBadFiles)
#include "tst_badfiles.moc"
