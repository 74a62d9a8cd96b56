// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/aliases.h"
#include "core/catalogue/mapping.h"
#include "core/json/value.h"
#include "tests/core/catalogue/cataloguefolder.h"

#include <QFile>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

/// A block of headers.txt.
struct Export
{
    QString title;
    Sample sample;
    QStringList expected; ///< fields; `.` is data.<column>
};

QStringList cellsOf(const QString &line)
{
    QStringList cells;
    for (const QString &cell : line.split(u'|'))
        cells.append(cell.trimmed());
    return cells;
}

QList<Export> readExports()
{
    QFile file(QStringLiteral(HEADERS_FILE));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("headers.txt is missing");
    QList<Export> all;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u"== "_s))
            all.append(Export{line.sliced(3), {}, {}});
        else if (line.startsWith(u"-> "_s))
            all.last().expected = cellsOf(line.sliced(3));
        else if (all.isEmpty() || line.isEmpty())
            continue;
        else if (all.last().sample.headers.isEmpty())
            all.last().sample.headers = cellsOf(line);
        else
            all.last().sample.rows.append(cellsOf(line));
    }
    return all;
}

bool isData(const Target &target)
{
    return target.kind == Target::Kind::Data && target.path != u"gtin"_s && target.path != u"material"_s;
}

} // namespace

class TestAutoMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheGtinIsCertifiedUnlessThereIsNone();
    void realHeaderRowsAreMappedRightAtFirstChoice()
    {
        const QList<Export> exports = readExports();
        int columns = 0;
        QStringList wrong;
        QStringList wrongAndSilent;
        for (const Export &one : exports) {
            const Mapping mapping = autoMap(one.sample);
            QCOMPARE(one.expected.size(), mapping.columns.size());
            for (int i = 0; i < int(mapping.columns.size()); ++i) {
                const ColumnMapping &column = mapping.columns[i];
                const auto isRight = [&](const Target &choice) {
                    return one.expected[i] == u"."_s ? isData(choice) : choice == parseTarget(one.expected[i]);
                };
                const QString shown = u"%1: %2 to %3, wanted %4 (%5)"_s.arg(
                    one.title, column.header, toText(column.suggestion.value_or(column.target)), one.expected[i],
                    QString::number(column.certainty, 'f', 2));
                ++columns;
                if (!isRight(column.suggestion.value_or(column.target)))
                    wrong.append(shown);
                // What is kept in data under its own name is found there by whoever looks for it.
                if (!isRight(column.target) && !isData(column.target))
                    wrongAndSilent.append(shown);
            }
        }

        QCOMPARE(exports.size(), 50);
        qInfo("%lld of %d columns right at first choice\n%s", qlonglong(columns - wrong.size()), columns,
              qUtf8Printable(wrong.join(u'\n')));
        QCOMPARE(wrongAndSilent, QStringList());
        QVERIFY2(wrong.size() * 20 <= columns, qUtf8Printable(wrong.join(u'\n')));
    }

    void headersAreReadWhateverTheirSpelling_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("words");
        const auto row = [](const QString &header, const QString &words) {
            QTest::newRow(qUtf8Printable(header)) << header << words;
        };
        row(u"N° de série"_s, u"no serie"_s);
        row(u"Nº de lote"_s, u"no lote"_s);
        row(u"Item #"_s, u"item no"_s);
        row(u"ModelNumber"_s, u"model number"_s);
        row(u"EANCode"_s, u"ean code"_s);
        row(u"gtin13"_s, u"gtin 13"_s);
        row(u"Gewicht (kg)"_s, u"gewicht"_s);
        row(u"Spannung [V]"_s, u"spannung"_s);
        row(u"Maßeinheit"_s, u"masseinheit"_s);
        row(u"Cœur d'article"_s, u"coeur article"_s);
        row(u"name-en_GB"_s, u"name"_s);
        row(u"(kg)"_s, u"kg"_s);
        row(u"de"_s, u"de"_s);
        row(u""_s, u""_s);
        row(u"!?"_s, u""_s);
        row(u"品番"_s, u"品番"_s);
    }

    void headersAreReadWhateverTheirSpelling()
    {
        QFETCH(QString, header);

        QTEST(headerWords(header).join(u' '), "words");
    }

    void whatIsNotSureIsOfferedAndKeptInData()
    {
        const Mapping mapping = autoMap({u"Item No."_s, u"colour"_s});

        QCOMPARE(mapping.columns[0].target, parseTarget(u"data.Item No\\."_s).value());
        QCOMPARE(mapping.columns[0].basis, ColumnMapping::Basis::Rest);
        QCOMPARE(mapping.columns[0].suggestion, parseTarget(u"modelNumber"_s));
        QVERIFY(mapping.columns[0].certainty < certainEnough);
        QVERIFY(!mapping.columns[1].suggestion);
    }

    void cellsMakeAGuessSureOrTakeItBack_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("applied");
        QTest::addColumn<QString>("offered");
        const QStringList gtins{u"4006381333931"_s, u"3017620422003"_s, u"4006381000000"_s};
        QTest::newRow("codes below Artikel")
            << u"Artikel"_s << QStringList{u"A-1"_s, u"A-2"_s} << u"modelNumber"_s << u""_s;
        QTest::newRow("names below Artikel")
            << u"Artikel"_s << QStringList{u"Oak lamp"_s, u"Oak desk"_s} << u"data.Artikel"_s << u"name"_s;
        QTest::newRow("GTINs below barcode") << u"Barcode"_s << gtins.first(2) << u"data.gtin"_s << u""_s;
        QTest::newRow("codes below barcode")
            << u"Barcode"_s << QStringList{u"AB-1"_s, u"AB-2"_s} << u"data.Barcode"_s << u"data.gtin"_s;
        QTest::newRow("text below EAN") << u"EAN"_s << QStringList{u"on request"_s, u"none"_s} << u"data.EAN"_s
                                        << u"data.gtin"_s;
        QTest::newRow("GTINs below a name that says nothing")
            << u"Feld 7"_s << gtins.first(2) << u"data.Feld 7"_s << u"data.gtin"_s;
        QTest::newRow("wrong check digits stay a GTIN") << u"EAN"_s << gtins << u"data.gtin"_s << u""_s;
        QTest::newRow("networks") << u"chain"_s << QStringList{u"StarknetSepolia"_s, u"BaseSepolia"_s} << u"network"_s
                                  << u""_s;
        QTest::newRow("no networks") << u"network"_s << QStringList{u"5G"_s, u"LTE"_s} << u"data.network"_s
                                     << u"network"_s;
        QTest::newRow("levels") << u"kind"_s << QStringList{u"model"_s, u"item"_s} << u"granularity"_s << u""_s;
        QTest::newRow("numbers of materials")
            << u"Material"_s << QStringList{u"10004711"_s, u"10004712"_s} << u"data.Material"_s << u"modelNumber"_s;
        QTest::newRow("serial numbers that repeat")
            << u"serial"_s << QStringList{u"A1"_s, u"A1"_s} << u"data.serial"_s << u"itemNumber"_s;
        QTest::newRow("someone else's number")
            << u"Supplier SKU"_s << QStringList{u"A1"_s, u"A2"_s} << u"data.Supplier SKU"_s << u"modelNumber"_s;
    }

    void cellsMakeAGuessSureOrTakeItBack()
    {
        QFETCH(QString, header);
        QFETCH(QStringList, cells);
        Sample sample{{header}, {}, {}};
        for (const QString &cell : cells)
            sample.rows.append({cell});

        const ColumnMapping column = autoMap(sample).columns[0];

        QTEST(toText(column.target), "applied");
        QTEST(column.suggestion ? toText(*column.suggestion) : QString(), "offered");
        QVERIFY(column.certainty >= 0 && column.certainty <= 1);
        QCOMPARE(column.certainty >= certainEnough, !column.suggestion.has_value());
    }

    void manyDifferentRightCheckDigitsAreNoAccident()
    {
        Sample sample{{u"Feld 7"_s}, {}, {}};
        for (int i = 0; i < 12; ++i) {
            QString digits = u"40063810%1"_s.arg(i * 37, 4, 10, QChar(u'0'));
            int sum = 0;
            for (int at = 0; at < 12; ++at)
                sum += digits[at].digitValue() * (at % 2 == 0 ? 1 : 3);
            sample.rows.append({digits + QString::number((10 - sum % 10) % 10)});
        }

        QCOMPARE(toText(autoMap(sample).columns[0].target), u"data.gtin"_s);
        sample.headers = {u"GLN"_s, u"EAN"_s};
        for (QStringList &row : sample.rows)
            row = {sample.rows[0][0], row[0]};
        QCOMPARE(toText(autoMap(sample).columns[0].target), u"data.GLN"_s);
        QCOMPARE(toText(autoMap(sample).columns[1].target), u"data.gtin"_s);
    }

    void oneFieldGoesToTheSurestColumn()
    {
        const Mapping mapping = autoMap({u"Artikelnummer"_s, u"Modellnummer"_s, u"SKU"_s});

        QCOMPARE(toText(mapping.columns[2].target), u"modelNumber"_s);
        QCOMPARE(toText(mapping.columns[0].target), u"data.Artikelnummer"_s);
    }

    void twoEquallySureColumnsAreLeftToAPerson()
    {
        const Mapping mapping = autoMap({u"Produktnummer"_s, u"Artikelnummer"_s});

        QCOMPARE(mapping.columns[0].suggestion, parseTarget(u"modelNumber"_s));
        QCOMPARE(toText(mapping.columns[0].target), u"data.Produktnummer"_s);
        QCOMPARE(toText(mapping.columns[1].target), u"data.Artikelnummer"_s);
    }

    void theFormatsOwnTypesAreKept()
    {
        const Mapping mapping = autoMap(Sample{{u"sku"_s, u"weight"_s}, {}, {ValueType::Json, ValueType::Json}});

        QCOMPARE(mapping.columns[0].format.type, ValueType::Text);
        QCOMPARE(mapping.columns[1].format.type, ValueType::Json);
    }

    void aHeaderThatIsAPlaceInDataIsTakenAtItsWord()
    {
        const Mapping mapping =
            autoMap(Sample{{u"data.weight"_s, u"data.gtin"_s, u"EAN"_s}, {{u"5"_s, u"n/a"_s, u"4006381333931"_s}}});

        QCOMPARE(toText(mapping.columns[0].target), u"data.weight"_s);
        QCOMPARE(toText(mapping.columns[1].target), u"data.gtin"_s);
        QCOMPARE(toText(mapping.columns[2].target), u"data.EAN"_s);
        QVERIFY(!mapping.columns[1].suggestion);
    }

    void anArrayOfPassportsMapsToItself()
    {
        const CatalogueFolder folder;
        const QString file = folder.write(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A",)"
                                          R"("name":"Lamp","data":{"weight":1.50,"gtin":"4006381333931"}},)"
                                          R"({"granularity":"model","modelNumber":"B","data":{"tags":["a",1]}}])",
                                          u"passports.json"_s);

        const auto shown = preview(file, {});
        const Mapping mapping = autoMap(sampleOf(*shown));

        QVERIFY(isUsable(problems(mapping)));
        const auto draft = json::parse(draftJson(mapping, shown->records[0].fields));
        QCOMPARE(draft->at(u"data.weight").toText(), u"1.50"_s);
        QVERIFY(draft->at(u"data.weight").isNumber());
        QVERIFY(!draft->at(u"data").contains(u"tags"));
        const auto other = json::parse(draftJson(mapping, shown->records[1].fields));
        QVERIFY(other->at(u"data.tags").isArray());
        QCOMPARE(json::write((*other)[u"data"]), QByteArray(R"({"tags":["a",1]})"));
    }

    void aThousandColumnsAndRaggedRowsAreNoTrouble()
    {
        Sample sample;
        for (int i = 0; i < 16'384; ++i)
            sample.headers.append(u"Artikelnummer %1"_s.arg(i));
        sample.rows = {{u"1"_s}, {}, {u"2"_s, u"3"_s}};

        QCOMPARE(autoMap(sample).columns.size(), 16'384);
    }
};

void TestAutoMap::onlyTheGtinIsCertifiedUnlessThereIsNone()
{
    Mapping mapping = autoMap(QStringList{u"sku"_s, u"ean"_s, u"material"_s});
    QCOMPARE(usualCertifiedPaths(mapping), std::optional(QStringList{u"gtin"_s}));

    mapping.columns[1].target = {};

    QCOMPARE(usualCertifiedPaths(mapping), std::nullopt);
}

QTEST_GUILESS_MAIN(TestAutoMap)
#include "tst_automap.moc"
