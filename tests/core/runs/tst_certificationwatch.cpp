// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/certificationwatch.h"
#include "tests/support/fakecatalogue.h"
#include "tests/support/testconnection.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keyban::Passport;

namespace {

constexpr WatchPace quick{5ms, 20ms, 4};

struct Bench
{
    ScriptedNetwork network;
    FakeCatalogue catalogue{network};
    TestConnection connection{network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key"};
    keyban::Client client{connection.http(), {}};
    CertificationWatch watch{client, quick};

    Passport row(const QString &id) { return keyban::decodePassport(catalogue.row(id)).value(); }
    /// How often the row whose path ends like this was asked for.
    qsizetype looksAt(const QString &end) const
    {
        return std::count_if(network.seen().begin(), network.seen().end(),
                             [&end](const SeenRequest &request) { return request.url.path().endsWith(end); });
    }
};

constexpr auto pending = R"({"id":"p","modelNumber":"P","status":"published","data":{},
    "certificationStatus":"pending"})";

} // namespace

class TestCertificationWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsPendingToCertified();
    void readsOnlyWhatCanStillChange();
    void neverReadsMoreThanFourAtOnce();
    void aVanishedRowIsSaid();
    void aRefusalHaltsUntilResumed();
    void aLostAnswerIsAskedForAgain();
    void recertificationIsFollowedAgain();
    void clearEndsIt();
};

void TestCertificationWatch::followsPendingToCertified()
{
    Bench bench;
    bench.catalogue.add(pending);
    QSignalSpy changed(&bench.watch, &CertificationWatch::changed);
    bench.watch.watch(bench.row(u"p"_s));
    QTRY_VERIFY(bench.network.seen().size() > 2);
    QCOMPARE(changed.count(), 0);

    bench.catalogue.change(u"p"_s, u"certificationStatus"_s, u"certified"_s);

    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<Passport>().certificationStatus, u"certified"_s);
    QCOMPARE(bench.watch.watched(), 0);
}

void TestCertificationWatch::readsOnlyWhatCanStillChange()
{
    Bench bench;
    bench.catalogue.add(R"({"id":"draft","modelNumber":"1","certificationStatus":"pending"})");
    bench.catalogue.add(R"({"id":"done","modelNumber":"2","status":"published","certificationStatus":"certified"})");
    bench.catalogue.add(R"({"id":"bad","modelNumber":"3","status":"published","certificationStatus":"error"})");
    bench.catalogue.add(R"({"id":"item","granularity":"item","modelNumber":"4","status":"published"})");

    for (const QString &id : {u"draft"_s, u"done"_s, u"bad"_s, u"item"_s})
        bench.watch.watch(bench.row(id));

    QCOMPARE(bench.watch.watched(), 0);
}

void TestCertificationWatch::neverReadsMoreThanFourAtOnce()
{
    Bench bench;
    QList<Passport> rows;
    for (int i = 0; i < 20; ++i) {
        Passport row = keyban::decodePassport(json::parse(pending).value()).value();
        row.id = QString::number(i);
        rows << row;
    }
    bench.network.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });

    bench.watch.watch(rows);

    QTRY_COMPARE(bench.network.inFlight(), 4);
    bench.network.release(ScriptedAnswer::json("{}", 500));
    QTRY_COMPARE(bench.network.seen().size(), 5);
    QCOMPARE(bench.network.mostInFlight(), 4);
}

void TestCertificationWatch::aVanishedRowIsSaid()
{
    Bench bench;
    bench.catalogue.add(pending);
    QSignalSpy gone(&bench.watch, &CertificationWatch::gone);
    bench.watch.watch(bench.row(u"p"_s));

    bench.catalogue.remove(u"p"_s);

    QTRY_COMPARE(gone.count(), 1);
    QCOMPARE(gone.first().first().toString(), u"p"_s);
    QCOMPARE(bench.watch.watched(), 0);
}

void TestCertificationWatch::aRefusalHaltsUntilResumed()
{
    Bench bench;
    bench.catalogue.add(pending);
    bench.catalogue.mishap("GET", ScriptedAnswer::json(R"({"title":"Unauthorized","status":401})", 401),
                           FakeCatalogue::Acts::No);
    QSignalSpy halted(&bench.watch, &CertificationWatch::halted);
    QSignalSpy changed(&bench.watch, &CertificationWatch::changed);
    bench.watch.watch(bench.row(u"p"_s));
    QTRY_COMPARE(halted.count(), 1);
    const qsizetype asked = bench.looksAt(u"/p"_s);
    bench.catalogue.change(u"p"_s, u"certificationStatus"_s, u"certified"_s);
    // Another watch at the same pace looks three times meanwhile.
    bench.catalogue.add(R"({"id":"q","modelNumber":"Q","status":"published","data":{},
        "certificationStatus":"pending"})");
    CertificationWatch other(bench.client, quick);
    other.watch(bench.row(u"q"_s));
    QTRY_VERIFY(bench.looksAt(u"/q"_s) >= 3);
    QCOMPARE(bench.looksAt(u"/p"_s), asked);
    QCOMPARE(changed.count(), 0);

    bench.watch.resume();

    QTRY_COMPARE(changed.count(), 1);
}

void TestCertificationWatch::aLostAnswerIsAskedForAgain()
{
    Bench bench;
    bench.catalogue.add(pending);
    bench.catalogue.mishap("GET", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError),
                           FakeCatalogue::Acts::No);
    QSignalSpy changed(&bench.watch, &CertificationWatch::changed);
    bench.watch.watch(bench.row(u"p"_s));
    QTRY_VERIFY(!bench.network.seen().isEmpty());

    bench.catalogue.change(u"p"_s, u"certificationStatus"_s, u"error"_s);

    QTRY_COMPARE(changed.count(), 1);
}

void TestCertificationWatch::recertificationIsFollowedAgain()
{
    Bench bench;
    bench.catalogue.add(pending);
    bench.catalogue.change(u"p"_s, u"certificationStatus"_s, u"certified"_s);
    bench.watch.watch(bench.row(u"p"_s));
    QCOMPARE(bench.watch.watched(), 0);

    bench.catalogue.change(u"p"_s, u"certificationStatus"_s, u"pending"_s);
    bench.watch.watch(bench.row(u"p"_s));

    QCOMPARE(bench.watch.watched(), 1);
}

void TestCertificationWatch::clearEndsIt()
{
    Bench bench;
    bench.catalogue.add(pending);
    bench.catalogue.add(R"({"id":"q","modelNumber":"Q","status":"published","data":{},
        "certificationStatus":"pending"})");
    const auto asked = [&bench](const QString &id) {
        return std::count_if(bench.network.seen().begin(), bench.network.seen().end(),
                             [&id](const SeenRequest &seen) { return seen.url.path().endsWith(u'/' + id); });
    };
    bench.watch.watch(bench.row(u"p"_s));
    QTRY_VERIFY(asked(u"p"_s) > 1);

    bench.watch.clear();

    QTRY_COMPARE(bench.network.inFlight(), 0);
    const auto before = asked(u"p"_s);
    CertificationWatch other(bench.client, quick); // its fifth look comes later than the first watch's next would have
    other.watch(bench.row(u"q"_s));
    QTRY_VERIFY(asked(u"q"_s) > 4);
    QCOMPARE(asked(u"p"_s), before);
}

QTEST_GUILESS_MAIN(TestCertificationWatch)
#include "tst_certificationwatch.moc"
