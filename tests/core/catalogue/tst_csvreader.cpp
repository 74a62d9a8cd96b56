// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "naivereader.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

/// A text in which everything that the parser has to look at comes often.
QByteArray randomText(QRandomGenerator &draw)
{
    static const QList<QByteArray> parts{"a",
                                         "b",
                                         ",",
                                         ",",
                                         "\"",
                                         "\"",
                                         "\"\"",
                                         "\n",
                                         "\n",
                                         "\r\n",
                                         "\r",
                                         ",\"",
                                         "\",",
                                         "\"\n",
                                         " ",
                                         "\t",
                                         "\x07",
                                         "é",
                                         "\n\n",
                                         "long text without anything special in it ",
                                         "\n1,\"x\",3\n"};
    QByteArray text;
    const qsizetype count = draw.bounded(60);
    for (qsizetype i = 0; i < count; ++i)
        text += parts[draw.bounded(parts.size())];
    return text;
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatSpreadsheetsWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("records");
        const auto file = [](const char *name, const QByteArray &text, const QStringList &records) {
            QTest::newRow(name) << text << records;
        };

        file("nothing", "", {});
        file("one cell", "a", {u"1: <a>"_s});
        file("LF", "a,b\n1,2\n", {u"1: <a> <b>"_s, u"2: <1> <2>"_s});
        file("CRLF", "a,b\r\n1,2\r\n", {u"1: <a> <b>"_s, u"2: <1> <2>"_s});
        file("CR", "a,b\r1,2\r", {u"1: <a> <b>"_s, u"2: <1> <2>"_s});
        file("line ends mixed", "a\rb\nc\r\nd", {u"1: <a>"_s, u"2: <b>"_s, u"3: <c>"_s, u"4: <d>"_s});
        file("no line end at the end", "a,b\n1,2", {u"1: <a> <b>"_s, u"2: <1> <2>"_s});
        file("empty cells", ",\n,,\n", {u"1: <> <>"_s, u"2: <> <> <>"_s});
        file("empty cell at the end of the text", "a,", {u"1: <a> <>"_s});
        file("empty lines are no records", "\na\n\n\r\n\rb\n\n", {u"2: <a>"_s, u"6: <b>"_s});
        file("quoted", "\"a\",\"b\"\n", {u"1: <a> <b>"_s});
        file("quoted and empty", "\"\",\"\"\n", {u"1: <> <>"_s});
        file("only an empty quoted cell", "\"\"\n", {u"1: <>"_s});
        file("separator in quotes", "\"a,b\",c\n", {u"1: <a,b> <c>"_s});
        file("doubled quotes", "\"say \"\"hi\"\"\",\"\"\"\"\n", {u"1: <say \"hi\"> <\">"_s});
        file("only doubled quotes", "\"\"\"\"\"\"\n", {u"1: <\"\">"_s});
        file("line end in quotes", "\"a\nb\",c\nd,e\n", {u"1: <a\\nb> <c>"_s, u"3: <d> <e>"_s});
        file("CRLF in quotes", "\"a\r\nb\"\r\nc\r\n", {u"1: <a\\r\\nb>"_s, u"3: <c>"_s});
        file("CR in quotes", "\"a\r\rb\"\rc\r", {u"1: <a\\r\\rb>"_s, u"4: <c>"_s});
        file("quoted line end is the whole cell", "\"\n\",x\ny\n", {u"1: <\\n> <x>"_s, u"3: <y>"_s});
        file("quoted at the end of the text", "a,\"b\"", {u"1: <a> <b>"_s});
        file("ragged", "a,b\n1\n1,2,3\n", {u"1: <a> <b>"_s, u"2: <1>"_s, u"3: <1> <2> <3>"_s});
        file("blanks are text", " a , b \n", {u"1: < a > < b >"_s});
        file("TAB is text", "a\tb\n", {u"1: <a\\tb>"_s});
        file("accents", "Café,crème\n", {u"1: <Café> <crème>"_s});
        file("text that looks like numbers stays", "000123,1E5,+33 1,1/2\n", {u"1: <000123> <1E5> <+33 1> <1/2>"_s});
    }

    void readsWhatSpreadsheetsWrite()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, records);

        for (const qint64 piece : {1, 2, 3, 7, 1000})
            QCOMPARE(recordsOf(text, ',', piece), records);
    }

    void reportsWhatTheRfcDoesNotAllow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("records");
        const auto file = [](const char *name, const QByteArray &text, const QStringList &records) {
            QTest::newRow(name) << text << records;
        };

        file("quote in an unquoted cell", "5\" screen,b\nc\n", {u"1: <5\" screen> <b> !strayQuote@0"_s, u"2: <c>"_s});
        file("blank before the quote", "a, \"b\"\n", {u"1: <a> < \"b\"> !strayQuote@1"_s});
        file("text behind the closing quote", "\"a\"b,c\nd\n", {u"1: <\"a\"b> <c> !textAfterQuote@0"_s, u"2: <d>"_s});
        file("inner quotes not doubled", "\"a \"b\" c\",d\n", {u"1: <\"a \"b\" c\"> <d> !textAfterQuote@0"_s});
        file("quote never closed", "1,\"a\n2,b\n3,c\n", {u"1: !unclosedQuote@1"_s, u"2: <2> <b>"_s, u"3: <3> <c>"_s});
        file("quote never closed, CRLF", "1,\"a\r\n2,b\r\n", {u"1: !unclosedQuote@1"_s, u"2: <2> <b>"_s});
        file("quote never closed, CR", "1,\"a\r2,b\r", {u"1: !unclosedQuote@1"_s, u"2: <2> <b>"_s});
        file("unclosed on the last line", "a\n1,\"b", {u"1: <a>"_s, u"2: !unclosedQuote@1"_s});
        file("only a quote", "\"", {u"1: !unclosedQuote@0"_s});
        file("unclosed, met by a later quoted cell", "1,\"a\n2,\"b\"\n3,\"c\"\n",
             {u"1: !unclosedQuote@1"_s, u"2: <2> <b>"_s, u"3: <3> <c>"_s});
        file("unclosed behind a good multi-line cell", "\"x\ny\",\"a\nb\n", {u"1: !unclosedQuote@1"_s, u"3: <b>"_s});
        file("several unclosed in a row", "\"a\n\"b\n\"c\nd\n",
             {u"1: !unclosedQuote@0"_s, u"2: !unclosedQuote@0"_s, u"3: !unclosedQuote@0"_s, u"4: <d>"_s});
        file("NUL", QByteArray("a\0b,c\n", 6), {u"1: <a\\0b> <c> !controlCharacter@0"_s});
        file("control character", "a,b\x07\x08\n", {u"1: <a> <b\x07\x08> !controlCharacter@1"_s});
        file("control character in quotes", "\"a\x1B\",b\n", {u"1: <a\x1B> <b> !controlCharacter@0"_s});
        file("DEL", "a\x7F\n", {u"1: <a\x7F> !controlCharacter@0"_s});
        file("C1 control character", "a,\xC2\x85\n\xC2\xA0",
             {u"1: <a> <\u0085> !controlCharacter@1"_s, u"2: <\u00A0>"_s});
        file("wrong byte", "a\xFF,b\nc\n", {u"1: <a\uFFFD> <b> !invalidText@0"_s, u"2: <c>"_s});
        file("cut sequence at the end of a cell", "a,\xC3\nb\n", {u"1: <a> <\uFFFD> !invalidText@1"_s, u"2: <b>"_s});
        file("cut sequence at the end of the text", "a\nb\xE2", {u"1: <a>"_s, u"2: <b\uFFFD> !invalidText@0"_s});
    }

    void reportsWhatTheRfcDoesNotAllow()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, records);

        for (const qint64 piece : {1, 2, 3, 7, 1000})
            QCOMPARE(recordsOf(text, ',', piece), records);
    }

    void everySeparatorParts_data()
    {
        QTest::addColumn<char>("separator");
        for (const char separator : {',', ';', '\t', '|', ' ', ':'})
            QTest::newRow(QByteArray(1, separator).toHex().constData()) << separator;
    }

    void everySeparatorParts()
    {
        QFETCH(char, separator);
        const QByteArray text = QByteArray("a,\"b,c\"\n").replace(',', separator);

        const QStringList records = recordsOf(text, separator);

        QCOMPARE(records.size(), 1);
        QCOMPARE(records[0].count(u'<'), 2);
    }

    void agreesWithThePlainReaderOnRandomText()
    {
        QRandomGenerator draw(20'26);
        for (int round = 0; round < 20'000; ++round) {
            const QByteArray text = randomText(draw);

            const QStringList expected = NaiveReader(text, ',').records();
            const QStringList records = recordsOf(text, ',', 1 + draw.bounded(80));

            if (records != expected)
                qWarning().noquote() << "round" << round << text.toPercentEncoding("\", ");
            QCOMPARE(records, expected);
        }
    }

    void anUnclosedQuoteInALargeTextCostsOneRow_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("no other quote") << QByteArray("WAL-1,Heritage Leather Wallet,4006381333931\n");
        QTest::newRow("quotes further on") << QByteArray("WAL-1,\"Heritage, Leather\",\"4006381333931\"\n");
    }

    void anUnclosedQuoteInALargeTextCostsOneRow()
    {
        QFETCH(QByteArray, row);
        const int rows = 400'000;
        MemoryText text("sku,name,gtin\nWAL-0,\"never closed,1\n" + row.repeated(rows));
        RecordReader reader(text, ',');

        int broken = 0;
        int whole = 0;
        qint64 lastLine = 0;
        while (reader.next() == RecordReader::Step::Record) {
            broken += reader.record().isBroken;
            whole += reader.record().fieldCount == 3;
            lastLine = reader.record().line;
        }

        QCOMPARE(broken, 1);
        QCOMPARE(whole, rows + 1);
        QCOMPARE(lastLine, qint64(rows) + 2);
    }

    void manyMalformedQuotesTakeTimeInProportion()
    {
        const QByteArray row = "\"unclosed,1\nx,2\n";
        const auto timeFor = [&row](int rows) {
            MemoryText text(row.repeated(rows));
            RecordReader reader(text, ',');
            QElapsedTimer timer;
            timer.start();
            while (reader.next() == RecordReader::Step::Record) {
            }
            return timer.nsecsElapsed();
        };
        const qint64 few = timeFor(20'000);

        const qint64 many = timeFor(200'000);

        QVERIFY2(many < few * 60 + 200'000'000, qPrintable(u"%1 against %2"_s.arg(many).arg(few)));
    }

    void aHugeCellIsOneFindingAndTheRestIsRead_data()
    {
        QTest::addColumn<QByteArray>("opening");
        QTest::addColumn<QByteArray>("closing");
        QTest::newRow("unquoted") << QByteArray() << QByteArray();
        QTest::newRow("quoted") << QByteArray("\"") << QByteArray("\"");
    }

    void aHugeCellIsOneFindingAndTheRestIsRead()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QByteArray, closing);
        MemoryText text("a,b\n1," + opening + QByteArray(40'000'000, 'x') + closing + "\n3,4\n");
        RecordReader reader(text, ',');
        QStringList codes;
        QStringList last;

        while (reader.next() == RecordReader::Step::Record) {
            for (const Defect &defect : reader.record().defects)
                codes.append(wireName(defect.code));
            last = {QString::number(reader.record().line), QString::number(reader.record().fieldCount)};
        }

        QCOMPARE(codes, QStringList{u"recordTooLong"_s});
        QCOMPARE(last, (QStringList{u"3"_s, u"2"_s}));
    }

    void aCellJustBelowTheLimitIsRead()
    {
        const QByteArray cell(RecordReader::recordLimit - 1000, 'x');
        MemoryText text("a,b\n1,\"" + cell + "\"\n3,4\n");
        RecordReader reader(text, ',');

        QCOMPARE(reader.next(), RecordReader::Step::Record);
        QCOMPARE(reader.next(), RecordReader::Step::Record);

        QCOMPARE(qsizetype(reader.record().text(1).size()), cell.size());
        QVERIFY(reader.record().defects.empty());
    }

    void fieldsBeyondTheLimitAreCountedOnly()
    {
        const QByteArray row = QByteArray(20'000, ',') + "\n";
        MemoryText text(row);
        RecordReader reader(text, ',');

        QCOMPARE(reader.next(), RecordReader::Step::Record);

        QCOMPARE(reader.record().fieldCount, 20'001);
        QCOMPARE(reader.record().keptFields(), int(RecordReader::maxFields));
    }

    void aReadErrorIsPassedOn()
    {
        struct Failing : TextSource
        {
            Result<qint64> read(char *) override { return inputError(Cause::FileChanged, u"f.csv"_s); }
            qint64 position() const override { return 0; }
        } source;
        RecordReader reader(source, ',');

        QCOMPARE(reader.next(), RecordReader::Step::Failed);

        QCOMPARE(reader.error().cause, Cause::FileChanged);
    }
};

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
