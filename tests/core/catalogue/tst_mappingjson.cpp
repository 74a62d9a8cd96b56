// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingjson.h"

#include "core/catalogue/preview.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

/// Everything that a mapping can say.
Mapping fullMapping()
{
    Mapping mapping;
    mapping.network = u"StarknetSepolia"_s;
    const auto add = [&mapping](const QString &header, const QString &field, const ValueFormat &format = {}) {
        mapping.columns.append(
            {header, parseTarget(field).value(), ColumnMapping::Basis::Chosen, format, 1, std::nullopt});
    };
    add(u"sku"_s, u"modelNumber"_s);
    add(u"Los"_s, u"batchNumber"_s);
    add(u"Marke"_s, u"-"_s);
    add(u"Typ"_s, u"data.type\\.name"_s);
    add(u"Marke"_s, u"data.brand.short"_s);
    add(u"Gewicht"_s, u"data.weight"_s, {.type = ValueType::Number, .decimalMark = ','});
    add(u"Teile"_s, u"data.parts"_s, {.type = ValueType::List, .separator = u" / "_s});
    add(u"Datum"_s, u"data.made"_s, {.type = ValueType::Date, .dateOrder = DateOrder::MonthFirst});
    add(u"Aktiv"_s, u"data.active"_s, {.type = ValueType::Boolean});
    add(u"Mehr"_s, u"data.more"_s, {.type = ValueType::Json});
    mapping.made = {{parseTarget(u"data.maker"_s).value(), {}, u"Oak & Co"_s, {}},
                    {parseTarget(u"data.year"_s).value(), {}, u"2026"_s, {.type = ValueType::Number}},
                    {parseTarget(u"name"_s).value(), {2, 3, 4}, u" "_s, {}}};
    mapping.granularity = keyban::Granularity::Batch;
    mapping.granularityRule = GranularityRule::ByNumbers;
    mapping.certifiedPaths = QStringList{u"gtin"_s};
    return mapping;
}

} // namespace

class TestMappingJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMappingReadsBackAsItWasWritten()
    {
        const Mapping mapping = fullMapping();

        const auto parsed = json::parse(json::write(toJson(mapping)));
        const auto back = mappingFromJson(*parsed);

        QVERIFY(back.ok());
        QVERIFY(*back == mapping);
        QCOMPARE(toJson(*back), *parsed);
    }

    void aMappingReadBackMakesTheSameDraft()
    {
        const QStringList cells{u"A"_s,       u"L1"_s,    u"Oak"_s,      u"Lamp"_s, u"O"_s,
                                u"1.234,5"_s, u"a / b"_s, u"2/3/2026"_s, u"ja"_s,   u"{\"x\": 1.0}"_s};

        const auto back = mappingFromJson(toJson(fullMapping()));

        QVERIFY(draftJson(fullMapping(), cells).contains("\"x\": 1.0"));
        QCOMPARE(draftJson(*back, cells), draftJson(fullMapping(), cells));
    }

    void aProposalIsNotKept()
    {
        Mapping mapping = fullMapping();
        mapping.columns[3].suggestion = Target{Target::Kind::Name, {}};
        mapping.columns[3].basis = ColumnMapping::Basis::Rest;

        QCOMPARE(toJson(mapping), toJson(fullMapping()));
    }

    void aMappingOfAnEarlierVersionIsRead()
    {
        const auto old = json::parse(R"({"columns":[{"header":"sku","field":"modelNumber"}],"granularity":"model",)"
                                     R"("network":"StarknetSepolia","dialect":"flat"})");

        const auto mapping = mappingFromJson(*old);

        QVERIFY(mapping.ok());
        QCOMPARE(mapping->columns.size(), 1);
        QVERIFY(!mapping->certifiedPaths);
    }

    void whatIsNoMappingIsRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("wrong");
        const auto row = [](const char *text, const QString &wrong) {
            QTest::newRow(text) << QByteArray(text) << wrong;
        };
        row("{}", u"columns"_s);
        row("[]", u"columns"_s);
        row(R"({"columns":{}})", u"columns"_s);
        row(R"({"columns":[],"colour":1})", u"colour"_s);
        row(R"({"columns":[],"network":5})", u"network"_s);
        row(R"({"columns":[],"columns":[]})", u"columns"_s);
        row(R"({"columns":[1]})", u"header"_s);
        row(R"({"columns":[{"header":"a"}]})", u"field: "_s);
        row(R"({"columns":[{"header":"a","field":"sku"}]})", u"field: sku"_s);
        row(R"({"columns":[{"header":"a","field":"-","type":"double"}]})", u"type: double"_s);
        row(R"({"columns":[{"header":"a","field":"-","unit":"kg"}]})", u"unit"_s);
        row(R"({"columns":[{"header":"a","field":"-","decimalMark":";"}]})", u"decimalMark: ;"_s);
        row(R"({"columns":[{"header":"a","field":"-","separator":""}]})", u"separator"_s);
        row(R"({"columns":[{"header":"a","field":"-","dateOrder":"yearFirst"}]})", u"dateOrder: yearFirst"_s);
        row(R"({"columns":[],"made":{}})", u"made"_s);
        row(R"({"columns":[],"made":[{"field":"name"}]})", u"constant"_s);
        row(R"({"columns":[],"made":[{"field":"name","constant":"a","join":[]}]})", u"constant"_s);
        row(R"({"columns":[],"made":[{"field":"name","join":["x"]}]})", u"join: x"_s);
        row(R"({"columns":[],"made":[{"field":"name","join":[7]}]})", u"join: 7"_s);
        row(R"({"columns":[],"made":[{"field":"name","join":[]}]})", u"join"_s);
        row(R"({"columns":[],"granularity":"crate"})", u"granularity: crate"_s);
        row(R"({"columns":[],"granularityRule":"guess"})", u"granularityRule: guess"_s);
        row(R"({"columns":[],"dialect":"klingon"})", u"dialect: klingon"_s);
        row(R"({"columns":[],"certifiedPaths":"gtin"})", u"certifiedPaths"_s);
        row(R"({"columns":[],"certifiedPaths":[1]})", u"certifiedPaths"_s);
    }

    void whatIsNoMappingIsRefusedByName()
    {
        QFETCH(QByteArray, text);
        const auto value = json::parse(text);

        const auto mapping = mappingFromJson(*value);

        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().cause, Cause::TemplateUnusable);
        QTEST(mapping.error().detail, "wrong");
    }
};

QTEST_GUILESS_MAIN(TestMappingJson)
#include "tst_mappingjson.moc"
