// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/valuewriter.h"

#include "core/json/value.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

/// The value as it is written, `-` where the member is left out, `misfit`.
QByteArray written(const ValueFormat &format, const QByteArray &text)
{
    ByteBuffer cell;
    cell.append({text.data(), std::size_t(text.size())});
    ByteBuffer out;
    out.append("{");
    const auto outcome = ValueWriter(format).append(out, cell.view());
    const QByteArray value(out.data() + 1, qsizetype(out.size()) - 1);
    if (outcome != ValueWriter::Written && !value.isEmpty())
        return "left something behind";
    return outcome == ValueWriter::Written ? value : outcome == ValueWriter::Nothing ? "-" : "misfit";
}

void addRows(std::initializer_list<std::pair<const char *, const char *>> rows)
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("value");
    for (const auto &[cell, value] : rows)
        QTest::newRow(cell) << QByteArray(cell) << QByteArray(value);
}

} // namespace

class TestValueWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersKeepTheirDigits_data()
    {
        addRows({{"0", "0"},
                 {"1.50", "1.50"},
                 {"-0.0", "-0.0"},
                 {"+7", "7"},
                 {"\u22123", "-3"},
                 {".5", "0.5"},
                 {"123456789012345678901234567890.10", "123456789012345678901234567890.10"},
                 {"1E5", "1E5"},
                 {"2.5e-3", "2.5e-3"},
                 {" 12 ", "12"},
                 {"\u00A012\u00A0", "12"},
                 {"1 234", "1234"},
                 {"1\u202F234\u202F567.8", "1234567.8"},
                 {"1'234", "1234"},
                 {"1,234.5", "1234.5"},
                 {"1,234,567", "1234567"},
                 {"", "-"},
                 {"   ", "-"},
                 {"1,234", "misfit"},
                 {"3,5", "misfit"},
                 {"12,34,567", "misfit"},
                 {"1234,567.0", "misfit"},
                 {"1,234 567", "misfit"},
                 {"007", "misfit"},
                 {"1E400", "misfit"},
                 {"1E", "misfit"},
                 {"5.", "misfit"},
                 {".", "misfit"},
                 {"-", "misfit"},
                 {"--1", "misfit"},
                 {"12 kg", "misfit"},
                 {"0x1F", "misfit"},
                 {"NaN", "misfit"},
                 {"1.2.3", "misfit"},
                 {"\u0661", "misfit"}});
    }
    void numbersKeepTheirDigits()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::Number}, cell), "value");
    }

    void aDecimalCommaIsAChoice_data()
    {
        addRows({{"3,5", "3.5"},
                 {"1.234", "1234"},
                 {"1.234,50", "1234.50"},
                 {"12", "12"},
                 {"3.5", "misfit"},
                 {"1,2,3", "misfit"}});
    }
    void aDecimalCommaIsAChoice()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::Number, .decimalMark = ','}, cell), "value");
    }

    void yesAndNoInFiveLanguages_data()
    {
        addRows({{"true", "true"},
                 {"YES", "true"},
                 {"Ja", "true"},
                 {"oui", "true"},
                 {"S\u00CD", "true"},
                 {"s\u00EC", "true"},
                 {"1", "true"},
                 {"x", "true"},
                 {"False", "false"},
                 {"nein", "false"},
                 {"Non", "false"},
                 {"0", "false"},
                 {"", "-"},
                 {"maybe", "misfit"},
                 {"2", "misfit"},
                 {"yes and no", "misfit"}});
    }
    void yesAndNoInFiveLanguages()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::Boolean}, cell), "value");
    }

    void listsAreTexts_data()
    {
        addRows({{"oak", "[\"oak\"]"},
                 {"oak; \"fine\" steel ;", "[\"oak\",\"\\\"fine\\\" steel\"]"},
                 {"1;2", R"(["1","2"])"},
                 {" ; ; ", "-"},
                 {"", "-"}});
    }
    void listsAreTexts()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::List}, cell), "value");
    }

    void aListMayBePartedByMoreThanOneCharacter()
    {
        QCOMPARE(written({.type = ValueType::List, .separator = u" / "_s}, "a/b / c"), QByteArray(R"(["a/b","c"])"));
    }

    void datesBecomeIso_data()
    {
        addRows({{"2026-02-18", R"("2026-02-18")"},
                 {"20260218", R"("2026-02-18")"},
                 {"2026/2/8", R"("2026-02-08")"},
                 {"18.02.2026", R"("2026-02-18")"},
                 {"3.4.2026", R"("2026-04-03")"},
                 {"18/02/2026", R"("2026-02-18")"},
                 {"02/18/2026", R"("2026-02-18")"},
                 {"05/05/2026", R"("2026-05-05")"},
                 {"2026-02-18T10:15:30.25Z", R"("2026-02-18T10:15:30.25Z")"},
                 {"18.02.2026 10:15", R"("2026-02-18T10:15")"},
                 {"2026-02-18 10:15+01:00", R"("2026-02-18T10:15+01:00")"},
                 {"", "-"},
                 {"03/04/2026", "misfit"},
                 {"29.02.2026", "misfit"},
                 {"32.01.2026", "misfit"},
                 {"18.02.26", "misfit"},
                 {"2026-02-18T25:00", "misfit"},
                 {"2026-02-18 soon", "misfit"},
                 {"2026.02-18", "misfit"},
                 {"46071", "misfit"},
                 {"0000-00-00", "misfit"},
                 {"February", "misfit"}});
    }
    void datesBecomeIso()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::Date}, cell), "value");
    }

    void theOrderOfDayAndMonthIsAChoice()
    {
        QCOMPARE(written({.type = ValueType::Date, .dateOrder = DateOrder::DayFirst}, "03/04/2026"),
                 QByteArray(R"("2026-04-03")"));
        QCOMPARE(written({.type = ValueType::Date, .dateOrder = DateOrder::MonthFirst}, "03/04/2026"),
                 QByteArray(R"("2026-03-04")"));
        QCOMPARE(written({.type = ValueType::Date, .dateOrder = DateOrder::MonthFirst}, "18/04/2026"),
                 QByteArray("misfit"));
    }

    void jsonIsKeptToTheLetter_data()
    {
        addRows({{"1.0", "1.0"},
                 {" true ", "true"},
                 {"null", "null"},
                 {"\"a\\u00e9\"", "\"a\\u00e9\""},
                 {"{\"b\": [1.50, {}],  \"a\":null}", "{\"b\": [1.50, {}],  \"a\":null}"},
                 {"123456789012345678901234567890", "123456789012345678901234567890"},
                 {"", "-"},
                 {"text", "misfit"},
                 {"01", "misfit"},
                 {"1 2", "misfit"},
                 {"[1,]", "misfit"},
                 {"{\"a\"}", "misfit"},
                 {"{a:1}", "misfit"},
                 {"{\"a\":1", "misfit"},
                 {"\"open", "misfit"},
                 {"\"\\x\"", "misfit"},
                 {"\"\\u12g4\"", "misfit"},
                 {"\"tab\there\"", "misfit"},
                 {"\"\\", "misfit"},
                 {"1e999", "misfit"},
                 {"NaN", "misfit"},
                 {"truer", "misfit"}});
    }
    void jsonIsKeptToTheLetter()
    {
        QFETCH(QByteArray, cell);

        QTEST(written({.type = ValueType::Json}, cell), "value");
    }

    void whatIsWrittenIsJson_data() { jsonIsKeptToTheLetter_data(); }
    void whatIsWrittenIsJson()
    {
        QFETCH(QByteArray, cell);
        for (const ValueType type : {ValueType::Text, ValueType::Number, ValueType::List, ValueType::Json}) {
            const QByteArray value = written({.type = type}, cell);

            QVERIFY2(value == "-" || value == "misfit" || json::parse(value).ok(), value.constData());
        }
    }

    void jsonThatNestsWithoutEndIsRefused()
    {
        QCOMPARE(written({.type = ValueType::Json}, QByteArray(100'000, '[')), QByteArray("misfit"));
        QCOMPARE(written({.type = ValueType::Json}, QByteArray(150, '[') + QByteArray(150, ']')).size(), 300);
    }

    void typesReadBackAsTheyAreWritten()
    {
        for (const ValueType type : {ValueType::Text, ValueType::Number, ValueType::Boolean, ValueType::List,
                                     ValueType::Date, ValueType::Json})
            QCOMPARE(valueTypeFromWire(wireName(type)), type);
        QVERIFY(!valueTypeFromWire(u"double"_s));
    }
};

QTEST_GUILESS_MAIN(TestValueWriter)
#include "tst_valuewriter.moc"
