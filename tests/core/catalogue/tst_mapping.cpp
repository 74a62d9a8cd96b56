// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mapping.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;
using keyban::Granularity;

namespace {

/// `sku=modelNumber(exact)`
QStringList shown(const Mapping &mapping)
{
    static const QStringList bases{u"exact"_s, u"alias"_s, u"values"_s, u"rest"_s, u"chosen"_s};
    QStringList columns;
    for (const ColumnMapping &column : mapping.columns)
        columns.append(column.header + u'=' + toText(column.target) + u'(' + bases[int(column.basis)] + u')');
    return columns;
}

QList<MappingProblem::Kind> kindsOf(const Mapping &mapping)
{
    QList<MappingProblem::Kind> kinds;
    for (const MappingProblem &problem : problems(mapping))
        kinds.append(problem.kind);
    return kinds;
}

} // namespace

class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsByNames_data()
    {
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<QStringList>("columns");
        QTest::addColumn<Granularity>("granularity");
        const auto headers = [](const char *name, const QStringList &given, const QStringList &columns,
                                Granularity granularity = Granularity::Model) {
            QTest::newRow(name) << given << columns << granularity;
        };

        headers("the guide's", {u"sku"_s, u"name"_s, u"gtin"_s, u"material"_s},
                {u"sku=modelNumber(exact)"_s, u"name=name(exact)"_s, u"gtin=data.gtin(exact)"_s,
                 u"material=data.material(exact)"_s});
        headers("in capitals, with blanks", {u" SKU "_s, u"Name"_s},
                {u" SKU =modelNumber(exact)"_s, u"Name=name(exact)"_s});
        headers("aliases", {u"model_number"_s, u"Title"_s, u"EAN-13"_s},
                {u"model_number=modelNumber(alias)"_s, u"Title=name(alias)"_s, u"EAN-13=data.gtin(alias)"_s});
        headers("batches", {u"sku"_s, u"Lot"_s}, {u"sku=modelNumber(exact)"_s, u"Lot=batchNumber(alias)"_s},
                Granularity::Batch);
        headers("items", {u"sku"_s, u"batch"_s, u"Serial No."_s},
                {u"sku=modelNumber(exact)"_s, u"batch=batchNumber(alias)"_s, u"Serial No.=itemNumber(alias)"_s},
                Granularity::Item);
        headers("the rest", {u"sku"_s, u"Colour"_s, u"brand.name"_s, u"Approx. weight"_s, u""_s},
                {u"sku=modelNumber(exact)"_s, u"Colour=data.Colour(rest)"_s, u"brand.name=data.brand.name(rest)"_s,
                 u"Approx. weight=data.Approx\\. weight(rest)"_s, u"=-(rest)"_s});
        headers("the better name wins", {u"model"_s, u"sku"_s, u"title"_s, u"name"_s},
                {u"model=data.model(rest)"_s, u"sku=modelNumber(exact)"_s, u"title=data.title(rest)"_s,
                 u"name=name(exact)"_s});
        headers("the field's own name wins over the guide's", {u"sku"_s, u"modelNumber"_s},
                {u"sku=data.sku(rest)"_s, u"modelNumber=modelNumber(exact)"_s});
    }

    void mapsByNames()
    {
        QFETCH(QStringList, headers);
        QFETCH(QStringList, columns);
        QFETCH(Granularity, granularity);

        const Mapping mapping = autoMap(headers);

        QCOMPARE(shown(mapping), columns);
        QCOMPARE(mapping.granularity, granularity);
    }

    void numbersBelowTheGivenGranularityAreData()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"batch"_s}, Granularity::Model);

        QCOMPARE(shown(mapping), (QStringList{u"sku=modelNumber(exact)"_s, u"batch=data.batch(rest)"_s}));
        QVERIFY(problems(mapping).isEmpty());
    }

    void fieldsReadBackAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"-", "modelNumber", "batchNumber", "itemNumber", "name", "description", "granularity",
                                 "network", "data.gtin", "data.brand.name", "data.a\\.b"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void fieldsReadBackAsTheyAreWritten()
    {
        QFETCH(QString, text);

        QCOMPARE(toText(parseTarget(text).value()), text);
    }

    void whatIsNoFieldIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "data", "data.", "modelnumber", "sku", "gtin"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void whatIsNoFieldIsRefused()
    {
        QFETCH(QString, text);

        QVERIFY(!parseTarget(text));
    }

    void pathsAreCutAtDotsThatAreNotEscaped()
    {
        QCOMPARE(pathSegments(u"a.b\\.c.d\\\\"), (QStringList{u"a"_s, u"b.c"_s, u"d\\"_s}));
        QCOMPARE(pathSegments(pathOfName(u"x.\\y"_s)), QStringList{u"x.\\y"_s});
    }

    void twoColumnsForOneFieldAreAProblem()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"name"_s, u"name"_s, u"x"_s, u"x"_s});

        const auto found = problems(mapping);

        QCOMPARE(kindsOf(mapping), (QList{MappingProblem::Kind::SameHeader, MappingProblem::Kind::SameHeader,
                                          MappingProblem::Kind::SameTarget, MappingProblem::Kind::SameTarget}));
        QCOMPARE(found[2].columns, (QList{1, 2}));
        QVERIFY(!isUsable(found));
    }

    void twoColumnsWithOneNameAreFineWhenOneIsLeftOut()
    {
        Mapping mapping = autoMap({u"sku"_s, u"name"_s, u"name"_s});
        mapping.columns[2].target = {};

        QVERIFY(isUsable(problems(mapping)));
    }

    void aPathInsideAnotherIsAProblem()
    {
        const Mapping mapping = autoMap({u"sku"_s, u"brand.name"_s, u"brand"_s, u"brandy"_s});

        QCOMPARE(kindsOf(mapping), QList{MappingProblem::Kind::PathInsidePath});
        QCOMPARE(problems(mapping)[0].columns, (QList{2, 1}));
    }

    void theDescriptionMeetsItsDataPathInTheProductDialect()
    {
        Mapping mapping = autoMap({u"sku"_s, u"description"_s, u"text"_s});
        mapping.columns[2].target = parseTarget(u"data.description").value();

        QVERIFY(problems(mapping).isEmpty());
        mapping.dialect = keyban::Dialect::Product;
        QCOMPARE(kindsOf(mapping), QList{MappingProblem::Kind::SameTarget});
    }

    void aNumberThatTheGranularityNeedsIsMissed()
    {
        QCOMPARE(kindsOf(autoMap({u"name"_s})), QList{MappingProblem::Kind::KeyMissing});
        QCOMPARE(kindsOf(autoMap({u"batch"_s})), QList{MappingProblem::Kind::KeyMissing});
        QVERIFY(problems(autoMap({u"serial"_s})).isEmpty());
        QCOMPARE(kindsOf(autoMap({u"sku"_s}, Granularity::Item)), QList{MappingProblem::Kind::KeyMissing});
        QVERIFY(problems(autoMap({u"granularity"_s, u"sku"_s})).isEmpty());
    }

    void aNumberBelowTheGranularityIsAProblem()
    {
        Mapping mapping = autoMap({u"sku"_s, u"serial"_s});
        mapping.granularity = Granularity::Model;

        QCOMPARE(kindsOf(mapping), QList{MappingProblem::Kind::NumberBelowGranularity});
    }

    void theRuleAsksOnlyForANumberThatNamesARow()
    {
        Mapping mapping = autoMap({u"sku"_s, u"batch"_s, u"serial"_s});
        mapping.granularity = Granularity::Model;
        mapping.granularityRule = GranularityRule::ByNumbers;

        QVERIFY(problems(mapping).isEmpty());
        mapping.columns[0].target = {};
        QVERIFY(problems(mapping).isEmpty());
        mapping.columns[2].target = {};
        QCOMPARE(kindsOf(mapping), QList{MappingProblem::Kind::KeyMissing});
    }

    void madeValuesCountLikeColumns()
    {
        Mapping mapping = autoMap({u"sku"_s, u"a.b"_s});
        mapping.made = {{Target{Target::Kind::ModelNumber, {}}, {0, 1}, u"-"_s, {}},
                        {Target{Target::Kind::Data, u"a"_s}, {}, u"x"_s, {}}};

        const auto found = problems(mapping);

        QCOMPARE(kindsOf(mapping), (QList{MappingProblem::Kind::SameTarget, MappingProblem::Kind::PathInsidePath}));
        QCOMPARE(found[0].columns, (QList{0, 2}));
        QCOMPARE(found[1].columns, (QList{3, 1}));
        mapping.columns[0].target = {};
        mapping.made.removeLast();
        QVERIFY(problems(mapping).isEmpty());
    }

    void madeValuesThatCannotBeAreProblems_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QList<int>>("columns");
        QTest::addColumn<QString>("text");
        QTest::addColumn<ValueType>("type");
        QTest::addColumn<MappingProblem::Kind>("kind");
        using Kind = MappingProblem::Kind;
        QTest::newRow("no such column") << u"data.x"_s << QList<int>{0, 9} << u" "_s << ValueType::Text
                                        << Kind::ColumnUnknown;
        QTest::newRow("no number") << u"data.x"_s << QList<int>() << u"many"_s << ValueType::Number
                                   << Kind::ConstantMisfit;
        QTest::newRow("the network") << u"network"_s << QList<int>() << u"x"_s << ValueType::Text
                                     << Kind::StatedElsewhere;
        QTest::newRow("the granularity") << u"granularity"_s << QList<int>() << u"item"_s << ValueType::Text
                                         << Kind::StatedElsewhere;
        QTest::newRow("a name as a number")
            << u"name"_s << QList<int>() << u"5"_s << ValueType::Number << Kind::TypeOutsideData;
    }

    void madeValuesThatCannotBeAreProblems()
    {
        QFETCH(QString, field);
        QFETCH(QList<int>, columns);
        QFETCH(QString, text);
        QFETCH(ValueType, type);
        QFETCH(MappingProblem::Kind, kind);
        Mapping mapping = autoMap({u"sku"_s});
        mapping.made = {{parseTarget(field).value(), columns, text, {.type = type}}};

        QVERIFY(kindsOf(mapping).contains(kind));
        QVERIFY(!isUsable(problems(mapping)));
    }

    void anEmptyNameInAPathIsAProblem()
    {
        Mapping mapping = autoMap({u"sku"_s, u"x"_s});
        mapping.columns[1].target = {Target::Kind::Data, u"a..b"_s};

        QCOMPARE(kindsOf(mapping), QList{MappingProblem::Kind::EmptyPath});
    }
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
