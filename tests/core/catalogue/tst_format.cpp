// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/cataloguefile.h"

#include <QStringEncoder>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QString &text, const char *encoding)
{
    QStringEncoder encoder(encoding);
    return encoder.encode(text);
}

const QString western =
    u"sku;name;note\n1;Crème brûlée;Größe für Straße\n2;Mañana;déjà vu, à côté\n3;Smørrebrød;Ångström"
    "\n4;Façade;naïve élève\n"_s;
const QString cyrillic =
    u"sku;name;note\n1;Кожаный кошелёк;ручная работа\n2;Деревянная лампа;сделано в России, из дуба\n"
    "3;Шерстяной шарф;мягкий и тёплый шарф для зимы\n"_s;
const QString japanese =
    u"sku,name,note\n1,革の財布,手縫いの革財布です。日本製の商品です。\n2,木のランプ,オーク材のランプです。\n"
    "3,ウールのマフラー,やわらかくて暖かい冬のマフラーです。\n"_s;
const QString chinese =
    u"sku,name,note\n1,皮革钱包,手工缝制的皮革钱包，中国制造的商品。\n2,木制台灯,橡木制成的台灯，适合阅读。\n"
    "3,羊毛围巾,柔软温暖的冬季围巾，适合送给朋友。\n"_s;

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

private Q_SLOTS:
    void findsTheEncoding_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Encoding>("encoding");
        QTest::addColumn<QString>("cell");
        const QString creme = u"Crème brûlée"_s;

        QTest::newRow("ASCII") << QByteArray("sku;name\n1;Wallet\n") << Encoding::Utf8 << u"Wallet"_s;
        QTest::newRow("UTF-8") << western.toUtf8() << Encoding::Utf8 << creme;
        QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + western.toUtf8() << Encoding::Utf8 << creme;
        QTest::newRow("UTF-16LE with mark") << "\xFF\xFE" + encoded(western, "UTF-16LE") << Encoding::Utf16Le << creme;
        QTest::newRow("UTF-16BE with mark") << "\xFE\xFF" + encoded(western, "UTF-16BE") << Encoding::Utf16Be << creme;
        QTest::newRow("UTF-16LE") << encoded(western, "UTF-16LE") << Encoding::Utf16Le << creme;
        QTest::newRow("UTF-16BE") << encoded(western, "UTF-16BE") << Encoding::Utf16Be << creme;
        QTest::newRow("windows-1251") << encoded(cyrillic, "windows-1251") << Encoding::Windows1251
                                      << u"Кожаный кошелёк"_s;
        QTest::newRow("Shift_JIS") << encoded(japanese, "Shift_JIS") << Encoding::ShiftJis << u"革の財布"_s;
        QTest::newRow("GBK") << encoded(chinese, "GBK") << Encoding::Gbk << u"皮革钱包"_s;
    }

    void findsTheEncoding()
    {
        QFETCH(QByteArray, content);
        QFETCH(Encoding, encoding);
        QFETCH(QString, cell);
        const QString file = m_folder.write(content);

        const auto shown = preview(file, {});

        QCOMPARE(encodingName(shown->format.encoding), encodingName(encoding));
        QCOMPARE(shown->headers.first(), u"sku"_s);
        QCOMPARE(shown->records.first().fields.at(1), cell);
    }

    void westernTextIsReadWhateverItIsCalled_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("windows-1252") << encoded(western, "windows-1252");
        QTest::newRow("a single accent") << encoded(u"sku;name\n1;Café\n"_s, "windows-1252");
    }

    void westernTextIsReadWhateverItIsCalled()
    {
        QFETCH(QByteArray, content);
        const QString file = m_folder.write(content);

        const auto shown = preview(file, {});

        QVERIFY(shown->format.encodingCertainty < 0.9);
        QVERIFY(shown->records.first().findings.isEmpty());
        QVERIFY(shown->records.first().fields.at(1).contains(u'è') || shown->records.first().fields.at(1) == u"Café"_s);
    }

    void aFewWrongBytesDoNotChangeTheEncoding_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("no other accent") << QByteArray("sku,name\nA,x\nB,\xFF\xFE\nC,y\n");
        QTest::newRow("among UTF-8") << QByteArray("sku,name\nA,Café crème brûlée à côté\nB,\xE9\nC,y\n");
    }

    void aFewWrongBytesDoNotChangeTheEncoding()
    {
        QFETCH(QByteArray, wrong);

        const auto shown = preview(m_folder.write(wrong), {});

        QCOMPARE(shown->format.encoding, Encoding::Utf8);
        QVERIFY(shown->records[0].findings.isEmpty());
        QCOMPARE(shown->records[1].findings.value(0).code, FindingCode::InvalidText);
        QVERIFY(shown->records[2].findings.isEmpty());
    }

    void accentsFarFromTheBeginningCount()
    {
        const QByteArray ascii = QByteArray("1;Wallet;n\n").repeated(20'000);
        const QString file = m_folder.write("sku;name;note\n" + ascii + encoded(cyrillic, "windows-1251"));

        QCOMPARE(detectFormat(file)->encoding, Encoding::Windows1251);
    }

    void aChoiceOverridesTheDetection()
    {
        const QString file = m_folder.write("sku,name\n1,\xA4\n");

        QCOMPARE(preview(file, {Encoding::Latin9, {}})->records[0].fields[1], u"€"_s);
        QCOMPARE(preview(file, {Encoding::Latin1, {}})->records[0].fields[1], u"¤"_s);
        QCOMPARE(preview(file, {Encoding::Windows1250, ';'})->headers, QStringList{u"sku,name"_s});
        QCOMPARE(preview(file, {Encoding::Latin1, {}})->format.encodingCertainty, 1.0);
    }

    void everyEncodingHasANameThatReadsBack()
    {
        QCOMPARE(allEncodings().size(), 10);
        for (const Encoding encoding : allEncodings())
            QCOMPARE(encodingFromName(encodingName(encoding).toLower()), encoding);
        QCOMPARE(encodingFromName(u"cp1252"), Encoding::Windows1252);
        QCOMPARE(encodingFromName(u"Latin-1"), Encoding::Latin1);
        QVERIFY(!encodingFromName(u"klingon"));
        QVERIFY(!encodingFromName(u""));
    }

    void findsTheSeparator_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<char>("separator");
        QTest::newRow("comma") << QByteArray("a,b,c\n1,2,3\n") << ',';
        QTest::newRow("semicolon with decimal commas") << QByteArray("a;b;c\n1;2,5;3,5\n1;2,5;3,5\n") << ';';
        QTest::newRow("TAB") << QByteArray("a\tb, c\n1\t2, 3\n") << '\t';
        QTest::newRow("pipe") << QByteArray("a|b|c\n1|2;2|3\n") << '|';
        QTest::newRow("comma in the header") << QByteArray("sku;name, full;price\n1;Wallet, brown;1,5\n") << ';';
        QTest::newRow("separators in quotes") << QByteArray("a,b\n\"1;2;3\",x\n\"4;5;6\",y\n") << ',';
        QTest::newRow("sep line") << QByteArray("sep=|\na|b;c;d\n1|2;3;4\n") << '|';
        QTest::newRow("sep line, CRLF") << QByteArray("sep=;\r\na;b\r\n1;2\r\n") << ';';
        QTest::newRow("one column") << QByteArray("sku\nA\nB\n") << ',';
    }

    void findsTheSeparator()
    {
        QFETCH(QByteArray, content);
        QFETCH(char, separator);

        const auto format = detectFormat(m_folder.write(content));

        QCOMPARE(format->separator, separator);
        QVERIFY(format->separatorCertainty > 0.4);
    }

    void findsTheQuote_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<char>("quote");
        QTest::newRow("none needed") << QByteArray("a,b\n1,2\n") << '"';
        QTest::newRow("double") << QByteArray("a,b\n\"1,5\",'x'\n\"2,5\",'y'\n") << '"';
        QTest::newRow("single") << QByteArray("'a','b'\n'1,5','x'\n'2,5','it''s'\n") << '\'';
        QTest::newRow("apostrophes") << QByteArray("a,b\n'1,5\n'2,it's\n") << '"';
        QTest::newRow("inches") << QByteArray("a;b\n\"A\" frame;x\n\"B\" frame;x\n\"C\" frame;x\n") << '\0';
    }

    void findsTheQuote()
    {
        QFETCH(QByteArray, content);
        QFETCH(char, quote);

        const auto format = detectFormat(m_folder.write(content));

        QCOMPARE(int(format->quote), int(quote));
    }

    void aChoiceOverridesTheQuote()
    {
        const QString file = m_folder.write("a,b\n'1,5',\"x\n");

        QCOMPARE(preview(file, {.quote = '\''})->records[0].fields, (QStringList{u"1,5"_s, u"\"x"_s}));
        QCOMPARE(preview(file, {.quote = '\0'})->records[0].fields, (QStringList{u"'1"_s, u"5'"_s, u"\"x"_s}));
    }

    void findsTheHeader_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("hasHeader");
        QTest::addColumn<bool>("isCertain");
        QTest::newRow("known names") << QByteArray("sku,name\nA,n\n") << true << true;
        QTest::newRow("numbers below") << QByteArray("Ref,Preis\nA,1\nB,2\n") << true << true;
        QTest::newRow("nothing to tell") << QByteArray("Ref,Art\nA,x\nB,y\n") << true << false;
        QTest::newRow("no header") << QByteArray("4006381333931,Wallet,39.90\n4006381333948,Lamp,19.90\n") << false
                                   << true;
        QTest::newRow("known words as values") << QByteArray("model,1,2\nmodel,3,4\nitem,5,6\n") << false << true;
    }

    void findsTheHeader()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, hasHeader);
        QFETCH(bool, isCertain);

        const auto format = detectFormat(m_folder.write(content));

        QCOMPARE(format->hasHeader, hasHeader);
        QCOMPARE(format->headerCertainty >= 0.8, isCertain);
    }

    void withoutAHeaderTheFirstLineIsARow()
    {
        const auto shown = preview(m_folder.write("sku,name\nA,n\n"), {.hasHeader = false});

        QCOMPARE(shown->headers, (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(shown->records.size(), 2);
        QCOMPARE(shown->records[0].fields, (QStringList{u"sku"_s, u"name"_s}));
        QCOMPARE(shown->records[0].line, 1);
        QCOMPARE(shown->records[0].number, 0);
        QCOMPARE(shown->records[1].number, 1);
        QCOMPARE(columnLetters(25) + columnLetters(26) + columnLetters(16'383), u"ZAAXFD"_s);
    }

    void theSepLineIsNoRecord()
    {
        const auto shown = preview(m_folder.write("sep=;\nsku;name\nA;n\n"), {});

        QCOMPARE(shown->headers, (QStringList{u"sku"_s, u"name"_s}));
        QCOMPARE(shown->records.size(), 1);
        QCOMPARE(shown->records[0].line, 3);
        QCOMPARE(shown->format.separatorCertainty, 1.0);
    }

    void rowsThatDisagreeLowerTheCertainty()
    {
        const auto sure = detectFormat(m_folder.write("a,b,c\n1,2,3\n1,2,3\n"));
        const auto unsure = detectFormat(m_folder.write("a,b,c\n1,2\n1\n1,2,3\n"));

        QVERIFY(unsure->separatorCertainty < sure->separatorCertainty);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
