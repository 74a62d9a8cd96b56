// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/json/value.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

/// `3 sku missingKey error ""`
QStringList shown(const CheckReport &report)
{
    QStringList lines;
    for (const Finding &finding : report.findings) {
        QStringList words{QString::number(finding.line), finding.columnName.isEmpty() ? u"-"_s : finding.columnName,
                          wireName(finding.code), wireName(finding.severity)};
        if (!finding.value.isEmpty())
            words.append(finding.value);
        if (finding.firstLine > 0)
            words.append(u"first on %1"_s.arg(finding.firstLine));
        lines.append(words.join(u' '));
    }
    return lines;
}

QStringList numbersIn(const QByteArray &json)
{
    QStringList numbers;
    const auto rows = json::parse(json);
    if (!rows)
        return {u"not JSON"_s};
    for (const json::Value &row : rows->items())
        numbers.append(row[u"modelNumber"].toString());
    return numbers;
}

} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    Result<CheckReport> checked(const QByteArray &content, const CheckOptions &options = {})
    {
        return check(specFor(m_folder.write(content)), options);
    }

private Q_SLOTS:
    void severitiesAreThoseOfTheDesign_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QStringList>("findings");
        QTest::addColumn<int>("leftOut");
        QTest::addColumn<int>("warned");
        const auto file = [](const char *name, const QByteArray &rows, const QStringList &findings, int leftOut,
                             int warned) { QTest::newRow(name) << rows << findings << leftOut << warned; };
        const QString longName(256, u'N');

        file("good", "A,n,4006381333931\nB,n,\n", {}, 0, 0);
        file("no number", ",n,\n", {u"2 sku missingKey error"_s}, 1, 0);
        file("a number of blanks only", "\" \u00A0\",n,\n", {u"2 sku missingKey error  \u00A0"_s}, 1, 0);
        file("number again", "A,n,\nB,n,\nA,m,\nA,o,\n",
             {u"4 sku duplicateKey error A first on 2"_s, u"5 sku duplicateKey error A first on 2"_s}, 2, 0);
        file("number again in other capitals is another", "A,n,\na,n,\n", {}, 0, 0);
        file("the first of two is left out for another reason", "A,n\x01,\nA,n,\nA,n,\n",
             {u"2 name controlCharacter error n\x01"_s, u"4 sku duplicateKey error A first on 3"_s}, 2, 0);
        file("too many", "A,n,,x\n", {u"2 - tooManyFields error 4"_s}, 1, 0);
        file("too few", "A,n\n", {u"2 - tooFewFields error 2"_s}, 1, 0);
        file("control character", "A,n\x07,\n", {u"2 name controlCharacter error n\x07"_s}, 1, 0);
        file("NUL", QByteArray("A,n\0,\n", 6), {u"2 name controlCharacter error n"_s + QChar(0)}, 1, 0);
        file("TAB in a number", "\"A\tB\",n,\n", {u"2 sku controlCharacter error A\tB"_s}, 1, 0);
        file("line end in a number", "\"A\nB\",n,\n", {u"2 sku controlCharacter error A\nB"_s}, 1, 0);
        file("line end in a name", "A,\"n\nm\",\nB,,\nB,,\n", {u"5 sku duplicateKey error B first on 4"_s}, 1, 0);
        file("not UTF-8", "A,n\xFF,\n", {u"2 name invalidText error n\uFFFD"_s}, 1, 0);
        file("unclosed", "A,\"n,\nB,n,\n", {u"2 name unclosedQuote error"_s}, 1, 0);
        file("GTIN", "A,n,4006381333930\n", {u"2 gtin gtinCheckDigit warning 4006381333930"_s}, 0, 1);
        file("GTIN without its zeros", "A,n,12345\n", {u"2 gtin gtinLength warning 12345"_s}, 0, 1);
        file("long name", "A," + longName.toUtf8() + ",\n", {u"2 name nameTooLong warning 256"_s}, 0, 1);
        file("name of 255 wide characters", "A," + QString(255, u'é').toUtf8() + ",\n", {}, 0, 0);
        file("blank before", " A,n,\n", {u"2 sku blanksInKey warning  A"_s}, 0, 1);
        file("no-break space behind", "A\u00A0,n,\n", {u"2 sku blanksInKey warning A\u00A0"_s}, 0, 1);
        file("stray quote", "A,5\" n,\n", {u"2 name strayQuote warning 5\" n"_s}, 0, 1);
        file("several in one row", " ,n,123\n", {u"2 sku missingKey error  "_s, u"2 gtin gtinLength warning 123"_s}, 1,
             0);
        file("a duplicate with a warning is left out", "A,n,\nA,n,12\n",
             {u"3 gtin gtinLength warning 12"_s, u"3 sku duplicateKey error A first on 2"_s}, 1, 0);
    }

    void textIsJudgedAcrossTheFilesBlocks_data()
    {
        QTest::addColumn<QByteArray>("signs");
        QTest::addColumn<int>("before"); ///< bytes of them in the block before
        QTest::addColumn<int>("code");   ///< -1 for text in order
        const auto add = [](const char *name, const QByteArray &signs, int code) {
            for (int before = 0; before <= signs.size(); ++before)
                QTest::addRow("%s, %d before", name, before) << signs << before << code;
        };
        add("two bytes", "\u00E9", -1);
        add("four bytes", "\U0001F600", -1);
        add("control character", "\u0085", int(FindingCode::ControlCharacter));
        add("begun only", "\xE2\x82", int(FindingCode::InvalidText));
        add("continued only", "\x82\xAC", int(FindingCode::InvalidText));
        add("continued too often", "\xC3\xA9\xA9\xA9\xA9", int(FindingCode::InvalidText));
        add("too long", "\xC0\x80", int(FindingCode::InvalidText));
    }

    void textIsJudgedAcrossTheFilesBlocks()
    {
        QFETCH(QByteArray, signs);
        QFETCH(int, before);
        QFETCH(int, code);
        constexpr qint64 block = 256 * 1024;
        QByteArray content = "sku,name,gtin\n";
        for (int row = 0; content.size() < 2 * block - 100; ++row)
            content += "A" + QByteArray::number(row) + ",n,\n";
        content += "B,";
        content += QByteArray(2 * block - before - content.size(), 'n') + signs + "n,\nC,n,\n";

        const auto report = check(specFor(m_folder.write(content), {.encoding = Encoding::Utf8}));

        QCOMPARE(report->findingCount(), code < 0 ? 0 : 1);
        if (code >= 0)
            QCOMPARE(int(report->findings.first().code), code);
        QCOMPARE(report->leftOut, code < 0 ? 0 : 1);
    }

    void severitiesAreThoseOfTheDesign()
    {
        QFETCH(QByteArray, rows);
        QFETCH(QStringList, findings);
        QFETCH(int, leftOut);
        QFETCH(int, warned);

        const auto report = checked("sku,name,gtin\n" + rows, {});

        QVERIFY(report.ok());
        QCOMPARE(shown(*report), findings);
        QCOMPARE(int(report->leftOut), leftOut);
        QCOMPARE(int(report->leftOutRecords.count()), leftOut);
        QCOMPARE(int(report->warned), warned);
        QCOMPARE(report->findingCount(), findings.size());
    }

    void aProfileCanRaiseAWarning()
    {
        CheckOptions options;
        options.raised = {FindingCode::GtinCheckDigit};

        const auto report = checked("sku,gtin\nA,4006381333930\n", options);

        QCOMPARE(shown(*report), QStringList{u"2 gtin gtinCheckDigit error 4006381333930"_s});
        QCOMPARE(report->leftOut, 1);
        QCOMPARE(report->warned, 0);
    }

    void batchesAndItemsAreKnownByAllTheirNumbers()
    {
        const auto report = checked("model,batch,serial,name\nM,B,1,\nM,B,2,\nM,C,1,\n,,3,\nM,B,1,\nM,B,,\n");

        QCOMPARE(shown(*report),
                 (QStringList{u"6 serial duplicateKey error 1 first on 2"_s, u"7 serial missingKey error"_s}));
    }

    void numbersThatOnlyJoinToTheSameTextAreNoDuplicates()
    {
        const auto report = checked("model,batch,serial\nAB,C,1\nA,BC,1\n,ABC,1\nABC,,1\n");

        QCOMPARE(report->leftOut, 0);
    }

    void aColumnMayStateTheGranularity()
    {
        const auto report =
            checked("granularity,model,batch,serial\nmodel,M,,\nBatch,M,B,\nitem,,,1\npallet,M,,\nmodel,M,B,\n");

        QCOMPARE(shown(*report), (QStringList{u"5 granularity unknownGranularity error pallet"_s,
                                              u"6 batch numberBelowGranularity warning B"_s}));
    }

    void aHashThatNobodyWantsIsNotMade()
    {
        const QByteArray content = "sku,name\nA,n\n";
        CheckOptions options;
        options.hash = FileHash::NotWanted;

        const auto without = checked(content, options);

        QVERIFY(without->sha256.isEmpty());
        QCOMPARE(without->blockDigests, checked(content)->blockDigests);
        QCOMPARE(without->rows, 1);
    }

    void theReportTellsTheFileApart()
    {
        const QByteArray content = "sku,name\nA,n\n";

        const auto report = checked(content);

        QCOMPARE(report->sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        QCOMPARE(report->identity.size, content.size());
        QVERIFY(report->identity.inode > 0);
        QCOMPARE(report->rows, 1);
        QCOMPARE(report->headers, (QStringList{u"sku"_s, u"name"_s}));
    }

    void theJsonHoldsExactlyTheRowsThatAreSent()
    {
        QBuffer json;
        json.open(QIODevice::WriteOnly);
        CheckOptions options;
        options.jsonOut = &json;

        const auto report = checked("sku\nA\nB\nA\n\x01\nC\nB\nD\n", options);

        QCOMPARE(numbersIn(json.data()), (QStringList{u"A"_s, u"B"_s, u"C"_s, u"D"_s}));
        QCOMPARE(report->sendable(), 4);
    }

    void theJsonOfNoRowIsAnEmptyArray()
    {
        QBuffer json;
        json.open(QIODevice::WriteOnly);
        CheckOptions options;
        options.jsonOut = &json;

        const auto report = checked("sku,name\n,n\n", options);

        QVERIFY(report.ok());
        QVERIFY(json::parse(json.data())->isArray());
        QVERIFY(json::parse(json.data())->items().empty());
    }

    void duplicatesAreFoundAmongMany()
    {
        QByteArray content = "sku\n";
        const int rows = 100'000;
        for (int i = 0; i < rows; ++i)
            content += QByteArray::number(i % 99'990) + "-x\n";
        QBuffer json;
        json.open(QIODevice::WriteOnly);
        CheckOptions options;
        options.jsonOut = &json;

        const auto report = checked(content, options);

        QCOMPARE(report->duplicates, 10);
        QCOMPARE(report->findings.size(), 10);
        QCOMPARE(report->findings[0].line, 99'992);
        QCOMPARE(report->findings[0].firstLine, 2);
        QCOMPARE(numbersIn(json.data()).size(), 99'990);
    }

    void findingsBeyondTheLimitAreCounted()
    {
        CheckOptions options;
        options.keptFindings = 3;

        const auto report = checked("sku,name\n" + QByteArray(",n\n").repeated(10) + "A,n\nA,n\n", options);

        QCOMPARE(report->findings.size(), 3);
        QCOMPARE(report->total(FindingCode::MissingKey), 10);
        QCOMPARE(report->total(FindingCode::DuplicateKey), 1);
        QCOMPARE(report->leftOut, 11);
    }

    void anotherEncodingIsReadAsText()
    {
        const QString file = m_folder.write("sku;name\nA;Caf\xE9 cr\xE8me\nB;\x80 5\n");

        const auto report = check(specFor(file, {Encoding::Windows1252, {}}));

        QCOMPARE(report->leftOut, 0);
        QCOMPARE(report->format.separator, ';');
    }

    void wrongBytesOfAnotherEncodingAreFound()
    {
        const QString file = m_folder.write("sku,name\nA,\x82\xA0\nB,\x82\nC,ok\n");

        const auto report = check(specFor(file, {Encoding::ShiftJis, {}}));

        QCOMPARE(shown(*report), QStringList{u"3 name invalidText error \uFFFD"_s});
    }

    void progressIsToldAndStopIsObeyed()
    {
        std::stop_source stop;
        qint64 told = 0;
        CheckOptions options;
        options.stop = stop.get_token();
        options.progress = [&](const CheckProgress &progress) {
            told = progress.total;
            stop.request_stop();
        };

        const auto report = checked("sku\n" + QByteArray("A\n").repeated(100'000), options);

        QVERIFY(!report.ok());
        QCOMPARE(report.error().kind, ErrorKind::Cancelled);
        QCOMPARE(told, 4 + 200'000);
    }

    void aMappingForOtherColumnsIsRefused()
    {
        ImportSpec spec = specFor(m_folder.write("sku,name\nA,n\n"));
        m_folder.write("sku,title\nA,n\n");

        const auto report = check(spec);

        QCOMPARE(report.error().cause, Cause::MappingUnusable);
    }

    void twoColumnsWithOneNameAreRefused()
    {
        const auto report = checked("sku,name,name\nA,n,m\n");

        QCOMPARE(report.error().cause, Cause::MappingUnusable);
    }

    void aCellThatIsNotOfItsTypeLeavesTheRowOut()
    {
        ImportSpec spec = specFor(m_folder.write("sku,weight,since\nA,1.5,2026-01-31\nB,heavy,\nC,,31/31/2026\n"));
        spec.mapping.columns[1].format.type = ValueType::Number;
        spec.mapping.columns[2].format.type = ValueType::Date;

        const auto report = check(spec);

        QVERIFY(report.ok());
        QCOMPARE(report->leftOut, 2);
        QCOMPARE(report->findings.size(), 2);
        QCOMPARE(report->findings[0].code, FindingCode::NotANumber);
        QCOMPARE(report->findings[0].severity, Severity::Error);
        QCOMPARE(report->findings[0].columnName, u"weight"_s);
        QCOMPARE(report->findings[0].value, u"heavy"_s);
        QCOMPARE(report->findings[1].code, FindingCode::NotADate);
    }

    void keysThatAreMadeFindDuplicatesToo()
    {
        ImportSpec spec = specFor(m_folder.write("sku,size\nA,1\nA,2\nA,1\n,\n"));
        spec.mapping.columns[0].target = {};
        spec.mapping.made = {{Target{Target::Kind::ModelNumber, {}}, {0, 1}, u"-"_s, {}}};

        const auto report = check(spec);

        QVERIFY(report.ok());
        QCOMPARE(report->sendable(), 2);
        QCOMPARE(report->findings[0].code, FindingCode::DuplicateKey);
        QCOMPARE(report->findings[0].value, u"A-1"_s);
        QCOMPARE(report->findings[0].columnName, u"sku"_s);
        QCOMPARE(report->findings[1].code, FindingCode::MissingKey);
    }

    void theRequiredKeysFollowEachRowsNumbers()
    {
        ImportSpec spec = specFor(m_folder.write("sku,batch,serial\nA,,\nA,B,\n,,7\n,B,\nA,B,8\n"));
        spec.mapping.granularityRule = GranularityRule::ByNumbers;

        const auto report = check(spec);

        QVERIFY(report.ok());
        QCOMPARE(report->sendable(), 4);
        QCOMPARE(report->findings.size(), 1);
        QCOMPARE(report->findings[0].line, 5);
        QCOMPARE(report->findings[0].code, FindingCode::MissingKey);
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
