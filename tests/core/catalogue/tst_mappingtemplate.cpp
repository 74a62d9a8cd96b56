// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingtemplate.h"

#include "tests/core/catalogue/cataloguefolder.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QStringList fieldsOf(const Mapping &mapping)
{
    QStringList fields;
    for (const ColumnMapping &column : mapping.columns)
        fields.append(column.header + u'=' + toText(column.target));
    return fields;
}

/// Article, brand and line of an ERP; the name is joined, the maker constant, the weight a number.
MappingTemplate erp()
{
    MappingTemplate value{u"ERP"_s, autoMap({u"Art.-Nr."_s, u"Marke"_s, u"Linie"_s, u"Gewicht"_s}), {}};
    value.mapping.columns[3].format = {.type = ValueType::Number, .decimalMark = ','};
    value.mapping.columns[3].target = parseTarget(u"data.weight"_s).value();
    value.mapping.made = {{parseTarget(u"name"_s).value(), {1, 2}, u" "_s, {}},
                          {parseTarget(u"data.maker"_s).value(), {}, u"Oak & Co"_s, {}}};
    value.mapping.certifiedPaths = QStringList{u"weight"_s};
    return value;
}

Mapping applied(const MappingTemplate &value, const QStringList &headers)
{
    return adapted(value, autoMap(headers));
}

} // namespace

class TestMappingTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void caseBlanksAndOrderAreNoDifference()
    {
        QVERIFY(headerChanges({u"Art.-Nr."_s, u"Farbe"_s}, {u" FARBE "_s, u"art.-nr."_s}).isEmpty());
    }

    void differencesAreNamed()
    {
        const HeaderChanges changes =
            headerChanges({u"Art.-Nr."_s, u"Gewicht"_s, u"Serie"_s}, {u"Artikelnummer"_s, u"Gewicht"_s, u"Zoll"_s});

        QCOMPARE(changes.missing, QStringList{u"Serie"_s});
        QCOMPARE(changes.added, QStringList{u"Zoll"_s});
        QCOMPARE(changes.renamed, (QList<std::pair<QString, QString>>{{u"Art.-Nr."_s, u"Artikelnummer"_s}}));
    }

    void namesOfDifferentFieldsAreNoRenaming()
    {
        const HeaderChanges changes = headerChanges({u"Chargennummer"_s}, {u"Seriennummer"_s});

        QVERIFY(changes.renamed.isEmpty());
        QCOMPARE(changes.missing.size(), 1);
    }

    void columnsWithOneNameAreCounted()
    {
        const HeaderChanges changes = headerChanges({u"x"_s, u"x"_s}, {u"x"_s});

        QCOMPARE(changes.missing, QStringList{u"x"_s});
        QVERIFY(headerChanges({u""_s, u""_s}, {u""_s, u""_s}).isEmpty());
    }

    void aTemplateFollowsItsColumns()
    {
        const Mapping mapping = applied(erp(), {u"Gewicht"_s, u"Linie"_s, u"ART.-NR."_s, u"Marke"_s});

        QCOMPARE(fieldsOf(mapping), (QStringList{u"Gewicht=data.weight"_s, u"Linie=data.Linie"_s,
                                                 u"ART.-NR.=modelNumber"_s, u"Marke=data.Marke"_s}));
        QCOMPARE(mapping.columns[0].format, erp().mapping.columns[3].format);
        QCOMPARE(mapping.columns[0].basis, ColumnMapping::Basis::Chosen);
        QCOMPARE(mapping.made[0].columns, (QList{3, 1}));
        QCOMPARE(mapping.made[1].text, u"Oak & Co"_s);
        QVERIFY(problems(mapping).isEmpty());
    }

    void anExportOfFailedRowsTakesTheSameTemplate()
    {
        const QStringList headers = erp().headers() + QStringList{u"reason"_s};

        QVERIFY(headerChanges(erp().headers(), headers).isEmpty());
        QCOMPARE(fieldsOf(applied(erp(), headers)).last(), u"reason=-"_s);
        QCOMPARE(fieldsOf(autoMap(headers)).last(), u"reason=-"_s);
    }

    void theConnectionsNetworkAndDialectStay()
    {
        Mapping current = autoMap({u"Art.-Nr."_s});
        current.network = u"BaseSepolia"_s;
        current.dialect = keyban::Dialect::Product;
        MappingTemplate value = erp();
        value.mapping.network = u"StarknetMainnet"_s;

        QCOMPARE(adapted(value, current).network, u"BaseSepolia"_s);
        QCOMPARE(adapted(value, current).dialect, keyban::Dialect::Product);
        QVERIFY(!json::write(toJson(value)).contains("Mainnet"));
    }

    void aNewColumnDoesNotTakeAFieldThatIsTaken()
    {
        const Mapping mapping =
            applied(erp(), {u"Art.-Nr."_s, u"Marke"_s, u"Linie"_s, u"Gewicht"_s, u"SKU"_s, u"name"_s, u"x"_s});

        QCOMPARE(fieldsOf(mapping).mid(4), (QStringList{u"SKU=-"_s, u"name=-"_s, u"x=data.x"_s}));
    }

    void whatAMissingColumnFedIsDropped()
    {
        const Mapping mapping = applied(erp(), {u"Art.-Nr."_s, u"Linie"_s});

        QCOMPARE(mapping.made[0].columns, QList{1});
        QCOMPARE(mapping.certifiedPaths, QStringList());
        QCOMPARE(applied(erp(), {u"Art.-Nr."_s}).made.size(), 1);
    }

    void theNearestTemplateIsOfferedWithItsDifferences()
    {
        MappingTemplate other{u"Other"_s, autoMap({u"a"_s, u"b"_s, u"c"_s}), {}};

        const auto match = bestMatch({other, erp()}, {u"Art.-Nr."_s, u"Marke"_s, u"Linie"_s, u"Neu"_s});

        QCOMPARE(match->value.name, u"ERP"_s);
        QCOMPARE(match->changes.missing, QStringList{u"Gewicht"_s});
        QVERIFY(!bestMatch({other, erp()}, {u"sku"_s, u"name"_s, u"gtin"_s}));
        QVERIFY(!bestMatch({}, {u"sku"_s}));
    }

    void ofTemplatesForTheSameColumnsTheLastUsedWins()
    {
        MappingTemplate older = erp();
        MappingTemplate newer = erp();
        newer.name = u"Newer"_s;
        older.used = QDateTime::fromSecsSinceEpoch(1000, Qt::UTC);
        newer.used = QDateTime::fromSecsSinceEpoch(2000, Qt::UTC);

        QCOMPARE(bestMatch({older, newer}, erp().headers())->value.name, u"Newer"_s);
        QCOMPARE(bestMatch({newer, older}, erp().headers())->value.name, u"Newer"_s);
    }

    void anExportedTemplateReadsBack()
    {
        const CatalogueFolder folder;
        MappingTemplate value = erp();
        value.used = QDateTime::fromSecsSinceEpoch(1000, Qt::UTC);
        value.fieldProfile = u"eu-textile"_s;

        QVERIFY(writeTemplate(value, folder.path(u"erp.json"_s)).ok());
        const auto back = readTemplate(folder.path(u"erp.json"_s));

        QVERIFY(back.ok());
        QCOMPARE(toJson(*back), toJson(value));
        QCOMPARE(back->fieldProfile, u"eu-textile"_s);
        QCOMPARE(fieldsOf(back->mapping), fieldsOf(value.mapping));
    }

    void whatIsNoTemplateIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &content, const QString &detail) {
            QTest::newRow(name) << content << detail;
        };
        row("garbage", "\x00\xff{", {});
        row("nothing", "", {});
        row("another document", "{}", u"chanceryTemplate"_s);
        row("a list", "[]", u"chanceryTemplate"_s);
        row("a newer version", R"({"chanceryTemplate":2})", u"chanceryTemplate 2"_s);
        row("an unknown member", R"({"chanceryTemplate":1,"name":"a","colour":1,"mapping":{"columns":[]}})",
            u"colour"_s);
        row("a field profile that is no name", R"({"chanceryTemplate":1,"name":"a","fieldProfile":1,"mapping":{}})",
            u"fieldProfile"_s);
        row("no name", R"({"chanceryTemplate":1,"mapping":{"columns":[]}})", u"name"_s);
        row("no mapping", R"({"chanceryTemplate":1,"name":"a"})", u"columns"_s);
        row("no columns", R"({"chanceryTemplate":1,"name":"a","mapping":{"columns":[]}})", u"columns"_s);
        row("deep", QByteArray(100'000, '['), {});
    }

    void whatIsNoTemplateIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, detail);
        const CatalogueFolder folder;

        const auto read = readTemplate(folder.write(content, u"t.json"_s));

        QVERIFY(!read.ok());
        QCOMPARE(read.error().cause, Cause::TemplateUnusable);
        QVERIFY(read.error().subject.endsWith(u"t.json"_s));
        if (!detail.isEmpty())
            QCOMPARE(read.error().detail, detail);
    }
};

QTEST_GUILESS_MAIN(TestMappingTemplate)
#include "tst_mappingtemplate.moc"
