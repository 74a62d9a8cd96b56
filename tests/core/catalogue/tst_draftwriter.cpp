// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/draftwriter.h"

#include "core/catalogue/preview.h"
#include "core/json/value.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

/// The JSON of the first record behind the header.
QByteArray jsonOf(const Mapping &mapping, const QByteArray &row)
{
    MemoryText text(row);
    RecordReader reader(text, ',');
    if (reader.next() != RecordReader::Step::Record)
        return "no record";
    const RowPlan plan(mapping);
    ByteBuffer out;
    DraftWriter(mapping).append(out, reader.record(), plan.granularityOf(reader.record()).value());
    return QByteArray(out.data(), qsizetype(out.size()));
}

} // namespace

class TestDraftWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGuidesRow()
    {
        Mapping mapping = autoMap({u"sku"_s, u"name"_s, u"gtin"_s, u"material"_s});
        mapping.certifiedPaths = QStringList{u"gtin"_s};

        QCOMPARE(
            jsonOf(mapping, "LAMP,Oak lamp,4006381333931,\n"),
            QByteArray(R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"LAMP","name":"Oak lamp",)"
                       R"("data":{"gtin":"4006381333931","material":""},"certifiedPaths":["gtin"]})"));
    }

    void aRowsOwnPathsGoBeforeTheSetting()
    {
        Mapping mapping = autoMap({u"sku"_s, u"gtin"_s, u"paths"_s});
        mapping.certifiedPaths = QStringList{u"gtin"_s};
        mapping.columns[2].target = {Target::Kind::CertifiedPaths, {}};
        const QByteArray before =
            R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"L","data":{"gtin":"1"},)";

        QCOMPARE(jsonOf(mapping, "L,1,\"[\"\"a.b\"\"]\"\n"), before + R"("certifiedPaths":["a.b"]})");
        QCOMPARE(jsonOf(mapping, "L,1,[]\n"), before + R"("certifiedPaths":[]})");
        QCOMPARE(jsonOf(mapping, "L,1,\n"), before + R"("certifiedPaths":["gtin"]})");
        QCOMPARE(jsonOf(mapping, "L,1,gtin\n"), before + R"("certifiedPaths":["gtin"]})");
    }

    void writesABatchAndAnItemFlat()
    {
        QCOMPARE(
            jsonOf(autoMap({u"sku"_s, u"batch"_s}), "L,W14\n"),
            QByteArray(R"({"granularity":"batch","network":"StarknetSepolia","modelNumber":"L","batchNumber":"W14"})"));
        QCOMPARE(jsonOf(autoMap({u"serial"_s, u"batch"_s, u"sku"_s, u"description"_s}), "7,,L,text\n"),
                 QByteArray(R"({"granularity":"item","network":"StarknetSepolia","modelNumber":"L","itemNumber":"7",)"
                            R"("description":"text"})"));
    }

    void writesTheProductDialect()
    {
        Mapping mapping = autoMap({u"serial"_s, u"sku"_s, u"name"_s, u"description"_s, u"colour"_s});
        mapping.dialect = keyban::Dialect::Product;
        mapping.certifiedPaths = QStringList();

        QCOMPARE(jsonOf(mapping, "7,L,Lamp,text,red\n"),
                 QByteArray(R"({"network":"BaseSepolia","product":{"idGranularity":"item","modelNumber":"L",)"
                            R"("itemNumber":"7","name":"Lamp"},"data":{"description":"text","colour":"red"},)"
                            R"("certifiedPaths":[]})"));
    }

    void aProductWithoutANameIsNamedByItsDeepestNumber()
    {
        Mapping mapping = autoMap({u"sku"_s, u"batch"_s, u"name"_s});
        mapping.dialect = keyban::Dialect::Product;

        QCOMPARE(jsonOf(mapping, "L,W14,\n"),
                 QByteArray(R"({"network":"BaseSepolia","product":{"idGranularity":"batch","modelNumber":"L",)"
                            R"("batchNumber":"W14","name":"W14"}})"));
        QCOMPARE(jsonOf(autoMap({u"sku"_s, u"name"_s}), "L,\n"),
                 QByteArray(R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"L"})"));
    }

    void dottedPathsBecomeObjects()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"a.b.c"_s, u"x"_s, u"a.b.d"_s, u"a.e"_s, u"Approx. weight"_s});

        QCOMPARE(jsonOf(mapping, "L,1,2,3,4,5\n"),
                 QByteArray(R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"L",)"
                            R"("data":{"a":{"b":{"c":"1","d":"3"},"e":"4"},"x":"2","Approx. weight":"5"}})"));
    }

    void aColumnMayStateNetworkAndGranularity()
    {
        Mapping mapping = autoMap({u"network"_s, u"granularity"_s, u"sku"_s, u"batch"_s});
        mapping.network = u"Starknet Test"_s;

        QCOMPARE(
            jsonOf(mapping, "StarknetMainnet,batch,L,B\n"),
            QByteArray(R"({"granularity":"batch","network":"StarknetMainnet","modelNumber":"L","batchNumber":"B"})"));
        QCOMPARE(jsonOf(mapping, ",Model,L,\n"),
                 QByteArray(R"({"granularity":"model","network":"Starknet Test","modelNumber":"L"})"));
    }

    void theOptInFormIsCertifiedWithTheRest()
    {
        Mapping mapping = autoMap({u"sku"_s, u"certificate.opt_in_form"_s});
        mapping.certifiedPaths = QStringList{u"colour"_s};

        QVERIFY(jsonOf(mapping, "L,ipfs://x\n").contains(R"("certifiedPaths":["colour","certificate.opt_in_form"])"));
        mapping.certifiedPaths = QStringList();
        QVERIFY(jsonOf(mapping, "L,ipfs://x\n").contains(R"("certifiedPaths":[])"));
    }

    void typedValuesStandWithoutQuotes()
    {
        Mapping mapping = autoMap({u"sku"_s, u"a.weight"_s, u"colour"_s, u"a.parts"_s});
        mapping.columns[1].format.type = ValueType::Number;
        mapping.columns[3].format.type = ValueType::List;

        QCOMPARE(jsonOf(mapping, "L,1.50,red,oak;steel\n"),
                 QByteArray(R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"L",)"
                            R"("data":{"a":{"weight":1.50,"parts":["oak","steel"]},"colour":"red"}})"));
    }

    void typedValuesWithoutTextAreLeftOutAndSoAreTheirObjects_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char *cells, const char *data) {
            QTest::newRow(cells) << QByteArray(cells) + '\n' << QByteArray(data);
        };
        row("L,1,2,3,4", R"(,"data":{"a":{"b":{"c":1,"d":2},"e":3},"x":4})");
        row("L,,2,3,4", R"(,"data":{"a":{"b":{"d":2},"e":3},"x":4})");
        row("L,,,3,4", R"(,"data":{"a":{"e":3},"x":4})");
        row("L,,,,4", R"(,"data":{"x":4})");
        row("L,1,,,", R"(,"data":{"a":{"b":{"c":1}}})");
        row("L,,,3,", R"(,"data":{"a":{"e":3}})");
        row("L,,,,", "");
    }

    void typedValuesWithoutTextAreLeftOutAndSoAreTheirObjects()
    {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, data);
        Mapping mapping = autoMap({u"sku"_s, u"a.b.c"_s, u"a.b.d"_s, u"a.e"_s, u"x"_s});
        for (int column = 1; column < 5; ++column)
            mapping.columns[column].format.type = ValueType::Number;
        mapping.certifiedPaths = QStringList{u"x"_s};

        for (const keyban::Dialect dialect : {keyban::Dialect::Flat, keyban::Dialect::Product}) {
            mapping.dialect = dialect;
            const QByteArray before =
                dialect == keyban::Dialect::Flat
                    ? R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"L")"
                    : R"({"network":"BaseSepolia","product":{"idGranularity":"model","modelNumber":"L","name":"L"})";

            QCOMPARE(jsonOf(mapping, row), before + data + R"(,"certifiedPaths":["x"]})");
        }
    }

    void constantsAndJoinsAreValuesLikeColumns()
    {
        Mapping mapping = autoMap({u"sku"_s, u"Brand"_s, u"Line"_s});
        mapping.made = {{parseTarget(u"name"_s).value(), {1, 2}, u" · "_s, {}},
                        {parseTarget(u"batchNumber"_s).value(), {}, u"W 14"_s, {}},
                        {parseTarget(u"data.made"_s).value(), {}, u"2026"_s, {}},
                        {parseTarget(u"data.key"_s).value(), {0, 2}, u"-"_s, {}}};
        mapping.columns[1].target = mapping.columns[2].target = {};
        mapping.granularity = keyban::Granularity::Batch;

        QVERIFY(problems(mapping).isEmpty());
        QCOMPARE(
            jsonOf(mapping, "L,Oak & Co,Lamp\n"),
            QByteArray(R"({"granularity":"batch","network":"StarknetSepolia","modelNumber":"L","batchNumber":"W 14",)"
                       R"("name":"Oak & Co · Lamp","data":{"made":"2026","key":"L-Lamp"}})"));
        QVERIFY(jsonOf(mapping, "L,,Lamp\n").contains(R"("name":"Lamp")"));
        QVERIFY(!jsonOf(mapping, "L,,\n").contains(R"("name")"));
    }

    void typedConstantsAreLiterals()
    {
        Mapping mapping = autoMap({u"sku"_s});
        mapping.made = {{parseTarget(u"data.year"_s).value(), {}, u"2026"_s, {.type = ValueType::Number}},
                        {parseTarget(u"data.more"_s).value(), {}, u"{\"a\":1.0}"_s, {.type = ValueType::Json}}};

        QVERIFY(jsonOf(mapping, "L\n").endsWith(R"("data":{"year":2026,"more":{"a":1.0}}})"));
    }

    void theRuleSetsEachRowsGranularity_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("granularity");
        QTest::newRow("model") << QByteArray("L,,\n") << u"model"_s;
        QTest::newRow("blanks are no number") << QByteArray("L, ,\u00A0\n") << u"model"_s;
        QTest::newRow("batch") << QByteArray("L,W14,\n") << u"batch"_s;
        QTest::newRow("item") << QByteArray("L,W14,7\n") << u"item"_s;
        QTest::newRow("item without a batch") << QByteArray("L,,7\n") << u"item"_s;
    }

    void theRuleSetsEachRowsGranularity()
    {
        QFETCH(QByteArray, row);
        Mapping mapping = autoMap({u"sku"_s, u"batch"_s, u"serial"_s});
        mapping.granularityRule = GranularityRule::ByNumbers;

        const auto draft = json::parse(jsonOf(mapping, row));

        QTEST((*draft)[u"granularity"].toString(), "granularity");
        QVERIFY(problems(mapping).isEmpty());
    }

    void aStatedGranularityWinsOverTheRule()
    {
        Mapping mapping = autoMap({u"granularity"_s, u"sku"_s, u"serial"_s});
        mapping.granularityRule = GranularityRule::ByNumbers;

        QVERIFY(jsonOf(mapping, "model,L,7\n").contains(R"("granularity":"model")"));
        QVERIFY(jsonOf(mapping, ",L,7\n").contains(R"("granularity":"item")"));
    }

    void everyCharacterSurvives()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"x\"\\y"_s});
        for (int length = 0; length < 40; ++length) {
            for (const QByteArray special : {"\"", "\\", "\n", "\r", "\t", "é", "日本", "😀", "/", "\x7F"}) {
                const QByteArray cell = QByteArray(length, 'a') + special + QByteArray(39 - length, 'b');
                const QByteArray json = jsonOf(mapping, "L,\"" + QByteArray(cell).replace("\"", "\"\"") + "\"\n");

                const auto value = json::parse(json);

                QVERIFY2(value.ok(), json.constData());
                QCOMPARE((*value)[u"data"].members().front().value.toString(), QString::fromUtf8(cell));
                QCOMPARE((*value)[u"data"].members().front().key, u"x\"\\y"_s);
            }
        }
    }

    void thePreviewShowsTheSameJson()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"name"_s, u"gtin"_s});
        const QStringList fields{u"A,\"B\""_s, u"two\nlines"_s, u"0012"_s};

        const auto shown = json::parse(draftJson(mapping, fields));
        const auto sent = json::parse(jsonOf(mapping, "\"A,\"\"B\"\"\",\"two\nlines\",0012\n"));

        QVERIFY(draftJson(mapping, fields).contains('\n'));
        QCOMPARE(*shown, *sent);
    }

    void thePreviewOfARaggedRowFillsUp()
    {
        const auto shown = json::parse(draftJson(autoMap({u"sku"_s, u"colour"_s}), {u"A"_s}));

        QCOMPARE((*shown)[u"modelNumber"].toString(), u"A"_s);
        QCOMPARE(shown->at(u"data.colour").toString(), QString());
    }
};

QTEST_GUILESS_MAIN(TestDraftWriter)
#include "tst_draftwriter.moc"
