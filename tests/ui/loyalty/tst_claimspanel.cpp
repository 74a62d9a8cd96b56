// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/claims/claimspanel.h"

#include "tests/support/scriptednetwork.h"
#include "tests/ui/loyalty/loyaltybench.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/timeline.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

struct ClaimsBench : LoyaltyBench
{
    ClaimsBench()
        : panel(client)
    {
        panel.resize(1000, 600);
        panel.show();
    }

    QString started(const QByteArray &claim)
    {
        return sandbox.post(u"loyalty"_s, "{\"claim\":" + claim + '}')[u"jobId"].toString();
    }
    void follow(const QString &jobId)
    {
        panel.findChild<QLineEdit *>(u"claimJob"_s)->setText(jobId);
        CLICK(panel, "claimFollow");
    }
    QStringList states() const
    {
        QStringList states;
        for (const TimelineStep &step : panel.findChild<Timeline *>(u"claimTimeline"_s)->steps())
            states << step.title;
        return states;
    }
    QString standing() const { return textOf(panel, "claimState"); }
    Banner *banner() const { return shown<Banner>(panel, "claimsBanner"); }

    ClaimsPanel panel;
};

/// It connects again at once.
struct PatientConnection
{
    explicit PatientConnection(QNetworkAccessManager &network)
        : http({network, credential, log}, {.base = QUrl(u"https://service.example"_s),
                                            .guard = Guard(GuardLevel::Normal),
                                            .retry = {.base = std::chrono::milliseconds(1)}})
    {}

    TestCredential credential{"test-key"};
    RequestLog log;
    HttpClient http;
};

} // namespace

class TestClaimsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void aClaimIsFollowedToItsEnd();
    void aClaimThatFailsSaysWhy();
    void anUnknownJobIsTold();
    void aStreamThatEndsEarlyLeavesTheEndUnknown();
    void aMuteStreamIsTold();
    void stoppingEndsTheFollowing();
    void anotherJobBeginsAfresh();
    void whatIsNoIdCannotBeFollowed_data();
    void whatIsNoIdCannotBeFollowed();
    void whatIsNotUnderstoodIsLeftOut();
};

void TestClaimsPanel::aClaimIsFollowedToItsEnd()
{
    ClaimsBench bench;

    bench.follow(bench.started(R"({"ms":600000})"));
    for (const QString &state : {u"Waiting"_s, u"Under way"_s}) {
        QTRY_VERIFY(bench.states().contains(state));
        bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":400})");
    }

    QTRY_COMPARE(bench.standing(), u"Completed"_s);
    QCOMPARE(bench.states(), (QStringList{u"Waiting"_s, u"Under way"_s, u"Completed"_s}));
    QVERIFY(!canClick(bench.panel, "claimStop"));
    QVERIFY(fitsASmallWindow(bench.panel));
    CLICK(bench.panel, "claimCopyHash");
    QVERIFY(textOf(bench.panel, "claimHash").startsWith(u"0x"));
    QCOMPARE(QGuiApplication::clipboard()->text(), textOf(bench.panel, "claimHash"));
}

void TestClaimsPanel::aClaimThatFailsSaysWhy()
{
    ClaimsBench bench;

    bench.follow(bench.started(R"({"ms":100,"fails":true})"));

    QTRY_COMPARE(bench.standing(), u"Failed"_s);
    const Timeline *timeline = shown<Timeline>(bench.panel, "claimTimeline");
    QCOMPARE(timeline->steps().last().note, u"The transfer was refused"_s);
    QCOMPARE(timeline->steps().last().tone, Tone::Bad);
    QVERIFY(!canClick(bench.panel, "claimCopyHash"));
}

void TestClaimsPanel::anUnknownJobIsTold()
{
    ClaimsBench bench;

    bench.follow(u"0c7be3c1-7a4d-44af-8bec-1b7b8d926218"_s);

    QTRY_VERIFY(bench.banner());
    QVERIFY(bench.banner()->content().headline.startsWith(u"The service knows no claim with this job"));
    QVERIFY(canClick(bench.panel, "claimAgain"));
    QVERIFY(shown(bench.panel, "claimsEmpty"));
}

void TestClaimsPanel::aStreamThatEndsEarlyLeavesTheEndUnknown()
{
    ScriptedNetwork network;
    network.answer({.body = "data: {\"state\":\"waiting\"}\n\n", .contentType = "text/event-stream"});
    network.answer({.status = 204});
    PatientConnection connection(network);
    keyban::LoyaltyClient client(connection.http, u"test-application"_s);
    ClaimsPanel panel(client);
    panel.show();

    panel.findChild<QLineEdit *>(u"claimJob"_s)->setText(u"job-1"_s);
    CLICK(panel, "claimFollow");

    QTRY_COMPARE(textOf(panel, "claimState"), u"End unknown"_s);
    QVERIFY(shown<Banner>(panel, "claimsBanner")->content().headline.startsWith(u"The service ended the stream"));
}

void TestClaimsPanel::aMuteStreamIsTold()
{
    ScriptedNetwork network;
    network.answer({.body = "data: {\"state\":\"waiting\"}\n\n", .contentType = "text/event-stream"});
    network.answer(ScriptedAnswer::hanging()); // the next connection
    PatientConnection connection(network);
    keyban::LoyaltyClient client(connection.http, u"test-application"_s);
    ClaimsPanel panel(client);
    panel.show();

    panel.findChild<QLineEdit *>(u"claimJob"_s)->setText(u"job-1"_s);
    CLICK(panel, "claimFollow");

    QTRY_COMPARE(textOf(panel, "claimState"), u"Nothing comes"_s);
    QVERIFY(textOf(panel, "claimRemark").contains(u"may be old"));
    QVERIFY(canClick(panel, "claimStop"));
    QTRY_COMPARE(network.hanging(), 1);
    network.release({.body = "data: {\"state\":\"waiting\"}\n\ndata: {\"state\":\"completed\"}\n\n",
                     .contentType = "text/event-stream"});
    QTRY_COMPARE(textOf(panel, "claimState"), u"Completed"_s);
    QCOMPARE(panel.findChild<Timeline *>(u"claimTimeline"_s)->steps().size(), 2);
}

void TestClaimsPanel::stoppingEndsTheFollowing()
{
    ClaimsBench bench;
    bench.follow(bench.started(R"({"ms":60000})"));
    QTRY_COMPARE(bench.states(), QStringList{u"Waiting"_s});

    QTest::keyClick(bench.panel.findChild<QLineEdit *>(u"claimJob"_s), Qt::Key_Escape);

    QTRY_COMPARE(bench.standing(), u"Not followed"_s);
    QVERIFY(!canClick(bench.panel, "claimStop"));
    QCOMPARE(bench.states(), QStringList{u"Waiting"_s});
    bench.panel.refresh();
    QCOMPARE(bench.standing(), u"Followed"_s);
}

void TestClaimsPanel::anotherJobBeginsAfresh()
{
    ClaimsBench bench;
    bench.follow(bench.started(R"({"ms":0})"));
    QTRY_COMPARE(bench.standing(), u"Completed"_s);

    bench.follow(bench.started(R"({"ms":60000})"));

    QTRY_COMPARE(bench.states(), QStringList{u"Waiting"_s});
    QCOMPARE(bench.standing(), u"Followed"_s);
    QVERIFY(!shown(bench.panel, "claimHash"));
}

void TestClaimsPanel::whatIsNoIdCannotBeFollowed_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << QString();
    QTest::newRow("a path") << u"../../account"_s;
    QTest::newRow("words") << u"the first one"_s;
    QTest::newRow("too long") << QString(129, u'a');
}

void TestClaimsPanel::whatIsNoIdCannotBeFollowed()
{
    QFETCH(QString, text);
    ClaimsBench bench;

    bench.panel.findChild<QLineEdit *>(u"claimJob"_s)->setText(text);

    QVERIFY(!canClick(bench.panel, "claimFollow"));
}

void TestClaimsPanel::whatIsNotUnderstoodIsLeftOut()
{
    ScriptedNetwork network;
    network.answer({.status = 200,
                    .body = "data: nonsense\n\ndata: {\"state\":\"checking\"}\n\ndata: {\"state\":\"completed\"}\n\n",
                    .contentType = "text/event-stream"});
    TestConnection connection(network, QUrl(u"https://service.example"_s), "test-key");
    keyban::LoyaltyClient client(connection.http(), u"test-application"_s);
    ClaimsPanel panel(client);
    panel.show();

    panel.findChild<QLineEdit *>(u"claimJob"_s)->setText(u"job-1"_s);
    CLICK(panel, "claimFollow");

    QTRY_COMPARE(textOf(panel, "claimState"), u"Completed"_s);
    QCOMPARE(shown<Timeline>(panel, "claimTimeline")->steps().first().title, u"Checking"_s);
    QVERIFY(shown<Banner>(panel, "claimsBanner")->content().headline.contains(u"does not understand"));
}

QTEST_MAIN(TestClaimsPanel)

#include "tst_claimspanel.moc"
