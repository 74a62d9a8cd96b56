// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/mirrorsync.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testconnection.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A list of passports that changes while it is read: `meanwhile(page)` runs before a page is answered.
class RestlessService
{
public:
    explicit RestlessService(ScriptedNetwork &network)
    {
        network.answerWith([this](const SeenRequest &request) { return answer(request); });
    }

    void fill(int count)
    {
        for (int i = 0; i < count; ++i)
            ids << u"p-%1"_s.arg(i);
    }

    QStringList ids;
    QHash<QString, QByteArray> names;
    QList<int> pages; ///< asked for
    std::function<std::optional<ScriptedAnswer>(int page)> meanwhile = [](int) { return std::nullopt; };

private:
    ScriptedAnswer answer(const SeenRequest &request)
    {
        const QString last = request.url.path().section(u'/', -1);
        if (last != u"passports") {
            return ids.contains(last) ? ScriptedAnswer::json(row(last))
                                      : ScriptedAnswer::json(R"({"title":"Not Found","status":404})", 404);
        }
        const int page = QUrlQuery(request.url).queryItemValue(u"currentPage"_s).toInt();
        pages << page;
        if (const auto instead = meanwhile(page))
            return *instead;
        QByteArray rows;
        for (const QString &id : ids.mid((page - 1) * 100, 100))
            rows += (rows.isEmpty() ? "" : ",") + row(id);
        return ScriptedAnswer::json(R"({"data":[)" + rows + R"(],"total":)" + QByteArray::number(ids.size()) + '}');
    }

    QByteArray row(const QString &id) const
    {
        return R"({"id":")" + id.toUtf8() + R"(","granularity":"model","modelNumber":")" + id.toUtf8() +
               R"(","name":")" + names.value(id, "name") + R"("})";
    }
};

class TestMirrorSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readsEveryPageOnceAndRests();
    void leavesALaneFreeForWrites();
    void whatIsGoneGoes();
    void aRowThatSlippedToAnEarlierPageIsKept();
    void aRowThatCameTwiceIsThereOnce();
    void anInterruptedPassGoesOnWhereItWas();
    void anErrorIsWaitedOutAndTold();
    void aRefusalHaltsUntilItIsMended();
    void pausedItAsksForNothing();
    void aPauseOnTheLastPageHolds();
    void refreshWhileItRunsMakesAnotherPass();
    void aFreshMirrorIsLeftAlone();
    void aPageThatIsNoPageDropsNothing();
    void aCatalogueThatNeverRestsLosesNothing();

private:
    void start(SyncPace pace = {})
    {
        pace.firstRetry = 10ms;
        m_sync = std::make_unique<MirrorSync>(*m_client, *m_mirror, pace);
        m_sync->start();
    }
    bool rests() const { return m_sync->progress().state == SyncProgress::Resting; }
    void openMirror()
    {
        m_mirror = std::make_unique<Mirror>(MirrorPlace{m_folder->filePath(u"mirror.sqlite"_s), u"here"_s, u"app"_s});
        valueOf(m_mirror->open());
        QVERIFY(m_mirror->isOpen());
    }
    qint64 kept() const { return m_mirror->state().rows; }
    int pagesOfAnotherSync();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedNetwork> m_network;
    std::unique_ptr<RestlessService> m_service;
    std::unique_ptr<TestConnection> m_connection;
    std::unique_ptr<keyban::Client> m_client;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
};

void TestMirrorSync::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_network = std::make_unique<ScriptedNetwork>();
    m_service = std::make_unique<RestlessService>(*m_network);
    m_connection = std::make_unique<TestConnection>(*m_network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key");
    m_client = std::make_unique<keyban::Client>(m_connection->http(), keyban::ClientSettings{});
    openMirror();
}

void TestMirrorSync::cleanup()
{
    m_sync.reset();
    m_mirror.reset();
    m_client.reset();
    m_connection.reset();
    m_service.reset();
    m_network.reset();
}

/// What another sync at the same pace asks for that fails three times, then reads everything into a mirror of its own:
/// time enough for this one to try again if it were to.
int TestMirrorSync::pagesOfAnotherSync()
{
    int asked = 0;
    const auto before = std::exchange(m_service->meanwhile, [&asked](int) -> std::optional<ScriptedAnswer> {
        return ++asked > 3 ? std::nullopt
                           : std::optional(ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError));
    });
    Mirror mirror({m_folder->filePath(u"another.sqlite"_s), u"here"_s, u"app"_s});
    valueOf(mirror.open());
    MirrorSync sync(*m_client, mirror, {.firstRetry = 10ms});
    sync.start();
    [&sync] { QTRY_COMPARE(sync.progress().state, SyncProgress::Resting); }();
    m_service->meanwhile = before;
    return asked;
}

void TestMirrorSync::readsEveryPageOnceAndRests()
{
    m_service->fill(1'234);

    start();

    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 1'234);
    QCOMPARE(m_service->pages.size(), 13);
    QCOMPARE(m_sync->progress().read, 1'234);
    QVERIFY(m_mirror->state().completeAt.isValid());
}

void TestMirrorSync::leavesALaneFreeForWrites()
{
    m_service->fill(5'000);

    start();

    QTRY_VERIFY(rests());
    QVERIFY(m_network->mostInFlight() <= 3);
    QVERIFY(m_network->mostInFlight() >= 2);
}

void TestMirrorSync::whatIsGoneGoes()
{
    m_service->fill(250);
    start();
    QTRY_VERIFY(rests());
    m_service->ids.removeAt(20);
    m_service->ids.removeAt(200);
    m_service->names[u"p-7"_s] = "renamed";

    m_sync->refresh();

    QTRY_COMPARE(kept(), 248);
    QTRY_VERIFY(rests());
    QObject context;
    qint64 renamed = 0;
    m_mirror->page({.text = u"renamed"_s}, 0, 10).then(&context, [&renamed](const Result<MirrorPage> &page) {
        renamed = page->total;
    });
    QTRY_COMPARE(renamed, 1);
}

void TestMirrorSync::aRowThatSlippedToAnEarlierPageIsKept()
{
    m_service->fill(300);
    start();
    QTRY_VERIFY(rests());
    // Between two pages one row goes and another comes: the first of the second page is on the first now, unseen.
    m_service->meanwhile = [this, done = false](int page) mutable -> std::optional<ScriptedAnswer> {
        if (page == 2 && !std::exchange(done, true)) {
            m_service->ids.removeAt(5);
            m_service->ids << u"new"_s;
        }
        return std::nullopt;
    };

    m_sync->refresh();

    QTRY_VERIFY(m_sync->progress().state == SyncProgress::Running);
    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 301); // with the one that went after it had been met, until the next pass
    QObject context;
    QStringList found;
    m_mirror->passports({u"p-100"_s, u"new"_s}).then(&context, [&found](const auto &rows) {
        for (const keyban::Passport &row : *rows)
            found << row.id;
    });
    QTRY_COMPARE(found, (QStringList{u"p-100"_s, u"new"_s}));
}

void TestMirrorSync::aRowThatCameTwiceIsThereOnce()
{
    m_service->fill(300);
    m_service->meanwhile = [this, done = false](int page) mutable -> std::optional<ScriptedAnswer> {
        if (page == 2 && !std::exchange(done, true))
            m_service->ids.prepend(u"new"_s); // pushes the last of the first page to the second
        return std::nullopt;
    };

    start();

    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 301);
    QVERIFY2(m_service->pages.count(1) >= 2, "what had slipped before the second page was looked for once more");
}

void TestMirrorSync::anInterruptedPassGoesOnWhereItWas()
{
    m_service->fill(4'000);
    m_service->meanwhile = [](int page) -> std::optional<ScriptedAnswer> {
        return page == 25 ? std::optional(ScriptedAnswer::hanging()) : std::nullopt;
    };
    start({.unwritten = 2});
    QTRY_COMPARE(m_sync->progress().read, 2'400);
    m_sync.reset();
    m_mirror.reset();
    m_service->pages.clear();
    m_service->meanwhile = [](int) { return std::nullopt; };
    openMirror();
    QVERIFY(kept() >= 2'000);

    start();

    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 4'000);
    QCOMPARE(*std::min_element(m_service->pages.begin(), m_service->pages.end()), 21);
}

void TestMirrorSync::anErrorIsWaitedOutAndTold()
{
    m_service->fill(500);
    int failures = 0;
    m_service->meanwhile = [&failures](int page) -> std::optional<ScriptedAnswer> {
        if (page != 3 || ++failures > 3)
            return std::nullopt;
        return ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError);
    };

    std::optional<Error> told;

    start();
    connect(m_sync.get(), &MirrorSync::changed, this, [this, &told] {
        if (m_sync->progress().state == SyncProgress::Waiting)
            told = m_sync->progress().trouble;
    });

    QTRY_VERIFY(rests());
    QVERIFY(told);
    QCOMPARE(told->cause, Cause::ConnectionRefused);
    QVERIFY(!m_sync->progress().trouble);
    QCOMPARE(kept(), 500);
}

void TestMirrorSync::aRefusalHaltsUntilItIsMended()
{
    m_service->fill(100);
    bool isMended = false;
    m_service->meanwhile = [&isMended](int) -> std::optional<ScriptedAnswer> {
        return isMended ? std::nullopt : std::optional(ScriptedAnswer::json(R"({"title":"Forbidden"})", 403));
    };
    start();
    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Halted);
    isMended = true;
    QCOMPARE(pagesOfAnotherSync(), 4);

    m_sync->refresh();

    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 100);
}

void TestMirrorSync::pausedItAsksForNothing()
{
    m_service->fill(2'000);
    m_service->meanwhile = [](int page) -> std::optional<ScriptedAnswer> {
        return page > 4 ? std::optional(ScriptedAnswer::hanging()) : std::nullopt;
    };
    start();
    QTRY_VERIFY(m_network->hanging() > 0);

    m_sync->pause();

    QTRY_COMPARE(m_network->inFlight(), 0);
    QCOMPARE(m_sync->progress().state, SyncProgress::Paused);
    m_service->meanwhile = [](int) { return std::nullopt; };
    m_sync->resume();
    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 2'000);
}

void TestMirrorSync::aPauseOnTheLastPageHolds()
{
    m_service->fill(100);
    start();
    QSignalSpy passes(m_sync.get(), &MirrorSync::completed);
    const auto hold = connect(m_sync.get(), &MirrorSync::changed, this, [this] {
        const SyncProgress &progress = m_sync->progress();
        if (progress.state == SyncProgress::Running && progress.read == 100)
            m_sync->pause();
    });

    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Paused);
    QVERIFY(whatWasPostedHasArrived());
    QCOMPARE(m_sync->progress().state, SyncProgress::Paused);
    QCOMPARE(passes.size(), 0);
    disconnect(hold);
    m_sync->resume();
    QTRY_VERIFY(rests());
    QCOMPARE(kept(), 100);
}

void TestMirrorSync::refreshWhileItRunsMakesAnotherPass()
{
    m_service->fill(250);
    start();
    QSignalSpy passes(m_sync.get(), &MirrorSync::completed);
    m_sync->refresh();

    QTRY_COMPARE(passes.count(), 2);
    QCOMPARE(m_service->pages.count(1), 2);
}

void TestMirrorSync::aFreshMirrorIsLeftAlone()
{
    m_service->fill(150);
    start();
    QTRY_VERIFY(rests());
    m_service->pages.clear();

    start();

    QVERIFY(rests());
    QCOMPARE(m_sync->progress().total, 150);
    QCOMPARE(pagesOfAnotherSync(), 5);
    m_service->pages.clear();
    start({.rest = 0ms});
    QTRY_VERIFY(!m_service->pages.isEmpty());
}

void TestMirrorSync::aPageThatIsNoPageDropsNothing()
{
    m_service->fill(300);
    start();
    QTRY_VERIFY(rests());
    m_service->meanwhile = [](int page) -> std::optional<ScriptedAnswer> {
        return page == 2 ? std::optional(ScriptedAnswer::json("<html>")) : std::nullopt;
    };

    m_sync->refresh();

    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Waiting);
    QCOMPARE(m_sync->progress().trouble->cause, Cause::NotJson);
    QCOMPARE(kept(), 300);
}

void TestMirrorSync::aCatalogueThatNeverRestsLosesNothing()
{
    m_service->fill(300);
    start();
    QTRY_VERIFY(rests());
    m_service->pages.clear();
    m_service->meanwhile = [this, n = 0](int page) mutable -> std::optional<ScriptedAnswer> {
        if (page != 1) // rows come in front while the later pages are read
            m_service->ids.prepend(u"new-%1"_s.arg(++n));
        return std::nullopt;
    };

    m_sync->refresh();

    QTRY_VERIFY(m_sync->progress().state == SyncProgress::Running);
    QTRY_VERIFY(rests());
    QVERIFY(kept() >= 300);
    QVERIFY(m_service->pages.count(1) <= 3);
}

QTEST_GUILESS_MAIN(TestMirrorSync)
#include "tst_mirrorsync.moc"
