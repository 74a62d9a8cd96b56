// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/json/value.h"

#include <QBuffer>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

class TestJsonPassports : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    /// What an import would send of this array.
    json::Value sentOf(const QByteArray &passports)
    {
        const QString file = m_folder.write(passports, u"c.json"_s);
        const auto shown = preview(file, {});
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        CheckOptions options;
        options.jsonOut = &out;
        const auto report = check({file, {}, autoMap(sampleOf(*shown))}, options);
        return report ? json::parse(out.data()).value() : json::Value();
    }

private Q_SLOTS:
    void valuesArriveAsTheyAre()
    {
        const QByteArray passports =
            R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","name":"n","data":)"
            R"({"n":12345678901234567890.10,"e":1E+2,"t":true,"z":null,"a":[1,"x\n",{"b":[]}],"o":{},"s":"1.50"}},)"
            R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"B","name":"n","data":)"
            R"({"n":"1","e":"","t":"true","z":"null","a":"[1]","o":"{}","s":"\u00e9"}}])";

        QCOMPARE(sentOf(passports), json::parse(passports).value());
    }

    void aGlanceKnowsTheColumnsOfTheFirstPassports()
    {
        const QByteArray first = R"({"granularity":"model","modelNumber":"A","data":{"c":"brown"}})";
        const QByteArray last = R"({"granularity":"model","modelNumber":"B","data":{"d":1}})";
        const QString few = m_folder.write('[' + QByteArrayList(200, first).join(',') + ']', u"few.json"_s);
        const QString more =
            m_folder.write('[' + QByteArrayList(200, first).join(',') + ',' + last + ']', u"more.json"_s);

        const auto whole = glance(few, {});
        const auto part = glance(more, {});
        const auto read = preview(more, {});

        QVERIFY(whole->format.areAllMembers && whole->complete);
        QVERIFY(!part->format.areAllMembers && !part->complete);
        QCOMPARE(part->headers, whole->headers);
        QCOMPARE(part->records, whole->records);
        QVERIFY(read->format.areAllMembers);
        QCOMPARE(read->headers, whole->headers + QStringList{u"data.d"_s});
        QCOMPARE(read->records.size(), 200);
    }

    void eachPassportNamesItsCertifiedPaths()
    {
        const QByteArray passports =
            R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","data":{"c":"brown","d":"1"},)"
            R"("certifiedPaths":["c"]},)"
            R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"B","data":{"c":"red"},)"
            R"("certifiedPaths":[]},)"
            R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"C","data":{"c":"red"}}])";

        QCOMPARE(sentOf(passports), json::parse(passports).value());
    }

    void aMissingMemberStaysMissing()
    {
        const QByteArray passports =
            R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","data":{"c":"brown","d":""}},)"
            R"({"granularity":"model","network":"StarknetSepolia","modelNumber":"B","data":{"d":"x"}}])";

        QCOMPARE(sentOf(passports), json::parse(passports).value());
    }

    void whatTheServiceSaysOfAPassportIsLeftOut()
    {
        const QByteArray passports =
            R"([{"id":"1","status":"draft","createdAt":"2026-04-02T08:15:30Z","granularity":"model",)"
            R"("network":"StarknetSepolia","modelNumber":"A","data":{"gtin":"4006381333931"}}])";

        const json::Value sent = sentOf(passports).items().at(0);

        QVERIFY(!sent.contains(u"status"));
        QCOMPARE(sent[u"data"].members().size(), 1U);
    }

    void granularitiesCanBeMixed()
    {
        const json::Value sent =
            sentOf(R"([{"product":{"idGranularity":"model","modelNumber":"M","name":"n"},"network":"StarknetSepolia"},)"
                   R"({"product":{"idGranularity":"item","modelNumber":"M","itemNumber":"I","name":"n"},)"
                   R"("network":"StarknetSepolia"}])");

        QCOMPARE(sent.items().at(0)[u"granularity"].toString(), u"model"_s);
        QCOMPARE(sent.items().at(1)[u"granularity"].toString(), u"item"_s);
        QCOMPARE(sent.items().at(1)[u"itemNumber"].toString(), u"I"_s);
    }

    void aGtinInAColumnOfLiteralsIsStillChecked()
    {
        const QString file =
            m_folder.write(R"([{"modelNumber":"A","data":{"gtin":"4006381333932"}},{"modelNumber":"B","data":{}},)"
                           R"({"modelNumber":"C","data":{"gtin":4006381333931}}])",
                           u"c.json"_s);

        const auto report = check({file, {}, autoMap(sampleOf(*preview(file, {})))});

        QCOMPARE(report->findings.size(), 1);
        QCOMPARE(report->findings[0].code, FindingCode::GtinCheckDigit);
    }
};

QTEST_GUILESS_MAIN(TestJsonPassports)
#include "tst_jsonpassports.moc"
