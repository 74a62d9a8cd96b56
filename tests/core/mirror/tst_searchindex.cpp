// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/textscan.h"
#include "searchrows.h"

#include <QCollator>
#include <QTest>

using namespace chancery;
using namespace chancery::mirror;
using namespace chancery::mirror::test;
using namespace Qt::StringLiterals;

class TestSearchIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldingForgetsCaseAndAccents();
    void scanningFindsWhatANaiveSearchFinds();
    void everySearchFindsWhatANaiveScanFinds_data();
    void everySearchFindsWhatANaiveScanFinds();
    void everyColumnOrdersAsANaiveSortDoes_data();
    void everyColumnOrdersAsANaiveSortDoes();
    void numbersCountAsPeopleCount();
    void pagesThatComeOutOfTurnAreInOrder();
    void aWordDoesNotReachIntoTheNextRowOrField();
    void windowsFitTogether();
    void newerContentReplacesOlder();
    void whatIsRemovedIsNotFound();
    void compactingChangesNoAnswer();
    void aStoppedSearchAnswersNothing();
    void theTreeHoldsEveryRowOnce();
    void aParentThatDoesNotMatchStillStandsAboveWhatDoes();
};

void TestSearchIndex::foldingForgetsCaseAndAccents()
{
    QCOMPARE(folded(u"Été À LA Plage"), QByteArray("ete a la plage"));
    QCOMPARE(folded(u"STRASSE"), folded(u"straße"));
    QCOMPARE(folded(u"SMØRREBRØD"), QByteArray("smorrebrod"));
    QCOMPARE(folded(u"ﬁn"), QByteArray("fin"));
    QCOMPARE(folded(u"Łódź"), QByteArray("lodz"));
    QCOMPARE(folded(u"a\x1f"
                    u"b\n"),
             QByteArray("a b "));
    QCOMPARE(folded(u"é\x1f"), QByteArray("e "));
    QVERIFY(!folded(u"İstanbul").contains("\xcc\x87"));
}

void TestSearchIndex::scanningFindsWhatANaiveSearchFinds()
{
    std::mt19937 dice(3);
    for (int round = 0; round < 4000; ++round) {
        QByteArray text;
        for (int i = int(dice() % 90); i > 0; --i)
            text += char('a' + dice() % 3);
        QByteArray word;
        for (int i = 1 + int(dice() % 20 % (1 + dice() % 19)); i > 0; --i)
            word += char('a' + dice() % 3);
        const QByteArray padded =
            text + word + QByteArray(qsizetype(scanPadding), 'a'); // what stands behind does not count

        const char *place = Needle(word).find(padded.constData(), padded.constData() + text.size());

        QCOMPARE(place ? place - padded.constData() : -1, text.indexOf(word));
    }
}

void TestSearchIndex::everySearchFindsWhatANaiveScanFinds_data()
{
    QTest::addColumn<MirrorQuery>("query");
    for (const char *text :
         {"",        "a",           "1",     "e",   "ete",     "oak",   "OAK",          "m-1",          "cafe",
          "strasse", "l-9",         "zebra", "mod", "sepolia", "oak 9", "oak lamp m-3", "\"oak lamp\"", "\"lamp 10",
          "  ",      "archived oak"})
        QTest::addRow("text %s", text) << MirrorQuery{.text = QString::fromUtf8(text)};
    QTest::addRow("level") << MirrorQuery{.level = u"Batch"_s};
    QTest::addRow("status and text") << MirrorQuery{.text = u"10"_s, .status = u"draft"_s};
    QTest::addRow("no such status") << MirrorQuery{.status = u"dra"_s};
    QTest::addRow("model") << MirrorQuery{.model = u"M-7"_s};
    QTest::addRow("model, batch, text") << MirrorQuery{.text = u"e"_s, .model = u"M-7"_s, .batch = u"B2"_s};
}

void TestSearchIndex::everySearchFindsWhatANaiveScanFinds()
{
    QFETCH(MirrorQuery, query);
    static const Catalogue catalogue(40'000);
    static SearchIndex index;
    if (index.count() == 0)
        index.put(recordsOf(catalogue.records));
    QSet<quint32> expected;
    for (const Row &one : catalogue.records) {
        bool fits = (!query.model || one.modelNumber == *query.model) &&
                    (!query.batch || one.batchNumber == *query.batch) &&
                    (query.level.isEmpty() || one.level == query.level.toLower()) &&
                    (query.status.isEmpty() || one.status == query.status);
        for (const QByteArray &word : searchWords(query.text))
            fits = fits && occurs(one, word);
        if (fits)
            expected.insert(one.row);
    }

    const auto hits = index.find(query, {0, 1'000'000});

    QCOMPARE(hits->total, qint64(expected.size()));
    QCOMPARE(QSet<quint32>(hits->rows.begin(), hits->rows.end()), expected);
    QCOMPARE(hits->rows.size(), std::size_t(expected.size()));
}

void TestSearchIndex::everyColumnOrdersAsANaiveSortDoes_data()
{
    QTest::addColumn<MirrorColumn>("column");
    QTest::newRow("number") << MirrorColumn::Number;
    QTest::newRow("name") << MirrorColumn::Name;
    QTest::newRow("level") << MirrorColumn::Level;
    QTest::newRow("status") << MirrorColumn::Status;
    QTest::newRow("updated") << MirrorColumn::Updated;
    QTest::newRow("certification") << MirrorColumn::Certification;
    QTest::newRow("network") << MirrorColumn::Network;
}

void TestSearchIndex::everyColumnOrdersAsANaiveSortDoes()
{
    QFETCH(MirrorColumn, column);
    Catalogue catalogue(6'000);
    SearchIndex index;
    for (std::size_t from = 0; from < catalogue.records.size(); from += 100) { // as pages of a synchronisation come
        index.put(
            {catalogue.records.begin() + std::ptrdiff_t(from), catalogue.records.begin() + std::ptrdiff_t(from) + 100});
        if (from % 500 == 0) // what was put since the last search is ordered then
            QCOMPARE(index.find({.column = column}, {0, 1})->total, qint64(from) + 100);
    }
    const auto text = [column](const Row &one) {
        const auto joined = [](const QStringList &parts) {
            QByteArray all;
            for (const QString &part : parts)
                all += folded(part) + fieldEnd;
            return all;
        };
        switch (column) {
        case MirrorColumn::Name:
            return folded(one.name);
        case MirrorColumn::Level:
            return folded(one.level);
        case MirrorColumn::Status:
            return folded(one.status);
        case MirrorColumn::Updated:
            return QByteArray::number(one.updated);
        case MirrorColumn::Certification:
            return folded(one.certification);
        case MirrorColumn::Network:
            return folded(one.network);
        default:
            return joined({one.modelNumber, one.batchNumber, one.itemNumber});
        }
    };

    for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        const MirrorQuery query{.text = u"e"_s, .column = column, .direction = direction};
        const auto rows = wholeOrder(index, query);

        QVERIFY(rows.size() > 2048); // more than few, which are sorted at once
        for (const QString &words : {u"e"_s, u"oak 9"_s}) {
            const MirrorQuery asked{.text = words, .column = column, .direction = direction};
            const auto all = wholeOrder(index, asked);
            index.remove({}); // nothing is kept from the last search
            const auto first = index.find(asked, {0, 200})->rows;
            QCOMPARE(first.size(), std::min<std::size_t>(200, all.size()));
            QVERIFY(std::equal(first.begin(), first.end(), all.begin()));
        }
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const QByteArray before = text(catalogue.records[rows[i - 1] - 1]);
            const QByteArray after = text(catalogue.records[rows[i] - 1]);
            const int order = compareNatural({before.constData(), std::size_t(before.size())},
                                             {after.constData(), std::size_t(after.size())});
            QVERIFY2(direction == Qt::AscendingOrder ? order <= 0 : order >= 0,
                     QByteArray(before + " before " + after).constData());
        }
    }
}

void TestSearchIndex::numbersCountAsPeopleCount()
{
    // Alike for longer than is compared at once, and apart within, before and behind a run of digits.
    const std::string_view inOrder[] = {"",
                                        "lamp-oak-9",
                                        "lamp-oak-09b",
                                        "lamp-oak-9b",
                                        "lamp-oak-10",
                                        "lamp-oak-100000000000000000000000000000",
                                        "lamp-oak-100000000000000000000000000000x",
                                        "lamp-oak-100000000000000000000000000001",
                                        "lamp-oak-1000000000000000000000000000000",
                                        "lamp-oak-a",
                                        "lamp-oak-\xc3\xa9",
                                        "lamp-oal-1"};
    const std::size_t count = std::size(inOrder);

    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            const int order = compareNatural(inOrder[i], inOrder[j]);
            QVERIFY2(i < j   ? order < 0
                     : i > j ? order > 0
                             : order == 0,
                     (std::string(inOrder[i]) + " and " + std::string(inOrder[j])).c_str());
        }
    }
    QVERIFY(compareNatural("l-09", "l-9") != 0);
}

void TestSearchIndex::pagesThatComeOutOfTurnAreInOrder()
{
    std::vector<MirrorRecord> records;
    for (const int page : {2, 0, 1, 7, 5, 6, 3, 4}) {
        for (int row = 0; row < 1000; ++row) {
            const int number = page * 1000 + row;
            records.push_back(record(quint32(number + 1), u"M-%1"_s.arg(number), {}, {}));
        }
    }
    SearchIndex index;
    index.put(records);

    const auto rows = wholeOrder(index, {});

    QCOMPARE(rows.size(), std::size_t(8000));
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i], quint32(i + 1));
}

void TestSearchIndex::aWordDoesNotReachIntoTheNextRowOrField()
{
    SearchIndex index;
    index.put({record(1, u"AB"_s, u"CD"_s, u"EF"_s), record(2, u"GH"_s, u"IJ"_s)});

    QCOMPARE(found(index, {.text = u"bc"_s}), QStringList());
    QCOMPARE(found(index, {.text = u"fg"_s}), QStringList());
    QCOMPARE(found(index, {.text = u"ab ef"_s}), QStringList{u"1"_s});
    QCOMPARE(found(index, {.text = QString(QChar(0x1f))}), QStringList());
}

void TestSearchIndex::windowsFitTogether()
{
    const Catalogue catalogue(20'000);
    SearchIndex index;
    index.put(recordsOf(catalogue.records));
    const MirrorQuery query{.text = u"a"_s, .column = MirrorColumn::Status, .direction = Qt::DescendingOrder};
    const auto all = index.find(query, {0, 1'000'000})->rows;

    std::vector<quint32> together;
    for (qint64 first = 0; first < qint64(all.size()); first += 300) {
        const auto part = index.find(query, {first, 300})->rows;
        together.insert(together.end(), part.begin(), part.end());
    }

    QCOMPARE(numbers(together), numbers(all));
    QCOMPARE(index.find(query, {1'000'000, 10})->rows.size(), std::size_t(0));
    QCOMPARE(index.placeOf(query, all.at(1234)), 1234);
    QCOMPARE(index.placeOf(query, 999'999), -1);
}

void TestSearchIndex::newerContentReplacesOlder()
{
    SearchIndex index;
    index.put({record(1, u"A"_s, u"old name"_s), record(2, u"B"_s, u"other"_s)});
    QCOMPARE(found(index, {.text = u"old"_s}), QStringList{u"1"_s});

    index.put({record(1, u"C"_s, u"new name"_s)});

    QCOMPARE(found(index, {.text = u"old"_s}), QStringList());
    QCOMPARE(found(index, {.text = u"name"_s}), QStringList{u"1"_s});
    QCOMPARE(found(index, {}), (QStringList{u"2"_s, u"1"_s}));
    QCOMPARE(index.count(), 2);
}

void TestSearchIndex::whatIsRemovedIsNotFound()
{
    SearchIndex index;
    index.put({record(1, u"A"_s, u"one"_s), record(2, u"B"_s, u"one"_s), record(3, u"C"_s, u"one"_s)});

    index.remove({2, 77});

    QCOMPARE(found(index, {.text = u"one"_s}), (QStringList{u"1"_s, u"3"_s}));
    QCOMPARE(index.find({}, {0, 1})->total, 2);
}

void TestSearchIndex::compactingChangesNoAnswer()
{
    Catalogue catalogue(90'000);
    SearchIndex index;
    index.put(recordsOf(catalogue.records));
    SearchIndex fresh;
    std::vector<MirrorRecord> rest;
    std::vector<quint32> gone;
    for (const Row &one : catalogue.records) {
        if (one.row % 4 != 0)
            gone.push_back(one.row);
        else
            rest.push_back(one);
    }
    const qint64 before = index.bytes();

    index.remove(gone);
    fresh.put(rest);

    QVERIFY(index.bytes() < before / 2);
    for (const MirrorColumn column : {MirrorColumn::Number, MirrorColumn::Name, MirrorColumn::Updated})
        QCOMPARE(found(index, {.text = u"oak"_s, .column = column}),
                 found(fresh, {.text = u"oak"_s, .column = column}));
    index.put({record(4, u"ZZZ"_s, u"oak again"_s)});
    QCOMPARE(found(index, {.text = u"again"_s}), QStringList{u"4"_s});
}

void TestSearchIndex::aStoppedSearchAnswersNothing()
{
    const Catalogue catalogue(20'000);
    SearchIndex index;
    index.put(recordsOf(catalogue.records));
    std::stop_source stop;
    stop.request_stop();

    QVERIFY(!index.find({.text = u"e"_s}, {}, 0, stop.get_token()));

    QVERIFY(index.find({.text = u"e"_s}, {})->total > 0); // and leaves no half answer behind
}

void TestSearchIndex::theTreeHoldsEveryRowOnce()
{
    const Catalogue catalogue(5'000);
    SearchIndex index;
    index.put(recordsOf(catalogue.records));
    const auto all = SearchIndex::Window{0, 1'000'000};
    qint64 rows = 0;
    const auto count = [&rows](const Branches &lines) {
        for (const Branch &line : lines.lines)
            rows += line.head != 0;
    };
    const Branches models = index.branches({}, all);
    count(models);
    for (const Branch &line : models.lines) {
        const QString model = catalogue.records[line.row - 1].modelNumber;
        const qint64 before = rows;
        const Branches below = index.branches({.model = model}, all);
        count(below);
        for (const Branch &batch : below.lines) {
            if (batch.below > 0)
                count(index.branches({.model = model, .batch = catalogue.records[batch.row - 1].batchNumber}, all));
        }
        QCOMPARE(rows - before, qint64(line.below));
    }

    QCOMPARE(rows, 5'000);
    QCOMPARE(index.branches({}, {10, 5}).lines.size(), std::size_t(5));
    QCOMPARE(index.branches({}, {10, 5}).total, models.total);
}

void TestSearchIndex::aParentThatDoesNotMatchStillStandsAboveWhatDoes()
{
    SearchIndex index;
    Row item = record(2, u"A"_s, u"wanted"_s);
    item.level = u"item"_s;
    item.itemNumber = u"1"_s;
    Row orphan = record(3, u"B"_s, u"wanted"_s);
    orphan.level = u"item"_s;
    orphan.itemNumber = u"1"_s;
    index.put({record(1, u"A"_s, u"parent"_s), item, orphan, record(4, u"C"_s, u"other"_s)});

    const Branches lines = index.branches({.text = u"wanted"_s}, {0, 10});

    QCOMPARE(lines.total, 2);
    QCOMPARE(lines.lines[0].head, 1U);
    QCOMPARE(lines.lines[0].below, 1U);
    QCOMPARE(lines.lines[1].head, 0U);
    QCOMPARE(lines.lines[1].row, 3U);
}

QTEST_GUILESS_MAIN(TestSearchIndex)
#include "tst_searchindex.moc"
