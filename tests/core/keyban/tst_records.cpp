// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/certification.h"
#include "core/keyban/imports.h"
#include "core/keyban/query.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keyban;
using namespace Qt::StringLiterals;

namespace {

json::Value parsed(const char *text)
{
    return json::parse(QByteArray(text)).value();
}

Passport passport(const char *text)
{
    return decodePassport(parsed(text)).value();
}

constexpr auto flatModel = R"({"id":"m1","application":"a1","network":"StarknetSepolia","granularity":"model",
    "modelNumber":"LAMP-OAK-01","batchNumber":null,"itemNumber":null,"name":"Oak desk lamp","status":"published",
    "data":{"gtin":"4006381333931","material":"oak","weight":1.50},"certifiedPaths":["gtin"],
    "tokenId":"829104455667788990011","certificationStatus":"certified","certifiedAt":"2026-04-02T08:15:52Z",
    "createdAt":"2026-04-02T08:15:30.120Z","updatedAt":"2026-04-02T08:15:30.120Z","seasonal":{"new":1.0}})";
constexpr auto productItem = R"({"id":"i1","network":"BaseSepolia","product":{"idGranularity":"item","name":"Lamp 123",
    "modelNumber":"LAMP-OAK-01","batchNumber":null,"itemNumber":"LO1-000123"},"status":"published",
    "data":{"colour":"walnut"},"certifiedPaths":[],"certificationStatus":"pending",
    "createdAt":"2026-04-02T08:15:30","updatedAt":"2026-04-02T08:15:52.004Z"})";

PassportPatch dataPatch(const char *text)
{
    return {.data = parsed(text), .certifiedPaths = std::nullopt};
}

QStringList changedPaths(const ChangeForecast &forecast)
{
    QStringList paths;
    for (const FieldChange &change : forecast.changes)
        paths << change.path;
    return paths;
}

} // namespace

class TestRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheFlatShape();
    void readsTheProductShape();
    void productWinsOverFlatAndSaysSo();
    void keepsUnknownWordsAndMembers();
    void refusesARowWithoutAnId();
    void encodesDraftsInOneDialectOnly();
    void patchCertifiesTheOptInForm();
    void certificationBadge_data();
    void certificationBadge();
    void forecastNamesWhatChanges();
    void forecastKnowsTheCertifiedPaths_data();
    void forecastKnowsTheCertifiedPaths();
    void dividesAQueryByWhatTheServerOffers();
    void localFiltersJudgeRows();
    void flattensEveryFormOfReason_data();
    void flattensEveryFormOfReason();
    void readsReportChildren();
};

void TestRecords::readsTheFlatShape()
{
    const Passport p = passport(flatModel);

    QCOMPARE(p.key, (PassportKey{u"model"_s, u"LAMP-OAK-01"_s, {}, {}}));
    QCOMPARE(p.shape, Shape::Flat);
    QCOMPARE(p.application, u"a1"_s);
    QCOMPARE(p.tokenId, u"829104455667788990011"_s);
    QCOMPARE(p.data[u"weight"].toText(), u"1.50"_s);
    QCOMPARE(p.certifiedAt, QDateTime({2026, 4, 2}, {8, 15, 52}, Qt::UTC));
    QVERIFY(!p.shapesDisagree);
}

void TestRecords::readsTheProductShape()
{
    const Passport p = passport(productItem);

    QCOMPARE(p.key, (PassportKey{u"item"_s, u"LAMP-OAK-01"_s, {}, u"LO1-000123"_s}));
    QCOMPARE(p.shape, Shape::Product);
    QCOMPARE(p.name, u"Lamp 123"_s);
    QVERIFY(p.application.isEmpty());
    QCOMPARE(p.createdAt, QDateTime({2026, 4, 2}, {8, 15, 30}, Qt::UTC)); // no zone on the wire means UTC
}

void TestRecords::productWinsOverFlatAndSaysSo()
{
    const Passport same = passport(R"({"id":"1","granularity":"item","itemNumber":"A",
        "product":{"idGranularity":"item","itemNumber":"A","name":"n"}})");
    const Passport other = passport(R"({"id":"1","granularity":"model","itemNumber":"B","application":{"id":"app"},
        "product":{"idGranularity":"item","itemNumber":"A","name":"n"}})");

    QCOMPARE(same.shape, Shape::Both);
    QVERIFY(!same.shapesDisagree);
    QVERIFY(other.shapesDisagree);
    QCOMPARE(other.key, (PassportKey{u"item"_s, {}, {}, u"A"_s}));
    QCOMPARE(other.application, u"app"_s);
}

void TestRecords::keepsUnknownWordsAndMembers()
{
    const Passport p = passport(R"({"id":7,"granularity":"pallet","modelNumber":"M","status":"quarantined",
        "certificationStatus":"revoked","network":"MoonNet","novel":[1e5]})");

    QCOMPARE(p.id, u"7"_s);
    QCOMPARE(p.key.granularity, u"pallet"_s);
    QCOMPARE(p.status, u"quarantined"_s);
    QCOMPARE(certificationOf(p, Dialect::Flat).word, u"revoked"_s);
    QCOMPARE(p.raw[u"novel"].items().front().toText(), u"1e5"_s);
    QCOMPARE(p.name, u"M"_s);
}

void TestRecords::refusesARowWithoutAnId()
{
    for (const char *text : {"{}", "[]", "null", "\"x\"", R"({"id":""})"}) {
        const Result<Passport> decoded = decodePassport(parsed(text));

        QVERIFY(!decoded.ok());
        QCOMPARE(decoded.error().cause, Cause::UnexpectedShape);
    }
}

void TestRecords::encodesDraftsInOneDialectOnly()
{
    PassportDraft draft;
    draft.granularity = Granularity::Batch;
    draft.application = u"app"_s;
    draft.network = u"StarknetSepolia"_s;
    draft.modelNumber = u"M"_s;
    draft.batchNumber = u"B"_s;
    draft.description = u"Turned oak."_s;
    draft.certifiedPaths = QStringList();

    const QByteArray flat = json::write(encodeDraft(draft, Dialect::Flat));
    draft.network = u"BaseSepolia"_s;
    const QByteArray product = json::write(encodeDraft(draft, Dialect::Product));

    QCOMPARE(flat, R"({"granularity":"batch","application":"app","network":"StarknetSepolia","modelNumber":"M",)"
                   R"("batchNumber":"B","description":"Turned oak.","certifiedPaths":[]})");
    QCOMPARE(product, R"({"application":"app","network":"BaseSepolia","product":{"idGranularity":"batch",)"
                      R"("modelNumber":"M","batchNumber":"B","name":"B"},"status":"draft",)"
                      R"("data":{"description":"Turned oak."},"certifiedPaths":[]})");
}

void TestRecords::patchCertifiesTheOptInForm()
{
    PassportPatch patch = dataPatch(R"({"certificate":{"opt_in_form":"ipfs://x"}})");
    patch.certifiedPaths = QStringList{u"gtin"_s};
    PassportPatch everything = patch;
    everything.certifiedPaths = QStringList();

    QCOMPARE(json::write(encodePatch(patch)[u"certifiedPaths"]), R"(["gtin","certificate.opt_in_form"])");
    QCOMPARE(json::write(encodePatch(everything)[u"certifiedPaths"]), "[]");
    QCOMPARE(json::write(encodePatch(PassportPatch())), "{}");
}

void TestRecords::certificationBadge_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("granularity");
    QTest::addColumn<bool>("product");
    QTest::addColumn<int>("expected");

    const auto row = [](const char *name, const QString &status, const QString &word, const QString &level,
                        bool product,
                        Certification c) { QTest::newRow(name) << status << word << level << product << int(c); };
    row("draft reads pending", u"draft"_s, u"pending"_s, u"model"_s, false, Certification::NotStarted);
    row("old spelling", u"DRAFT"_s, {}, u"model"_s, false, Certification::NotStarted);
    row("pending", u"published"_s, u"pending"_s, u"model"_s, false, Certification::Pending);
    row("queued without a word", u"published"_s, {}, u"item"_s, true, Certification::Pending);
    row("model in product", u"published"_s, u"pending"_s, u"model"_s, true, Certification::NotApplicable);
    row("item in flat", u"published"_s, {}, u"item"_s, false, Certification::NotApplicable);
    row("item certified in flat", u"published"_s, u"certified"_s, u"item"_s, false, Certification::Certified);
    row("error", u"claimed"_s, u"error"_s, u"item"_s, true, Certification::Error);
    row("new word", u"published"_s, u"revoked"_s, u"item"_s, true, Certification::Unknown);
}

void TestRecords::certificationBadge()
{
    QFETCH(QString, status);
    QFETCH(QString, word);
    QFETCH(QString, granularity);
    QFETCH(bool, product);
    QFETCH(int, expected);
    Passport p;
    p.status = status;
    p.certificationStatus = word;
    p.key.granularity = granularity;
    p.data = json::Value::object();

    const CertificationState state = certificationOf(p, product ? Dialect::Product : Dialect::Flat);

    QCOMPARE(int(state.certification), expected);
    QCOMPARE(isSettled(state), expected != int(Certification::Pending));
}

void TestRecords::forecastNamesWhatChanges()
{
    const Passport before = passport(R"({"id":"1","granularity":"model","modelNumber":"M","status":"published",
        "network":"StarknetSepolia","data":{"a":1.0,"b":{"c":"x","d":[1]},"gone":true},"certifiedPaths":["b.c"]})");

    const ChangeForecast result =
        forecast(before, dataPatch(R"({"a":1,"b":{"c":"x","d":[1,2]},"fresh":null})"), Dialect::Flat);

    QCOMPARE(changedPaths(result), QStringList({u"a"_s, u"b.d"_s, u"gone"_s, u"fresh"_s}));
    QVERIFY(result.changes[2].removed);
    QVERIFY(result.changes[3].added);
    QVERIFY(!result.recertifies);
}

void TestRecords::forecastKnowsTheCertifiedPaths_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("paths");
    QTest::addColumn<bool>("recertifies");

    const QByteArray flat(flatModel);
    const QByteArray draft = QByteArray(flatModel).replace("published", "draft");
    const QByteArray item(productItem);
    const QByteArray same = R"({"gtin":"4006381333931","material":"oak","weight":1.50})";
    const QByteArray material = R"({"gtin":"4006381333931","material":"ash","weight":1.50})";
    const QByteArray gtin = R"({"gtin":"1","material":"oak","weight":1.50})";
    QTest::newRow("nothing") << flat << same << u"gtin"_s << false;
    QTest::newRow("uncertified field") << flat << material << u"gtin"_s << false;
    QTest::newRow("certified field") << flat << gtin << u"gtin"_s << true;
    QTest::newRow("draft") << draft << gtin << u"gtin"_s << false;
    QTest::newRow("selection") << flat << same << u"gtin,material"_s << true;
    QTest::newRow("to everything") << flat << same << QString() << true;
    QTest::newRow("item, all certified") << item << QByteArray(R"({"colour":"oak"})") << QString() << true;
    QTest::newRow("item, number text moves")
        << item << QByteArray(R"({"colour":"walnut","n":1.0})") << QString() << true;
}

void TestRecords::forecastKnowsTheCertifiedPaths()
{
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, data);
    QFETCH(QString, paths);
    QFETCH(bool, recertifies);
    PassportPatch patch = dataPatch(data.constData());
    patch.certifiedPaths = paths.split(u',', Qt::SkipEmptyParts);

    const ChangeForecast result = forecast(passport(row.constData()), patch, Dialect::Flat);

    QCOMPARE(result.recertifies, recertifies);
}

void TestRecords::dividesAQueryByWhatTheServerOffers()
{
    const PassportQuery query{{{FilterField::Name, u"oak"_s},
                               {FilterField::Granularity, u"model"_s},
                               {FilterField::ModelNumber, u"A B"_s},
                               {FilterField::Network, u"BaseSepolia"_s}}};

    const DividedQuery flat = divide(query, Dialect::Flat);
    const DividedQuery product = divide(query, Dialect::Product);

    QCOMPARE(flat.server.size(), 2);
    QCOMPARE(flat.local.size(), 2);
    QCOMPARE(flat.wire[0], qMakePair(u"filters[0][field]"_s, u"granularity"_s));
    QCOMPARE(flat.wire[5], qMakePair(u"filters[1][value]"_s, u"A B"_s));
    QCOMPARE(product.server.size(), 3);
    QCOMPARE(product.wire[1], qMakePair(u"filters[0][operator]"_s, u"contains"_s));
    QCOMPARE(product.local, QList<Filter>({{FilterField::Network, u"BaseSepolia"_s}}));
}

void TestRecords::localFiltersJudgeRows()
{
    const Passport p = passport(flatModel);

    QVERIFY(matches(p, {FilterField::Name, u"OAK"_s}, Dialect::Flat));
    QVERIFY(matches(p, {FilterField::Certification, u"certified"_s}, Dialect::Flat));
    QVERIFY(!matches(p, {FilterField::ModelNumber, u"lamp-oak-01"_s}, Dialect::Flat));
    QVERIFY(
        !matches(p, {{FilterField::Status, u"published"_s}, {FilterField::Network, u"BaseSepolia"_s}}, Dialect::Flat));
}

void TestRecords::flattensEveryFormOfReason_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("reason");
    QTest::newRow("text") << QByteArray(R"("modelNumber must not be empty")") << u"modelNumber must not be empty"_s;
    QTest::newRow("null") << QByteArray("null") << QString();
    QTest::newRow("list") << QByteArray(R"(["a","b","a"])") << u"a; b"_s;
    QTest::newRow("object") << QByteArray(R"({"field":"name","message":"too long"})") << u"name: too long"_s;
    QTest::newRow("problem") << QByteArray(R"({"title":"Invalid","errors":[{"path":"data.gtin","code":"format"}]})")
                             << u"Invalid: data.gtin: format"_s;
    QTest::newRow("odd object") << QByteArray(R"({"x":1.0})") << u"{\"x\":1.0}"_s;
    QTest::newRow("nested list") << QByteArray(R"([{"message":["one","two"]},3])") << u"one; two; 3"_s;
}

void TestRecords::flattensEveryFormOfReason()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, reason);

    QCOMPARE(flattenReason(parsed(error.constData())), reason);
}

void TestRecords::readsReportChildren()
{
    const Result<ImportChild> failed = decodeImportChild(parsed(R"({"id":2,"status":"Failed","error":["no"],
        "entityData":{"granularity":"model","modelNumber":"M"}})"));
    const Result<ImportChild> novel = decodeImportChild(parsed(R"({"id":"3","status":"delayed","entityData":{
        "product":{"idGranularity":"item","itemNumber":"I"}}})"));

    QCOMPARE(failed->state, ChildState::Failed);
    QCOMPARE(failed->reason, u"no"_s);
    QCOMPARE(failed->key, (PassportKey{u"model"_s, u"M"_s, {}, {}}));
    QCOMPARE(novel->state, ChildState::Running);
    QCOMPARE(novel->key.itemNumber, u"I"_s);
    QVERIFY(!decodeImportChild(parsed("[]")).ok());
    QVERIFY(!decodeImportJob(parsed(R"({"total":2})")).ok());
    QCOMPARE(decodeImportJob(parsed(R"({"id":41})"))->id, u"41"_s);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
