// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportsave.h"
#include "tests/support/fakecatalogue.h"
#include "tests/support/testconnection.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Passport;
using keyban::PassportPatch;
using Acts = FakeCatalogue::Acts;

namespace {

json::Value parsed(const char *text)
{
    return json::parse(QByteArray(text)).value();
}

PassportPatch dataPatch(const char *text)
{
    return {.data = parsed(text), .certifiedPaths = std::nullopt};
}

/// One published passport and an edit of it.
struct Bench
{
    ScriptedNetwork network;
    FakeCatalogue catalogue{network};
    TestConnection connection;
    keyban::Client client;
    Passport base;
    std::unique_ptr<PassportSave> save;

    explicit Bench(const PassportPatch &patch, GuardLevel guard = GuardLevel::Normal)
        : connection(network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key", guard)
        , client(connection.http(), {})
    {
        catalogue.add(R"({"id":"a","modelNumber":"A","status":"published","certifiedPaths":["gtin"],
                          "data":{"gtin":"4006381333931","material":"oak","weight":1.50}})");
        base = keyban::decodePassport(catalogue.row(u"a"_s)).value();
        save = std::make_unique<PassportSave>(client, base, patch);
    }
    bool prepare()
    {
        QSignalSpy ready(save.get(), &PassportSave::readyForReview);
        save->prepare();
        return ready.wait();
    }
    std::optional<SaveEnd> finish()
    {
        std::optional<SaveEnd> ended;
        QObject context;
        QObject::connect(save.get(), &PassportSave::ended, &context, [&ended](const SaveEnd &end) { ended = end; });
        save->save();
        return QTest::qWaitFor([&ended] { return ended.has_value(); }) ? ended : std::nullopt;
    }
    json::Value data() { return catalogue.row(u"a"_s)[u"data"]; }
    QByteArray lastPatch() const
    {
        for (auto seen = network.seen().rbegin(); seen != network.seen().rend(); ++seen) {
            if (seen->method == "PATCH")
                return seen->body;
        }
        return {};
    }
};

} // namespace

class TestPassportSave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTheWholeDataAndKeepsNumbers();
    void foretellsRecertification();
    void keepsWhatOthersChangedElsewhere();
    void asksWhereOthersChangedTheSameField_data();
    void asksWhereOthersChangedTheSameField();
    void theSameChangeOnBothSidesIsNoConflict();
    void aFieldRemovedThereAndEditedHereIsAConflict();
    void choosesBetweenSelectionsOfCertifiedPaths();
    void doesNotSaveUnresolved();
    void findsOutWhatALostAnswerDid_data();
    void findsOutWhatALostAnswerDid();
    void aRefusalNamesItsFields();
    void notSentIsNotSent();
    void saysWhatTheServiceMadeOfIt();
};

void TestPassportSave::sendsTheWholeDataAndKeepsNumbers()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    QVERIFY(bench.prepare());
    QVERIFY(!bench.save->merge().changedMeanwhile());

    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Done);
    QCOMPARE(bench.lastPatch(), QByteArray(R"({"data":{"gtin":"4006381333931","material":"ash","weight":1.50}})"));
    QVERIFY(end->unexpected.isEmpty());
}

void TestPassportSave::foretellsRecertification()
{
    Bench uncertified(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    Bench certified(dataPatch(R"({"gtin":"1","material":"oak","weight":1.50})"));

    QVERIFY(uncertified.prepare());
    QVERIFY(certified.prepare());

    QVERIFY(!uncertified.save->forecast().recertifies);
    QVERIFY(certified.save->forecast().recertifies);
    QCOMPARE(certified.save->forecast().network, u"StarknetSepolia"_s);
}

void TestPassportSave::keepsWhatOthersChangedElsewhere()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    bench.catalogue.change(u"a"_s, u"data.colour"_s, u"dark"_s);

    QVERIFY(bench.prepare());
    QVERIFY(bench.save->merge().changedMeanwhile());
    QVERIFY(bench.save->merge().conflicts().isEmpty());
    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(bench.data(), parsed(R"({"gtin":"4006381333931","material":"ash","weight":1.50,"colour":"dark"})"));
}

void TestPassportSave::asksWhereOthersChangedTheSameField_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<QString>("material");
    QTest::newRow("mine") << Side::Mine << u"ash"_s;
    QTest::newRow("theirs") << Side::Theirs << u"elm"_s;
}

void TestPassportSave::asksWhereOthersChangedTheSameField()
{
    QFETCH(Side, side);
    QFETCH(QString, material);
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":2})"));
    bench.catalogue.change(u"a"_s, u"data.material"_s, u"elm"_s);

    QVERIFY(bench.prepare());
    QCOMPARE(bench.save->merge().conflicts(), (QList<EditConflict>{{u"material"_s, u"oak"_s, u"ash"_s, u"elm"_s}}));
    bench.save->choose(u"material"_s, side);
    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(bench.data()[u"material"].toString(), material);
    QCOMPARE(bench.data()[u"weight"].toText(), u"2"_s);
}

void TestPassportSave::theSameChangeOnBothSidesIsNoConflict()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"elm","weight":1.50})"));
    bench.catalogue.change(u"a"_s, u"data.material"_s, u"elm"_s);

    QVERIFY(bench.prepare());

    QVERIFY(bench.save->merge().conflicts().isEmpty());
    QVERIFY(bench.save->merge().patch().isEmpty());
}

void TestPassportSave::aFieldRemovedThereAndEditedHereIsAConflict()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    bench.catalogue.row(u"a"_s).removeAt(u"data.material");
    bench.catalogue.change(u"a"_s, u"name"_s, u"moved"_s);

    QVERIFY(bench.prepare());

    QCOMPARE(bench.save->merge().conflicts().size(), 1);
    QVERIFY(bench.save->merge().conflicts().first().theirs.isNull());
}

void TestPassportSave::choosesBetweenSelectionsOfCertifiedPaths()
{
    Bench bench({.data = std::nullopt, .certifiedPaths = QStringList{u"gtin"_s, u"material"_s}});
    bench.catalogue.change(u"a"_s, u"certifiedPaths"_s, parsed(R"(["weight"])"));

    QVERIFY(bench.prepare());
    QCOMPARE(bench.save->merge().conflicts().size(), 1);
    const QString path = bench.save->merge().conflicts().first().path;
    bench.save->choose(path, Side::Mine);
    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(bench.catalogue.row(u"a"_s)[u"certifiedPaths"], parsed(R"(["gtin","material"])"));
}

void TestPassportSave::doesNotSaveUnresolved()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    bench.catalogue.change(u"a"_s, u"data.material"_s, u"elm"_s);
    QVERIFY(bench.prepare());

    bench.save->save();

    QVERIFY(!bench.save->isSaving());
    QVERIFY(bench.lastPatch().isEmpty());
}

void TestPassportSave::findsOutWhatALostAnswerDid_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Acts>("acts");
    QTest::addColumn<RowOutcome>("outcome");
    const auto closed = ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
    QTest::newRow("closed, acted upon") << closed << Acts::Yes << RowOutcome::Done;
    QTest::newRow("closed, not acted upon") << closed << Acts::No << RowOutcome::Unknown;
    QTest::newRow("502, acted upon") << ScriptedAnswer::json("{}", 502) << Acts::Yes << RowOutcome::Done;
    QTest::newRow("empty body") << ScriptedAnswer::json("") << Acts::Yes << RowOutcome::Done;
    QTest::newRow("garbage") << ScriptedAnswer::json("{\"id\":") << Acts::Yes << RowOutcome::Done;
}

void TestPassportSave::findsOutWhatALostAnswerDid()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(Acts, acts);
    QFETCH(RowOutcome, outcome);
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    QVERIFY(bench.prepare());
    bench.catalogue.mishap("PATCH", answer, acts);

    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(end->outcome, outcome);
    QVERIFY(end->now);
}

void TestPassportSave::aRefusalNamesItsFields()
{
    Bench bench(dataPatch(R"({"gtin":"1","material":"oak","weight":1.50})"));
    QVERIFY(bench.prepare());
    bench.catalogue.mishap("PATCH",
                           ScriptedAnswer::json(R"({"title":"Invalid","status":422,"errors":[
                               {"field":"data.gtin","message":"is no GTIN"}]})",
                                                422),
                           Acts::No);

    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Failed);
    QCOMPARE(end->error->fields.first().path, u"data.gtin"_s);
}

void TestPassportSave::notSentIsNotSent()
{
    Bench bench(dataPatch(R"({"gtin":"1","material":"oak","weight":1.50})"), GuardLevel::ReadOnly);
    QVERIFY(bench.prepare());

    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::NotSent);
}

void TestPassportSave::saysWhatTheServiceMadeOfIt()
{
    Bench bench(dataPatch(R"({"gtin":"4006381333931","material":"ash","weight":1.50})"));
    QVERIFY(bench.prepare());
    bench.catalogue.mishap("PATCH", ScriptedAnswer::json(R"({"id":"a"})"), Acts::No);

    const auto end = bench.finish();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Done); // the service says so
    QCOMPARE(end->unexpected.size(), 1);
    QCOMPARE(end->unexpected.first().path, u"material"_s);
}

QTEST_GUILESS_MAIN(TestPassportSave)
#include "tst_passportsave.moc"
