// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/hashing.h"
#include "core/keyban/certification.h"
#include "core/keyban/client.h"
#include "core/mirror/fold.h"
#include "core/mirror/pagerows.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testconnection.h"

#include <QTest>

#include <random>

using namespace chancery;
using namespace Qt::StringLiterals;
using keyban::Dialect;
using keyban::Passport;

namespace {

MirrorPlace placeOf(Dialect dialect)
{
    return {{}, u"https://passports.example"_s, u"APP-É"_s, dialect};
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), std::size_t(text.size())};
}

void appendValues(QByteArray &out, const json::Value &value)
{
    for (const json::Member &member : value.members())
        appendValues(out, member.value);
    for (const json::Value &item : value.items())
        appendValues(out, item);
    if (!value.isObject() && !value.isArray() && !value.isNull())
        out += mirror::folded(value.toText()) + mirror::fieldEnd;
}

/// What the mirror keeps of a passport, told from the record that everybody else works with.
MirrorRecord recordOf(const Passport &passport, const QByteArray &raw, const MirrorPlace &place)
{
    QByteArray rest;
    if (!passport.description.isEmpty())
        rest = mirror::folded(passport.description) + mirror::fieldEnd;
    appendValues(rest, passport.data);
    const keyban::PassportKey &key = passport.key;
    const QString certification = keyban::wireName(keyban::certificationOf(passport, place.dialect));
    QByteArrayList texts;
    for (const QString &text : {key.granularity, key.modelNumber, key.batchNumber, key.itemNumber, passport.network,
                                passport.name, passport.status, certification})
        texts << text.toUtf8();
    MirrorRecord record;
    record.id = passport.id.toUtf8();
    record.key = keyHash(passport.application.isEmpty() ? place.application : passport.application, key);
    record.content = contentDigest(passport.raw);
    record.state = catalogue::hashOf(view(record.id + '\0' + passport.status.toLower().toUtf8()), 0);
    record.packed = packed({catalogue::hashOf(view(raw), 0),
                            passport.updatedAt.isValid() ? passport.updatedAt.toMSecsSinceEpoch() : 0, view(texts[0]),
                            view(texts[1]), view(texts[2]), view(texts[3]), view(texts[4]), view(texts[5]),
                            view(texts[6]), view(texts[7]), view(rest)});
    return record;
}

/// A text as JSON may write it: whole, or escaped here and there.
QByteArray written(const QString &text, std::mt19937 &dice)
{
    QByteArray out = "\"";
    for (const QChar c : text) {
        const QByteArray code = "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
        if (c.isSurrogate() || c < u' ' || c == u'"' || c == u'\\' || dice() % 9 == 0)
            out += code;
        else
            out += QString(c).toUtf8();
    }
    return out + '"';
}

/// Members in any order, some twice.
QByteArray object(QByteArrayList members, std::mt19937 &dice)
{
    std::shuffle(members.begin(), members.end(), dice);
    return '{' + members.join(dice() % 5 == 0 ? " , " : ",") + '}';
}

/// Values that the service does not send, but might.
class AwkwardRows
{
public:
    QByteArray row(int number)
    {
        QByteArrayList members{R"("id":)" + (pick(4) == 0 ? QByteArray::number(number) : written(texts(), m_dice))};
        for (const char *name : {"application", "network", "granularity", "modelNumber", "batchNumber", "itemNumber",
                                 "name", "description", "status", "certificationStatus", "updatedAt", "data",
                                 "certifiedPaths", "tokenId", "\\u006eame", "editable"}) {
            for (int times = pick(7) == 0 ? 2 : pick(6) == 0 ? 0 : 1; times > 0; --times)
                members << QByteArray("\"") + name + "\":" + memberOf(name);
        }
        if (pick(2) == 0)
            members << R"("product":)" + (pick(6) == 0 ? value(1) : product());
        return object(members, m_dice);
    }

private:
    int pick(int of) { return int(m_dice() % unsigned(of)); }
    QString texts()
    {
        const QString all[] = {u"LAMP-01"_s, u"Été À"_s,         u"\ufeffmark"_s, u"😀 pair"_s, u"한국"_s,
                               u"Ünïcode"_s, u"a\x1f\u0001\n"_s, u"quote\"\\"_s,  u"İ"_s,      QString(QChar(0xdc00)),
                               u"ABC"_s,     u"\ue000 x"_s};
        return all[pick(int(std::size(all)))];
    }
    QByteArray product()
    {
        QByteArrayList members;
        for (const char *name : {"idGranularity", "modelNumber", "batchNumber", "itemNumber", "name", "description"}) {
            if (pick(3) != 0)
                members << QByteArray("\"") + name + "\":" + memberOf(name);
        }
        return object(members, m_dice);
    }
    QByteArray memberOf(const QByteArray &name)
    {
        if (pick(8) == 0)
            return value(1);
        if (name == "granularity" || name == "idGranularity")
            return QByteArrayList{R"("model")", R"("batch")", R"("item")", R"("")"}.at(pick(4));
        if (name == "status" || name == "certificationStatus")
            return QByteArrayList{R"("Draft")",     R"("published")", R"("PENDING")",
                                  R"("certified")", R"("error")",     R"("withdrawn")"}
                .at(pick(6));
        if (name == "updatedAt")
            return QByteArrayList{R"("2026-01-31T10:15:00Z")", R"("2026-01-31T10:15:00.123Z")",
                                  R"("1969-12-31T23:59:59Z")", R"("2026-02-30T10:15:00Z")",
                                  R"("2026-01-31T10:15:00")",  R"("2026-01-31T10:15:00+02:00")",
                                  R"("0000-01-01T00:00:00Z")", R"("soon")"}
                .at(pick(8));
        if (name == "network")
            return QByteArrayList{R"("StarknetSepolia")", R"("BaseSepolia")", R"("Other")"}.at(pick(3));
        if (name == "application" && pick(2) == 0)
            return R"({"id":)" + written(texts(), m_dice) + '}';
        return name == "data" || name == "certifiedPaths" ? value(3) : written(texts(), m_dice);
    }
    QByteArray value(int depth)
    {
        switch (pick(depth > 0 ? 8 : 5)) {
        case 0:
            return QByteArrayList{"1.0", "1E2", "1e+2", "-0", "0.10", "12345678901234567890", "7"}.at(pick(7));
        case 1:
            return QByteArrayList{"null", "true", "false"}.at(pick(3));
        case 2:
        case 3:
        case 4:
            return written(texts(), m_dice);
        case 5: {
            QByteArrayList items;
            for (int i = pick(4); i > 0; --i)
                items << value(depth - 1);
            return '[' + items.join(',') + ']';
        }
        default: {
            QByteArrayList members;
            for (int i = pick(5); i > 0; --i)
                members << written(pick(2) == 0 ? u"name"_s : texts(), m_dice) + ':' + value(depth - 1);
            return object(members, m_dice);
        }
        }
    }

    std::mt19937 m_dice{29};
};

} // namespace

/// A page becomes rows without a record of each on the way: what comes out must be what the records say.
class TestRecordReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awkwardRowsAreReadAsTheirRecordsAre();
    void rowsOfTheSandboxAreReadAsTheirRecordsAre_data();
    void rowsOfTheSandboxAreReadAsTheirRecordsAre();
    void digestsStayWhatFilesHold();
    void whatWasPackedIsUnpacked();

private:
    static void compare(const QByteArray &body, const MirrorPlace &place);
};

/// Rows are told apart by their place; each must agree in everything, its text included.
void TestRecordReader::compare(const QByteArray &body, const MirrorPlace &place)
{
    const auto parsed = json::parse(body);
    QVERIFY(parsed.ok());
    const auto passports = keyban::decodePassportPage(*parsed, 1);
    const auto page = pageRows(body, place);
    QCOMPARE(page.ok(), passports.ok());
    if (!page) {
        QCOMPARE(page.error(), passports.error());
        return;
    }
    QCOMPARE(page->total, passports->total);
    QCOMPARE(page->rows.size(), std::size_t(passports->rows.size()));
    for (std::size_t i = 0; i < page->rows.size(); ++i) {
        const Passport &passport = passports->rows.at(qsizetype(i));
        const MirrorRow &row = page->rows[i];
        const MirrorRecord expected = recordOf(passport, row.json, place);
        QVERIFY(body.contains(row.json));
        QCOMPARE(json::parse(row.json).value(), passport.raw);
        QCOMPARE(row.record.id, expected.id);
        QCOMPARE(row.record.key, expected.key);
        QCOMPARE(row.record.content, expected.content);
        QCOMPARE(row.record.state, expected.state);
        QCOMPARE(row.record.packed, expected.packed);
    }
}

void TestRecordReader::awkwardRowsAreReadAsTheirRecordsAre()
{
    AwkwardRows rows;
    for (int i = 0; i < 5'000; ++i) {
        const QByteArray row = rows.row(i);
        compare(R"({"total":77,"data":[)" + row + "]}", placeOf(i % 2 == 0 ? Dialect::Flat : Dialect::Product));
        if (QTest::currentTestFailed())
            QFAIL(row.constData());
    }
}

void TestRecordReader::rowsOfTheSandboxAreReadAsTheirRecordsAre_data()
{
    QTest::addColumn<QString>("era");
    QTest::addColumn<bool>("isFlat");
    QTest::newRow("flat") << u"2"_s << true;
    QTest::newRow("product") << u"5"_s << false;
    QTest::newRow("both") << u"both"_s << true;
}

void TestRecordReader::rowsOfTheSandboxAreReadAsTheirRecordsAre()
{
    QFETCH(QString, era);
    QFETCH(bool, isFlat);
    const test::SandboxUnderTest sandbox({u"--seed"_s, u"demo"_s, u"--era"_s, era});
    QNetworkAccessManager network;
    test::TestConnection connection(network, sandbox.keyban(), sandbox.apiKey());
    keyban::Client client(connection.http(), {.applicationId = sandbox.applicationId()});

    for (int page = 1; page <= 20; ++page) {
        const QByteArray body = test::valueOf(client.fetchPassports(page));
        QVERIFY(body.size() > 10'000);
        compare(body, placeOf(isFlat ? Dialect::Flat : Dialect::Product));
    }
}

/// A mirror that an older version made is searched and compared on.
void TestRecordReader::digestsStayWhatFilesHold()
{
    const QByteArray body = R"({"data":[{"id":"p-1","application":"A","network":"StarknetSepolia",)"
                            R"("granularity":"model","modelNumber":"LAMP-01","name":"Lampe é","description":"Oak.",)"
                            R"("status":"published","certificationStatus":"certified",)"
                            R"("updatedAt":"2026-01-31T10:15:00Z","data":{"b":[1.0,"\u00e9"],"a":{"y":null,"x":true}},)"
                            R"("certifiedPaths":["a.x"]}],"total":1})";

    const auto page = pageRows(body, placeOf(Dialect::Flat));

    QVERIFY(page.ok());
    const MirrorRecord &record = page->rows.front().record;
    QCOMPARE(QByteArray::number(record.key, 16), QByteArray("694eaab4983ee5ff"));
    QCOMPARE(QByteArray::number(record.content, 16), QByteArray("803ba351273f9bc2"));
    QCOMPARE(QByteArray::number(record.state, 16), QByteArray("a52e9705c253e69d"));
    QCOMPARE(QByteArray::number(record.fields().raw, 16), QByteArray("ad6e09b3d72ee895"));
    QCOMPARE(
        QByteArray(record.packed.toHex()),
        QByteArray("95e82ed7b3096eada07c8c139c010000050000006d6f64656c070000004c414d502d303100000000000000000f000000"
                   "537461726b6e65745365706f6c6961080000004c616d706520c3a9090000007075626c6973686564090000006365727469"
                   "666965646f616b2e1f312e301f651f747275651f"));
}

void TestRecordReader::whatWasPackedIsUnpacked()
{
    const QByteArray whole = packed({1, -2, "model", "M", "", "I", "net", "name", "draft", "error", "rest\x1f"});

    const auto fields = unpacked(whole);

    QVERIFY(fields);
    QCOMPARE(packed(*fields), whole);
    QCOMPARE(fields->updated, -2);
    QCOMPARE(fields->rest, "rest\x1f");
    for (qsizetype size = 0; size < whole.size() - 5; ++size)
        QVERIFY(!unpacked(whole.first(size)));
}

QTEST_GUILESS_MAIN(TestRecordReader)
#include "tst_recordreader.moc"
